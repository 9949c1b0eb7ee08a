from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "hkin.privacy"
    label = "privacy"
