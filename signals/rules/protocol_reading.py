"""Reads a definition of a protocol from its file. What the file cannot mean is refused: every fault, with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.protocol import (
    WAITING,
    Answer,
    Asks,
    Criterion,
    Need,
    Option,
    Protocol,
    Question,
    Step,
    Task,
    TaskKind,
    Way,
)

Row = Mapping[str, Any]
T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)

#: What may stand in each table of the file. A misspelt word is not silently left out.
WORDS: Mapping[str, frozenset[str]] = {
    "protocol": frozenset(["code", "label", "source", "minimum_scores", "sharing_needs", "steps", "tasks", "ways"]),
    "steps": frozenset(["code", "label", "help", "tasks", "days"]),
    "tasks": frozenset(
        [
            *("code", "kind", "label", "help", "by", "questions", "verdicts"),
            *("verdict_label", "records", "criteria", "side_by_side", "on", "rests_on"),
        ]
    ),
    "questions": frozenset(["code", "label", "answer", "help", "options", "least", "required", "only_for"]),
    "criteria": frozenset(["code", "label", "levels"]),
    "options": frozenset(["code", "label"]),
    "verdicts": frozenset(["code", "label"]),
    "ways": frozenset(["code", "label", "from", "to", "ends", "by", "needs", "records", "asks"]),
}
#: A code stands in addresses and in columns of this length.
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*", re.ASCII)
_LONGEST_CODE = 30
_LONGEST_LABEL = 100  # of the protocol and of what stands on a button or above a block
_MOST_DAYS = 366
MOST_SCORES = 20
#: On a sheet of scores: no advice yet. No way is called so.
NO_WAY = "none"
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Fault:
    """`where` is the place in the file, `why` a sentence."""

    where: str
    why: str | Promise


class Unreadable(Exception):
    """The file is no definition."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].where)
        self.faults = tuple(faults)

    @property
    def where(self) -> str:
        return self.faults[0].where

    @property
    def why(self) -> str | Promise:
        return self.faults[0].why


