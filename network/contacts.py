"""Whom to call: departments with their contact person, and what you can go to them for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Department, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.roles import away_on, home_of, roles_of
from network.rules import Role


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
    leads: list[str] = field(default_factory=list)  # names of themes
    helps_with: list[str] = field(default_factory=list)


def entries_for(user: User, words: str = "") -> list[Entry]:
    """Departments of one's own municipalities in which every word is found, the home municipality first.

    Five queries however many there are.
    """
    entries = {department.pk: Entry(department) for department in _departments(user, words.split())}
    _add_contacts(entries)
    _add_themes(entries)
    home = home_of(user)
    return sorted(
        entries.values(), key=lambda entry: home is None or entry.department.municipality != home.municipality
    )


def _departments(user: User, words: Iterable[str]) -> QuerySet[Department]:
    found = Department.objects.filter(is_active=True, municipality__in=roles_of(user).municipalities())
    contacts = _contact_grants().filter(department=OuterRef("pk"))
    themes = _parts().filter(department=OuterRef("pk"))
    for word in words:
        found = found.filter(
            Q(name__icontains=word)
            | Q(code__iexact=word)
            | Q(synonyms__icontains=word)
            | Q(notices__icontains=word)
            | Exists(contacts.filter(user__name__icontains=word))
            | Exists(themes.filter(Q(theme__name__icontains=word) | Q(theme__description__icontains=word)))
        )
    return found.select_related("municipality", "fallback").order_by("municipality__name", "name")


def _contact_grants() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.today().filter(role=Role.CONTACT_PERSON)


def _parts() -> QuerySet[Responsibility]:
    return Responsibility.objects.current(timezone.localdate()).filter(part__in=[Part.LEAD, Part.EXECUTOR])


def _add_contacts(entries: dict[int, Entry]) -> None:
    away = away_on(timezone.localdate())
    grants = _contact_grants().filter(department__in=entries).select_related("user", "deputy").order_by("pk")
    named = User.objects.in_bulk([deputy for deputy in away.values() if deputy])
    for grant in grants:
        contact = _who_answers(grant, away, named)
        if contact is not None and grant.department_id is not None:
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
