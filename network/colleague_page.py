"""What a colleague can be called for: their contact card with what the directory knows of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise

from network.choices import themes_of
from network.departments import place_of
from network.granted import title_of
from network.models import Absence, ContactCard, Department, RoleGrant, Theme, User
from network.models.card import Language
from network.place_page import level_of_person
from network.roles import places_of
from network.rules import Role
from network.rules.levels import LEVEL_NAMES

#: An absence that begins within these days is worth knowing now.
_SOON = timedelta(days=14)


@dataclass(frozen=True)
class Hat:
    """A role in words, with who answers when its holder does not."""

    title: str
    deputy: User | None
    department: Department | None


@dataclass(frozen=True)
class ColleaguePage:
    person: User
    card: ContactCard | None
    has_photo: bool
    level: str | Promise
    home: Department | None
    hats: Sequence[Hat]
    themes: Sequence[str]
    languages: Sequence[str | Promise]
    days: Sequence[str | Promise]
    absences: Sequence[Absence]
    is_away: bool
    is_own: bool


def colleague_for(user: User, key: UUID) -> User | None:
    """Somebody who holds a role in a municipality of one's own."""
    here = RoleGrant.objects.today().filter(user=OuterRef("pk"), municipality__in=places_of(user))
    return User.objects.filter(Exists(here), key=key, is_active=True).first()


def colleague_page(user: User, person: User) -> ColleaguePage:
    today = timezone.localdate()
    grants = list(
        RoleGrant.objects.today()
        .filter(user=person, municipality__in=places_of(user))
        .select_related("municipality", "department__municipality", "team", "theme", "deputy")
        .order_by("pk")
    )
    card = _card_of(person)
    absences = list(
        Absence.objects.between(today, today + _SOON).filter(user=person).select_related("deputy").order_by("from_on")
    )
    themes = {grant.theme.name for grant in grants if grant.theme}
    if card is not None:
        known = card.themes.filter(Q(municipality=None) | Q(municipality__in=places_of(user)))
        themes |= set(known.values_list("name", flat=True))
    return ColleaguePage(
        person=person,
        card=card,
        has_photo=has_photo(person),
        level=LEVEL_NAMES[level_of_person(person, [Role(grant.role) for grant in grants])],
        home=next((grant.department for grant in grants if grant.role == Role.REPORTER), None),
        hats=[Hat(title_of(one), one.deputy, one.department) for one in grants if one.role != Role.REPORTER],
        themes=sorted(themes),
        languages=[Language(one).label for one in card.languages] if card else [],
        days=[WEEKDAYS[day] for day in card.days if day in WEEKDAYS] if card else [],
        absences=absences,
        is_away=any(absence.from_on <= today for absence in absences),
        is_own=person == user,
    )


def own_card(user: User) -> ContactCard | None:
    return ContactCard.objects.defer("photo").prefetch_related("themes").filter(user=user).first()


def own_themes(user: User) -> QuerySet[Theme]:
    """What somebody can say they know of: the themes of where they file."""
    municipality = place_of(user)
    return themes_of(municipality) if municipality else Theme.objects.none()


def _card_of(person: User) -> ContactCard | None:
    """Without the photo: that has an address of its own."""
    card = ContactCard.objects.defer("photo").filter(user=person).first()
    if card is not None:
        person.card = card
    return card


def has_photo(person: User) -> bool:
    return ContactCard.objects.filter(~Q(photo=None), user=person).exists()


def photo_of(person: User) -> bytes | None:
    card = ContactCard.objects.filter(~Q(photo=None), user=person).only("photo").first()
    return bytes(card.photo) if card is not None and card.photo else None
