"""Sets of changes in words: what each cell was and would become, and how the themes it touches would stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hkin.nlds.days import day_in_words
from network.actions.matrix import standing
from network.change_sets import Comparison, Decision, compare, decision_for, set_for, stamp_of
from network.choices import departments_of, themes_of
from network.matrix import Cell, Content, Standing, may_propose
from network.matrix_page import Legend, Mark, small_legend
from network.models import CellEntry, Change, ChangeSet, Department, Municipality, Organisation, Power, Theme, User
from network.models.matrix import Part
from network.models.proposal import ChangeSetState
from network.roles import roles_of
from network.rules.levels import LEVEL_NAMES, Level
from network.rules.matrix import ASKS_WHAT_IF

Text = str | Promise

#: Kind of badge, and what it says.
STATE_WORDS: dict[ChangeSetState, tuple[str, Text]] = {
    ChangeSetState.DRAFT: ("neutral", gettext_lazy("Draft")),
    ChangeSetState.PROPOSED: ("waiting", gettext_lazy("Proposed")),
    ChangeSetState.ADOPTED: ("done", gettext_lazy("Adopted")),
    ChangeSetState.REFUSED: ("warning", gettext_lazy("Not adopted")),
    ChangeSetState.WITHDRAWN: ("neutral", gettext_lazy("Withdrawn")),
}


@dataclass(frozen=True)
class SetLine:
    """In a list."""

    row: ChangeSet

    @property
    def badge(self) -> str:
        return STATE_WORDS[ChangeSetState(self.row.state)][0]

    @property
    def state_words(self) -> Text:
        return STATE_WORDS[ChangeSetState(self.row.state)][1]


@dataclass(frozen=True)
class CellLine:
    """One cell, before and after. `change` is None where it follows from another change."""

    theme: Theme
    department: Department
    level: Text
    before: str
    after: str
    change: Change | None = None
    is_overtaken: bool = False
    changes_nothing: bool = False


@dataclass(frozen=True)
class Square:
    """What a department does for a theme, the strategic level first."""

    before: Sequence[Mark]
    after: Sequence[Mark]

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class SmallMatrix:
    """Only departments that have a part in these themes, before or after."""

    departments: Sequence[Department]
    rows: Sequence[tuple[Theme, Sequence[Square]]]


@dataclass(frozen=True)
class Entry:
    """One cell that was changed when the set was adopted."""

    theme: Theme
    department: Department
    level: Text
    before: str
    after: str


@dataclass(frozen=True)
class SetShown:
    """One set as its page shows it to somebody."""

    row: ChangeSet
    day: date
    lines: Sequence[CellLine]
    small: SmallMatrix
    without_lead: Sequence[Theme]
    decision: Decision
    stamp: str
    is_maker: bool
    asks_what_if: bool
    changed: Sequence[Entry] = ()

    @property
    def line(self) -> SetLine:
        return SetLine(self.row)

    @property
    def legend(self) -> list[Legend]:
        return small_legend()

    @property
    def is_overtaken(self) -> bool:
        return any(line.is_overtaken for line in self.lines)

    @property
    def may_change(self) -> bool:
        return self.is_maker and self.row.state == ChangeSetState.DRAFT

    @property
    def waits(self) -> bool:
        return self.row.state == ChangeSetState.PROPOSED

    @property
    def is_settled(self) -> bool:
        return self.row.state in {ChangeSetState.ADOPTED, ChangeSetState.REFUSED, ChangeSetState.WITHDRAWN}


def open_set(key: UUID, *, by: User) -> ChangeSet:
    """Unknown, and not for this person, answer alike."""
    found = set_for(by, key)
    if found is None:
        raise Http404
    return found


def shown_set(row: ChangeSet, *, by: User) -> SetShown:
    comparison = compare(row)
    words = _Words(comparison)
    is_adopted = row.state == ChangeSetState.ADOPTED
    return SetShown(
        row=row,
        day=comparison.day,
        lines=[] if is_adopted else words.lines(),
        small=SmallMatrix([], []) if is_adopted else words.small_matrix(),
        without_lead=[words.themes[pk] for pk in comparison.without_lead],
        decision=decision_for(by, row, comparison),
        stamp=stamp_of(row, comparison),
        is_maker=row.proposed_by_id == by.pk and may_propose(by, row.municipality),
        asks_what_if=row.municipality_id in roles_of(by).municipalities(*ASKS_WHAT_IF),
        changed=_changed(row) if is_adopted else [],
    )


def _changed(row: ChangeSet) -> list[Entry]:
    """What adopting it did, as the trail of the matrix tells it."""
    rows = CellEntry.objects.filter(municipality=row.municipality, change_set=row)

    def said(part: str) -> str:
        return str(Part(part).label) if part else _("nothing")

    return [
        Entry(
            theme=entry.theme,
            department=entry.department,
            level=LEVEL_NAMES[Level(entry.level)],
            before=said(entry.was),
            after=" ".join(filter(None, [said(entry.became), f"({entry.detail})" if entry.detail else ""])),
        )
        for entry in rows.select_related("theme", "department").order_by("pk")
    ]


class _Words:
    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        touched = {one.cell.theme_id for one in comparison.cells}
        self.standing = {cell: here for cell, here in comparison.rows.items() if cell.theme_id in touched}
        contents = [Content.of(here) for here in self.standing.values()] + [one.after for one in comparison.cells]
        self.names = names_of_contents([content for content in contents if content])
        self.themes = Theme.objects.in_bulk(touched)
        named = {cell.department_id for cell in self.standing} | {one.cell.department_id for one in comparison.cells}
        self.departments = Department.objects.in_bulk(named)

    def lines(self) -> list[CellLine]:
        proposed = [
            CellLine(
                theme=one.change.theme,
                department=one.change.department,
                level=LEVEL_NAMES[one.cell.level],
                before=self.names.say(one.before),
                after=self.names.say(one.after),
                change=one.change,
                is_overtaken=one.is_overtaken,
                changes_nothing=one.changes_nothing,
            )
            for one in self.comparison.cells
        ]
        return [*proposed, *self._following()]

    def _following(self) -> list[CellLine]:
        lines = []
        for row in self.comparison.follow_on:
            content = Content.of(row)
            assert content is not None
            lines.append(
                CellLine(
                    theme=self.themes[row.theme_id],
                    department=self.departments[row.department_id],
                    level=LEVEL_NAMES[Level(row.level)],
                    before=self.names.say(content),
                    after=self.names.say(replace(content, part=Part.EXECUTOR)),
                )
            )
        return lines

    def small_matrix(self) -> SmallMatrix:
        before: dict[Cell, str] = {cell: row.part for cell, row in self.standing.items()}
        after = dict(before)
        for row in self.comparison.follow_on:
            after[Cell.of(row)] = Part.EXECUTOR
        for one in self.comparison.cells:
            after[one.cell] = one.after.part if one.after else ""
        was, becomes = _squares(before), _squares(after)
        taking_part = {department_id for _theme_id, department_id in was.keys() | becomes.keys()}
        departments = sorted((self.departments[pk] for pk in taking_part), key=lambda department: department.name)
        themes = sorted(self.themes.values(), key=lambda theme: theme.name)
        rows = []
        for theme in themes:
            places = [(theme.pk, one.pk) for one in departments]
            rows.append((theme, [Square(was.get(place, ()), becomes.get(place, ())) for place in places]))
        return SmallMatrix(departments, rows)


def _squares(parts: Mapping[Cell, str]) -> dict[tuple[int, int], list[Mark]]:
    """(theme, department) -> its parts, without how sure they are: that is not what is decided about."""
    order = list(Level)
    met: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    for cell, part in sorted(parts.items(), key=lambda pair: order.index(pair[0].level)):
        if part:
            met[cell.theme_id, cell.department_id].append(Mark(cell.level, Part(part), Standing.CHOSEN))
    return dict(met)


@dataclass(frozen=True)
class Names:
    """What the numbers in cells are called."""

    powers: Mapping[int, str]
    partners: Mapping[int, str]

    def say(self, content: Content | None) -> str:
        if content is None:
            return _("nothing")
        powers = ", ".join(self.powers[pk] for pk in content.powers if pk in self.powers)
        partners = ", ".join(self.partners[pk] for pk in content.partners if pk in self.partners)
        said = [
            str(content.part.label),
            _("powers: %(names)s") % {"names": powers} if powers else "",
            _("partners: %(names)s") % {"names": partners} if partners else "",
            _("look again on %(day)s") % {"day": day_in_words(content.review_on)} if content.review_on else "",
        ]
        return "; ".join(filter(None, said))


def names_of_contents(contents: Collection[Content]) -> Names:
    powers = {pk for content in contents for pk in content.powers}
    partners = {pk for content in contents for pk in content.partners}
    return Names(
        dict(Power.objects.filter(pk__in=powers).values_list("pk", "name")) if powers else {},
        dict(Organisation.objects.filter(pk__in=partners).values_list("pk", "name")) if partners else {},
    )


# ---- what a form offers --------------------------------------------------------------------------
def themes_offered(municipality: Municipality) -> QuerySet[Theme]:
    return themes_of(municipality).order_by("name")


def departments_offered(municipality: Municipality) -> QuerySet[Department]:
    return departments_of(municipality)


@dataclass(frozen=True)
class Chosen:
    """A cell that somebody chose to change."""

    theme: Theme
    department: Department
    level: Level

    @property
    def cell(self) -> Cell:
        return Cell(self.theme.pk, self.department.pk, self.level)

    @property
    def level_name(self) -> Text:
        return LEVEL_NAMES[self.level]


@dataclass(frozen=True)
class CellToChange:
    """How the cell stands, and how the set would have it so far."""

    chosen: Chosen
    now: Content | None
    seen: int | None
    proposed: Content | None
    powers: Sequence[Power]  # that the theme may ask for
    said: str


def cell_to_change(row: ChangeSet, chosen: Chosen) -> CellToChange:
    comparison = compare(row)
    here = standing(row.municipality, chosen.cell, comparison.day)
    now = Content.of(here) if here else None
    change = next((one for one in comparison.cells if one.cell == chosen.cell), None)
    names = names_of_contents([now] if now else [])
    return CellToChange(
        chosen=chosen,
        now=now,
        seen=here.pk if here else None,
        proposed=change.after if change else now,
        powers=list(Power.objects.used_in(row.municipality).filter(theme=chosen.theme)),
        said=names.say(now),
    )
