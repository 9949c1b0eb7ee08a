"""One cell of the matrix as a page shows it, and what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hkin.nlds.days import day_in_words
from network.choices import themes_of
from network.matrix import Cell, Content, Standing, marks_on, may_edit, other_leads, standing_of
from network.matrix_page import (
    LEVEL_SLUGS,
    STANDING_NAMES,
    ListLine,
    Mark,
    Matrix,
    View,
    cell_path,
    place_for,
    query_for,
)
from network.models import (
    CellEntry,
    Contest,
    Department,
    Municipality,
    Organisation,
    Power,
    Responsibility,
    Theme,
    User,
)
from network.models.confirmation import ContestOutcome
from network.models.matrix import CellEvent, Part
from network.rules import Role
from network.rules.levels import LEVEL_NAMES, Level
from network.rules.role_names import ROLE_NAMES

LAST_ENTRIES = 5
PAGE = 50

_OUTCOMES: dict[str, str | Promise] = {
    ContestOutcome.KEPT: gettext_lazy("What was contested stays as it is."),
    ContestOutcome.CHANGED: gettext_lazy("What was contested has changed."),
    ContestOutcome.WITHDRAWN: gettext_lazy("The department took its objection back."),
}


@dataclass(frozen=True)
class Place:
    """A cell somebody may look at, with the names that stand in its address."""

    municipality: Municipality
    theme: Theme
    department: Department
    level: Level
    query: str = ""

    @property
    def cell(self) -> Cell:
        return Cell(self.theme.pk, self.department.pk, self.level)

    @property
    def path(self) -> str:
        """From the page of the matrix, of all its levels."""
        return cell_path(self.theme.code, self.department.code)


def place_of(
    user: User, *, theme: str, department: str, level: str = "", slug: str = "", day: date | None = None
) -> Place | None:
    """None for what is unknown and for what is of somebody else, alike. Without a level: where most is done."""
    municipality = place_for(user, slug)
    if municipality is None or (level and level not in LEVEL_SLUGS):
        return None
    about = themes_of(municipality).filter(code=theme).first()
    where = municipality.departments.filter(code=department, is_active=True).first()
    if about is None or where is None:
        return None
    chosen = LEVEL_SLUGS[level] if level else _busiest(municipality, about, where, day or timezone.localdate())
    return Place(municipality, about, where, chosen, query_for(user, municipality))


def _busiest(municipality: Municipality, theme: Theme, department: Department, day: date) -> Level:
    rows = Responsibility.objects.current(day).filter(municipality=municipality, theme=theme, department=department)
    parts = list(Part)
    found = sorted(rows, key=lambda row: parts.index(Part(row.part)))
    return Level(found[0].level) if found else Level.OPERATIONAL


class LevelLink(NamedTuple):
    address: str  # from the page of the matrix
    name: str | Promise
    mark: Mark | None
    is_shown: bool


@dataclass(frozen=True)
class CellPage:
    place: Place
    row: Responsibility | None
    contest: Contest | None
    planned: Sequence[Responsibility]
    powers: Sequence[str]
    partners: Sequence[str]
    levels: Sequence[LevelLink]
    leads: Sequence[Responsibility]  # of the theme elsewhere, today or later
    entries: Sequence[Happened]
    may_edit: bool

    @property
    def mark(self) -> Mark | None:
        if self.row is None:
            return None
        return Mark(self.place.level, Part(self.row.part), self.standing)

    @property
    def standing(self) -> Standing:
        assert self.row is not None
        return standing_of(self.row, contested=self.contest is not None, day=timezone.localdate())

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What stands there, as a list of facts."""
        row = self.row
        if row is None:
            return [(_("Does here"), _("nothing"))]
        facts = [
            (_("Does here"), str(Part(row.part).label)),
            (_("How sure"), str(STANDING_NAMES[self.standing])),
            (_("Since"), day_in_words(row.from_on)),
        ]
        if row.until_on:
            facts.append((_("Until"), day_in_words(row.until_on)))
        facts += [(_("Powers"), ", ".join(self.powers)), (_("Partners"), ", ".join(self.partners))]
        if row.review_on:
            facts.append((_("Look again on"), day_in_words(row.review_on)))
        return [(label, value or _("none")) for label, value in facts]


def page_of(place: Place, *, viewer: User) -> CellPage:
    """Everything about one cell, in a fixed number of queries."""
    today, cell = timezone.localdate(), place.cell
    rows = list(_rows_from(place, today).order_by("from_on"))
    row = next((each for each in rows if each.from_on <= today), None)
    if row is not None:
        row.municipality = place.municipality
    contests = Contest.objects.filter(theme=cell.theme_id, department=cell.department_id, level=cell.level)
    return CellPage(
        place=place,
        row=row,
        contest=contests.filter(settled_at=None).select_related("by").first() if row else None,
        planned=[each for each in rows if each.from_on > today],
        powers=_names(Power.objects.filter(pk__in=row.powers)) if row and row.powers else [],
        partners=_names(Organisation.objects.filter(pk__in=row.partners)) if row and row.partners else [],
        levels=_levels(place, today),
        leads=list(other_leads(place.municipality, cell, today).select_related("department")),
        entries=happened(_of(place), most=LAST_ENTRIES)[0],
        may_edit=may_edit(viewer, place.municipality),
    )


