from django.apps import AppConfig


class NldsConfig(AppConfig):
    name = "hkin.nlds"
    label = "nlds"
