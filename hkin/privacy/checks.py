"""What must be right before the first signal is sealed. `manage.py check` says it in words."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from hkin.privacy.append_only import TRIGGERS, AppendOnly, append_only_models
from hkin.privacy.keyring import decode_secret, key_ring

_HOW_TO_MAKE = "python3 -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"


def check_seal_keys(**_kwargs: Any) -> list[CheckMessage]:
    try:
        key_ring()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint=_hint("HKIN_SEAL_KEYS", "2026a:<base64>"), id="privacy.E001")]
    return []


def check_index_key(**_kwargs: Any) -> list[CheckMessage]:
    try:
        decode_secret(settings.INDEX_KEY)
    except ValueError as error:
        return [Error(f"HKIN_INDEX_KEY: {error}", hint=_hint("HKIN_INDEX_KEY", "<base64>"), id="privacy.E002")]
    return []


def check_keys_differ(**_kwargs: Any) -> list[CheckMessage]:
    """Who reads the index key must not be able to open text with it."""
    try:
        shared = decode_secret(settings.INDEX_KEY) in {key.secret for key in key_ring().keys}
    except (ImproperlyConfigured, ValueError):
        return []
    if not shared:
        return []
    return [Error(_("The index key is also a seal key."), hint=_("Make a key of its own for each."), id="privacy.E003")]


def check_allowed_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """A site that answers to every name lets somebody else's name into its pages and mails."""
    if "*" not in settings.ALLOWED_HOSTS or settings.DEBUG or settings.DEMO:
        return []
    hint = _("Name the addresses of the site in HKIN_ALLOWED_HOSTS.")
    return [Error(_("The site answers to every name."), hint=hint, id="privacy.E005")]


def check_append_only(*, models_found: list[type[AppendOnly]] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A Meta that does not inherit would quietly leave the triggers behind."""
    wanted = {trigger.name for trigger in TRIGGERS}
    return [
        Error(
            f"{model._meta.label} lost its append-only triggers",
            hint="class Meta(AppendOnly.Meta)",
            obj=model,
            id="privacy.E004",
        )
        for model in (append_only_models() if models_found is None else models_found)
        if not wanted <= {trigger.name for trigger in getattr(model._meta, "triggers", [])}
    ]


def _hint(name: str, form: str) -> str:
    return _("Set %(name)s to %(form)s: 32 random bytes. Make them with: %(command)s") % {
        "name": name,
        "form": form,
        "command": _HOW_TO_MAKE,
    }
