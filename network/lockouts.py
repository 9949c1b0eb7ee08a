"""Accounts that wait because somebody tried too often: how many tries, and until when. Never from where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Lower
from django.utils import timezone

from network.actions.second_proof import TRIES_AT_MOST, TRIES_WITHIN
from network.models import CodeTries, User


@dataclass(frozen=True)
class Lock:
    """`places`: from how many addresses the password was tried; zero when codes of the second proof were tried."""

    tries: int
    since: datetime
    until: datetime
    places: int = 0


def locks_of(people: Collection[User]) -> dict[int, Lock]:
    """By the id of the person; two queries however many there are."""
    by_codes = _too_many_codes().filter(user__in=people)
    locks = {tries.user_id: Lock(tries.count, tries.since, tries.since + TRIES_WITHIN) for tries in by_codes}
    ids = {person.username.casefold(): person.pk for person in people}
    found = _too_many_passwords().filter(username__in=ids).values("username").order_by("username")
    found = found.annotate(tries=Sum("failures_since_start"), last=Max("attempt_time"), places=Count("pk"))
    for row in found:
        until = row["last"] + _cool_off()
        locks[ids[row["username"]]] = Lock(row["tries"], row["last"], until, row["places"])
    return locks


def is_locked() -> Q:
    """Of a query for people: whether the account waits now."""
    by_password = _too_many_passwords().filter(username=Lower(OuterRef("username")))
    return Q(Exists(by_password)) | Q(Exists(_too_many_codes().filter(user=OuterRef("pk"))))


def attempts_at(person: User) -> QuerySet[AccessAttempt]:
    attempts: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(username=person.username.casefold())
    return attempts


def _too_many_passwords() -> QuerySet[AccessAttempt]:
    """As axes counts: a name at an address, until the last try has cooled off."""
    attempts: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=timezone.now() - _cool_off()
    )
    return attempts


def _too_many_codes() -> QuerySet[CodeTries]:
    return CodeTries.objects.filter(count__gte=TRIES_AT_MOST, since__gte=timezone.now() - TRIES_WITHIN)


def _cool_off() -> timedelta:
    return timedelta(hours=settings.AXES_COOLOFF_TIME)
