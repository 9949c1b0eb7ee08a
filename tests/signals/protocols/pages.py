"""The pages of a weighing as somebody goes through them: each press is taken, and leads on."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.urls import reverse

from network.cast import Cast
from network.models import Source, User
from signals.models import PrivacyCheck, ScoreSheet, Signal, SourceQuestion
from signals.protocols import protocol_of
from signals.rules.checks import Test
from signals.rules.protocol import TaskKind
from tests.signals.filing_form import signed_in


def press(user: User, address: str, **answers: Any) -> None:
    answer = signed_in(user).post(address, {"key": str(uuid4()), **answers})
    assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[-3000:])


def at(name: str, signal: Signal, *more: object) -> str:
    return reverse(f"signals:{name}", args=[signal.reference, *more])


def send(user: User, name: str, signal: Signal, *more: object, **answers: Any) -> None:
    signal.refresh_from_db()
    press(user, at(name, signal, *more), version=signal.version, **answers)


def take_up(user: User, signal: Signal) -> None:
    send(user, "claim", signal, feedback="We zijn met je signaal bezig.")


def go(user: User, signal: Signal, way: str) -> None:
    words = {"reason": "Zoals besproken.", "feedback": "We gaan verder.", "improvement": "no"}
    send(user, "go_on", signal, way, **words)


def score(user: User, signal: Signal, *, level: int) -> None:
    """The own sheet, the same level on every criterion."""
    sheet = ScoreSheet.objects.get(round__signal=signal, scorer=user, given_at=None)
    task = protocol_of(signal).first_of(TaskKind.SCORES)
    assert task is not None
    levels = {f"level_{one.code}": str(level) for one in task.criteria}
    press(user, reverse("signals:score_sheet", args=[sheet.reference]), advice="none", **levels)


def source_hits(cast: Cast, signal: Signal) -> None:
    """Omar asks whether the source may be asked, fatma says yes, and jasper has a hit."""
    source = Source.objects.get(name="BRP", department__municipality=signal.municipality)
    send(cast.omar, "research", signal, act="check", source=source.pk, why="Wie staat er ingeschreven?")
    decide(cast.fatma, signal, allowed=True)
    send(cast.omar, "research", signal, act="ask", source=source.pk, question="Staat er iemand ingeschreven?")
    question = SourceQuestion.objects.get(signal=signal, source=source)
    address = reverse("signals:source_question", args=[question.reference])
    press(cast.jasper, address, version=question.version, answer="hit")


def decide(officer: User, signal: Signal, *, allowed: bool) -> None:
    """The check that waits."""
    check = PrivacyCheck.objects.waiting().get(signal=signal)
    tests = {str(test): "Zie de vraag." for test in Test}
    decision = {"decision": "allowed", "limits": "Alleen het adres."} if allowed else {"decision": "refused"}
    press(officer, reverse("signals:check", args=[check.uuid]), version=check.version, **tests, **decision)
