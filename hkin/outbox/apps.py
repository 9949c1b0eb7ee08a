from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "hkin.outbox"
    label = "outbox"
