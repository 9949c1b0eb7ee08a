"""What departments said alone is forgotten after two years, an answered question after one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hkin.privacy.retention import forget, rules
from network.actions.blind import keep_answer
from network.actions.interests import answer_question, ask_question
from network.cast import Cast
from network.models import BlindAnswer, BlindRound, OpenQuestion
from network.models.matrix import Part
from tests.network.workshop import THEME, WHY, opened


def forgetting(name: str) -> None:
    [rule] = [rule for rule in rules() if rule.name == name]
    forget(rule)


def test_a_round_goes_with_its_answers_after_two_years(cast: Cast, time_machine: Any) -> None:
    found = opened(cast)
    vastgoed = cast.department("VAS")
    keep_answer(by=cast.dirk, blind_round=found, department=vastgoed, parts={vastgoed.pk: Part.LEAD}, why=WHY, seen=0)
    for days, left in ((735, 1), (740, 0)):
        time_machine.move_to(found.opened_at + timedelta(days=days), tick=False)
        forgetting("old_blind_rounds")
        assert (BlindRound.objects.count(), BlindAnswer.objects.count()) == (left, left)


def test_a_question_goes_a_year_after_its_answer_and_stays_without_one(cast: Cast, time_machine: Any) -> None:
    place, theme = cast.oudeveen, cast.themes[THEME]
    ask_question(by=cast.noor, municipality=place, theme=theme, text="Wie?", asked_of=None)
    asked = ask_question(by=cast.noor, municipality=place, theme=theme, text="Wat?", asked_of=None)
    answer_question(by=cast.dirk, question=asked, answer="Dit.")
    time_machine.move_to(timezone.now() + timedelta(days=366), tick=False)
    forgetting("old_answers")
    assert OpenQuestion.objects.get().text == "Wie?"
