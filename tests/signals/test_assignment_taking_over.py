"""A department is asked to take a signal over, on a purpose that stands first; and says whether it made a report."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.actions.assignment import Answer, answer_hand_over, report_result
from signals.actions.protocol import weigh
from signals.demo.weighing import bring_to
from signals.models import Finding, HandOver, Signal
from signals.models.assignment import OwnReport, Reply
from signals.protocols import facts_of
from signals.rules.protocol import WAITING
from tests.signals.life import filed, handed_over, taken_back, taken_up
from tests.signals.team import address, page_of, signed_in, words_of
from tests.signals.test_assignment_asking import PURPOSE, answers


@pytest.fixture
def signal(cast: Cast) -> Signal:
    signal = taken_up(filed(cast.sanne), cast.omar)
    signal.refresh_from_db()
    return signal


def ask(cast: Cast, signal: Signal, **given: Any) -> HttpResponse:
    return signed_in(cast.omar).post(address("hand_over_new", signal), answers(signal, cast, **given))


def in_weighing(cast: Cast, signal: Signal) -> Signal:
    bring_to(signal, "weighing", by=cast.omar)
    return signal


def asked_to_lead(cast: Cast, signal: Signal) -> HandOver:
    assert ask(cast, in_weighing(cast, signal), takes_lead="on").status_code == 302
    return signal.hand_overs.get()


def lead(signal: Signal) -> str | None:
    return facts_of(signal).get("lead")


def reply(cast: Cast, row: HandOver, word: Reply) -> None:
    answer_hand_over(row.reference, by=cast.dirk, answer=Answer(word, "Goed."), version=row.version)


# ---- purpose and ground --------------------------------------------------------------------------
def test_purpose_and_ground_are_asked_first_and_recorded_in_the_same_press(cast: Cast, signal: Signal) -> None:
    assert _("First: purpose and ground") in page_of(cast.omar, signal, "hand_over_new")
    assert ask(cast, signal).status_code == 302
    assert facts_of(signal)["weighing-2a"] == "yes"
    assert "Nagaan wie huurt" in page_of(cast.omar, signal)


@pytest.mark.parametrize("field", PURPOSE)
def test_without_them_nothing_goes(cast: Cast, signal: Signal, field: str) -> None:
    response = ask(cast, signal, **{field: ""})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not HandOver.objects.exists()
    assert not Finding.objects.exists()


def test_they_are_asked_once(cast: Cast, signal: Signal) -> None:
    ask(cast, signal)
    assert _("First: purpose and ground") not in page_of(cast.omar, signal, "hand_over_new")


def test_who_said_it_is_no_task_of_ours_does_not_share_in_passing(cast: Cast, signal: Signal) -> None:
    weigh(
        signal.reference,
        by=cast.omar,
        task="weighing-2a",
        verdict="no",
        answers={"whose": "De provincie"},
        version=signal.version,
    )
    signal.refresh_from_db()
    response = ask(cast, signal)
    assert response.status_code == 409
    assert "Weging 2A" in words_of(response)
    assert not HandOver.objects.exists()


# ---- the lead ------------------------------------------------------------------------------------
def test_the_lead_is_offered_in_the_step_that_knows_it(cast: Cast, signal: Signal) -> None:
    assert _("This department takes the lead") not in page_of(cast.omar, signal, "hand_over_new")
    in_weighing(cast, signal)
    assert _("This department takes the lead") in page_of(cast.omar, signal, "hand_over_new")


def test_asked_is_not_accepted(cast: Cast, signal: Signal) -> None:
    asked_to_lead(cast, signal)
    assert lead(signal) == WAITING


@pytest.mark.parametrize(
    ("word", "verdict"), [(Reply.ACCEPTED, "accepted"), (Reply.DECLINED, "declined"), (Reply.ASKED_BACK, WAITING)]
)
def test_the_answer_of_the_department_is_what_counts(cast: Cast, signal: Signal, word: Reply, verdict: str) -> None:
    row = asked_to_lead(cast, signal)
    reply(cast, row, word)
    assert lead(signal) == verdict


def test_one_yes_is_enough_when_another_says_no(cast: Cast, signal: Signal) -> None:
    reply(cast, asked_to_lead(cast, signal), Reply.ACCEPTED)
    signal.refresh_from_db()
    ask(cast, signal, takes_lead="on", department=cast.department("PUB").pk)
    second = signal.hand_overs.latest("pk")
    answer_hand_over(second.reference, by=cast.karin, answer=Answer(Reply.DECLINED, "Nee."), version=second.version)
    assert lead(signal) == "accepted"


def test_taken_back_it_leads_no_more(cast: Cast, signal: Signal) -> None:
    row = asked_to_lead(cast, signal)
    reply(cast, row, Reply.ACCEPTED)
    taken_back(row, cast)
    assert lead(signal) == WAITING


def test_a_no_stays_a_no_when_another_question_is_taken_back(cast: Cast, signal: Signal) -> None:
    reply(cast, asked_to_lead(cast, signal), Reply.DECLINED)
    signal.refresh_from_db()
    ask(cast, signal, takes_lead="on", department=cast.department("PUB").pk)
    taken_back(signal.hand_overs.latest("pk"), cast)
    assert lead(signal) == "declined"


def test_the_department_reads_what_it_is_asked(cast: Cast, signal: Signal) -> None:
    row = asked_to_lead(cast, signal)
    shown = words_of(signed_in(cast.dirk).get(f"/toegewezen/{row.reference}/"))
    assert _("You are asked to take the lead.") in shown
    assert _("A signal is a tip, never evidence. Look for yourself before you act on it.") in shown


def test_a_question_without_the_lead_changes_nothing(cast: Cast, signal: Signal) -> None:
    ask(cast, in_weighing(cast, signal))
    assert lead(signal) is None


# ---- the report of one's own ---------------------------------------------------------------------
def test_the_team_reads_whether_a_report_was_made(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    row = answer_hand_over(row.reference, by=cast.dirk, answer=Answer(Reply.ACCEPTED), version=row.version)
    report_result(
        row.reference,
        by=cast.dirk,
        result="Opgezegd.",
        own_number="",
        own_report=OwnReport.NO,
        version=row.version,
    )
    assert _("They made no report of their own yet.") in page_of(cast.omar, row.signal)
