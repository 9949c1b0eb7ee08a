"""A file of departments against those that stand. None is ever deleted; one that leads a theme stays in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from network.rules.import_cells import Read, Wrong, mail, new_code, one_of, truth, word
from network.rules.import_plan import Act, Change, Checker, Standing
from network.rules.import_sheet import ImportKind, Line, Sheet
from network.rules.import_words import REGIMES


@dataclass(frozen=True)
class KnownDepartments:
    """`partners`: name -> id; `leading`: codes of departments that lead a theme, now or from a later day."""

    standing: Sequence[Standing]
    partners: Mapping[str, int] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()


class DepartmentChecker(Checker):
    kind = ImportKind.DEPARTMENTS
    needed = frozenset({"code", "name"})
    keys = frozenset({"code"})

    def __init__(self, sheet: Sheet, known: KnownDepartments) -> None:
        super().__init__(sheet)
        self.known = known
        self.by_code = {one.cells["code"].casefold(): one for one in known.standing}
        self.codes = {line["code"].casefold(): line["code"] for line in sheet.lines if line["code"]}
        self.codes |= {code: one.cells["code"] for code, one in self.by_code.items()}

    def find(self, line: Line) -> Standing | None:
        return self.by_code.get(line["code"].casefold())

    def identity(self, line: Line) -> object:
        return line["code"].casefold() or line.number

    def judge(self, column: str, cell: str, line: Line) -> Read:
        match column:
            case "code":
                return new_code(cell)
            case "parent":
                return self._parent(cell, line)
            case "mailbox":
                return mail(cell)
            case "regime":
                return word(cell, REGIMES)
            case "outsourced_to":
                return one_of(cell, self.known.partners, _NO_PARTNER) if cell else Read(None, "")
            case "is_active":
                return self._in_use(cell, self.now(line))
            case _:
                return Read(cell, cell)

    def name_of(self, line: Line) -> str:
        return f"{line['code']} {line['name']}"

    def act_of(self, change: Change) -> Act:
        if change.pk is None:
            return Act.NEW
        if change.values.get("is_active") is False:
            return Act.OUT
        return Act.CHANGED if change.values else Act.SAME

    def look_over(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Nobody belongs under themselves, not by a detour either."""
        above = {one.cells["code"]: one.cells.get("parent", "") for one in self.known.standing}
        lines: dict[str, int] = {}
        for change in changes:
            code = self._code_of(change)
            above.setdefault(code, "")
            if "parent" in change.values:
                above[code] = change.values["parent"] or ""
                lines[code] = change.line
        for code, line in lines.items():
            if _goes_round(code, above):
                self.say(line, "parent", gettext_noop("This goes round: the department would belong under itself."))
        return ()

    def _code_of(self, change: Change) -> str:
        if change.pk is None:
            return str(change.values.get("code", ""))
        return next(one.cells["code"] for one in self.known.standing if one.pk == change.pk)

    def _parent(self, cell: str, line: Line) -> Read:
        if not cell:
            return Read(None, "")
        code = self.codes.get(cell.casefold())
        if code is None:
            raise Wrong(gettext_noop("We have no department “%(typed)s”."), typed=cell)
        if code.casefold() == line["code"].casefold():
            raise Wrong(gettext_noop("This goes round: the department would belong under itself."))
        return Read(code, code)

    def _in_use(self, cell: str, standing: Standing | None) -> Read:
        """A blank cell says nothing: a department stays as it is, and a new one is in use."""
        if not cell and standing:
            return Read(standing.cells["is_active"] == "ja", standing.cells["is_active"])
        read = truth(cell, blank=True)
        if standing and not read.value and standing.cells["code"] in self.known.leading:
            raise Wrong(gettext_noop("This department leads a theme. First choose another lead."))
        return read


_NO_PARTNER = gettext_noop("We know no partner “%(typed)s”.")


def _goes_round(code: str, above: Mapping[str, str]) -> bool:
    seen, now = {code}, above.get(code, "")
    while now and now not in seen:
        seen.add(now)
        now = above.get(now, "")
    return now == code
