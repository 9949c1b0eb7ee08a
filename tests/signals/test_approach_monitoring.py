"""On a day the municipality chose somebody looks whether it helped; when it did not, a new round may begin."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.actions.approach import look, plan_look, remind_of_looks
from signals.actions.working import NotYet, WrongMoment
from signals.models import Look, Signal
from signals.models.approach import Helped
from signals.models.assignment import Reply
from signals.protocols import facts_of
from tests.signals.approaching import answered, in_approach, planned, reported, sent, with_action, with_plan


def looking_on(signal: Signal, cast: Cast, days: int) -> Look:
    signal.refresh_from_db()
    day = timezone.localdate() + timedelta(days=days)
    return plan_look(signal.reference, by=cast.omar, look_on=day, version=signal.version)


def looked(signal: Signal, cast: Cast, helped: Helped) -> Look:
    signal.refresh_from_db()
    return look(signal.reference, by=cast.omar, helped=helped, words="Het is er stil.", version=signal.version)


@pytest.fixture
def done(cast: Cast) -> Signal:
    """Every action of its plan ended with a result."""
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    answered(row, Reply.ACCEPTED)
    reported(row)
    signal.refresh_from_db()
    return signal


def told(cast: Cast) -> int:
    return Message.objects.filter(recipient_mark=duty_mark(cast.omar.pk), kind="look_due").count()


@pytest.mark.parametrize("days", [1, 365])
def test_the_municipality_chooses_the_day(cast: Cast, done: Signal, days: int) -> None:
    looking_on(done, cast, days)
    assert facts_of(done)["monitoring"] == "planned"


@pytest.mark.parametrize("days", [0, 366])
def test_a_day_outside_the_year_is_refused(cast: Cast, done: Signal, days: int) -> None:
    with pytest.raises(WrongMoment):
        looking_on(done, cast, days)


def test_another_day_takes_the_place_of_the_first(cast: Cast, done: Signal) -> None:
    looking_on(done, cast, 5)
    looking_on(done, cast, 9)
    assert Look.objects.get().look_on == timezone.localdate() + timedelta(days=9)


def test_without_a_plan_there_is_nothing_to_look_at(cast: Cast) -> None:
    with pytest.raises(NotYet):
        looking_on(in_approach(cast), cast, 5)


def test_while_an_action_goes_on_nobody_says_that_it_helped(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    sent(signal, action, cast)
    looking_on(signal, cast, 5)
    with pytest.raises(NotYet):
        looked(signal, cast, Helped.YES)


def test_what_was_seen_is_kept_under_the_key_of_the_signal(cast: Cast, done: Signal) -> None:
    looking_on(done, cast, 5)
    row = looked(done, cast, Helped.PARTLY)
    assert facts_of(done)["monitoring"] == "over"
    assert open_key(done.uuid).open("look.words", row.uuid, row.sealed_words) == "Het is er stil."


# ---- another round ---------------------------------------------------------------------------------------------------
def test_when_it_did_not_help_a_new_round_begins(cast: Cast, done: Signal) -> None:
    looking_on(done, cast, 5)
    looked(done, cast, Helped.NO)
    planned(done, cast, goal="Nu samen met Belastingen.")
    assert [plan.number for plan in done.plans.all()] == [1, 2]
    facts = facts_of(done)
    assert (facts["plan"], facts["monitoring"]) == ("waiting", "waiting")
    assert with_action(done, cast).plan.number == 2


def test_when_it_helped_no_new_round_begins(cast: Cast, done: Signal) -> None:
    looking_on(done, cast, 5)
    looked(done, cast, Helped.YES)
    with pytest.raises(WrongMoment):
        planned(done, cast)


# ---- on the day ------------------------------------------------------------------------------------------------------
def test_on_the_day_the_owner_is_reminded_once(cast: Cast, done: Signal) -> None:
    row = looking_on(done, cast, 5)
    remind_of_looks()
    assert told(cast) == 0
    Look.objects.filter(pk=row.pk).update(look_on=timezone.localdate())
    remind_of_looks()
    remind_of_looks()
    assert told(cast) == 1


def test_of_a_closed_signal_nobody_is_reminded(cast: Cast, done: Signal) -> None:
    row = looking_on(done, cast, 5)
    Look.objects.filter(pk=row.pk).update(look_on=timezone.localdate())
    Signal.objects.filter(pk=done.pk).update(status="closed", outcome="no_action")
    remind_of_looks()
    assert told(cast) == 0