def read_protocol(text: str) -> Protocol:
    """Raises Unreadable. Whether it can work is asked of protocol_faults.faults_of."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _AT_LINE.search(str(error))
        where = _("line %(number)s") % {"number": line[1]} if line else _("the end of the file")
        raise Unreadable([Fault(str(where), _("From here on this is not TOML."))]) from error
    except RecursionError as error:
        why = _("Too many brackets stand inside each other here.")
        raise Unreadable([Fault(str(_("the whole file")), why)]) from error
    reader = _Reader()
    protocol = reader.protocol(found, text)
    if reader.faults:
        raise Unreadable(reader.faults)
    return protocol


def _named(row: Row, number: int) -> str:
    """A way is named by its step too: "door" may leave each of them."""
    code = row.get("code", number)
    return f"{row['from']}/{code}" if "from" in row else str(code)


@dataclass
class _Reader:
    """Each method reads one table at a place. A fault is written down, and something harmless goes on in its stead."""

    faults: list[Fault] = field(default_factory=list)

    def protocol(self, row: Row, text: str) -> Protocol:
        self._only_known("protocol", row, "")
        return Protocol(
            code=self._code(row, ""),
            label=self._text(row, "label", "", most=_LONGEST_LABEL),
            source=self._text(row, "source", ""),
            minimum_scores=self._number(row, "minimum_scores", "", least=1, most=MOST_SCORES, default=3),
            sharing_needs=self._needs(row, "sharing_needs", ""),
            steps=self._all(row, "steps", self._step),
            tasks=self._all(row, "tasks", self._task),
            ways=self._all(row, "ways", self._way),
            text=text,
        )

    def _step(self, row: Row, where: str) -> Step:
        return Step(
            code=self._code(row, where),
            label=self._text(row, "label", where, most=_LONGEST_LABEL),
            help=self._text(row, "help", where, default=""),
            tasks=self._texts(row, "tasks", where),
            days=self._number(row, "days", where, least=1, most=_MOST_DAYS, default=20),
        )

    def _task(self, row: Row, where: str) -> Task:
        return Task(
            code=self._code(row, where),
            kind=self._word(TaskKind, row, "kind", where) or TaskKind.QUESTIONS,
            label=self._text(row, "label", where, most=_LONGEST_LABEL),
            help=self._text(row, "help", where, default=""),
            by=self._roles(row, where),
            questions=self._all(row, "questions", self._question, where),
            verdicts=self._all(row, "verdicts", self._verdict, where),
            verdict_label=self._text(row, "verdict_label", where, default=""),
            records=self._text(row, "records", where, default=""),
            criteria=self._all(row, "criteria", self._criterion, where),
            side_by_side=self._flag(row, "side_by_side", where, default=False),
            on=self._text(row, "on", where, default=""),
            rests_on=self._texts(row, "rests_on", where),
        )

    def _question(self, row: Row, where: str) -> Question:
        return Question(
            code=self._code(row, where),
            label=self._text(row, "label", where),
            answer=self._word(Answer, row, "answer", where) or Answer.TEXT,
            help=self._text(row, "help", where, default=""),
            options=self._all(row, "options", self._option, where),
            least=self._number(row, "least", where, least=0, most=_MOST_DAYS, default=0),
            is_required=self._flag(row, "required", where, default=True),
            only_for=self._text(row, "only_for", where, default=""),
        )

    def _criterion(self, row: Row, where: str) -> Criterion:
        return Criterion(self._code(row, where), self._text(row, "label", where), self._texts(row, "levels", where))

    def _option(self, row: Row, where: str) -> Option:
        return Option(self._code(row, where), self._text(row, "label", where))

    def _verdict(self, row: Row, where: str) -> Option:
        if row.get("code") == WAITING:
            self._fault(f"{where} code", _("This word has a meaning of its own. Choose another code."))
        return self._option(row, where)

    def _way(self, row: Row, where: str) -> Way:
        records = self._text(row, "records", where, default="")
        if row.get("code") == NO_WAY:
            self._fault(f"{where} code", _("This word has a meaning of its own. Choose another code."))
        return Way(
            code=self._code(row, where),
            label=self._text(row, "label", where, most=_LONGEST_LABEL),
            from_step=self._text(row, "from", where),
            to_step=self._text(row, "to", where, default=""),
            ends=self._text(row, "ends", where, default=""),
            by=self._roles(row, where),
            needs=self._needs(row, "needs", where),
            records=Need.read(records) if records else None,
            asks=self._word(Asks, row, "asks", where, default=Asks.NOTHING) or Asks.NOTHING,
        )

    # ---- one word of a table -------------------------------------------------------------------------
    def _all(self, row: Row, name: str, read: Callable[[Row, str], T], where: str = "") -> tuple[T, ...]:
        rows = row.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            self._fault(f"{where} {name}", _("This must be a list of tables."))
            return ()
        found = []
        for number, one in enumerate(rows, 1):
            place = f"{where} {name} {_named(one, number)}".strip()
            self._only_known(name, one, place)
            found.append(read(one, place))
        return tuple(found)

    def _only_known(self, table: str, row: Row, where: str) -> None:
        for unknown in sorted(row.keys() - WORDS[table]):
            self._fault(f"{where} {unknown}", _("This word is not known here."))

    def _code(self, row: Row, where: str) -> str:
        code = self._text(row, "code", where)
        if code and (len(code) > _LONGEST_CODE or not _CODE.fullmatch(code)):
            self._fault(f"{where} code", _("A code has at most 30 letters, digits and dashes, without spaces."))
        return code

    def _text(self, row: Row, name: str, where: str, *, default: str | None = None, most: int | None = None) -> str:
        value = row.get(name, default)
        if not isinstance(value, str) or "\0" in value or (default is None and not value.strip()):
            self._fault(f"{where} {name}", _("A text belongs here, between quotation marks."))
            return ""
        if most is not None and len(value.strip()) > most:
            self._fault(f"{where} {name}", _("This text is too long: 100 characters at most."))
        return value.strip()

    def _texts(self, row: Row, name: str, where: str) -> tuple[str, ...]:
        value = row.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip("\0 ") for one in value):
            self._fault(f"{where} {name}", _("This must be a list of texts."))
            return ()
        return tuple(one.strip() for one in value)

    def _number(self, row: Row, name: str, where: str, *, least: int, most: int, default: int) -> int:
        value = row.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            why = _("Here a whole number is missing, from %(least)s to %(most)s.")
            self._fault(f"{where} {name}", why % {"least": least, "most": most})
            return default
        return value

    def _flag(self, row: Row, name: str, where: str, *, default: bool) -> bool:
        value = row.get(name, default)
        if not isinstance(value, bool):
            self._fault(f"{where} {name}", _("This must be true or false."))
            return default
        return value

    def _needs(self, row: Row, name: str, where: str) -> tuple[Need, ...]:
        return tuple(Need.read(need) for need in self._texts(row, name, where))

    def _roles(self, row: Row, where: str) -> frozenset[Role]:
        named = self._texts(row, "by", where)
        for name in named:
            if name not in {*Role}:
                self._fault(f"{where} by {name}", _("This word is not known here."))
        return frozenset(Role(name) for name in named if name in {*Role})

    def _word(self, kind: type[Word], row: Row, name: str, where: str, *, default: Word | None = None) -> Word | None:
        """One of a list; None, and a fault, when it is not."""
        found = self._text(row, name, where, default=default)
        if not found:
            return default
        if found not in {*kind}:
            self._fault(f"{where} {name} {found}", _("This word is not known here."))
            return default
        return kind(found)

    def _fault(self, where: str, why: str | Promise) -> None:
        self.faults.append(Fault(where.strip(), why))
