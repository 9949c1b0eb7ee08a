"""No source is asked without a check that allows it; it says hit or no hit, and content follows a second decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from network.models import Absence, User
from signals.actions.research import (
    HolderAnswer,
    answer_source,
    ask_content,
    ask_source,
    give_content,
    withdraw_question,
)
from signals.actions.working import NotAllowed, NotYet, WrongMoment
from signals.demo.weighing import bring_to
from signals.models import Note, Signal, SourceQuestion
from signals.models.note import NoteKind
from signals.models.research import Found
from signals.protocols import facts_of
from tests.signals.life import filed, taken_up
from tests.signals.researching import (
    QUESTION,
    allowed,
    answered,
    asked,
    content_allowed,
    decided,
    in_research,
    questioned,
    source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


def told(kind: str) -> list[bytes]:
    return [bytes(message.recipient_mark) for message in Message.objects.filter(kind=kind)]


# ---- R2 ------------------------------------------------------------------------------------------
def test_without_a_decision_no_question_is_asked(signal: Signal, cast: Cast) -> None:
    check = asked(signal, cast)
    with pytest.raises(NotYet):
        ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)


def test_after_a_refusal_no_question_is_asked(signal: Signal, cast: Cast) -> None:
    check = decided(asked(signal, cast), cast, allowed=False)
    with pytest.raises(NotYet):
        ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)


def test_the_check_of_another_signal_allows_nothing(signal: Signal, cast: Cast) -> None:
    check = allowed(in_research(cast), cast)
    with pytest.raises(NotAllowed):
        ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)


def test_a_check_about_content_is_no_check_to_ask(signal: Signal, cast: Cast) -> None:
    row = answered(questioned(signal, cast), cast.jasper)
    second = content_allowed(row, cast).content_check
    assert second is not None
    with pytest.raises(NotAllowed):
        ask_source(signal.reference, by=cast.omar, check=second.uuid, question=QUESTION)


def test_the_database_takes_no_question_without_a_check(signal: Signal, cast: Cast) -> None:
    row = SourceQuestion(signal=signal, source=source(), asked_by=cast.omar, due_on=timezone.localdate())
    row.sealed_question = b"x"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_one_check_allows_one_question(signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    with pytest.raises(WrongMoment):
        ask_source(signal.reference, by=cast.omar, check=row.check_1.uuid, question=QUESTION)


def test_the_database_takes_no_content_without_a_second_decision(signal: Signal, cast: Cast) -> None:
    row = answered(questioned(signal, cast), cast.jasper)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE signals_sourcequestion SET sealed_content = 'x' WHERE id = %s", [row.pk])


@pytest.mark.parametrize("person", ["bea", "jasper", "fatma", "ilse"])
def test_only_the_coordinator_asks_a_source(signal: Signal, cast: Cast, person: str) -> None:
    check = allowed(signal, cast)
    with pytest.raises(NotAllowed):
        ask_source(signal.reference, by=cast[person], check=check.uuid, question=QUESTION)


# ---- what came of it -----------------------------------------------------------------------------
def test_while_one_waits_nothing_is_found_yet(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    questioned(signal, cast, "Uitkeringen")
    assert facts_of(signal)["sources"] == "waiting"


def test_one_hit_is_a_hit(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    answered(questioned(signal, cast, "Uitkeringen"), cast.hassan, Found.NO_HIT)
    assert facts_of(signal)["sources"] == "hit"


def test_no_hit_anywhere_is_no_hit(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper, Found.NO_HIT)
    assert facts_of(signal)["sources"] == "no_hit"


def test_a_question_that_is_withdrawn_does_not_count(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper, Found.NO_HIT)
    other = questioned(signal, cast, "Uitkeringen")
    withdraw_question(signal.reference, by=cast.omar, question=other.reference)
    assert facts_of(signal)["sources"] == "no_hit"


def test_when_all_are_withdrawn_nothing_is_found(signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    withdraw_question(signal.reference, by=cast.omar, question=row.reference)
    assert facts_of(signal)["sources"] == "waiting"


def test_an_answer_stands(signal: Signal, cast: Cast) -> None:
    row = answered(questioned(signal, cast), cast.jasper)
    with pytest.raises(WrongMoment):
        answered(row, cast.jasper, Found.NO_HIT)


# ---- who is asked --------------------------------------------------------------------------------
def test_the_holder_hears_of_it_under_its_own_number(signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    message = Message.objects.get(kind="source_asked")
    assert (bytes(message.recipient_mark), message.reference) == (duty_mark(cast.jasper.pk), row.reference)


def test_the_deputy_is_asked_while_the_holder_is_away(signal: Signal, cast: Cast) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.jasper, from_on=today, until_on=today)
    questioned(signal, cast)
    assert told("source_asked") == [duty_mark(cast.stefan.pk)]


def test_a_source_without_a_holder_is_not_asked(signal: Signal, cast: Cast) -> None:
    check = allowed(signal, cast, "WOZ")
    with pytest.raises(NotYet):
        ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)


def test_whom_the_reporter_kept_out_is_not_asked(cast: Cast) -> None:
    signal = filed(cast.sanne, excluded=[cast.jasper.pk])
    taken_up(signal, cast.omar)
    signal.refresh_from_db()
    bring_to(signal, "research", by=cast.omar)
    check = allowed(signal, cast)
    with pytest.raises(NotYet):
        ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)
    assert told("source_asked") == []


def test_the_coordinator_hears_the_answer_and_a_member_does_not(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    assert told("source_answered") == [duty_mark(cast.omar.pk)]


@pytest.mark.parametrize("person", ["hassan", "omar", "sanne", "karin", "ilse"])
def test_nobody_else_answers(signal: Signal, cast: Cast, person: str) -> None:
    row = questioned(signal, cast)
    with pytest.raises(NotAllowed):
        answered(row, cast[person])


def test_who_stepped_aside_answers_no_more(signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    signal.stepped_aside.add(cast.jasper)
    with pytest.raises(NotAllowed):
        answered(row, cast.jasper)


# ---- given back ----------------------------------------------------------------------------------
def given_back(row: SourceQuestion, by: User) -> SourceQuestion:
    return answer_source(row.reference, by=by, answer=HolderAnswer(Found.WITHDRAWN, "De BRP is vandaag dicht."))


def test_what_cannot_be_looked_up_goes_back_with_a_reason(signal: Signal, cast: Cast) -> None:
    row = given_back(questioned(signal, cast), cast.jasper)
    assert row.is_given_back
    assert Note.objects.get(uuid=row.reason_key).kind == NoteKind.INTERNAL


def test_it_can_be_asked_again_under_the_same_check(signal: Signal, cast: Cast) -> None:
    row = given_back(questioned(signal, cast), cast.jasper)
    again = ask_source(signal.reference, by=cast.omar, check=row.check_1.uuid, question=QUESTION)
    assert (again.pk, again.found, again.answered_by) == (row.pk, Found.WAITING, None)


# ---- the second decision -------------------------------------------------------------------------
def test_of_no_hit_nothing_more_is_asked(signal: Signal, cast: Cast) -> None:
    row = answered(questioned(signal, cast), cast.jasper, Found.NO_HIT)
    with pytest.raises(WrongMoment):
        ask_content(signal.reference, by=cast.omar, question=row.reference, asked="Hoeveel?")


def test_content_moves_after_the_second_decision_only(signal: Signal, cast: Cast) -> None:
    row = answered(questioned(signal, cast), cast.jasper)
    with pytest.raises(WrongMoment):
        give_content(row.reference, by=cast.jasper, content="Elf mensen.")
    content_allowed(row, cast)
    assert give_content(row.reference, by=cast.jasper, content="Elf mensen.").content_at is not None


def test_a_refused_second_decision_moves_nothing(signal: Signal, cast: Cast) -> None:
    row = answered(questioned(signal, cast), cast.jasper)
    check = ask_content(signal.reference, by=cast.omar, question=row.reference, asked="Hoeveel?")
    decided(check, cast, allowed=False)
    with pytest.raises(WrongMoment):
        give_content(row.reference, by=cast.jasper, content="Elf mensen.")
    assert facts_of(signal)["check-content"] == "refused"


def test_the_holder_hears_that_it_may_move(signal: Signal, cast: Cast) -> None:
    content_allowed(answered(questioned(signal, cast), cast.jasper), cast)
    assert told("source_content_asked") == [duty_mark(cast.jasper.pk)]


def test_in_another_step_no_source_is_asked(signal: Signal, cast: Cast) -> None:
    check = allowed(signal, cast)
    Signal.objects.filter(pk=signal.pk).update(step="weighing")
    with pytest.raises(NotYet):
        ask_source(signal.reference, by=cast.omar, check=check.uuid, question=QUESTION)


def test_the_term_of_a_source_is_that_of_the_municipality(signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    assert row.due_on > timezone.localdate() + timedelta(days=9)
