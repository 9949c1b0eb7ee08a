"""Signals on their way to a meeting, and a meeting on its way, through the same actions as the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.actions.meetings import Arrangement, begin_meeting, plan_meeting, send_agenda
from signals.actions.protocol import find
from signals.actions.working import at_work
from signals.demo.weighing import bring_to
from signals.models import AgendaItem, Finding, Meeting, PrivacyCheck, Signal
from signals.models.check import CheckVerdict
from signals.protocols import protocol_of
from signals.rules.lifecycle import Verb
from signals.rules.protocol import CheckOn, TaskKind
from tests.signals.life import filed, taken_up
from tests.signals.team import many


def in_step(cast: Cast, step: str, **more: Any) -> Signal:
    signal = taken_up(filed(cast.sanne, **more), cast.omar)
    bring_to(signal, step, by=cast.omar)
    return signal


def scored(cast: Cast, verdict: str = "scored", **more: Any) -> Signal:
    """In the weighing, its scores shown."""
    signal = in_step(cast, "weighing", **more)
    comes_to(cast, signal, TaskKind.SCORES, verdict)
    return signal


def comes_to(cast: Cast, signal: Signal, kind: TaskKind, verdict: str, *, on: CheckOn | None = None) -> None:
    task = protocol_of(signal).first_of(kind, on=on)
    assert task is not None
    with at_work(signal.reference, by=cast.omar, verb=Verb.WEIGH) as work:
        find(work, task, verdict)
    signal.refresh_from_db()


def in_approach(cast: Cast, *departments: str, limits: str = "Alleen het adres.") -> Signal:
    """With an allowed check 2A for each of these departments."""
    signal = in_step(cast, "approach")
    for code in departments:
        allow(cast, signal, code, limits=limits)
    if departments:
        comes_to(cast, signal, TaskKind.CHECK, "allowed", on=CheckOn.DEPARTMENT)
    return signal


def allow(cast: Cast, signal: Signal, department: str, *, limits: str = "Alleen het adres.") -> PrivacyCheck:
    sealer, key = open_key(signal.uuid), uuid4()
    return PrivacyCheck.objects.create(
        uuid=key,
        signal=signal,
        task="check-2a",
        on=CheckOn.DEPARTMENT,
        department=cast.department(department),
        asked_by=cast.omar,
        due_on=timezone.localdate(),
        sealed_asked=sealer.seal("privacycheck.asked", key, "Het adres en de eigenaar."),
        verdict=CheckVerdict.ALLOWED,
        decided_by=cast.fatma,
        decided_at=timezone.now(),
        sealed_limits=sealer.seal("privacycheck.limits", key, limits),
    )


def planned(cast: Cast, *people: User, by: User | None = None, **more: Any) -> Meeting:
    """Omar plans one for tomorrow; bea is in the chair."""
    arrangement = Arrangement(
        **{
            "starts_at": timezone.now() + timedelta(days=1),
            "place": "Kamer 2.14",
            "chair": cast.bea,
            "people": [cast.omar, cast.joris, *people],
            **more,
        }
    )
    team = cast.teams["oudeveen", "integral"]
    return plan_meeting(by=by or cast.omar, team=team, arrangement=arrangement, key=uuid4())


def sent(cast: Cast, *people: User) -> Meeting:
    meeting = planned(cast, *people)
    return send_agenda(meeting.reference, by=cast.omar, version=meeting.version)


def begun(cast: Cast, *people: User) -> Meeting:
    meeting = sent(cast, *people)
    return begin_meeting(meeting.reference, by=cast.omar, version=meeting.version)


def item_of(meeting: Meeting, signal: Signal) -> AgendaItem:
    return AgendaItem.objects.get(meeting=meeting, signal=signal)


def many_scored(cast: Cast, number: int) -> list[Signal]:
    """Rows that are ready for a meeting; nothing sealed in them can be opened."""
    signals = many(cast, number, step="weighing", status="in_progress")
    Finding.objects.bulk_create(
        Finding(signal=signal, step="weighing", task="weighing-3", verdict="scored") for signal in signals
    )
    return signals
