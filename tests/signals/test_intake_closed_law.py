"""What falls under a closed law goes nowhere before somebody decided, and to the team only by that decision."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.actions.assignment import Question, hand_over, take_back
from signals.actions.closing import Ending, close_signal
from signals.actions.intake import decide_regime, move_to_queue
from signals.actions.working import WrongMoment
from signals.models import HandOver, Signal
from signals.rules.lifecycle import Outcome, Route, Status
from signals.rules.safety import RegimeAnswer
from tests.signals.life import TEXT, filed, handed_over, taken_up
from tests.signals.team import address, page_of, send, signed_in


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """With omar, who may read it because he decides."""
    signal = taken_up(filed(cast.fleur, regime="care", regime_answer=RegimeAnswer.YES), cast.omar)
    signal.refresh_from_db()
    assert signal.route == Route.RESTRICTED
    return signal


def decided_no(cast: Cast, signal: Signal) -> Signal:
    decide_regime(signal.reference, by=cast.omar, allowed=False, reason="Zorg.", version=signal.version)
    signal.refresh_from_db()
    return signal


def question(**more: Any) -> Question:
    return Question(question="Is dit pand van ons?", text="Eigen tekst.", due_on=timezone.localdate(), **more)


def typed(cast: Cast) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    return {
        "department": cast.department("VAS").pk,
        "question": "Is dit pand van ons?",
        "power": "",
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
        "text": "Wij zoeken de eigenaar.",
        "shares_text": "on",
        "allowed": "De regisseur besloot het zo.",
    }


# ---- another queue -------------------------------------------------------------------------------
@pytest.mark.parametrize("is_decided", [False, True])
def test_no_form_moves_it_out(cast: Cast, signal: Signal, is_decided: bool) -> None:
    if is_decided:
        decided_no(cast, signal)
    answer = send(cast.omar, "route", signal, route="team", reason="Toch maar.")
    signal.refresh_from_db()
    assert (answer.status_code, signal.route) == (409, Route.RESTRICTED)
    assert "Toch maar." in answer.content.decode()


def test_nor_does_anything_else(cast: Cast, signal: Signal) -> None:
    with pytest.raises(WrongMoment):
        move_to_queue(signal.reference, by=cast.omar, route=Route.TEAM, reason="x", version=signal.version)


def test_a_decision_on_a_signal_of_the_team_is_refused(cast: Cast) -> None:
    answer = send(cast.omar, "regime", filed(cast.sanne), allowed="no", reason="Zomaar.")
    assert answer.status_code == 409


# ---- a department --------------------------------------------------------------------------------
def test_no_department_is_asked_before_the_decision(cast: Cast, signal: Signal) -> None:
    with pytest.raises(WrongMoment):
        hand_over(
            signal.reference,
            by=cast.omar,
            department=cast.department("VAS"),
            question=question(shares_text=True),
            version=signal.version,
        )


def test_the_page_says_that_somebody_decides_first(cast: Cast, signal: Signal) -> None:
    answer = signed_in(cast.omar).get(address("hand_over_new", signal), follow=True)
    assert _("First decide whether the team may see this. Then you can ask a department.") in answer.content.decode()


def test_a_question_sent_before_the_decision_keeps_what_was_typed(cast: Cast, signal: Signal) -> None:
    answer = send(cast.omar, "hand_over_new", signal, **typed(cast))
    assert answer.status_code == 409
    assert "Wij zoeken de eigenaar." in answer.content.decode()


def test_after_a_no_a_department_gets_only_what_the_team_writes(cast: Cast, signal: Signal) -> None:
    assert send(cast.omar, "hand_over_new", decided_no(cast, signal), **typed(cast)).status_code == 302
    assert HandOver.objects.get().shares_text is False


def test_what_comes_under_the_law_later_is_out_of_sight_of_the_department(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast, shares_text=True)
    signal = row.signal
    signal.refresh_from_db()
    move_to_queue(signal.reference, by=cast.omar, route=Route.RESTRICTED, reason="Zorg.", version=signal.version)
    assert TEXT not in signed_in(cast.dirk).get(f"/toegewezen/{row.reference}/").content.decode()


def test_a_question_is_not_taken_back_before_the_decision_either(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    signal = Signal.objects.get(pk=row.signal_id)
    move_to_queue(signal.reference, by=cast.omar, route=Route.RESTRICTED, reason="Zorg.", version=signal.version)
    taken_up(signal, cast.omar)
    with pytest.raises(WrongMoment):
        take_back(signal.reference, by=cast.omar, question=row.reference, reason="Toch niet.", version=row.version)


# ---- the end -------------------------------------------------------------------------------------
def test_it_is_not_closed_before_the_decision(cast: Cast, signal: Signal) -> None:
    ending = Ending(Outcome.NO_HIT, reason="Niets.", feedback="Klaar.")
    with pytest.raises(WrongMoment):
        close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)


def test_closing_is_offered_after_it(cast: Cast, signal: Signal) -> None:
    assert address("close", signal) not in page_of(cast.omar, signal)
    assert address("close", signal) in page_of(cast.omar, decided_no(cast, signal))


def test_a_new_turn_in_this_queue_needs_a_new_decision(cast: Cast, signal: Signal) -> None:
    decide_regime(signal.reference, by=cast.omar, allowed=True, reason="Geen zorg.", version=signal.version)
    signal.refresh_from_db()
    move_to_queue(signal.reference, by=cast.omar, route=Route.RESTRICTED, reason="Toch.", version=signal.version)
    assert str(_("May the team see this?")) in page_of(cast.fatma, signal)
    signal.refresh_from_db()
    assert signal.status != Status.CLOSED
