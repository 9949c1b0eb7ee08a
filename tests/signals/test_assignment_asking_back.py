"""A department first asks something, the team answers on its page, and the department chooses again."""

from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Absence, RoleGrant, User
from network.rules import Role
from signals.actions.assignment import Answer, answer_hand_over, give_to_colleague
from signals.models import HandOver, Signal
from signals.models.assignment import Reply
from signals.rules.lifecycle import Outcome, Status, Verb
from signals.rules.reference import shown
from tests.signals.heard import heard, messages_of
from tests.signals.life import filed, handed_over
from tests.signals.team import address, detail_of, moves_of, page_of, send, signed_in, words_of

ANSWER = "Loods 4, aan de achterkant."


@pytest.fixture
def row(cast: Cast) -> HandOver:
    return asks(cast, handed_over(filed(cast.sanne), cast))


def asks(cast: Cast, row: HandOver, words: str = "Welke loods precies?") -> HandOver:
    row.refresh_from_db()
    question = Answer(Reply.ASKED_BACK, words=words)
    return answer_hand_over(row.reference, by=cast.dirk, answer=question, version=row.version)


def answer(user: User, row: HandOver, **changed: Any) -> HttpResponse:
    given = {"question": row.reference, "question_version": row.version, "text": ANSWER}
    return send(user, "answer_department", row.signal, **(given | changed))


def read_by(user: User, row: HandOver) -> str:
    return words_of(signed_in(user).get(f"/toegewezen/{row.reference}/"))


# ---- the team ------------------------------------------------------------------------------------
def test_the_form_stands_beside_the_question(cast: Cast, row: HandOver) -> None:
    page = page_of(cast.omar, row.signal)
    assert page.index("Welke loods precies?") < page.index(address("answer_department", row.signal))


def test_the_next_step_says_that_the_department_waits_for_an_answer(cast: Cast, row: HandOver) -> None:
    page = unescape(page_of(cast.omar, row.signal))
    assert _("%(department)s asks you something") % {"department": row.department} in page
    assert _("A department works on it") not in page


def test_the_next_step_says_that_the_department_goes_on_once_it_was_answered(cast: Cast, row: HandOver) -> None:
    answer(cast.omar, row)
    page = page_of(cast.omar, row.signal)
    assert _("A department works on it") in page
    assert _("Answer below, under your own question. You can ask another department too.") not in page


def test_only_who_has_the_signal_gets_it(cast: Cast, row: HandOver) -> None:
    assert address("answer_department", row.signal) not in page_of(cast.bea, row.signal)
    assert answer(cast.bea, row).status_code == 409


