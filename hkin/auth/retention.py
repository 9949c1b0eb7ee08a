"""Who left comes in no more: what proved that it was them goes after a month."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hkin.privacy.retention import Rule, Term, declare

LEAVER_DAYS = timedelta(days=30)


def _in_days() -> list[Term]:
    return [Term(None, 0)]


def _due(_municipality_id: int | None, before: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = Authenticator.objects.filter(user__is_active=False, user__left_at__lt=before - LEAVER_DAYS)
    return found


def _destroy(keys: list[Any]) -> int:
    return int(Authenticator.objects.filter(pk__in=keys).delete()[0])


LEAVERS = Rule(
    name="second_proofs_of_leavers",
    label=_("Second proofs of who left"),
    terms=_in_days,
    due=_due,
    destroy=_destroy,
)


def declare_rules() -> None:
    declare(LEAVERS)
