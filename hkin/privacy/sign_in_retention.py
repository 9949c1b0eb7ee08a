"""How long it is kept who signed in, who tried, and from where: long enough to look into an attack."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from hkin.privacy.retention import Rule, Term, declare

SIGN_IN_DAYS = timedelta(days=30)


def _in_days() -> list[Term]:
    return [Term(None, 0)]


def _destroying(model: type[Model]) -> Callable[[list[Any]], int]:
    return lambda keys: model._default_manager.filter(pk__in=keys).delete()[0]


def _attempts_due(_municipality_id: int | None, before: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__lt=before - SIGN_IN_DAYS)
    return found


def _sign_ins_due(_municipality_id: int | None, before: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = AccessLog.objects.filter(attempt_time__lt=before - SIGN_IN_DAYS)
    return found


def _sessions_due(_municipality_id: int | None, before: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=before)


RULES = (
    Rule(
        name="failed_sign_ins",
        label=_("Attempts to log in"),
        terms=_in_days,
        due=_attempts_due,
        destroy=_destroying(AccessAttempt),
    ),
    Rule(name="sign_ins", label=_("Who logged in"), terms=_in_days, due=_sign_ins_due, destroy=_destroying(AccessLog)),
    Rule(
        name="ended_sessions",
        label=_("Sessions that ended"),
        terms=_in_days,
        due=_sessions_due,
        destroy=_destroying(Session),
    ),
)


def declare_rules() -> None:
    for rule in RULES:
        declare(rule)
