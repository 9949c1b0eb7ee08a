"""While sources are asked, a department that keeps one is not asked past the check that its source waits for."""

from __future__ import annotations

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Source
from signals.actions.assignment import Question, hand_over
from signals.actions.working import NotYet
from signals.models import HandOver, Signal
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.researching import in_research


def ask(cast: Cast, signal: Signal, department: str) -> HandOver:
    signal.refresh_from_db()
    question = Question(question="Wie woont daar?", text="Wij zien veel post.", due_on=timezone.localdate())
    return hand_over(
        signal.reference,
        by=cast.omar,
        department=cast.department(department),
        question=question,
        version=signal.version,
    )


def test_a_department_that_keeps_a_source_is_asked_through_it(cast: Cast) -> None:
    with pytest.raises(NotYet) as not_yet:
        ask(cast, in_research(cast), "PUB")
    assert not_yet.value.missing == (_("Ask this through the sources of this department: first check 1."),)
    assert not HandOver.objects.exists()


def test_any_other_department_may_be_asked(cast: Cast) -> None:
    assert ask(cast, in_research(cast), "VAS")


def test_a_source_that_is_out_of_use_stands_in_nobodys_way(cast: Cast) -> None:
    Source.objects.filter(department=cast.department("PUB")).update(is_active=False)
    assert ask(cast, in_research(cast), "PUB")


def test_before_that_step_the_department_is_asked_as_any_other(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    has_purpose(signal, cast.omar)
    assert ask(cast, signal, "PUB")
