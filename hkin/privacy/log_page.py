"""The access log as a page shows it. Reading it is a look too, written down in the same transaction."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.privacy.access_log import log_look, reason_of
from hkin.privacy.actor import Actor
from hkin.privacy.hooks import hidden_from, names_of, people_called, references_of, role_names, signal_with_reference
from hkin.privacy.labels import label
from hkin.privacy.models import Look, LookQuerySet, Result

PAGE = 25
NO_ROLE = "none"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})")

Text = str | Promise


@dataclass(frozen=True)
class Cursor:
    """The last row somebody saw. In an address: microseconds since 1970 and row number."""

    at: datetime
    row: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.row}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        found = _CURSOR.fullmatch(text)
        return cls(_EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None


@dataclass(frozen=True, kw_only=True)
class Line:
    at: datetime
    who: Text  # empty for a reporter, who stands in the log as a mark
    role: Text
    action: Text
    purpose: Text
    result: Text
    was_refused: bool
    reason: str
    signals: Sequence[str]


@dataclass(frozen=True)
class LogPage:
    lines: Sequence[Line]
    older: Cursor | None


def read_log(
    *, reader: Any, roles: Mapping[int, str], answers: Mapping[str, Any], asked: str, before: Cursor | None
) -> LogPage:
    """`roles`: the municipalities this person may read, each with their role there; see hooks.may_read_log."""
    with transaction.atomic():
        hidden = frozenset(hidden_from(reader))
        signal = _signal(answers.get("reference", ""), hidden)
        rows = list(_rows(roles, answers, signal, before).leaving_out(hidden)[: PAGE + 1])
        for municipality_id, role in roles.items():
            log_look(
                actor=Actor(user_id=reader.pk, role=role, municipality_id=municipality_id),
                action="read_log",
                purpose="supervision",
                signals=[signal] if signal else [],
                reason=asked,
            )
    shown = rows[:PAGE]
    older = Cursor(shown[-1].at, shown[-1].pk) if len(rows) > PAGE else None
    return LogPage(lines=_lines(shown, hidden), older=older)


def log_refusal(*, reader: Any) -> None:
    with transaction.atomic():
        log_look(
            actor=Actor(user_id=reader.pk, role=NO_ROLE),
            action="read_log",
            purpose="supervision",
            result=Result.REFUSED,
        )


def _rows(
    roles: Mapping[int, str], answers: Mapping[str, Any], signal: UUID | None, before: Cursor | None
) -> LookQuerySet:
    rows = Look.objects.in_municipalities(list(roles)).on_days(answers.get("first"), answers.get("last"))
    rows = rows.newest_first()
    if answers.get("reference"):
        rows = rows.at_signal(signal) if signal else rows.none()
    if answers.get("person"):
        rows = rows.by_people(people_called(answers["person"]))
    if answers.get("action"):
        rows = rows.filter(action=answers["action"])
    return rows.older_than(before.at, before.row) if before else rows


def _signal(typed: str, hidden: Set[UUID]) -> UUID | None:
    try:
        found: UUID | None = UUID(typed)
    except ValueError:
        found = signal_with_reference(typed) if typed else None
    return None if found in hidden else found


def _lines(rows: Sequence[Look], hidden: Set[UUID]) -> list[Line]:
    names = names_of({row.actor_id for row in rows if row.actor_id})
    roles = {NO_ROLE: _("no role"), **role_names()}
    references = references_of({signal for row in rows for signal in row.signals} - hidden)
    return [
        Line(
            at=row.at,
            who=names.get(row.actor_id, str(row.actor_id)) if row.actor_id else "",
            role=roles.get(row.role, row.role),
            action=label("action", row.action),
            purpose=label("purpose", row.purpose),
            result=row.get_result_display(),
            was_refused=row.result == Result.REFUSED,
            reason=reason_of(row),
            signals=[references.get(signal, str(signal)) for signal in row.signals if signal not in hidden],
        )
        for row in rows
    ]
