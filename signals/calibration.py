"""Calibrations: who takes part, which rounds somebody may open, and what came of a closed one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from hkin.privacy.sealing import KeyGone, open_key
from network.models import Department, Municipality, RoleGrant, User
from network.models.place import TeamKind
from network.rules import Role
from signals.models import CalibrationCount, CalibrationRound, CalibrationSheet, Signal
from signals.models.signal import FLAGGED
from signals.norms import WRITES, criteria_of, in_integral_team
from signals.protocols import protocol_named
from signals.rules.calibration import average
from signals.rules.lifecycle import Route
from signals.rules.protocol import Criterion
from signals.rules.scoring import Spread

#: More old signals than this nobody looks through to choose three.
OFFERED = 40
#: Rounds before it with which one is compared.
BEFORE = 3


# ---- who -------------------------------------------------------------------------------------------
def calibrates(user: User) -> bool:
    return bool(in_integral_team(user, *WRITES))


def leads(user: User, municipality: Municipality) -> bool:
    """A coordinator chooses the stories, and closes the round. Whoever read the originals does not score."""
    return municipality.pk in in_integral_team(user, Role.COORDINATOR).municipalities()


def scorers_of(municipality: Municipality, *, with_partner: bool = True) -> list[User]:
    """Members of the team that weighs, and of the partner's, without those who may have read the originals."""
    places = [municipality.pk, municipality.scoring_partner_id if with_partner else None]
    grants = RoleGrant.objects.today().filter(
        municipality__in=places, team__kind=TeamKind.INTEGRAL, user__is_active=True, role__in=WRITES
    )
    rows = list(grants.select_related("user"))
    leading = {row.user_id for row in rows if row.role == Role.COORDINATOR and row.municipality_id == municipality.pk}
    members = {row.user for row in rows if row.role == Role.TEAM_MEMBER and row.user_id not in leading}
    return sorted(members, key=lambda user: user.pk)


def coordinators_of(municipality: Municipality) -> list[User]:
    grants = RoleGrant.objects.today().filter(
        municipality=municipality, role=Role.COORDINATOR, team__kind=TeamKind.INTEGRAL
    )
    return sorted({grant.user for grant in grants.select_related("user")}, key=lambda user: user.pk)


def disciplines_of(people: Collection[User], municipality: Municipality) -> dict[int, Department]:
    """The department somebody files from; of a partner's colleague the department here with the same code."""
    grants = RoleGrant.objects.today().filter(role=Role.REPORTER, user__in=people).exclude(department=None)
    own = {department.code: department for department in municipality.departments.all()}
    found: dict[int, Department] = {}
    for grant in grants.select_related("department").order_by("pk"):
        if grant.department is not None:
            found.setdefault(grant.user_id, own.get(grant.department.code, grant.department))
    return found


# ---- rounds ------------------------------------------------------------------------------------------
def rounds_for(user: User) -> QuerySet[CalibrationRound]:
    """Of the own municipality, and of whom it is the partner of. One that is being written is for its coordinators."""
    own = in_integral_team(user, *WRITES).municipalities()
    leading = in_integral_team(user, Role.COORDINATOR).municipalities()
    begun = Q(opened_at__isnull=False) & (Q(municipality__in=own) | Q(municipality__scoring_partner__in=own))
    rows = CalibrationRound.objects.filter(begun | Q(municipality__in=leading))
    return rows.select_related("municipality", "started_by").order_by("-pk")


def last_opened(municipality: Municipality) -> CalibrationRound | None:
    rows = CalibrationRound.objects.filter(municipality=municipality, opened_at__isnull=False)
    return rows.order_by("-opened_at").first()


def round_for(user: User, uuid: UUID) -> CalibrationRound:
    found = rounds_for(user).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def round_led_by(user: User, uuid: UUID) -> CalibrationRound:
    """For its coordinators; nobody else knows that there is such a page."""
    found = round_for(user, uuid)
    if not leads(user, found.municipality):
        raise Http404
    return found


def places_led_by(user: User) -> QuerySet[Municipality]:
    leading = in_integral_team(user, Role.COORDINATOR).municipalities()
    return Municipality.objects.filter(pk__in=leading).order_by("name")


def sheet_of(user: User, found: CalibrationRound) -> CalibrationSheet | None:
    return CalibrationSheet.objects.visible_to(user).filter(round=found).first()


def texts_of(found: CalibrationRound) -> dict[int, str]:
    """The stories by number; empty once their key was destroyed."""
    try:
        sealer = open_key(found.uuid)
    except KeyGone:
        return {}
    return {
        case.number: sealer.open("calibrationcase.text", case.uuid, case.sealed_text)
        for case in found.cases.all()
        if case.sealed_text is not None
    }


def given_count(found: CalibrationRound) -> int:
    """How many, for who closes it; never who."""
    return found.sheets.exclude(given_at=None).count()


