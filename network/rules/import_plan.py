"""What a file would change, line by line, and every cell that is wrong. What stands already is never judged again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_noop

from network.rules.import_cells import Read, Wrong, plain
from network.rules.import_sheet import Column, Fault, ImportKind, Line, Sheet, columns_of


class Act(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    OUT = "out"  # out of use, or gone
    SAME = "same"


@dataclass(frozen=True)
class Standing:
    """A row of the directory as an export would write it: column -> cell. `key` names a person in an address."""

    pk: int
    cells: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True)
class Change:
    """`cells` are (column, was, becomes) in words; `values` is what is kept, by column, and goes through JSON."""

    line: int
    act: Act
    name: str
    cells: tuple[tuple[str, str, str], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    pk: int | None = None


@dataclass(frozen=True)
class Plan:
    """Nothing is done while there is a fault."""

    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return all(change.act is Act.SAME for change in self.changes)

    def counts(self) -> dict[str, int]:
        counted = {act.value: sum(change.act is act for change in self.changes) for act in Act}
        return {**counted, "faults": len(self.faults)}

    def of(self, *acts: Act) -> list[Change]:
        return [change for change in self.changes if change.act in acts]


class Checker(ABC):
    """One kind of file against the directory as it stands. `judge` reads a cell that differs from what stands."""

    kind: ImportKind
    #: What a new row must have.
    needed: frozenset[str] = frozenset()
    #: Columns by which a line finds its row; they do not change.
    keys: frozenset[str] = frozenset()

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.columns = columns_of(self.kind)
        self.faults: list[Fault] = list(sheet.faults)
        self.found: dict[int, Standing | None] = {}  # by the number of the line
        self.met: dict[object, int] = {}  # what a line is about -> the line that was first

    def plan(self) -> Plan:
        changes = [change for line in self.sheet.lines if (change := self._change(line))]
        changes += self.look_over(changes)
        faulty = {fault.line for fault in self.faults}
        return Plan(
            tuple(change for change in changes if change.line not in faulty),
            tuple(sorted(self.faults, key=lambda fault: fault.line)),
            self.sheet.letters,
        )

    # ---- what a kind of file says of itself
    @abstractmethod
    def find(self, line: Line) -> Standing | None:
        """The row that a line is about; None for a new one. Raises WrongAt when that cannot be said."""

    @abstractmethod
    def identity(self, line: Line) -> object:
        """Two lines with the same are one too many."""

    @abstractmethod
    def judge(self, column: str, cell: str, line: Line) -> Read: ...

    @abstractmethod
    def act_of(self, change: Change) -> Act: ...

    @abstractmethod
    def name_of(self, line: Line) -> str: ...

    def look_over(self, changes: Sequence[Change]) -> Sequence[Change]:  # noqa: ARG002 (for who needs it)
        """When all lines were read: faults between lines, and changes that follow from them."""
        return ()

    # ---- the same for all
    def say(self, line: Line | int, column: str | None, text: str, **names: str) -> None:
        number = line if isinstance(line, int) else line.number
        self.faults.append(Fault(number, column, text, names))

    def now(self, line: Line) -> Standing | None:
        return self.found[line.number]

    def _change(self, line: Line) -> Change | None:
        before = len(self.faults)
        for column in line.formulas:
            self.say(line, column, gettext_noop("This looks like a formula. Type the text itself."))
        try:
            self.found[line.number] = self.find(line)
        except WrongAt as error:
            self.say(line, error.column, error.text, **error.names)
            return None
        if self._is_there_twice(line):
            return None
        cells, values = self._differences(line)
        if len(self.faults) > before:
            return None
        standing = self.now(line)
        pk = standing.pk if standing else None
        found = Change(line.number, Act.SAME, self.name_of(line), tuple(cells), values, pk)
        return replace(found, act=self.act_of(found))

    def _is_there_twice(self, line: Line) -> bool:
        first = self.met.setdefault(self.identity(line), line.number)
        if first != line.number:
            text = gettext_noop("This stands on line %(earlier)s too. Keep one of the two.")
            self.say(line, None, text, earlier=str(first))
        return first != line.number

    def _differences(self, line: Line) -> tuple[list[tuple[str, str, str]], dict[str, Any]]:
        cells: list[tuple[str, str, str]] = []
        values: dict[str, Any] = {}
        standing = self.now(line)
        for key in line.cells:
            was = standing.cells.get(key, "") if standing else ""
            if standing and (line[key] == was or key in self.keys):
                continue
            read = self._read(self.columns[key], line)
            if read is None or (standing and read.text == was):
                continue
            values[key] = read.value
            if read.text != was:
                cells.append((key, was, read.text))
        return cells, values

    def _read(self, column: Column, line: Line) -> Read | None:
        cell = line[column.key]
        if column.key in line.formulas:
            return None
        if not cell and column.key in self.needed:
            self.say(line, column.key, gettext_noop("Fill in “%(title)s”."), title=column.title)
            return None
        try:
            plain(cell, column)
            return self.judge(column.key, cell, line)
        except Wrong as error:
            self.say(line, column.key, error.text, **error.names)
            return None


class WrongAt(Wrong):
    """In the cell by which a line finds its row."""

    def __init__(self, column: str | None, text: str, **names: str) -> None:
        super().__init__(text, **names)
        self.column = column


# ---- between the reading and the yes -------------------------------------------------------------
def as_data(plan: Plan) -> dict[str, Any]:
    """What goes through JSON; lines that change nothing are only counted."""
    return {
        "changes": [
            [one.line, one.act.value, one.name, [list(cell) for cell in one.cells], dict(one.values), one.pk]
            for one in plan.changes
            if one.act is not Act.SAME
        ],
        "faults": [[one.line, one.column, one.text, dict(one.names)] for one in plan.faults],
        "letters": dict(plan.letters),
    }


def from_data(data: Mapping[str, Any]) -> Plan:
    changes = (
        Change(line, Act(act), name, tuple((key, was, becomes) for key, was, becomes in cells), values, pk)
        for line, act, name, cells, values, pk in data.get("changes", ())
    )
    faults = (Fault(*fault) for fault in data.get("faults", ()))
    return Plan(tuple(changes), tuple(faults), data.get("letters", {}))
