"""The norm book: who reads it, who writes in it, and which agreements fit a signal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from network.models import Municipality, RoleGrant, User
from network.models.place import TeamKind
from network.roles import RolesHeld, places_of, roles_of, teams_of
from network.rules import Role
from network.rules.roles import SEES_SIGNALS
from signals.models import NormVersion, Signal
from signals.models.norm import NormVersionQuerySet
from signals.protocols import protocol_named, protocol_of
from signals.rules.protocol import Criterion, Protocol, TaskKind

#: General rules, with nobody in them: whoever handles signals reads them, and the board.
READS = SEES_SIGNALS | {Role.BOARD_MEMBER}
WRITES = frozenset({Role.TEAM_MEMBER, Role.COORDINATOR})
#: How long a change is news.
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class NormShown:
    """What a norm agreement says now."""

    uuid: UUID
    version: int
    criterion: str
    criterion_label: str
    themes: tuple[str, ...]  # names; none: for all
    title: str
    rule: str
    example: str
    owner: str
    review_on: date

    @property
    def address(self) -> str:
        return reverse("signals:norm", args=[self.uuid])

    @property
    def is_due(self) -> bool:
        return self.review_on <= timezone.localdate()


# ---- who -------------------------------------------------------------------------------------------
def in_integral_team(user: User, *roles: Role) -> RolesHeld:
    """The roles somebody holds in a team that weighs: staff safety does not."""
    weighing = {team.pk for team in teams_of(user) if team.kind == TeamKind.INTEGRAL}
    return RolesHeld(held for held in roles_of(user).of(*roles) if held.team_id in weighing)


def reads_norms(user: User) -> bool:
    return roles_of(user).has(*READS)


def may_read(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*READS)


def may_write(user: User, municipality: Municipality) -> bool:
    return municipality.pk in in_integral_team(user, *WRITES).municipalities()


def norm_books_of(user: User) -> list[Municipality]:
    """Those that somebody may open, their names in order."""
    reading = roles_of(user).municipalities(*READS)
    return sorted((place for pk, place in places_of(user).items() if pk in reading), key=lambda place: place.name)


def writers_of(municipality: Municipality) -> list[User]:
    """Who can own an agreement: members of the team that weighs, and its coordinators."""
    grants = RoleGrant.objects.today().filter(
        municipality=municipality, role__in=WRITES, team__kind=TeamKind.INTEGRAL, user__is_active=True
    )
    return sorted({grant.user for grant in grants.select_related("user")}, key=lambda user: user.name)


# ---- what --------------------------------------------------------------------------------------------
def criteria_of(protocol: Protocol) -> tuple[Criterion, ...]:
    scores = protocol.first_of(TaskKind.SCORES)
    return scores.criteria if scores else ()


def criteria_at(municipality: Municipality) -> tuple[Criterion, ...]:
    """Of the protocol by which the municipality weighs what comes in now."""
    return criteria_of(protocol_named(municipality.protocol_version))


def alike(signal: Signal, *, protocol: Protocol | None = None) -> list[NormShown]:
    """Agreements in force on a criterion of the signal's protocol, and of no theme or of a theme of the signal.

    One query; none besides for a definition that HKIN ships.
    """
    codes = [one.code for one in criteria_of(protocol or protocol_of(signal))]
    fits = Q(themes=None) | Q(themes=signal.theme_id) | Q(themes__in=signal.more_themes.values("pk"))
    rows = NormVersion.objects.in_force().filter(norm__municipality=signal.municipality_id, criterion__in=codes)
    found = shown_of(rows.filter(pk__in=rows.filter(fits).values("pk")))
    return sorted(found, key=lambda one: (codes.index(one.criterion), one.title))


def shown_of(versions: NormVersionQuerySet) -> list[NormShown]:
    names = NormVersion.themes.through.objects.filter(normversion=OuterRef("pk")).order_by("theme__name")
    rows = versions.annotate(theme_names=ArraySubquery(names.values("theme__name")))
    columns = ("norm__uuid", "number", "criterion", "criterion_label", "theme_names")
    texts = ("title", "rule", "example", "owner__name", "review_on")
    return [
        NormShown(uuid, number, criterion, label, tuple(names), *rest)
        for uuid, number, criterion, label, names, *rest in rows.values_list(*columns, *texts)
    ]


def norms_in_force(
    municipality: Municipality, *, criterion: str = "", theme: str = "", retired: bool = False
) -> list[NormShown]:
    """By criterion and title. With a theme: those of it, and those for all."""
    rows = NormVersion.objects.newest() if retired else NormVersion.objects.in_force()
    if retired:
        rows = rows.exclude(norm__retired_at=None)
    rows = rows.filter(norm__municipality=municipality)
    if criterion:
        rows = rows.filter(criterion=criterion)
    if theme:
        rows = rows.filter(Q(themes=None) | Q(themes__code=theme)).distinct()
    return shown_of(rows.order_by("criterion_label", "title", "pk"))


def versions_of(user: User, uuid: UUID) -> list[NormVersion]:
    """All that an agreement said, newest first, for whoever may read the book it stands in."""
    rows = NormVersion.objects.filter(norm__uuid=uuid).select_related(
        "norm__municipality", "norm__retired_by", "owner", "by"
    )
    found = list(rows.prefetch_related("themes").order_by("-number"))
    if not found or not may_read(user, found[0].norm.municipality):
        raise Http404
    return found


def changed_since(municipalities: Collection[int], since: date) -> NormVersionQuerySet:
    rows = NormVersion.objects.in_force().filter(norm__municipality__in=municipalities, at__date__gte=since)
    return rows.order_by("-at", "-pk")
