from django.apps import AppConfig


class MachineConfig(AppConfig):
    name = "hkin.machine"
    label = "machine"
