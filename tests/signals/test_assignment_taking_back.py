"""A question that was for somebody else, or that nobody answers, is taken back; then the signal is ours again."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.actions.assignment import Answer, answer_hand_over, give_to_colleague, report_result, take_back
from signals.actions.reminding import remind_of_hand_overs
from signals.actions.working import WrongMoment
from signals.models import HandOver, Signal
from signals.models.assignment import GOING_ON, Reply
from signals.rules.lifecycle import Outcome, Status, Verb
from signals.rules.reference import shown
from tests.signals.heard import heard, messages_of
from tests.signals.life import filed, handed_over
from tests.signals.team import address, detail_of, moves_of, page_of, send, signed_in, words_of

WHY = "Deze vraag was voor een andere afdeling bedoeld."
QUESTION = "Is deze loods van de gemeente?"
NEEDS = "Wij onderzoeken of een loods anders gebruikt wordt dan afgesproken."


@pytest.fixture
def row(cast: Cast) -> HandOver:
    return handed_over(filed(cast.sanne), cast, shares_text=True)


def takes_back(user: User, row: HandOver, **changed: Any) -> HttpResponse:
    given = {"question": row.reference, "question_version": row.version, "reason": WHY}
    return send(user, "take_back", row.signal, **(given | changed))


def replied(cast: Cast, row: HandOver, reply: Reply, words: str = "") -> HandOver:
    row.refresh_from_db()
    later = timezone.localdate() + timedelta(days=3) if reply == Reply.LATER else None
    return answer_hand_over(row.reference, by=cast.dirk, answer=Answer(reply, words, later), version=row.version)


def read_by(user: User, row: HandOver) -> str:
    return words_of(signed_in(user).get(f"/toegewezen/{row.reference}/"))


# ---- the team ------------------------------------------------------------------------------------
def test_the_form_stands_beside_the_question_of_who_has_the_signal(cast: Cast, row: HandOver) -> None:
    assert address("take_back", row.signal) in page_of(cast.omar, row.signal)
    assert address("take_back", row.signal) not in page_of(cast.bea, row.signal)
    assert takes_back(cast.bea, row).status_code == 409


@pytest.mark.parametrize("who", ["ilse", "dirk", "sanne", "stefan"])
def test_nobody_else_takes_it_back(cast: Cast, row: HandOver, who: str) -> None:
    assert takes_back(cast[who], row).status_code == 404
    row.refresh_from_db()
    assert row.reply == Reply.WAITING


@pytest.mark.parametrize("before", [one for one in GOING_ON if one != Reply.WAITING])
def test_whatever_it_answered_before_the_end_is_no_obstacle(cast: Cast, row: HandOver, before: Reply) -> None:
    replied(cast, row, before, "Komt later.")
    row.refresh_from_db()
    assert takes_back(cast.omar, row).status_code == 302
    row.refresh_from_db()
    assert row.reply == Reply.TAKEN_BACK


def test_the_signal_is_the_teams_turn_again_and_can_end(cast: Cast, row: HandOver) -> None:
    assert page_of(cast.omar, row.signal, "close").count(_("A department still works on it"))
    takes_back(cast.omar, row)
    row.signal.refresh_from_db()
    assert row.signal.status == Status.IN_PROGRESS
    assert _("A department still works on it") not in page_of(cast.omar, row.signal, "close")


def test_as_long_as_another_department_works_it_stays_with_that_one(cast: Cast, row: HandOver) -> None:
    second = handed_over(row.signal, cast, department="BEL")
    takes_back(cast.omar, row)
    second.signal.refresh_from_db()
    assert second.signal.status == Status.ASSIGNED


def test_the_team_reads_why_and_the_trail_keeps_it(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    row.refresh_from_db()
    page = page_of(cast.omar, row.signal)
    assert _("Taken back") in page
    assert WHY in page
    assert address("take_back", row.signal) not in page
    assert detail_of(row.signal, Verb.TAKE_BACK) == f"{row.department.name}: {WHY}"


def test_the_reason_stands_sealed(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    row.refresh_from_db()
    assert WHY.encode() not in bytes(row.sealed_taken_back or b"")
    assert open_key(row.signal.uuid).open("handover.taken_back", row.uuid, row.sealed_taken_back) == WHY


# ---- wrong, twice, too late ----------------------------------------------------------------------
@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001, "Het is 111222333."])
def test_a_wrong_reason_is_told_and_kept(cast: Cast, row: HandOver, reason: str) -> None:
    wrong = takes_back(cast.omar, row, reason=reason)
    assert wrong.status_code == 422
    assert reason.strip() in words_of(wrong)
    row.refresh_from_db()
    assert row.reply == Reply.WAITING


def test_pressed_twice_it_is_taken_back_once(cast: Cast, row: HandOver) -> None:
    key = "7d0f5a2e-3f40-4ad5-a3a5-0b7a3a3e8d12"
    assert [takes_back(cast.omar, row, key=key).status_code for _press in range(2)] == [302, 302]
    assert moves_of(row.signal, Verb.TAKE_BACK) == 1
    assert len(messages_of(cast.dirk, "hand_over_taken_back")) == 1


def test_when_the_department_answered_meanwhile_you_see_that_first(cast: Cast, row: HandOver) -> None:
    before = row.version
    replied(cast, row, Reply.ACCEPTED)
    stale = takes_back(cast.omar, row, question_version=before)
    assert stale.status_code == 409
    assert WHY in words_of(stale)
    assert _("The question changed meanwhile, or you do not have the signal. Look at it first.") in words_of(stale)
    again = stale.context["form"].data["question_version"]
    assert takes_back(cast.omar, row, question_version=again).status_code == 302


def ended(cast: Cast, row: HandOver, reply: Reply) -> None:
    if reply == Reply.DECLINED:
        replied(cast, row, reply, "Niet van ons.")
        return
    row = replied(cast, row, Reply.ACCEPTED)
    report_result(row.reference, by=cast.dirk, result="Opgezegd.", own_number="", version=row.version)


@pytest.mark.parametrize("reply", [Reply.DECLINED, Reply.DONE])
def test_what_ended_is_not_taken_back(cast: Cast, row: HandOver, reply: Reply) -> None:
    ended(cast, row, reply)
    row.refresh_from_db()
    late = takes_back(cast.omar, row)
    assert late.status_code == 409
    assert WHY in words_of(late)
    with pytest.raises(WrongMoment):
        take_back(row.signal.reference, by=cast.omar, question=row.reference, reason=WHY, version=row.version)


@pytest.mark.parametrize("question", ["", "x", "AAAA-AAAA-A"])
def test_a_question_that_does_not_exist_changes_nothing(cast: Cast, row: HandOver, question: str) -> None:
    assert takes_back(cast.omar, row, question=question).status_code == 409


def test_a_question_about_another_signal_is_not_taken_back_here(cast: Cast, row: HandOver) -> None:
    other = handed_over(filed(cast.bram), cast)
    assert takes_back(cast.omar, row, question=other.reference).status_code == 409
    other.refresh_from_db()
    assert other.reply == Reply.WAITING


def test_after_the_end_there_is_nothing_to_take_back(cast: Cast, row: HandOver) -> None:
    Signal.objects.filter(pk=row.signal_id).update(status=Status.CLOSED, outcome=Outcome.NO_ACTION)
    assert address("take_back", row.signal) not in page_of(cast.omar, row.signal)
    assert takes_back(cast.omar, row).status_code == 409


# ---- the department ------------------------------------------------------------------------------
def test_the_department_reads_the_reason_and_nothing_else(cast: Cast, row: HandOver) -> None:
    assert QUESTION in read_by(cast.dirk, row)
    takes_back(cast.omar, row)
    page = read_by(cast.dirk, row)
    assert WHY in page
    assert [text in page for text in (QUESTION, NEEDS, "bestelbusjes")] == [False] * 3
    assert _("What is your answer?") not in page


def test_the_list_names_the_question_no_more(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    pages = [words_of(signed_in(cast.dirk).get(f"/toegewezen/{tab}")) for tab in ("", "?toon=klaar")]
    assert [shown(row.reference) in page for page in pages] == [False, True]
    assert QUESTION not in pages[1]
    assert _("The team took this question back") in pages[1]


def test_an_answer_on_its_way_is_kept_and_not_taken(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    given = {"version": row.version, "answer": "no", "no-words": "Wij gaan hier niet over."}
    late = signed_in(cast.dirk).post(f"/toegewezen/{row.reference}/antwoord/", given)
    assert late.status_code == 409
    assert "Wij gaan hier niet over." in words_of(late)
    assert _("This question is closed. Your text is still here; call the team if it matters.") in words_of(late)
    row.refresh_from_db()
    assert row.reply == Reply.TAKEN_BACK


def test_it_is_given_to_no_colleague_any_more(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    row.refresh_from_db()
    given = {"version": row.version, "give-colleague": cast.lotte.pk}
    assert signed_in(cast.dirk).post(f"/toegewezen/{row.reference}/geven/", given).status_code == 409
    assert heard(cast.lotte) == []


def test_who_was_asked_hears_of_it_once(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    assert heard(cast.dirk).count("hand_over_taken_back") == 1


def test_the_colleague_it_was_given_to_hears_of_it(cast: Cast, row: HandOver) -> None:
    row = give_to_colleague(row.reference, by=cast.dirk, to=cast.lotte, version=row.version)
    takes_back(cast.omar, row)
    assert heard(cast.lotte).count("hand_over_taken_back") == 1
    assert WHY in read_by(cast.lotte, row)


def test_nobody_is_reminded_of_it(cast: Cast, row: HandOver) -> None:
    takes_back(cast.omar, row)
    remind_of_hand_overs()
    assert "hand_over_near" not in heard(cast.dirk)


def test_it_is_no_answer_on_the_start_page_of_the_team(cast: Cast, row: HandOver) -> None:
    replied(cast, row, Reply.ACCEPTED)
    row.refresh_from_db()
    takes_back(cast.omar, row)
    answered = _("%(department)s answered") % {"department": row.department.name}
    assert answered not in words_of(signed_in(cast.omar).get("/"))
