"""The frame of what happens by itself: one signal, one transaction, in the order of their ids, and a row in the trail.

Everything here may be done twice, or half: whoever comes next finds only what is left to do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction

from hkin.privacy.marks import SYSTEM_MARK
from hkin.privacy.sealing import KeyGone, SealBroken, open_key
from signals.models import Signal, TrailEntry
from signals.models.signal import SignalQuerySet
from signals.rules.reminding import Lapse

SYSTEM_ROLE = "system"
BATCH = 100

logger = logging.getLogger(__name__)


class NotFinished(Exception):
    """Some rows could not be done; the others are."""


def for_each(signals: SignalQuerySet, act: Callable[[Signal], None]) -> None:
    """Lock each signal that is still meant when its turn comes. One that fails does not keep the others waiting."""
    rows = signals.select_related("municipality", "team__municipality", "team__manager", "owner").order_by("pk")
    done, failed = 0, 0
    while keys := list(rows.filter(pk__gt=done).values_list("pk", flat=True)[:BATCH]):
        for key in keys:
            failed += not _act_on(rows, key, act)
        done = keys[-1]
    if failed:
        raise NotFinished(f"{failed} signals")


def _act_on(rows: SignalQuerySet, key: int, act: Callable[[Signal], None]) -> bool:
    try:
        with transaction.atomic():
            signal = rows.select_for_update(of=("self",)).filter(pk=key).first()
            if signal is not None:
                act(signal)
    except (DatabaseError, KeyGone, SealBroken) as error:
        logger.warning("A signal was left as it is: %s", type(error).__name__)
        return False
    return True


def write_down(signal: Signal, lapse: Lapse, *, before: str, detail: str = "") -> None:
    """Save what changed, and say in the trail that nobody did it."""
    entry = TrailEntry(
        signal=signal,
        verb=lapse,
        role=SYSTEM_ROLE,
        actor_mark=SYSTEM_MARK,
        status_before=before,
        status_after=signal.status,
    )
    if detail:
        entry.sealed_detail = open_key(signal.uuid).seal("trailentry.detail", entry.uuid, detail)
    signal.version += 1
    signal.save()
    entry.save(force_insert=True)
