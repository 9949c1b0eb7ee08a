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
from signals.models.research import Found
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.researching import answered, in_research, questioned


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


def test_after_a_hit_departments_wait_for_the_check_on_what_they_get(cast: Cast) -> None:
    signal = in_research(cast)
    row = questioned(signal, cast)
    assert ask(cast, signal, "VAS")
    answered(row, cast.jasper)
    with pytest.raises(NotYet) as not_yet:
        ask(cast, signal, "VAS")
    assert not_yet.value.missing == (
        _("A source had a hit. Ask departments in the approach, after the check on what they get."),
    )


def test_without_a_hit_there_is_nothing_to_wait_for(cast: Cast) -> None:
    signal = in_research(cast)
    answered(questioned(signal, cast), cast.jasper, Found.NO_HIT)
    assert ask(cast, signal, "VAS")


def test_a_source_that_is_out_of_use_stands_in_nobodys_way(cast: Cast) -> None:
    Source.objects.filter(department=cast.department("PUB")).update(is_active=False)
    assert ask(cast, in_research(cast), "PUB")


def test_before_that_step_the_department_is_asked_as_any_other(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    has_purpose(signal, cast.omar)
    assert ask(cast, signal, "PUB")
