"""A card for the wall of a department: what its colleagues can notice, and where they tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404

from network.choices import departments_of, strongest_indicators
from network.contact_sheet import contacts_of
from network.models import Department, Indicator, Municipality, User
from network.people import coordinator_of
from network.roles import home_of
from network.starting import set_up_by

#: Five stick in somebody's mind; a page full does not.
NOTICED = 5


class Paper(StrEnum):
    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True)
class Card:
    department: Department
    indicators: Sequence[Indicator]
    contact: User | None
    coordinator: User | None


def card_for(user: User, code: str, *, slug: str = "") -> Card:
    """Of a department of one's own municipality, or of one that somebody furnishes; others do not exist."""
    municipality = _municipality(user, slug)
    department = departments_of(municipality).filter(code__iexact=code).first() if municipality else None
    if municipality is None or department is None:
        raise Http404
    department.municipality = municipality
    standing = contacts_of(municipality).filter(department=department).first()
    return Card(
        department,
        strongest_indicators(department, most=NOTICED),
        standing.user if standing else None,
        coordinator_of(municipality),
    )


def _municipality(user: User, slug: str) -> Municipality | None:
    home = home_of(user)
    if home is not None and slug in {"", home.municipality.slug}:
        return home.municipality
    return set_up_by(user).filter(slug=slug).first()
