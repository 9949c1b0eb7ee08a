"""A municipality sets its own terms, and every promise from then on follows them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from hkin.outbox.models import Message
from network.cast import Cast
from network.models import Team
from signals.actions.deadlines import OutOfBounds, set_deadlines
from signals.actions.feedback import ask_reporter
from signals.actions.intake import set_urgency
from signals.actions.lapsing import break_silences
from signals.actions.reminding import tell_of_unopened_queues, tell_of_unseen
from signals.actions.working import NotAllowed
from signals.deadlines import deadlines_of
from signals.desk import desk_of
from signals.models import OwnDeadline
from signals.rules.deadlines import TERMS, Deadline, Deadlines
from signals.rules.lifecycle import Urgency
from tests.signals.filing_form import filed as filed_by_form
from tests.signals.filing_form import signed_in
from tests.signals.life import filed, taken_up

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def own(cast: Cast, **amounts: int) -> None:
    set_deadlines(
        by=cast.omar, municipality=cast.oudeveen, amounts={Deadline(name): amount for name, amount in amounts.items()}
    )


def in_november(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize("deadline", Deadline)
def test_the_usual_lies_within_its_bounds(deadline: Deadline) -> None:
    assert TERMS[deadline].least <= Deadlines()[deadline] <= TERMS[deadline].most


def test_the_receipt_names_the_day_by_which_it_is_read(cast: Cast) -> None:
    own(cast, read=3)
    signal = filed_by_form(cast.sanne)
    page = signed_in(cast.sanne).get(f"/signalen/{signal.reference}/ontvangst/").content.decode()
    assert "leest je signaal uiterlijk donderdag 26 november." in page


def test_the_receipt_names_the_day_of_the_first_word(cast: Cast) -> None:
    own(cast, word=2)
    signal = filed_by_form(cast.sanne)
    page = signed_in(cast.sanne).get(f"/signalen/{signal.reference}/ontvangst/").content.decode()
    assert "Uiterlijk woensdag 25 november hoor je wat we doen." in page


def test_the_first_word_never_comes_after_the_longest_silence(cast: Cast) -> None:
    own(cast, word=20, silence=7)
    assert filed(cast.sanne).next_word_on == in_november(30)


def test_a_signal_in_the_queue_is_due_by_the_own_term(cast: Cast) -> None:
    own(cast, this_week=2)
    assert filed(cast.sanne).due_on == in_november(25)


def test_another_urgency_counts_from_the_own_term(cast: Cast) -> None:
    own(cast, next_meeting=10)
    signal = taken_up(filed(cast.sanne), cast.omar)
    signal = set_urgency(
        signal.reference, by=cast.omar, urgency=Urgency.NEXT_MEETING, reason="Kan wachten.", version=signal.version
    )
    assert signal.due_on == date(2026, 12, 7)


def test_days_that_stand_already_stay(cast: Cast) -> None:
    signal = filed(cast.sanne)
    before = (signal.due_on, signal.next_word_on)
    own(cast, this_week=1, word=1)
    signal.refresh_from_db()
    assert (signal.due_on, signal.next_word_on) == before


def test_a_claim_lasts_the_own_term(cast: Cast) -> None:
    own(cast, claim=3)
    signal = taken_up(filed(cast.sanne), cast.omar)
    signal.refresh_from_db()
    assert signal.lease_until == in_november(26)


def test_who_takes_up_promises_the_next_word_within_the_own_silence(cast: Cast) -> None:
    own(cast, silence=14)
    signal = filed(cast.sanne)
    signed_in(cast.omar).post(f"/werkvoorraad/{signal.reference}/oppakken/")
    page = signed_in(cast.sanne).get(f"/signalen/{signal.reference}/").content.decode()
    assert "Uiterlijk 7 december" in page


def test_silence_is_broken_by_the_own_term_again(cast: Cast, clock: Any) -> None:
    own(cast, silence=7, word=1)
    signal = filed(cast.sanne)
    clock.move_to(MONDAY + timedelta(days=1), tick=False)
    break_silences()
    signal.refresh_from_db()
    assert signal.next_word_on == date(2026, 12, 1)


def test_a_reporter_has_the_own_term_to_answer(cast: Cast) -> None:
    own(cast, reporter_answer=2)
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert ask_reporter(signal.reference, by=cast.omar, question="Welke kleur?").due_on == in_november(25)


def test_a_question_to_a_department_begins_with_the_own_term(cast: Cast) -> None:
    own(cast, department_answer=3)
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = signed_in(cast.omar).get(f"/werkvoorraad/{signal.reference}/overdragen/")
    assert page.context["form"]["due_on"].value() == in_november(26)


def unseen(cast: Cast) -> int:
    return Message.objects.filter(kind="signal_unseen").count()


@pytest.mark.parametrize(("hours", "is_told"), [(2, False), (4, True)])
def test_the_next_is_told_of_an_unseen_signal_after_the_own_term(
    cast: Cast, clock: Any, hours: int, is_told: bool
) -> None:
    own(cast, seen_now=3)
    filed(cast.sanne, safety="danger")
    clock.move_to(MONDAY + timedelta(hours=hours), tick=False)
    tell_of_unseen()
    assert bool(unseen(cast)) is is_told


@pytest.mark.parametrize(("days", "is_told"), [(4, False), (7, True)])
def test_the_manager_is_told_of_an_unopened_queue_after_the_own_term(
    cast: Cast, clock: Any, days: int, is_told: bool
) -> None:
    Team.objects.update(last_opened_at=MONDAY)
    own(cast, unopened=4)
    filed(cast.sanne)
    clock.move_to(MONDAY + timedelta(days=days), tick=False)
    tell_of_unopened_queues()
    assert Message.objects.filter(kind="queue_unopened").exists() is is_told


def test_talking_first_names_the_day_by_the_own_term(cast: Cast) -> None:
    own(cast, read=2)
    assert desk_of(cast.sanne).read_by == in_november(25)


def test_the_usual_leaves_no_row(cast: Cast) -> None:
    own(cast, read=2, claim=7)
    own(cast, read=1, claim=7)
    assert [row.name for row in OwnDeadline.objects.all()] == ["claim"]


def test_the_other_municipality_keeps_the_usual(cast: Cast) -> None:
    own(cast, read=3)
    assert deadlines_of(cast.veenwijk)[Deadline.READ] == 1


@pytest.mark.parametrize(("name", "amount"), [("read", 0), ("word", 21), ("silence", 400)])
def test_a_term_out_of_bounds_is_refused(cast: Cast, name: str, amount: int) -> None:
    with pytest.raises(OutOfBounds):
        own(cast, **{name: amount})


def test_who_does_not_keep_the_promises_sets_nothing(cast: Cast) -> None:
    for somebody in (cast.noor, cast.ilse):
        with pytest.raises(NotAllowed):
            set_deadlines(by=somebody, municipality=cast.oudeveen, amounts={Deadline.READ: 2})


def test_a_page_asks_for_the_terms_once(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        for deadline in Deadline:
            assert deadlines_of(cast.oudeveen)[deadline] == TERMS[deadline].default
