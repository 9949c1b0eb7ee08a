"""Somebody says that they are away, and who answers instead."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from network.absences import able_to_replace
from network.models import Absence, User


class NoDeputy(Exception):
    """The colleague named as deputy is away in the same days, may not stand in, or is the person itself."""


class AlreadyAway(Exception):
    """These days overlap with an absence that stands already."""


def register_absence(*, by: User, from_on: date, until_on: date, deputy: User | None) -> Absence:
    """ "Ik ben er niet": from a day until and including a day, with who answers instead."""
    with transaction.atomic():
        people = {by.pk, deputy.pk} if deputy else {by.pk}
        list(User.objects.select_for_update().filter(pk__in=people).order_by("pk"))  # two who name each other wait
        away = set(Absence.objects.between(from_on, until_on).filter(user__in=people).values_list("user_id", flat=True))
        if deputy is not None and (deputy.pk in away or not able_to_replace(by).filter(pk=deputy.pk)):
            raise NoDeputy
        if by.pk in away:
            raise AlreadyAway
        return Absence.objects.create(user=by, from_on=from_on, until_on=until_on, deputy=deputy)


def end_absence(*, by: User, absence_id: int) -> None:
    Absence.objects.filter(pk=absence_id, user=by).delete()
