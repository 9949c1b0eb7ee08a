"""When do we forget: rules are declared beside the models they are about, and run here in small batches.

A rule answers three questions: how long (`terms`), which rows (`due`), and how they go (`destroy`). A legal hold is
part of `due`; a tombstone is part of `destroy`. Running twice, or after a crash, destroys nothing twice.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from hkin.privacy.append_only import RETENTION_ROLE
from hkin.privacy.models import RetentionRun


@dataclass(frozen=True)
class Term:
    """How long in one municipality; None is the whole installation."""

    municipality_id: int | None
    months: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    name: str
    label: str | Promise
    terms: Callable[[], Iterable[Term]]
    #: rows of that municipality whose clock started before the moment, without those on legal hold
    due: Callable[[int | None, datetime], QuerySet[Any]]
    #: destroys the rows with these primary keys and tells how many went
    destroy: Callable[[list[Any]], int]


class RuleStuck(Exception):
    """Rows are due, but destroying them left them standing."""


_rules: dict[str, Rule] = {}


def declare(rule: Rule) -> None:
    if _rules.get(rule.name, rule) is not rule:
        raise ValueError(f"two retention rules are called {rule.name}")
    _rules[rule.name] = rule


def rules() -> list[Rule]:
    return list(_rules.values())


def due_now(rule: Rule) -> Iterator[tuple[Term, QuerySet[Any]]]:
    for term in rule.terms():
        yield term, rule.due(term.municipality_id, _started_before(timezone.localdate(), term.months))


def count_due(rule: Rule) -> int:
    return sum(rows.count() for _term, rows in due_now(rule))


def forget(rule: Rule, *, batch: int = 100) -> int:
    gone = sum(_forget_rows(rule, rows, batch) for _term, rows in due_now(rule))
    RetentionRun.objects.update_or_create(rule=rule.name, defaults={"at": timezone.now(), "gone": gone})
    return gone


def last_runs() -> dict[str, datetime]:
    """By rule, when it last came to its end. A rule that never did is absent."""
    return dict(RetentionRun.objects.filter(rule__in=_rules).values_list("rule", "at"))


def _forget_rows(rule: Rule, rows: QuerySet[Any], batch: int) -> int:
    gone = 0
    while True:
        with as_retention():
            keys = list(rows.order_by("pk").values_list("pk", flat=True)[:batch])
            if not keys:
                return gone
            if not rule.destroy(keys):
                raise RuleStuck(rule.name)
            gone += len(keys)


@contextmanager
def as_retention() -> Iterator[None]:
    """A transaction as the role that may destroy, where this connection may become it; else as who it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user = session_user, quote_ident(current_user), EXISTS ("
            "SELECT FROM pg_roles WHERE rolname = %s AND pg_has_role(current_user, oid, 'SET'))",
            [RETENTION_ROLE],
        )
        is_itself, before, may_become = cursor.fetchone()
        if may_become:
            cursor.execute(f"SET LOCAL ROLE {RETENTION_ROLE}")
        yield
        if may_become:
            cursor.execute(f"SET LOCAL ROLE {'NONE' if is_itself else before}")


def _started_before(today: date, months: int) -> datetime:
    """Kept up to and including the same day `months` later; a day that month does not have counts as its last."""
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    try:
        day = date(years, month + 1, today.day)
    except ValueError:  # 31 June: whatever started in June has had its last day
        years, month = divmod(years * 12 + month + 1, 12)
        day = date(years, month + 1, 1)
    return timezone.make_aware(datetime.combine(day, time.min))
