"""The matrix as it stands on a day: cells by theme, department and level, and who may change them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from network.models import Change, ChangeSet, Contest, Department, Municipality, Responsibility, Theme, User
from network.models.directory import switched_off
from network.models.matrix import Part
from network.roles import roles_of
from network.rules.levels import Level
from network.rules.matrix import ADOPTS, PROPOSES, editors


@dataclass(frozen=True)
class Cell:
    """The place of a part in the matrix."""

    theme_id: int
    department_id: int
    level: Level

    @classmethod
    def of(cls, row: Responsibility | Change) -> Cell:
        return cls(row.theme_id, row.department_id, Level(row.level))


@dataclass(frozen=True)
class Content:
    """What stands in a cell. `powers` are ids of Power, `partners` of Organisation."""

    part: Part
    powers: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()
    review_on: date | None = None

    @classmethod
    def of(cls, row: Responsibility | Change) -> Content | None:
        """None for a change that empties a cell."""
        if not row.part:
            return None
        return cls(Part(row.part), tuple(row.powers), tuple(row.partners), row.review_on).in_order()

    def in_order(self) -> Content:
        """Two that hold the same are equal, however they were ticked."""
        return replace(self, powers=tuple(sorted(self.powers)), partners=tuple(sorted(self.partners)))


class Standing(StrEnum):
    """How sure a cell is."""

    PROPOSED = "proposed"  # by a template
    CONTESTED = "contested"
    CONFIRMED = "confirmed"  # by the department itself, and not too long ago
    CHOSEN = "chosen"


def may_edit(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*editors(is_live=municipality.is_live))


def may_propose(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*PROPOSES)


def may_adopt(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*ADOPTS)


def rows_on(
    municipality: Municipality, day: date, *, themes: Collection[int] | None = None
) -> dict[Cell, Responsibility]:
    """Every cell that is filled on that day, of these themes or of all, in one query."""
    rows = Responsibility.objects.current(day).filter(municipality=municipality)
    if themes is not None:
        rows = rows.filter(theme__in=themes)
    return {Cell.of(row): row for row in rows}


def other_leads(municipality: Municipality, cell: Cell, day: date) -> QuerySet[Responsibility]:
    """Who leads the theme on that day or later in another cell: with a new lead here they go on as executor."""
    rows = Responsibility.objects.filter(municipality=municipality, theme=cell.theme_id, part=Part.LEAD)
    elsewhere = rows.exclude(department=cell.department_id, level=cell.level)
    return elsewhere.exclude(until_on__lt=day).order_by("from_on")


def marks_on(
    municipality: Municipality, day: date, **narrowed: Theme | Department
) -> Iterator[tuple[int, int, Level, Part, Standing]]:
    """Every cell that is filled on that day as (theme, department, level, part, standing), in one query.

    For pages with thousands of them: no model for each. `narrowed` to a theme, a department or both.
    """
    contests = Contest.objects.filter(
        theme=OuterRef("theme"), department=OuterRef("department"), level=OuterRef("level"), settled_at=None
    )
    rows = Responsibility.objects.current(day).filter(municipality=municipality, **narrowed)
    rows = rows.annotate(contested=Exists(contests))
    names = ("theme_id", "department_id", "level", "part", "is_proposal", "confirmed_on", "contested")
    levels, parts = {each.value: each for each in Level}, {each.value: each for each in Part}
    held = partial(_holds, day=day, lapsed=lapsed_on(municipality, day))
    for theme, department, level, part, is_proposal, confirmed_on, contested in rows.values_list(*names):
        standing = _standing(is_proposal=is_proposal, confirmed=held(confirmed_on), contested=contested)
        yield theme, department, levels[level], parts[part], standing


def standing_of(row: Responsibility, *, contested: bool, day: date) -> Standing:
    holds = _holds(row.confirmed_on, day=day, lapsed=lapsed_on(row.municipality, day))
    return _standing(is_proposal=row.is_proposal, confirmed=holds, contested=contested)


def _standing(*, is_proposal: bool, confirmed: bool, contested: bool) -> Standing:
    if contested:
        return Standing.CONTESTED
    if is_proposal:
        return Standing.PROPOSED
    return Standing.CONFIRMED if confirmed else Standing.CHOSEN


def _holds(confirmed_on: date | None, *, day: date, lapsed: date) -> bool:
    """On that day: said by then, and not too long before."""
    return confirmed_on is not None and lapsed < confirmed_on <= day


def lapsed_on(municipality: Municipality, day: date) -> date:
    """What was confirmed on that day or before holds no more."""
    months = day.year * 12 + day.month - 1 - municipality.confirm_every_months
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def themes_on(municipality: Municipality, day: date) -> QuerySet[Theme]:
    """What is watched there now; on another day also what somebody did something for."""
    watched = Q(~switched_off(municipality), is_active=True)
    return Theme.objects.of(municipality).filter(watched | _had_part(municipality, day, "theme")).order_by("code")


def departments_on(municipality: Municipality, day: date) -> QuerySet[Department]:
    """Those of one cluster beside each other."""
    found = municipality.departments.filter(Q(is_active=True) | _had_part(municipality, day, "department"))
    return found.order_by("cluster", "name")


def _had_part(municipality: Municipality, day: date, name: str) -> Q:
    """For a day that is not today: what is out of use now may have done something then."""
    if day == timezone.localdate():
        return Q(pk__in=[])
    rows = Responsibility.objects.current(day).filter(municipality=municipality, **{name: OuterRef("pk")})
    return Q(Exists(rows))


def leads_on(
    municipality: Municipality, day: date, themes: Iterable[Theme], *, as_if: ChangeSet | None = None
) -> dict[int, Responsibility]:
    """Who leads each of these themes that is watched there: theme id -> row, with its department.

    `as_if` is a proposed set of changes, taken to be adopted; its rows are not saved anywhere.
    """
    rows = Responsibility.objects.current(day).filter(
        ~switched_off(municipality, "theme"), municipality=municipality, theme__in=themes, part=Part.LEAD
    )
    leads = {row.theme_id: row for row in rows.select_related("department__fallback", "department__outsourced_to")}
    if as_if is None:
        return leads
    changes = as_if.changes.filter(~switched_off(municipality, "theme"), theme__in=themes)
    return _with_changes(leads, changes.select_related("department__fallback", "department__outsourced_to"))


def _with_changes(leads: Mapping[int, Responsibility], changes: Iterable[Change]) -> dict[int, Responsibility]:
    """A cell that is emptied or gets another part leads no more; one that gets the lead takes it over."""
    after = dict(leads)
    taken = [change for change in changes if change.part == Part.LEAD]
    for change in changes:
        row = after.get(change.theme_id)
        if change.part != Part.LEAD and row is not None and Cell.of(row) == Cell.of(change):
            del after[change.theme_id]
    for change in taken:
        after[change.theme_id] = Responsibility(
            municipality_id=change.change_set.municipality_id,
            theme_id=change.theme_id,
            department=change.department,
            level=change.level,
            part=Part.LEAD,
        )
    return after