def old_signals(user: User, municipality: Municipality) -> list[Signal]:
    """Closed ones that may be told anew: nothing that is for a few (R3, R4, R26)."""
    rows = Signal.objects.visible_to(user).closed().filter(municipality=municipality, route=Route.TEAM)
    free = rows.exclude(FLAGGED)
    return list(free.select_related("theme", "municipality", "team").order_by("-closed_at", "-pk")[:OFFERED])


def is_old_signal(signal: Signal, municipality: Municipality) -> bool:
    is_free = not signal.is_flagged and signal.route == Route.TEAM
    return is_free and signal.closed_at is not None and signal.municipality_id == municipality.pk


def criteria_in(found: CalibrationRound) -> tuple[Criterion, ...]:
    return criteria_of(protocol_named(found.protocol))


# ---- what came of it ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class CaseDrift:
    number: int
    everybody: Spread


@dataclass(frozen=True)
class Then:
    """How far apart an earlier round was on the same criterion, a number for each story."""

    day: date
    spreads: tuple[int, ...]

    @property
    def apart(self) -> float:
        return average(self.spreads)


@dataclass(frozen=True)
class GroupDrift:
    """A discipline beside everybody: only its middle, so that three who agree do not show what each of them gave.

    Without a name they are those who were too few to stand apart.
    """

    name: str
    middles: tuple[int, ...]  # a story each
    away: tuple[int, ...]  # how far each is from everybody's
    before: tuple[Then, ...]  # newest first: how far away the same group was


@dataclass(frozen=True)
class CriterionDrift:
    criterion: Criterion
    cases: tuple[CaseDrift, ...]
    before: tuple[Then, ...]  # newest first
    groups: tuple[GroupDrift, ...]

    @property
    def spreads(self) -> tuple[int, ...]:
        return tuple(case.everybody.apart for case in self.cases)

    @property
    def apart(self) -> float:
        return average(self.spreads)

    @property
    def is_far_apart(self) -> bool:
        return any(case.everybody.is_talking_point for case in self.cases)


def drift_of(found: CalibrationRound) -> list[CriterionDrift]:
    """Of a closed round, in the order of its criteria; empty when fewer than three gave scores. Two queries."""
    if not found.is_closed:
        return []
    earlier = list(
        CalibrationRound.objects.closed()
        .filter(municipality=found.municipality_id, pk__lt=found.pk, counts__isnull=False)
        .distinct()
        .order_by("-pk")[:BEFORE]
    )
    rows = CalibrationCount.objects.filter(round__in=[found, *earlier]).select_related("discipline").order_by("pk")
    by_round: dict[int, dict[str, list[CalibrationCount]]] = {}
    for row in rows:
        by_round.setdefault(row.round_id, {}).setdefault(row.criterion, []).append(row)
    now = by_round.get(found.pk, {})
    then = [(timezone.localdate(one.closed_at), by_round.get(one.pk, {})) for one in earlier if one.closed_at]
    return [
        _drift(one, now[one.code], [(day, rows[one.code]) for day, rows in then if one.code in rows])
        for one in criteria_in(found)
        if one.code in now
    ]


Rows = Collection[CalibrationCount]
#: A discipline; None is everybody, and empty is who were too few to stand apart.
_EVERYBODY, _REST = None, ""


def _drift(criterion: Criterion, now: Rows, then: Sequence[tuple[date, Rows]]) -> CriterionDrift:
    spreads, before = _by_group(now), [(day, _by_group(rows)) for day, rows in then]
    everybody = spreads[_EVERYBODY]
    return CriterionDrift(
        criterion,
        tuple(CaseDrift(number, spread) for number, spread in everybody.items()),
        tuple(Then(day, tuple(one.apart for one in groups[_EVERYBODY].values())) for day, groups in before),
        tuple(
            GroupDrift(
                name,
                tuple(spread.middle for spread in spreads[name].values()),
                _away(spreads, name),
                tuple(Then(day, _away(groups, name)) for day, groups in before if name in groups),
            )
            for name in sorted((name for name in spreads if name is not None), key=lambda name: (not name, name))
        ),
    )


def _by_group(rows: Rows) -> dict[str | None, dict[int, Spread]]:
    """Group -> number of the story -> what they gave."""
    found: dict[str | None, dict[int, Spread]] = {}
    for row in sorted(rows, key=lambda row: row.case):
        name = row.discipline.name if row.discipline else _REST if row.is_rest else _EVERYBODY
        found.setdefault(name, {})[row.case] = Spread(row.levels)
    return found


def _away(groups: Mapping[str | None, Mapping[int, Spread]], name: str) -> tuple[int, ...]:
    everybody = groups[_EVERYBODY]
    return tuple(abs(spread.middle - everybody[number].middle) for number, spread in groups[name].items())
