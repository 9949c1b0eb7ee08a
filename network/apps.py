from django.apps import AppConfig

from hkin.outbox.kinds import register
from network.messages import KINDS


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        register(*KINDS)
