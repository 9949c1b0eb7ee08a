"""A file of the matrix against the cells that are filled: one lead a theme, and who loses the lead is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from network.rules.import_cells import Read, day, nearest, several_of, word
from network.rules.import_plan import Act, Change, Checker, Standing, WrongAt
from network.rules.import_sheet import ImportKind, Line, Sheet
from network.rules.import_words import LEVELS, PARTS, meant, written

#: Codes of theme and department, and a level as it is kept.
Place = tuple[str, str, str]

LEAD = written(PARTS, "lead")


@dataclass(frozen=True)
class KnownMatrix:
    """`powers`: theme -> name -> id. Where a lead stands is read from `standing`."""

    standing: Mapping[Place, Standing]
    themes: Mapping[str, int] = field(default_factory=dict)  # codes that may be chosen -> id
    departments: Mapping[str, int] = field(default_factory=dict)
    powers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    partners: Mapping[str, int] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()  # of themes and departments that stand, in use or not


class MatrixChecker(Checker):
    kind = ImportKind.MATRIX
    needed = frozenset({"part"})
    keys = frozenset({"theme", "department", "level"})

    def __init__(self, sheet: Sheet, known: KnownMatrix) -> None:
        super().__init__(sheet)
        self.known = known
        self.leads: dict[str, int] = {}  # theme -> the line that names its lead
        self.places: dict[int, Place] = {}
        self.codes = {code.casefold(): code for code in (*known.codes, *known.themes, *known.departments)}

    def find(self, line: Line) -> Standing | None:
        place = self._place(line)
        self.places[line.number] = place
        self._count_lead(place, line)
        return self.known.standing.get(place)

    def identity(self, line: Line) -> object:
        return self.places[line.number]

    def judge(self, column: str, cell: str, line: Line) -> Read:
        theme, department, level = self.places[line.number]
        match column:
            case "part":
                return word(cell, PARTS)
            case "powers":
                return several_of(cell, self.known.powers.get(theme, {}), _NO_POWER)
            case "partners":
                return several_of(cell, self.known.partners, _NO_PARTNER)
            case "review_on":
                return day(cell)
            case "level":
                return Read(level, written(LEVELS, level))
            case _:
                code = theme if column == "theme" else department
                return Read(code, code)

    def act_of(self, change: Change) -> Act:
        if "part" in change.values and not change.values["part"]:
            return Act.OUT if change.pk else Act.SAME
        if change.pk is None:
            return Act.NEW
        return Act.CHANGED if change.values else Act.SAME

    def name_of(self, line: Line) -> str:
        return _in_words(self.places[line.number])

    def look_over(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Whoever led before goes on as executor, also when the file does not name them."""
        taken = {self.places[change.line][0]: change for change in changes if change.values.get("part") == "lead"}
        named = set(self.places.values())
        executor = written(PARTS, "executor")
        return [
            Change(
                taken[place[0]].line,
                Act.CHANGED,
                _in_words(place),
                (("part", LEAD, executor),),
                {"follows": True},
                standing.pk,
            )
            for place, standing in self.known.standing.items()
            if place[0] in taken and standing.cells["part"] == LEAD and place not in named
        ]

    # ---- where a line stands
    def _place(self, line: Line) -> Place:
        theme = self._code(line, "theme", self.known.themes, _NO_THEME)
        department = self._code(line, "department", self.known.departments, _NO_DEPARTMENT)
        level = meant(LEVELS, line["level"])
        if level is None:
            allowed = ", ".join(said[0] for said in LEVELS.values())
            raise WrongAt("level", gettext_noop("Fill in one of: %(allowed)s."), allowed=allowed)
        place = (theme, department, level)
        if place not in self.known.standing:
            for column, code, usable in (
                ("theme", theme, self.known.themes),
                ("department", department, self.known.departments),
            ):
                if code not in usable:
                    raise WrongAt(column, gettext_noop("“%(typed)s” is out of use."), typed=code)
        return place

    def _code(self, line: Line, column: str, usable: Mapping[str, int], missing: str) -> str:
        cell = line[column]
        if not cell:
            raise WrongAt(column, gettext_noop("Fill in “%(title)s”."), title=self.columns[column].title)
        if code := self.codes.get(cell.casefold()):
            return code
        near = nearest(cell, usable)
        if near:
            text = gettext_noop("We do not know “%(typed)s”. Did you mean: %(names)s?")
            raise WrongAt(column, text, typed=cell[:40], names=", ".join(near))
        raise WrongAt(column, missing, typed=cell[:40])

    def _count_lead(self, place: Place, line: Line) -> None:
        if meant(PARTS, line["part"]) != "lead":
            return
        first = self.leads.setdefault(place[0], line.number)
        if first != line.number:
            text = gettext_noop("%(theme)s has a lead on line %(earlier)s already. A theme has one.")
            raise WrongAt("part", text, theme=place[0], earlier=str(first))


_NO_POWER = gettext_noop("“%(typed)s” is no power of this theme.")
_NO_PARTNER = gettext_noop("We know no partner “%(typed)s”.")
_NO_THEME = gettext_noop("We have no theme “%(typed)s”.")
_NO_DEPARTMENT = gettext_noop("We have no department “%(typed)s”.")


def _in_words(place: Place) -> str:
    theme, department, level = place
    return f"{theme} · {department} · {written(LEVELS, level)}"
