"""The gaps in the directory in words: what breaks, and who can mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Department, Hole, Municipality, Responsibility, RoleGrant, Theme, User
from network.models.directory import switched_off
from network.models.matrix import Part
from network.models.place import TeamKind
from network.roles import Away, away_on, present, roles_of
from network.rules import HoleKind, Role
from network.rules.holes import badness
from network.rules.starting import SetupStep
from network.starting import page_of

#: A receiving queue, as a keeper calls it.
QUEUES: dict[str, str | Promise] = {
    "team": gettext_lazy("the integral team"),
    "attention_officer": gettext_lazy("the attention officer"),
    "integrity": gettext_lazy("the integrity receivers"),
    "staff_safety": gettext_lazy("staff safety"),
    "restricted": gettext_lazy("coordinator and privacy officer"),
    "coordinator": gettext_lazy("the coordinator"),
}


@dataclass(frozen=True)
class Gap:
    """One hole as the page shows it."""

    hole: Hole
    title: str
    breaks: str
    menders: Sequence[User]


def holes_kept_by(user: User) -> QuerySet[Hole]:
    """Open holes of the municipalities whose directory this person keeps, the oldest first."""
    return open_holes(roles_of(user).municipalities(Role.DIRECTORY_KEEPER))


def open_holes(municipalities: Collection[int]) -> QuerySet[Hole]:
    return (
        Hole.objects.unmended()
        .filter(municipality__in=municipalities)
        .select_related("municipality", "theme", "department__fallback")
        .order_by("found_at", "pk")
    )


def gaps_for(user: User) -> list[Gap]:
    holes = list(holes_kept_by(user))
    keepers = _keepers(holes)
    return [Gap(hole, *in_words(hole), _menders(hole, keepers.get(hole.municipality_id, []))) for hole in holes]


def _keepers(holes: Sequence[Hole]) -> dict[int, list[User]]:
    people: dict[int, list[User]] = {}
    grants = RoleGrant.objects.today().filter(
        role=Role.DIRECTORY_KEEPER, municipality__in={hole.municipality_id for hole in holes}
    )
    for grant in grants.select_related("user").order_by("user__name"):
        people.setdefault(grant.municipality_id, []).append(grant.user)
    return people


def _menders(hole: Hole, keepers: Sequence[User]) -> list[User]:
    fallback = hole.department.fallback if hole.department else None
    return list(dict.fromkeys([*keepers, *([fallback] if fallback else [])]))


def in_words(hole: Hole) -> tuple[str, str]:
    """What is missing, and what breaks because of it."""
    theme = hole.theme.name if hole.theme else ""
    department = hole.department.name if hole.department else ""
    match HoleKind(hole.kind):
        case HoleKind.NO_LEAD:
            title = _("Nobody leads %(theme)s") % {"theme": theme}
            breaks = _("The integral team does not know which department to ask.")
        case HoleKind.NO_CONTACT:
            title = _("%(department)s has no contact person") % {"department": department}
            about = _("The integral team does not know whom to ask about %(theme)s.") % {"theme": theme}
            breaks = about if theme else _("The integral team does not know whom to ask there.")
        case HoleKind.NOBODY_PRESENT:
            title = _("Nobody of %(department)s can answer now") % {"department": department}
            breaks = _("The contact person and the deputy are away. Questions wait until they are back.")
        case HoleKind.NO_RECEIVER:
            title = _("Nobody stands behind %(queue)s") % {"queue": QUEUES.get(hole.route, hole.route)}
            breaks = _("Signals for them wait without a reader.")
        case HoleKind.UNKNOWN_DEPARTMENT:
            title = _("The department %(name)s is unknown") % {"name": hole.named}
            breaks = _("Its colleagues can file, but without a department. Give the right department this second name.")
    return title, breaks


# ---- before a signal meets them --------------------------------------------------------------------
#: So many somebody mends in a first hour; a list of two hundred nobody reads.
WORST = 5


@dataclass(frozen=True)
class Mendable:
    """A hole that no signal met yet."""

    kind: HoleKind
    title: str
    breaks: str
    repair: str  # address


@dataclass(frozen=True)
class Worst:
    """The worst first, and how many there are in all."""

    holes: Sequence[Mendable]
    total: int


def worst_holes(municipality: Municipality, *, most: int = WORST) -> Worst:
    """As the directory stands today. Seven queries however large the municipality is."""
    found = sorted([*_empty_queues(municipality), *_gaps_of_departments(municipality)], key=lambda gap: gap[0])
    shown = [Mendable(HoleKind(hole.kind), *words, repair_of(hole)) for _bad, hole, words in found[:most]]
    return Worst(shown, len(found))


def mendable(hole: Hole) -> Mendable:
    return Mendable(HoleKind(hole.kind), *in_words(hole), repair_of(hole))


def repair_of(hole: Hole) -> str:
    """Where a hole of this kind is mended while furnishing."""
    if hole.kind == HoleKind.NO_RECEIVER:
        return page_of(SetupStep.PEOPLE, hole.municipality)
    part = "themas" if hole.kind == HoleKind.NO_LEAD else "lijst"
    return f"{page_of(SetupStep.DIRECTORY, hole.municipality)}#{part}"


#: How bad, the hole, and the hole in words.
_Found = tuple[tuple[int, int], Hole, tuple[str, str]]


def _empty_queues(municipality: Municipality) -> Iterator[_Found]:
    grants = RoleGrant.objects.today().filter(municipality=municipality).exclude(role=Role.REPORTER)
    held = list(grants.select_related("user", "deputy", "team"))
    away = away_on(timezone.localdate())

    def team(kind: TeamKind) -> bool:
        return any(grant.team and grant.team.kind == kind for grant in held)

    def answers(role: Role) -> bool:
        return bool(present([grant for grant in held if grant.role == role], away))

    is_read = {
        "team": team(TeamKind.INTEGRAL),
        "attention_officer": answers(Role.ATTENTION_OFFICER),
        "staff_safety": team(TeamKind.STAFF_SAFETY),
        "integrity": answers(Role.INTEGRITY_RECEIVER),
        "restricted": any(grant.role in {Role.COORDINATOR, Role.PRIVACY_OFFICER} for grant in held),
    }
    for route in (route for route, read in is_read.items() if not read):
        hole = Hole(municipality=municipality, kind=HoleKind.NO_RECEIVER, route=route)
        yield badness(HoleKind.NO_RECEIVER, route=route), hole, in_words(hole)


def _gaps_of_departments(municipality: Municipality) -> Iterator[_Found]:
    leads: dict[int, list[Theme]] = defaultdict(list)
    watched = Theme.objects.filter(~switched_off(municipality), is_active=True)
    parts = Responsibility.objects.current(timezone.localdate()).filter(municipality=municipality, part=Part.LEAD)
    led = dict(parts.values_list("theme_id", "department_id"))
    for theme in watched:
        if theme.pk in led:
            leads[led[theme.pk]].append(theme)
            continue
        hole = Hole(municipality=municipality, kind=HoleKind.NO_LEAD, theme=theme)
        yield badness(HoleKind.NO_LEAD, themes=1), hole, in_words(hole)
    contacts: dict[int | None, list[RoleGrant]] = defaultdict(list)
    grants = RoleGrant.objects.today().filter(municipality=municipality, role=Role.CONTACT_PERSON)
    for grant in grants.select_related("user", "deputy"):
        contacts[grant.department_id].append(grant)
    away = away_on(timezone.localdate())
    for department in municipality.departments.filter(is_active=True).select_related("fallback"):
        kind = _gap_of(department, contacts[department.pk], away)
        if kind is not None:
            themes = leads[department.pk]
            hole = Hole(municipality=municipality, kind=kind, department=department)
            yield badness(kind, themes=len(themes)), hole, _department_in_words(hole, themes)


def _gap_of(department: Department, contacts: Sequence[RoleGrant], away: Away) -> HoleKind | None:
    """As routing meets it: without a contact person it is a gap even where a fallback answers."""
    if not contacts:
        return HoleKind.NO_CONTACT
    fallback = department.fallback
    if present(contacts, away) or (fallback is not None and fallback.is_active and fallback.pk not in away):
        return None
    return HoleKind.NOBODY_PRESENT


def _department_in_words(hole: Hole, themes: Sequence[Theme]) -> tuple[str, str]:
    title, breaks = in_words(hole)
    if hole.kind != HoleKind.NO_CONTACT:
        return title, breaks
    if not themes:
        return title, _("It leads no theme, but the team cannot ask it anything.")
    names = ", ".join(theme.name for theme in themes)
    return title, _("The integral team does not know whom to ask about %(theme)s.") % {"theme": names}
