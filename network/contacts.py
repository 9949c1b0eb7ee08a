"""Whom to call: departments with their contact person, and what you can go to them for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Department, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.roles import away_on, home_of, roles_of
from network.rules import Role

PAGE = 50


@dataclass(frozen=True)
class Contact:
    """`person` answers today; `absent` is the colleague they stand in for."""

    person: User
    absent: User | None = None


@dataclass
class Entry:
    """A department as the page shows it."""

    department: Department
    contacts: list[Contact] = field(default_factory=list)
    heads: list[User] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)  # names of themes
    helps_with: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    next_after: int | None  # id of the last department, when more come


def page_for(user: User, words: str = "", *, after: int | None = None) -> Page:
    """Departments of one's own municipalities in which every word is found, the home municipality first.

    The same number of queries however many there are.
    """
    home = home_of(user)
    home_id = home.municipality_id if home else None
    found = _departments(user, words.split(), home_id)
    if after is not None:
        found = _past(found, after, home_id)
    rows = list(found[: PAGE + 1])
    entries = {department.pk: Entry(department) for department in rows[:PAGE]}
    _add_people(entries)
    _add_themes(entries)
    return Page(list(entries.values()), rows[PAGE - 1].pk if len(rows) > PAGE else None)


def _departments(user: User, words: Iterable[str], home_id: int | None) -> QuerySet[Department]:
    found = Department.objects.filter(is_active=True, municipality__in=roles_of(user).municipalities())
    contacts = _grants(Role.CONTACT_PERSON).filter(department=OuterRef("pk"))
    themes = _parts().filter(department=OuterRef("pk"))
    for word in words:
        found = found.filter(
            Q(name__icontains=word)
            | Q(code__iexact=word)
            | Q(synonyms__icontains=word)
            | Q(notices__icontains=word)
            | Q(outsourced_to__name__icontains=word)
            | Exists(contacts.filter(user__name__icontains=word))
            | Exists(themes.filter(Q(theme__name__icontains=word) | Q(theme__description__icontains=word)))
        )
    at_home = When(municipality=home_id, then=Value(False))
    found = found.annotate(is_elsewhere=Case(at_home, default=Value(True), output_field=BooleanField()))
    return found.select_related("municipality", "parent", "fallback", "outsourced_to").order_by(
        "is_elsewhere", "municipality__name", "name", "pk"
    )


def _past(rows: QuerySet[Department], after: int, home_id: int | None) -> QuerySet[Department]:
    """Past the last department of the page before, in the order of the page: no page costs more than another."""
    last = rows.filter(pk=after).first()
    if last is None:
        return rows
    elsewhere = last.municipality_id != home_id
    municipality, name = last.municipality.name, last.name
    here = Q(is_elsewhere=elsewhere, municipality__name=municipality)
    return rows.filter(
        Q(is_elsewhere__gt=elsewhere)
        | Q(is_elsewhere=elsewhere, municipality__name__gt=municipality)
        | (here & Q(name__gt=name))
        | (here & Q(name=name, pk__gt=after))
    )


def _grants(*roles: Role) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.today().filter(role__in=roles)


def _parts() -> QuerySet[Responsibility]:
    return Responsibility.objects.current(timezone.localdate()).filter(part__in=[Part.LEAD, Part.EXECUTOR])


def _add_people(entries: dict[int, Entry]) -> None:
    away = away_on(timezone.localdate())
    rows = _grants(Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD).filter(department__in=entries)
    named = User.objects.in_bulk([deputy for deputy in away.values() if deputy])
    for grant in rows.select_related("user", "deputy").order_by("pk"):
        if grant.department_id is None:
            continue
        if grant.role == Role.DEPARTMENT_HEAD:
            entries[grant.department_id].heads.append(grant.user)
            continue
        contact = _who_answers(grant, away, named)
        if contact is not None:
            entries[grant.department_id].contacts.append(contact)
    for entry in entries.values():
        fallback = entry.department.fallback
        if not entry.contacts and fallback and fallback.is_active and fallback.pk not in away:
            entry.contacts.append(Contact(fallback))


def _who_answers(grant: RoleGrant, away: dict[int, int | None], named: dict[int, User]) -> Contact | None:
    if grant.user_id not in away:
        return Contact(grant.user)
    stand_in = named.get(away[grant.user_id] or 0) or grant.deputy
    if stand_in is None or not stand_in.is_active or stand_in.pk in away:
        return None
    return Contact(stand_in, absent=grant.user)


def _add_themes(entries: dict[int, Entry]) -> None:
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    parts = _parts().filter(department__in=entries, theme__is_active=True)
    for row in parts.select_related("theme").order_by("theme__name"):
        name = row.theme.name
        names[row.department_id, row.part].append(
            _("%(theme)s (proposal)") % {"theme": name} if row.is_proposal else name
        )
    for key, entry in entries.items():
        entry.leads, entry.helps_with = names[key, Part.LEAD], names[key, Part.EXECUTOR]
