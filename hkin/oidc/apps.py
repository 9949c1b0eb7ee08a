"""Checks of the configuration run with `manage.py check`."""

from django.apps import AppConfig


class MunicipalityAccounts(AppConfig):
    name = "hkin.oidc"

    def ready(self) -> None:
        from hkin.oidc import checks  # noqa: F401, PLC0415 (registers itself)
