"""What the page of a calibration shows: how far it is, for this reader, and the picture of the drift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from network.models import User
from signals.calibration import CriterionDrift, GroupDrift, Then, given_count, scorers_of, sheet_of
from signals.models import CalibrationRound
from signals.rules.calibration import SMALLEST, average
from signals.rules.scoring import Spread
from signals.spread_picture import STEP, SpreadPicture, picture_of


@dataclass(frozen=True)
class Standing:
    """`given` is only counted for who closes it: to a scorer the page never changes by what others do."""

    leads: bool
    is_being_written: bool = False
    written: tuple[tuple[int, bool], ...] = ()  # number of a story -> has a text
    scorers: int = 0
    is_asked: bool = False
    has_given: bool = False
    given: int | None = None

    @property
    def may_open(self) -> bool:
        return self.leads and self.is_being_written and all(done for _number, done in self.written)

    @property
    def has_enough_scorers(self) -> bool:
        return self.scorers >= SMALLEST

    @property
    def has_result(self) -> bool:
        return self.given is not None and self.given >= SMALLEST


def standing_of(found: CalibrationRound, user: User, *, leads: bool) -> Standing:
    if found.is_closed:
        return Standing(leads)
    if found.opened_at is None:
        cases = tuple((case.number, case.sealed_text is not None) for case in found.cases.all())
        return Standing(leads, is_being_written=True, written=cases, scorers=len(scorers_of(found.municipality)))
    sheet = sheet_of(user, found)
    return Standing(
        leads,
        is_asked=sheet is not None,
        has_given=sheet is not None and sheet.given_at is not None,
        given=given_count(found) if leads else None,
    )


# ---- the picture -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DrawnCase:
    number: int
    spread: Spread

    @property
    def picture(self) -> SpreadPicture:
        return picture_of(self.spread)


@dataclass(frozen=True)
class Bar:
    """How far apart a round was, a number for each story; `day` is None for this one."""

    day: date | None
    spreads: tuple[int, ...]

    @property
    def apart(self) -> float:
        return average(self.spreads)

    @property
    def width(self) -> int:
        return round(self.apart * STEP)


@dataclass(frozen=True)
class DrawnGroup:
    name: str
    middles: tuple[int, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class DrawnCriterion:
    drift: CriterionDrift
    cases: tuple[DrawnCase, ...]
    bars: tuple[Bar, ...]  # this round first, then the ones before
    groups: tuple[DrawnGroup, ...]


def pictured(drift: Sequence[CriterionDrift]) -> list[DrawnCriterion]:
    return [
        DrawnCriterion(
            one,
            tuple(DrawnCase(case.number, case.everybody) for case in one.cases),
            _bars(one.spreads, one.before),
            tuple(_group(group) for group in one.groups),
        )
        for one in drift
    ]


def _group(group: GroupDrift) -> DrawnGroup:
    name = group.name or _("other disciplines together")
    return DrawnGroup(name, group.middles, _bars(group.away, group.before))


def _bars(now: tuple[int, ...], before: Sequence[Then]) -> tuple[Bar, ...]:
    return Bar(None, now), *(Bar(then.day, then.spreads) for then in before)
