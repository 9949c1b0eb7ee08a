"""Steps of the source research, through the same actions as the pages."""

from __future__ import annotations

from network.cast import Cast
from network.models import Source
from signals.actions.checks import ask_check, decide_check
from signals.demo.weighing import bring_to
from signals.models import PrivacyCheck, Signal
from signals.rules.checks import Answers, Test
from signals.rules.protocol import CheckOn
from tests.signals.life import filed, taken_up

ANSWERS: Answers = {test: f"Ja, om {test}." for test in Test}
ASKED = "Wie staan er op dit adres ingeschreven?"
LIMITS = "Alleen hoeveel mensen op dit adres staan."


def source(name: str = "BRP") -> Source:
    return Source.objects.get(name=name, department__municipality__slug="oudeveen")


def in_research(cast: Cast) -> Signal:
    """Omar has it, in step 3, where sources are asked."""
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    signal.refresh_from_db()
    bring_to(signal, "research", by=cast.omar)
    return signal


def asked(signal: Signal, cast: Cast, name: str = "BRP") -> PrivacyCheck:
    return ask_check(signal.reference, by=cast.omar, on=CheckOn.SOURCE, source=source(name), asked=ASKED)


def decided(check: PrivacyCheck, cast: Cast, *, allowed: bool = True) -> PrivacyCheck:
    limits = LIMITS if allowed else ""
    return decide_check(check.uuid, by=cast.fatma, allowed=allowed, answers=ANSWERS, limits=limits)
