"""A department that said yes to the lead has the signal: the team closes it at once, and hears the result later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from network.cast import Cast
from signals.actions.assignment import Answer, answer_hand_over, give_to_colleague
from signals.actions.working import WrongMoment
from signals.demo.weighing import bring_to, make_ready_for
from signals.models import HandOver, Signal
from signals.models.assignment import Reply
from signals.rules.lifecycle import Outcome, Status
from tests.signals.front_door import ask_department, go, report
from tests.signals.life import TEXT, filed, taken_up
from tests.signals.team import address, page_of, signed_in, words_of


@pytest.fixture
def signal(cast: Cast) -> Signal:
    signal = taken_up(filed(cast.sanne), cast.omar)
    bring_to(signal, "weighing", by=cast.omar)
    return signal


def asked(cast: Cast, signal: Signal, *, leads: bool = True) -> HandOver:
    """And everything else that the end asks is done."""
    row = ask_department(cast.omar, signal, cast.department("VAS"), leads=leads)
    make_ready_for(signal, Outcome.ONE_DEPARTMENT, by=cast.omar)
    return row


def answered(cast: Cast, row: HandOver, word: Reply) -> HandOver:
    later_on = timezone.localdate() + timedelta(days=30) if word is Reply.LATER else None
    answer = Answer(word, "Goed.", later_on)
    return answer_hand_over(row.reference, by=cast.dirk, answer=answer, version=row.version)


def closed(cast: Cast, signal: Signal) -> None:
    go(cast.omar, signal, "one_department")
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED


def read_by_dirk(cast: Cast, row: HandOver) -> str:
    return words_of(signed_in(cast.dirk).get(f"/toegewezen/{row.reference}/"))


@pytest.mark.parametrize("word", [Reply.ACCEPTED, Reply.LATER])
def test_after_yes_it_is_closed_and_then_the_department_reports(cast: Cast, signal: Signal, word: Reply) -> None:
    row = answered(cast, asked(cast, signal), word)
    closed(cast, signal)
    report(cast.dirk, row)
    row.refresh_from_db()
    assert row.reply == Reply.DONE
    assert "Gecontroleerd en opgelost." in page_of(cast.omar, signal)


def test_the_report_does_not_open_it_again(cast: Cast, signal: Signal) -> None:
    row = answered(cast, asked(cast, signal), Reply.ACCEPTED)
    closed(cast, signal)
    report(cast.dirk, row)
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED


@pytest.mark.parametrize(("leads", "word"), [(True, Reply.WAITING), (False, Reply.ACCEPTED)])
def test_who_did_not_say_yes_to_the_lead_keeps_it_open(cast: Cast, signal: Signal, leads: bool, word: Reply) -> None:
    row = asked(cast, signal, leads=leads)
    if word is not Reply.WAITING:
        answered(cast, row, word)
    answer = signed_in(cast.omar).get(address("close", signal))
    assert cast.department("VAS").name in answer.context["at_work"]


def test_after_the_end_there_is_only_the_result_to_give(cast: Cast, signal: Signal) -> None:
    row = answered(cast, asked(cast, signal), Reply.ACCEPTED)
    closed(cast, signal)
    with pytest.raises(WrongMoment):
        answered(cast, row, Reply.DECLINED)
    with pytest.raises(WrongMoment):
        give_to_colleague(row.reference, by=cast.dirk, to=cast.lotte, version=row.version)


def test_what_was_shared_stays_with_who_leads_until_the_result_is_there(cast: Cast, signal: Signal) -> None:
    row = answered(cast, asked(cast, signal), Reply.ACCEPTED)
    HandOver.objects.filter(pk=row.pk).update(shares_text=True)
    closed(cast, signal)
    assert TEXT in read_by_dirk(cast, row)
    report(cast.dirk, row)
    assert TEXT not in read_by_dirk(cast, row)
