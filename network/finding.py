"""The finder on every page: two words, in any order, over people, partners and departments."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.utils import timezone

from network.models import (
    Absence,
    ContactCard,
    Department,
    Liaison,
    Municipality,
    Organisation,
    Responsibility,
    RoleGrant,
    User,
)
from network.models.matrix import Part
from network.models.organisation import OrganisationKind
from network.roles import places_of
from network.rules import Role
from network.rules.role_names import ROLE_NAMES

#: Nobody reads more; another word narrows it.
MOST = 20
MOST_WORDS = 5

_MARKED = "àáâäãåçèéêëìíîïñòóôöõøùúûüýÿ"
_PLAIN = "aaaaaaceeeeiiiinoooooouuuuyy"


class Plain(Func):
    """In small letters without marks, so that aicha finds Aïcha."""

    function = "translate"
    template = "%(function)s(lower(%(expressions)s), '" + _MARKED + "', '" + _PLAIN + "')"
    output_field = TextField()


def plain(word: str) -> str:
    """As `Plain` makes it of a column."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@dataclass
class FoundPerson:
    person: User
    department: str = ""
    comes_for: str = ""
    roles: list[str] = field(default_factory=list)
    absence: Absence | None = None  # of today


@dataclass(frozen=True)
class Found:
    people: Sequence[FoundPerson] = ()
    liaisons: Sequence[Liaison] = ()
    partners: Sequence[Organisation] = ()
    departments: Sequence[Department] = ()
    has_more: bool = False

    def __bool__(self) -> bool:
        return bool(self.people or self.liaisons or self.partners or self.departments)


def find(user: User, words: str) -> Found:
    """Of one's own municipalities; at most MOST of each kind. Six queries, however many people there are."""
    places = places_of(user)
    asked = words.split()[:MOST_WORDS]
    if not places or not asked:
        return Found()
    people = list(_people(places, asked)[: MOST + 1])
    liaisons = list(_liaisons(places, asked)[: MOST + 1])
    partners = list(_partners(places, asked)[: MOST + 1])
    departments = list(_departments(places, asked)[: MOST + 1])
    return Found(
        _described(people[:MOST], places),
        liaisons[:MOST],
        partners[:MOST],
        departments[:MOST],
        has_more=any(len(found) > MOST for found in (people, liaisons, partners, departments)),
    )


def _people(places: Collection[int], words: Sequence[str]) -> QuerySet[User]:
    theirs = RoleGrant.objects.today().filter(user=OuterRef("pk"), municipality__in=places)
    people = User.objects.filter(Exists(theirs), is_active=True).annotate(
        plain_name=Plain(F("name")), plain_function=Plain(F("function"))
    )
    cards = ContactCard.objects.filter(user=OuterRef("pk"))
    here = Q(themes__municipality=None) | Q(themes__municipality__in=places)
    for word in words:
        roles = [
            role for role, name in ROLE_NAMES.items() if role is not Role.REPORTER and plain(word) in plain(str(name))
        ]
        people = people.filter(
            Q(plain_name__contains=plain(word))
            | Q(plain_function__contains=plain(word))
            | Exists(theirs.filter(_in_department(word, "department__")))
            | Exists(theirs.filter(Q(theme__name__icontains=word) | Q(role__in=roles)))
            | Exists(cards.filter(Q(comes_for__icontains=word) | Q(here, themes__name__icontains=word)))
        )
    return people.select_related("card").order_by("name", "pk")


def _in_department(word: str, path: str = "") -> Q:
    return (
        Q(**{f"{path}name__icontains": word})
        | Q(**{f"{path}synonyms__icontains": word})
        | Q(**{f"{path}code__iexact": word})
    )


def _liaisons(places: Collection[int], words: Sequence[str]) -> QuerySet[Liaison]:
    rows = Liaison.objects.filter(is_active=True, organisation__is_active=True, organisation__municipality__in=places)
    rows = rows.annotate(plain_name=Plain(F("name")))
    themes = Liaison.themes.through.objects.filter(liaison=OuterRef("pk"))
    for word in words:
        rows = rows.filter(
            Q(plain_name__contains=plain(word))
            | Q(function__icontains=word)
            | Q(comes_for__icontains=word)
            | _is_partner(word, "organisation__")
            | Exists(themes.filter(theme__name__icontains=word))
        )
    return rows.select_related("organisation__municipality").order_by("name", "pk")


def _partners(places: Collection[int], words: Sequence[str]) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(is_active=True, municipality__in=places)
    for word in words:
        rows = rows.filter(_is_partner(word))
    return rows.select_related("municipality").order_by("name", "pk")


def _is_partner(word: str, path: str = "") -> Q:
    kinds = [kind.value for kind in OrganisationKind if plain(word) in plain(str(kind.label))]
    return (
        Q(**{f"{path}name__icontains": word}) | Q(**{f"{path}does__icontains": word}) | Q(**{f"{path}kind__in": kinds})
    )


def _departments(places: Collection[int], words: Sequence[str]) -> QuerySet[Department]:
    rows = Department.objects.filter(is_active=True, municipality__in=places)
    parts = Responsibility.objects.current(timezone.localdate()).filter(
        department=OuterRef("pk"), part__in=[Part.LEAD, Part.EXECUTOR]
    )
    for word in words:
        rows = rows.filter(
            _in_department(word)
            | Q(notices__icontains=word)
            | Q(sources__icontains=word)
            | Exists(parts.filter(theme__name__icontains=word))
        )
    return rows.select_related("municipality", "parent").order_by("name", "pk")


def _described(people: Sequence[User], places: dict[int, Municipality]) -> list[FoundPerson]:
    found = {person.pk: FoundPerson(person, comes_for=_comes_for(person)) for person in people}
    grants = RoleGrant.objects.today().filter(user__in=found, municipality__in=places)
    for grant in grants.select_related("department").order_by("pk"):
        row, role = found[grant.user_id], Role(grant.role)
        if role is Role.REPORTER:
            row.department = row.department or (grant.department.name if grant.department else "")
        elif (name := str(ROLE_NAMES[role])) not in row.roles:
            row.roles.append(name)
    for absence in Absence.objects.on(timezone.localdate()).filter(user__in=found).select_related("deputy"):
        found[absence.user_id].absence = absence
    return list(found.values())


def _comes_for(person: User) -> str:
    card = getattr(person, "card", None)
    return card.comes_for if card is not None else ""
