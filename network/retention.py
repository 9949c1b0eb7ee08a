"""When do we forget who was away: the work was passed on long ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.privacy.retention import Rule, Term, declare
from network.models import Absence

ABSENCE_DAYS = timedelta(days=30)


def _terms() -> list[Term]:
    return [Term(None, 0)]


def _due(_municipality_id: int | None, before: datetime) -> QuerySet[Absence]:
    return Absence.objects.filter(until_on__lt=timezone.localdate(before - ABSENCE_DAYS))


def _destroy(keys: list[Any]) -> int:
    return Absence.objects.filter(pk__in=keys).delete()[0]


ABSENCES = Rule(name="old_absences", label=_("Absences that are over"), terms=_terms, due=_due, destroy=_destroy)


def declare_rules() -> None:
    declare(ABSENCES)
