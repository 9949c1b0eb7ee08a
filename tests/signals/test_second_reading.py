"""Nobody calls a signal false alone, nor before the reporter was heard, and no manager ever hears of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from network.models import User
from signals.actions.closing import Ending, close_signal
from signals.actions.feedback import answer_question
from signals.actions.flags import set_flag
from signals.actions.second_reading import ask_second_reader
from signals.actions.working import NotAllowed, NotYet, WrongMoment
from signals.models import SecondReading, Signal
from signals.models.note import NoteKind
from signals.protocols import facts_of
from signals.rules.flags import Flag
from signals.rules.lifecycle import Outcome, Status, Verb
from signals.rules.safety import Safety
from signals.statistics import GROUPS
from tests.signals.heard import heard as inbox_of
from tests.signals.life import asked, filed, taken_up
from tests.signals.team import address, detail_of, page_of, send, signed_in, words_of

QUERIES_AT_MOST = 32
WHY = {
    "reason": "Het kenteken bestaat niet en het adres is een weiland.",
    "question": "Kun je nog eens vertellen wat je zelf zag?",
}
AS_FALSE = Ending(outcome=Outcome.FALSE_OR_MALICIOUS, reason="Samen gelezen.", feedback="We zijn klaar.")
OPENED = '<details class="hkin-move" open>'
SAID = "Ik zag het vanaf de overkant, in het donker."


def doubted(cast: Cast) -> Signal:
    """Omar took it up, and asked the reporter and a second reader."""
    signal = taken_up(filed(cast.sanne), cast.omar)
    send(cast.omar, "second_reading", signal, **WHY)
    return signal


def heard(cast: Cast) -> Signal:
    """And she answered."""
    signal = doubted(cast)
    question = signal.notes.get(kind=NoteKind.QUESTION)
    answer_question(signal.reference, by=cast.sanne, question_id=question.pk, answer=SAID)
    return signal


def read(by: User, signal: Signal, agrees: str = "yes") -> HttpResponse:
    return send(by, "second_reading", signal, agrees=agrees, answer="Ik zie hetzelfde.")


def ended_as_false(signal: Signal, cast: Cast) -> Signal:
    version = Signal.objects.get(pk=signal.pk).version
    return close_signal(signal.reference, by=cast.omar, ending=AS_FALSE, version=version)


# ---- hear the reporter first -----------------------------------------------------------------------------------------
def test_the_reporter_reads_the_question(cast: Cast) -> None:
    signal = doubted(cast)
    assert WHY["question"] in page_of(cast.sanne, signal, "own_detail")
    assert WHY["reason"] not in page_of(cast.sanne, signal, "own_detail")


def test_nobody_reads_it_before_the_reporter_is_heard(cast: Cast) -> None:
    signal = doubted(cast)
    answer = read(cast.bea, signal)
    assert answer.status_code == 409
    assert _("First hear the reporter: wait for the answer, or until the day has passed.") in words_of(answer)
    assert "agrees" not in page_of(cast.bea, signal, "second_reading")


def test_an_older_answer_about_something_else_does_not_count(cast: Cast) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar, "Hoe laat was dat?")
    answer_question(signal.reference, by=cast.sanne, question_id=question.pk, answer="Weet ik niet.")
    send(cast.omar, "second_reading", signal, **WHY)
    read(cast.bea, signal)
    assert SecondReading.objects.get().agrees is None


def test_after_the_day_has_passed_it_goes_on_without_an_answer(cast: Cast) -> None:
    signal = doubted(cast)
    signal.notes.filter(kind=NoteKind.QUESTION).update(due_on=timezone.localdate() - timedelta(days=1))
    read(cast.bea, signal)
    assert SecondReading.objects.get().agrees


def test_whoever_may_read_it_hears_that_there_is_an_answer(cast: Cast) -> None:
    heard(cast)
    assert "reporter_answered" in inbox_of(cast.bea)


def test_the_second_reader_reads_what_was_asked_and_said_above_the_form(cast: Cast) -> None:
    page = page_of(cast.bea, heard(cast), "second_reading")
    assert page.index(WHY["question"]) < page.index(SAID) < page.index('name="agrees"')


def test_it_waits_for_the_second_reader(cast: Cast) -> None:
    signal = heard(cast)
    assert facts_of(signal)["second-reader"] == "waiting"


def test_what_waits_for_a_second_reader_is_not_folded_away(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert OPENED not in page_of(cast.bea, signal)
    send(cast.omar, "second_reading", signal, **WHY)
    page = page_of(cast.bea, signal)
    assert page.index(OPENED) < page.index(address("second_reading", signal))


# ---- somebody else ---------------------------------------------------------------------------------------------------
def test_whoever_asked_does_not_read(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.omar, signal)
    assert SecondReading.objects.get().agrees is None


def test_a_colleague_of_the_queue_reads(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.bea, signal)
    assert facts_of(signal)["second-reader"] == "agreed"


def test_the_database_keeps_it_at_two_people(cast: Cast) -> None:
    heard(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondReading.objects.update(read_by=cast.omar, agrees=True)


def test_only_whoever_took_it_up_asks(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    before = inbox_of(cast.sanne)
    assert send(cast.bea, "second_reading", signal, **WHY).status_code != 302
    assert not SecondReading.objects.exists()
    assert (Signal.objects.get(pk=signal.pk).status, inbox_of(cast.sanne)) == (Status.IN_PROGRESS, before)
    page = page_of(cast.bea, signal, "second_reading")
    assert _("Whoever took this signal up asks for it, because the reporter gets a question then.") in page
    assert 'name="question"' not in page


def test_without_a_second_reader_it_cannot_end_so(cast: Cast) -> None:
    with pytest.raises(NotYet):
        ended_as_false(heard(cast), cast)


def test_whoever_does_not_agree_closes_that_way(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.bea, signal, agrees="no")
    with pytest.raises(NotYet):
        ended_as_false(signal, cast)


def test_with_two_it_ends_so(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.bea, signal)
    assert ended_as_false(signal, cast).status == Status.CLOSED


def test_who_only_reads_along_behind_a_flag_is_no_second_reader(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    set_flag(signal.reference, by=cast.omar, flag=Flag.CRIMINAL, reason="Er staat een naam in.")
    send(cast.omar, "second_reading", signal, **WHY)
    assert "second_reader_asked" in inbox_of(cast.wil)
    assert "second_reader_asked" not in inbox_of(cast.fatma)


def test_what_both_wrote_stands_in_the_trail(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.bea, signal)
    assert detail_of(signal, Verb.ASK_SECOND_READER) == WHY["reason"]
    assert detail_of(signal, Verb.SECOND_READ) == f"{_('The second reader agrees')}\nIk zie hetzelfde."


def test_after_both_agree_the_page_leads_to_the_end(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.bea, signal)
    page = page_of(cast.omar, signal, "second_reading")
    assert f'{address("team_detail", signal)}#stap"' in page
    assert 'name="question"' not in page
    ended_as_false(signal, cast)
    page = page_of(cast.omar, signal, "second_reading")
    assert "Ik zie hetzelfde." in page
    assert _("Whoever took this signal up asks for it, because the reporter gets a question then.") not in page


# ---- only where the protocol leads to it -----------------------------------------------------------------------------
OUTSIDE = [(Safety.CONDUCT, "paul"), (Safety.VICTIM, "aicha"), (Safety.STAFF_THREAT, "ruud")]


@pytest.mark.parametrize(("safety", "reader"), OUTSIDE)
def test_in_a_queue_outside_the_protocol_nobody_asks_for_one(cast: Cast, safety: Safety, reader: str) -> None:
    signal = taken_up(filed(cast.sanne, safety=safety, themes=[cast.themes["T04"]]), cast[reader])
    assert signed_in(cast[reader]).get(address("second_reading", signal)).status_code == 404
    with pytest.raises((NotAllowed, WrongMoment)):
        ask_second_reader(signal.reference, by=cast[reader], reason="x", question="x?", version=signal.version)


@pytest.mark.parametrize(("safety", "reader"), OUTSIDE)
def test_nor_does_it_end_so_there(cast: Cast, safety: Safety, reader: str) -> None:
    signal = taken_up(filed(cast.sanne, safety=safety, themes=[cast.themes["T04"]]), cast[reader])
    with pytest.raises(WrongMoment):
        close_signal(signal.reference, by=cast[reader], ending=AS_FALSE, version=signal.version)


# ---- who hears of it -------------------------------------------------------------------------------------------------
def test_no_manager_hears_of_it(cast: Cast) -> None:
    signal = heard(cast)
    before = set(Message.objects.values_list("pk", flat=True))
    read(cast.bea, signal)
    ended_as_false(signal, cast)
    heads = {duty_mark(cast[name].pk) for name in ("renske", "karin", "marijke", "tom", "noor")}
    told = {bytes(row.recipient_mark) for row in Message.objects.exclude(pk__in=before)}
    assert not told & heads


def test_no_figure_tells_it_apart(cast: Cast) -> None:
    groups = [members for members in GROUPS.members.values() if Outcome.FALSE_OR_MALICIOUS in members]
    assert len(groups[0]) > 3


@pytest.mark.parametrize("somebody", ["ilse", "sanne", "renske", "karin", "fatma", "hans", "marijke", "jelle"])
def test_nobody_outside_the_queue_finds_the_page(cast: Cast, somebody: str) -> None:
    signal = heard(cast)
    assert signed_in(cast[somebody]).get(address("second_reading", signal)).status_code == 404


# ---- the page --------------------------------------------------------------------------------------------------------
def test_nothing_typed_is_lost_when_the_choice_is_missing(cast: Cast) -> None:
    signal = heard(cast)
    answer = send(cast.bea, "second_reading", signal, answer="Mijn lezing.")
    assert answer.status_code == 422
    assert "Mijn lezing." in words_of(answer)


def test_pressed_twice_it_is_asked_once(cast: Cast) -> None:
    signal, key = taken_up(filed(cast.sanne), cast.omar), uuid4()
    for _press in range(2):
        send(cast.omar, "second_reading", signal, key=key, **WHY)
    assert SecondReading.objects.count() == 1


def queries_of(cast: Cast, signal: Signal) -> int:
    client = signed_in(cast.bea)
    with CaptureQueriesContext(connection) as asked_of:
        assert client.get(address("second_reading", signal)).status_code == 200
    return len(asked_of)


def test_a_page_takes_a_fixed_number_of_queries(cast: Cast) -> None:
    signal = heard(cast)
    assert queries_of(cast, signal) <= QUERIES_AT_MOST


def test_three_readings_take_as_many_as_one_and_keep_their_own_question(cast: Cast) -> None:
    signal = heard(cast)
    read(cast.bea, signal, agrees="no")
    of_one = queries_of(cast, signal)
    for turn in ("Tweede vraag?", "Derde vraag?"):
        send(cast.omar, "second_reading", signal, **(WHY | {"question": turn}))
        question = signal.notes.filter(kind=NoteKind.QUESTION).latest("pk")
        answer_question(signal.reference, by=cast.sanne, question_id=question.pk, answer=f"Antwoord op {turn}")
        read(cast.bea, signal, agrees="no")
    assert queries_of(cast, signal) == of_one
    page = page_of(cast.bea, signal, "second_reading")
    said = [page.index(words) for words in ("Derde vraag?", "Tweede vraag?", WHY["question"])]
    assert said == sorted(said)
    assert [page.count(f">{words}<") for words in ("Derde vraag?", "Tweede vraag?", WHY["question"])] == [1, 1, 1]


def test_of_a_signal_nobody_took_up_no_second_reader_is_offered(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert address("second_reading", signal) not in page_of(cast.bea, signal)
    taken = taken_up(signal, cast.omar)
    assert address("second_reading", taken) in page_of(cast.bea, taken)
