from django.apps import AppConfig
from django.core.checks import register


class NldsConfig(AppConfig):
    name = "hkin.nlds"
    label = "nlds"

    def ready(self) -> None:
        from hkin.nlds.checks import assets_are_present  # noqa: PLC0415 (apps must be loaded first)

        register(assets_are_present)