def test_no_form_without_such_a_question(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    assert address("answer_department", row.signal) not in page_of(cast.omar, row.signal)
    assert answer(cast.omar, row).status_code == 409


@pytest.mark.parametrize("who", ["ilse", "dirk", "sanne"])
def test_nobody_else_answers(cast: Cast, row: HandOver, who: str) -> None:
    assert answer(cast[who], row).status_code == 404


def test_the_answer_gives_the_turn_back_to_the_department(cast: Cast, row: HandOver) -> None:
    assert answer(cast.omar, row).status_code == 302
    row.refresh_from_db()
    row.signal.refresh_from_db()
    assert (row.reply, row.signal.status) == (Reply.WAITING, Status.ASSIGNED)


def test_the_answer_stands_sealed(cast: Cast, row: HandOver) -> None:
    answer(cast.omar, row)
    row.refresh_from_db()
    assert ANSWER.encode() not in bytes(row.sealed_answer or b"")
    assert ANSWER in page_of(cast.omar, row.signal)


def test_the_trail_keeps_question_and_answer(cast: Cast, row: HandOver) -> None:
    answer(cast.omar, row)
    assert "Welke loods precies?" in detail_of(row.signal, Verb.RECEIVE_REPLY)
    assert detail_of(row.signal, Verb.ANSWER_DEPARTMENT) == f"{row.department.name}: {ANSWER}"


# ---- wrong, twice, too late ----------------------------------------------------------------------
@pytest.mark.parametrize("text", ["", "  ", "x" * 2001, "Het is 111222333."])
def test_a_wrong_answer_is_told_and_kept(cast: Cast, row: HandOver, text: str) -> None:
    wrong = answer(cast.omar, row, text=text)
    assert wrong.status_code == 422
    assert text.strip() in words_of(wrong)
    row.refresh_from_db()
    assert row.reply == Reply.ASKED_BACK


def test_pressed_twice_it_is_told_once(cast: Cast, row: HandOver) -> None:
    key = "7d0f5a2e-3f40-4ad5-a3a5-0b7a3a3e8d11"
    assert [answer(cast.omar, row, key=key).status_code for _press in range(2)] == [302, 302]
    assert moves_of(row.signal, Verb.ANSWER_DEPARTMENT) == 1


def test_an_answer_to_a_question_that_changed_is_kept_and_can_be_sent_again(cast: Cast, row: HandOver) -> None:
    asks(cast, row, "Of bedoel je het kantoor?")
    stale = answer(cast.omar, row, question_version=row.version - 1)
    assert stale.status_code == 409
    assert ANSWER in words_of(stale)
    form = stale.context["form"]
    assert answer(cast.omar, row, question_version=form.data["question_version"]).status_code == 302


def test_an_answer_after_the_department_said_yes_is_kept_and_not_taken(cast: Cast, row: HandOver) -> None:
    answer_hand_over(row.reference, by=cast.dirk, answer=Answer(Reply.ACCEPTED), version=row.version)
    late = answer(cast.omar, row)
    assert late.status_code == 409
    assert ANSWER in words_of(late)
    row.refresh_from_db()
    assert row.reply == Reply.ACCEPTED


@pytest.mark.parametrize("question", ["", "x", "AAAA-AAAA-A"])
def test_a_question_that_does_not_exist_changes_nothing(cast: Cast, row: HandOver, question: str) -> None:
    assert answer(cast.omar, row, question=question).status_code == 409


def test_a_question_about_another_signal_is_not_answered_here(cast: Cast, row: HandOver) -> None:
    other = asks(cast, handed_over(filed(cast.bram), cast))
    assert answer(cast.omar, row, question=other.reference).status_code == 409


# ---- the department ------------------------------------------------------------------------------
def test_the_department_reads_the_answer_and_chooses(cast: Cast, row: HandOver) -> None:
    answer(cast.omar, row)
    page = read_by(cast.dirk, row)
    assert _("The team answers:") in page
    assert ANSWER in page
    assert "Welke loods precies?" in page
    assert str(_("Yes, we do it")) in page


def test_the_contact_person_hears_of_it(cast: Cast, row: HandOver) -> None:
    before = len(messages_of(cast.dirk, "hand_over_asked"))
    answer(cast.omar, row)
    assert len(messages_of(cast.dirk, "hand_over_asked")) == before + 1


def test_the_colleague_it_was_given_to_hears_of_it(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    row = asks(cast, give_to_colleague(row.reference, by=cast.dirk, to=cast.lotte, version=row.version))
    answer(cast.omar, row)
    assert heard(cast.lotte).count("hand_over_asked") == 2


def test_when_that_colleague_left_the_contact_person_hears_of_it(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    row = asks(cast, give_to_colleague(row.reference, by=cast.dirk, to=cast.lotte, version=row.version))
    RoleGrant.objects.filter(user=cast.lotte).delete()
    answer(cast.omar, row)
    assert heard(cast.dirk).count("hand_over_asked") == 2


def test_without_a_contact_person_the_fallback_gets_it(cast: Cast, row: HandOver) -> None:
    department = cast.department("VAS")
    RoleGrant.objects.filter(department=department, role=Role.CONTACT_PERSON).delete()
    Absence.objects.filter(user=cast.karin).delete()
    department.fallback = cast.karin
    department.save()
    answer(cast.omar, row)
    assert ANSWER in read_by(cast.karin, row)


def test_a_next_question_puts_the_old_answer_away(cast: Cast, row: HandOver) -> None:
    answer(cast.omar, row)
    asks(cast, row, "En welke deur?")
    assert ANSWER not in read_by(cast.dirk, row)


# ---- after the end -------------------------------------------------------------------------------
@pytest.fixture
def left_unanswered(row: HandOver) -> HandOver:
    """The team closed the signal without an answer: that keeps nothing open."""
    Signal.objects.filter(pk=row.signal_id).update(status=Status.CLOSED, outcome=Outcome.NO_ACTION)
    return row


def test_after_the_end_the_page_promises_no_answer(cast: Cast, left_unanswered: HandOver) -> None:
    page = read_by(cast.dirk, left_unanswered)
    assert _("Not needed any more") in page
    told = _("%(name)s has your question and answers you. You can still choose below.")
    assert told % {"name": cast.omar} not in page


def test_after_the_end_it_stands_with_what_ended(cast: Cast, left_unanswered: HandOver) -> None:
    pages = [words_of(signed_in(cast.dirk).get(f"/toegewezen/{tab}")) for tab in ("", "?toon=klaar")]
    number = shown(left_unanswered.reference)
    assert [number in page for page in pages] == [False, True]
