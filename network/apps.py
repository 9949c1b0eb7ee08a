from django.apps import AppConfig

from hkin.outbox.kinds import register
from network.messages import KINDS


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        from network.actions.sight import register_effect  # noqa: PLC0415 (models are loaded only now)
        from network.retention import declare_rules  # noqa: PLC0415

        register(*KINDS)
        declare_rules()
        register_effect()
