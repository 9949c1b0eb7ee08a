"""Reads a definition of a protocol from its file. What the file cannot mean is refused with where and why."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.protocol import (
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

#: What may stand in each table; a misspelt word is not silently left out.
_KNOWN: dict[str, frozenset[str]] = {
    "protocol": frozenset(["code", "label", "source", "minimum_scores", "sharing_needs", "steps", "tasks", "ways"]),
    "step": frozenset(["code", "label", "help", "tasks", "days"]),
    "task": frozenset(
        [
            *("code", "kind", "label", "help", "by", "questions", "verdicts"),
            *("verdict_label", "records", "criteria", "side_by_side", "on"),
        ]
    ),
    "question": frozenset(["code", "label", "answer", "help", "options", "least", "required", "only_for"]),
    "criterion": frozenset(["code", "label", "levels"]),
    "option": frozenset(["code", "label"]),
    "way": frozenset(["code", "label", "from", "to", "ends", "by", "needs", "records", "asks"]),
}


class Unreadable(Exception):
    """The file is no definition; `where` is the place in it, `why` a sentence."""

    def __init__(self, where: str, why: str | Promise) -> None:
        super().__init__(where)
        self.where, self.why = where, why


def read_protocol(text: str) -> Protocol:
    """Raises Unreadable. Whether it can work is asked of protocol_faults.faults_of."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(str(error), _("This is not a TOML file.")) from error
    _only_known("protocol", found, "")
    return Protocol(
        code=_text(found, "code", "protocol"),
        label=_text(found, "label", "protocol"),
        source=_text(found, "source", "protocol"),
        minimum_scores=_number(found, "minimum_scores", "protocol", default=3),
        sharing_needs=tuple(Need.read(need) for need in _texts(found, "sharing_needs", "protocol")),
        steps=_all(found, "steps", _step),
        tasks=_all(found, "tasks", _task),
        ways=_all(found, "ways", _way),
        text=text,
    )


def _step(row: Row, where: str) -> Step:
    _only_known("step", row, where)
    return Step(
        code=_text(row, "code", where),
        label=_text(row, "label", where),
        help=_text(row, "help", where, default=""),
        tasks=_texts(row, "tasks", where),
        days=_number(row, "days", where, default=20),
    )


def _task(row: Row, where: str) -> Task:
    _only_known("task", row, where)
    return Task(
        code=_text(row, "code", where),
        kind=_one_of(TaskKind, _text(row, "kind", where), where),
        label=_text(row, "label", where),
        help=_text(row, "help", where, default=""),
        by=_roles(row, where),
        questions=_all(row, "questions", _question, where),
        verdicts=_all(row, "verdicts", _option, where),
        verdict_label=_text(row, "verdict_label", where, default=""),
        records=_text(row, "records", where, default=""),
        criteria=_all(row, "criteria", _criterion, where),
        side_by_side=bool(row.get("side_by_side", False)),
        on=_text(row, "on", where, default=""),
    )


def _question(row: Row, where: str) -> Question:
    _only_known("question", row, where)
    return Question(
        code=_text(row, "code", where),
        label=_text(row, "label", where),
        answer=_one_of(Answer, _text(row, "answer", where), where),
        help=_text(row, "help", where, default=""),
        options=_all(row, "options", _option, where),
        least=_number(row, "least", where, default=0),
        is_required=bool(row.get("required", True)),
        only_for=_text(row, "only_for", where, default=""),
    )


def _criterion(row: Row, where: str) -> Criterion:
    _only_known("criterion", row, where)
    return Criterion(_text(row, "code", where), _text(row, "label", where), _texts(row, "levels", where))


def _option(row: Row, where: str) -> Option:
    _only_known("option", row, where)
    return Option(_text(row, "code", where), _text(row, "label", where))


def _way(row: Row, where: str) -> Way:
    _only_known("way", row, where)
    records = _text(row, "records", where, default="")
    return Way(
        code=_text(row, "code", where),
        label=_text(row, "label", where),
        from_step=_text(row, "from", where),
        to_step=_text(row, "to", where, default=""),
        ends=_text(row, "ends", where, default=""),
        by=_roles(row, where),
        needs=tuple(Need.read(need) for need in _texts(row, "needs", where)),
        records=Need.read(records) if records else None,
        asks=_one_of(Asks, _text(row, "asks", where, default=""), where),
    )


def _all(row: Row, name: str, read: Callable[[Row, str], T], where: str = "") -> tuple[T, ...]:
    rows = row.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Unreadable(f"{where} {name}".strip(), _("This must be a list of tables."))
    return tuple(read(one, f"{where} {name}[{one.get('code', place)}]".strip()) for place, one in enumerate(rows, 1))


def _only_known(kind: str, row: Row, where: str) -> None:
    unknown = sorted(row.keys() - _KNOWN[kind])
    if unknown:
        raise Unreadable(f"{where} {unknown[0]}".strip(), _("This word is not known here."))


def _text(row: Row, name: str, where: str, *, default: str | None = None) -> str:
    value = row.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise Unreadable(f"{where} {name}".strip(), _("Here a text is missing."))
    return value.strip()


def _texts(row: Row, name: str, where: str) -> tuple[str, ...]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unreadable(f"{where} {name}".strip(), _("This must be a list of texts."))
    return tuple(value)


def _number(row: Row, name: str, where: str, *, default: int) -> int:
    value = row.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 366:
        raise Unreadable(f"{where} {name}".strip(), _("Here a whole number is missing."))
    return value


def _roles(row: Row, where: str) -> frozenset[Role]:
    return frozenset(_one_of(Role, name, where) for name in _texts(row, "by", where))


def _one_of(kind: Callable[[str], T], name: str, where: str) -> T:
    try:
        return kind(name)
    except ValueError as error:
        raise Unreadable(f"{where} {name}".strip(), _("This word is not known here.")) from error
