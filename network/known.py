"""What colleagues are told about HKIN: the definition that holds, and what they said about its pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from network.models import Definition, Municipality, Remark, User
from network.roles import home_of, places_of, roles_of
from network.rules import Role

PAGE = 50


def definitions_of(municipality: Municipality) -> QuerySet[Definition]:
    """Newest first; some may begin later."""
    return Definition.objects.filter(municipality=municipality).select_related("written_by")


def definition_on(municipality: Municipality, day: date) -> Definition | None:
    return definitions_of(municipality).filter(from_on__lte=day).first()


def municipality_of(user: User) -> Municipality | None:
    """Where somebody files, else the first municipality in which they hold a role."""
    home = home_of(user)
    return home.municipality if home else next(iter(places_of(user).values()), None)


def remarks_read_by(user: User, *, before: int | None = None) -> Sequence[Remark]:
    """One more than a page, newest first, those that were handled left out."""
    places = roles_of(user).municipalities(Role.APPLICATION_MANAGER)
    rows = Remark.objects.filter(municipality_id__in=places, handled_at=None).select_related("municipality")
    return list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
