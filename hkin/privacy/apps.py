from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class PrivacyConfig(AppConfig):
    name = "hkin.privacy"
    label = "privacy"

    def ready(self) -> None:
        from hkin.privacy import checks as ours  # noqa: PLC0415 (models are loaded only now)
        from hkin.privacy import grants, log_retention, sign_in_retention  # noqa: PLC0415

        checks.register(ours.check_seal_keys)
        checks.register(ours.check_index_key)
        checks.register(ours.check_keys_differ, deploy=True)
        checks.register(ours.check_allowed_hosts, checks.Tags.security, deploy=True)
        checks.register(ours.check_append_only, checks.Tags.models)
        post_migrate.connect(grants.grant_after_migrate, sender=self, dispatch_uid="hkin.privacy.grants")
        log_retention.declare_rules()
        sign_in_retention.declare_rules()
