"""Steps of the source research, through the same actions as the pages."""

from __future__ import annotations

from network.cast import Cast
from network.models import Source, User
from signals.actions.checks import ask_check, decide_check
from signals.actions.research import HolderAnswer, answer_source, ask_content, ask_source
from signals.demo.weighing import bring_to
from signals.models import PrivacyCheck, Signal, SourceQuestion
from signals.models.research import Found
from signals.rules.checks import Answers, Test
from signals.rules.protocol import CheckOn
from tests.signals.life import filed, taken_up

ANSWERS: Answers = {test: f"Ja, om {test}." for test in Test}
ASKED = "Wie staan er op dit adres ingeschreven?"
QUESTION = "Staan er meer dan vier mensen op Industrieweg 12?"
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


def allowed(signal: Signal, cast: Cast, name: str = "BRP") -> PrivacyCheck:
    return decided(asked(signal, cast, name), cast)


def questioned(signal: Signal, cast: Cast, name: str = "BRP") -> SourceQuestion:
    """Omar asked the source, after check 1."""
    check = allowed(signal, cast, name)
    return ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)


def answered(row: SourceQuestion, by: User, found: Found = Found.HIT) -> SourceQuestion:
    return answer_source(row.reference, by=by, answer=HolderAnswer(found))


def content_allowed(row: SourceQuestion, cast: Cast) -> SourceQuestion:
    """After a hit: the second decision."""
    signal = row.signal.reference
    check = ask_content(signal, by=cast.omar, question=row.reference, asked="Hoeveel mensen staan er ingeschreven?")
    decided(check, cast)
    row.refresh_from_db()
    return row
