"""The gaps in the directory in words: what breaks, and who can mend it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Hole, RoleGrant, User
from network.roles import roles_of
from network.rules import HoleKind, Role

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
