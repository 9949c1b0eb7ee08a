from django.apps import AppConfig

from hkin.outbox.kinds import register
from network.messages import KINDS


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        from network.retention import declare_rules  # noqa: PLC0415 (models are loaded only now)

        register(*KINDS)
        declare_rules()
