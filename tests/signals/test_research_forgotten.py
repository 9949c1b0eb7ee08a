"""What was checked and asked of sources is gone when the signal is, and cannot be read from the day its key is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.retention import forget, rules
from network.cast import Cast
from signals.actions.closing import Ending, close_signal
from signals.actions.feedback import months_on
from signals.actions.research import give_content
from signals.models import Finding, PrivacyCheck, Signal, SourceQuestion
from signals.rules.lifecycle import Outcome
from tests.signals.heard import MONDAY
from tests.signals.researching import answered, content_allowed, in_research, questioned

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forgotten(cast: Cast, time_machine: Any) -> None:
    """Everything was asked and answered, the signal was closed, and its term is over."""
    time_machine.move_to(MONDAY, tick=False)
    signal = in_research(cast)
    row = content_allowed(answered(questioned(signal, cast), cast.jasper), cast)
    give_content(row.reference, by=cast.jasper, content="Elf mensen.")
    Signal.objects.filter(pk=signal.pk).update(step="intake")
    signal.refresh_from_db()
    ending = Ending(outcome=Outcome.ONE_CALL_SOLVED_IT, reason="Opgelost.", feedback="Dank je wel.")
    close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)
    after = date.fromordinal(months_on(MONDAY.date(), 12).toordinal() + 1)
    time_machine.move_to(MONDAY.replace(year=after.year, month=after.month, day=after.day, hour=3), tick=False)
    for rule in rules():
        if rule.name == "closed_signals":
            forget(rule)


@pytest.mark.usefixtures("forgotten")
def test_no_check_and_no_question_stays() -> None:
    assert [model.__name__ for model in (Signal, PrivacyCheck, SourceQuestion, Finding) if model.objects.exists()] == []


@pytest.mark.usefixtures("forgotten")
def test_no_message_of_a_question_stays_with_its_holder(cast: Cast) -> None:
    assert not Message.objects.filter(recipient_mark=duty_mark(cast.jasper.pk)).exclude(reference="").exists()
    assert not Letter.objects.filter(recipient_mark=duty_mark(cast.jasper.pk)).exclude(reference="").exists()