def _rows_from(place: Place, day: date) -> QuerySet[Responsibility]:
    cell = place.cell
    rows = Responsibility.objects.filter(
        municipality=place.municipality, theme=cell.theme_id, department=cell.department_id, level=cell.level
    )
    return rows.exclude(until_on__lt=day)


def _names(rows: QuerySet[Power] | QuerySet[Organisation]) -> list[str]:
    return [str(row) for row in rows]


def _levels(place: Place, day: date) -> list[LevelLink]:
    marks = marks_in(place, day)
    return [
        LevelLink(f"{place.path}{slug}/{place.query}", LEVEL_NAMES[level], marks.get(level), place.level is level)
        for slug, level in LEVEL_SLUGS.items()
    ]


def marks_in(place: Place, day: date) -> dict[Level, Mark]:
    """What this department does for this theme, at each level."""
    found = marks_on(place.municipality, day, theme=place.theme, department=place.department)
    return {level: Mark(level, part, how) for _theme, _department, level, part, how in found}


# ---- after saving --------------------------------------------------------------------------------
class Piece(NamedTuple):
    """A cell that may have changed, as the matrix that is open shows it; `path` says where."""

    path: str
    inside: SafeString
    line: ListLine


def pieces_of(page: CellPage, level: Level | None) -> list[Piece]:
    """This cell, and those of who led until now; `level` is what somebody looks at."""
    place, today = page.place, timezone.localdate()
    view = View(level=level, query=place.query, fills_empty=True)
    pieces = []
    for department in dict.fromkeys([place.department, *(lead.department for lead in page.leads)]):
        there = replace(place, department=department)
        marks = {(place.theme.pk, department.pk): list(marks_in(there, today).values())}
        grid = Matrix(place.municipality, today, [place.theme], [department], marks).seen(view)
        line = next(iter(grid.lines))
        pieces.append(Piece(there.path, grid.cell(place.theme, department), line))
    return pieces


def said_after(page: CellPage, content: Content | None, first: date) -> str:
    """What a keeper hears when a cell is saved."""
    names = {"department": page.place.department.name, "theme": page.place.theme.name, "day": day_in_words(first)}
    if content is None:
        said = _("Saved: from %(day)s %(department)s does nothing for %(theme)s at this level.") % names
    else:
        names["part"] = str(content.part.label)
        said = _("Saved: from %(day)s %(department)s is %(part)s for %(theme)s.") % names
    if content is None or content.part is not Part.LEAD:
        return said
    former = dict.fromkeys(lead.department.name for lead in page.leads)
    return " ".join([said, *(_("%(name)s goes on as executor.") % {"name": name} for name in former)])


# ---- on another day ------------------------------------------------------------------------------
class Led(NamedTuple):
    """Who led a theme on a day; `row` is None when that was nobody."""

    theme: Theme
    row: Responsibility | None


def lead_on(municipality: Municipality, day: date, code: str) -> Led | None:
    theme = Theme.objects.of(municipality).filter(code=code).first()
    if theme is None:
        return None
    rows = Responsibility.objects.current(day).filter(municipality=municipality, theme=theme, part=Part.LEAD)
    return Led(theme, rows.select_related("department").first())


# ---- what happened -------------------------------------------------------------------------------
class Happened(NamedTuple):
    entry: CellEntry
    words: str
    level: str | Promise
    role: str | Promise


def history(
    municipality: Municipality, *, theme: str = "", department: str = "", before: int | None = None
) -> tuple[list[Happened], int | None]:
    """A page of it, the newest first, and the number behind which the next page begins."""
    entries = _entries(municipality)
    if theme:
        entries = entries.filter(theme__code=theme)
    if department:
        entries = entries.filter(department__code=department)
    return happened(entries.filter(pk__lt=before) if before else entries)


def _entries(municipality: Municipality) -> QuerySet[CellEntry]:
    entries = CellEntry.objects.filter(municipality=municipality)
    return entries.select_related("theme", "department", "by").order_by("-pk")


def _of(place: Place) -> QuerySet[CellEntry]:
    """Of all levels."""
    return _entries(place.municipality).filter(theme=place.theme, department=place.department)


def happened(entries: QuerySet[CellEntry], *, most: int = PAGE) -> tuple[list[Happened], int | None]:
    found = list(entries[: most + 1])
    return list(_in_words(found[:most])), found[most - 1].pk if len(found) > most else None


def _in_words(entries: Iterable[CellEntry]) -> Iterable[Happened]:
    for entry in entries:
        role = ROLE_NAMES.get(Role(entry.role), "") if entry.role else ""
        yield Happened(entry, _what(entry), LEVEL_NAMES[Level(entry.level)], role)


def _what(entry: CellEntry) -> str:
    was = str(Part(entry.was).label) if entry.was else ""
    became = str(Part(entry.became).label) if entry.became else ""
    match CellEvent(entry.event):
        case CellEvent.CONFIRMED:
            return _("confirmed: %(part)s") % {"part": became or was}
        case CellEvent.CONTESTED:
            return _("contested: %(part)s") % {"part": became or was}
        case CellEvent.SETTLED:
            return str(_OUTCOMES.get(entry.detail, _("There was a decision about what was contested.")))
    if was == became:
        return _("stays %(part)s, something else changed") % {"part": became} if became else _("nothing is planned")
    if not became:
        return _("is no longer %(part)s") % {"part": was}
    if not was:
        return _("becomes %(part)s") % {"part": became}
    return _("was %(was)s, becomes %(part)s") % {"was": was, "part": became}
