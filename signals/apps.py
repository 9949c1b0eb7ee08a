from django.apps import AppConfig

from hkin.outbox.kinds import register
from signals.messages import KINDS


class SignalsConfig(AppConfig):
    name = "signals"

    def ready(self) -> None:
        register(*KINDS)
