"""The matrix as it stands on a day: cells by theme, department and level, and who may change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from network.models import Change, ChangeSet, Municipality, Responsibility, Theme, User
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


def may_edit(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*editors(is_live=municipality.is_live))


def may_propose(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*PROPOSES)


def may_adopt(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*ADOPTS)


def rows_on(municipality: Municipality, day: date) -> dict[Cell, Responsibility]:
    """Every cell that is filled on that day, in one query."""
    return {Cell.of(row): row for row in Responsibility.objects.current(day).filter(municipality=municipality)}


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
