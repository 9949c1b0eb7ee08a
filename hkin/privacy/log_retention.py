"""How long the access log and the register of destroyed keys live: each its own term, longer than what it explains."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hkin.privacy.models import DestroyedKey, Look
from hkin.privacy.retention import Rule, Term, declare

LOG_MONTHS = 36
REGISTER_MONTHS = 24  # longer than the oldest backup that may ever be restored


def _log_terms() -> list[Term]:
    return [Term(None, getattr(settings, "PRIVACY_LOG_MONTHS", LOG_MONTHS))]


def _log_due(_municipality_id: int | None, before: datetime) -> QuerySet[Look]:
    return Look.objects.filter(at__lt=before)


def _log_destroy(keys: list[Any]) -> int:
    return Look.objects.filter(pk__in=keys).delete()[0]


def _register_terms() -> list[Term]:
    return [Term(None, getattr(settings, "PRIVACY_REGISTER_MONTHS", REGISTER_MONTHS))]


def _register_due(_municipality_id: int | None, before: datetime) -> QuerySet[DestroyedKey]:
    return DestroyedKey.objects.filter(at__lt=before)


def _register_destroy(keys: list[Any]) -> int:
    return DestroyedKey.objects.filter(pk__in=keys).delete()[0]


ACCESS_LOG = Rule(name="access_log", label=_("Access log"), terms=_log_terms, due=_log_due, destroy=_log_destroy)
REGISTER = Rule(
    name="destroyed_keys",
    label=_("Register of destroyed keys"),
    terms=_register_terms,
    due=_register_due,
    destroy=_register_destroy,
)


def declare_rules() -> None:
    declare(ACCESS_LOG)
    declare(REGISTER)
