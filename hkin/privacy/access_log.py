"""Every look at content is a row. The caller opens the transaction: no answer without its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import TruncDate

from hkin.privacy.actor import Actor
from hkin.privacy.models import Look, Result
from hkin.privacy.sealing import open_under_ring, seal_under_ring

_REASON = "privacy_look.reason"


def log_look(
    *,
    actor: Actor,
    action: str,
    purpose: str,
    signals: Sequence[UUID] = (),
    result: str = Result.SHOWN,
    reason: str = "",
    operation: UUID | None = None,
) -> None:
    """One row in the caller's transaction. A refusal must be committed before 403 or 404 is raised."""
    _require_transaction()
    together = operation or uuid4()
    row = _row(actor, action, purpose, signals, together)
    row.result = result
    row.reason = seal_under_ring(_REASON, together, reason) if reason else None
    row.save(force_insert=True)


def log_looks(shown: Sequence[tuple[Actor, Sequence[UUID]]], *, action: str, purpose: str) -> None:
    """One page that shows something in several roles: a row each, in one query."""
    _require_transaction()
    together = uuid4()
    Look.objects.bulk_create(_row(actor, action, purpose, signals, together) for actor, signals in shown)


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a look is written down in its own transaction")


def _row(actor: Actor, action: str, purpose: str, signals: Sequence[UUID], operation: UUID) -> Look:
    return Look(
        municipality_id=actor.municipality_id,
        actor_id=actor.user_id,
        actor_mark=actor.mark,
        role=actor.role,
        action=action,
        purpose=purpose,
        signals=list(signals),
        result=Result.SHOWN,
        operation=operation,
    )


def reason_of(look: Look) -> str:
    return open_under_ring(_REASON, look.operation, look.reason)


@dataclass(frozen=True)
class Looks:
    """How often one signal was shown on a day to people in one role, by one action."""

    day: date
    role: str
    action: str
    times: int


def looks_at(signal: UUID, *, most: int = 60) -> list[Looks]:
    """What was shown of one signal, newest day first, without who it was. Refused tries are for supervision only."""
    rows = (
        Look.objects.at_signal(signal)
        .filter(result=Result.SHOWN)
        .order_by()
        .annotate(day=TruncDate("at"))
        .values("day", "role", "action")
        .annotate(times=Count("id"))
        .order_by("-day", "role", "action")[:most]
    )
    return [Looks(**row) for row in rows]
