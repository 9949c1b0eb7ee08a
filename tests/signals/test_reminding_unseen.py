"""An urgent signal that nobody calls seen climbs: the queue again, the coordinators, then whoever is responsible."""

from datetime import timedelta
from typing import Any

import pytest

from hkin.privacy.marks import exclusion_mark
from network.cast import Cast
from network.models import Absence, User
from network.rules import Role
from signals.actions.intake import mark_seen
from signals.actions.reminding import tell_of_unseen
from signals.models import Signal, TrailEntry
from signals.rules.deadlines import Deadlines
from signals.rules.lifecycle import Urgency, Verb
from signals.rules.reminding import ChainStep, steps_due
from signals.rules.safety import RegimeAnswer, Safety
from tests.signals.heard import MONDAY, heard, messages_of, on_day
from tests.signals.life import filed


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def urgent(cast: Cast) -> Signal:
    return filed(cast.sanne, safety=Safety.DANGER)


def after(time_machine: Any, **time: float) -> None:
    time_machine.move_to(MONDAY + timedelta(**time), tick=False)
    tell_of_unseen()


@pytest.mark.parametrize(
    ("urgency", "hours", "steps"),
    [
        (Urgency.NOW, 0.9, 0),
        (Urgency.NOW, 1, 1),
        (Urgency.NOW, 2, 2),
        (Urgency.NOW, 3, 3),
        (Urgency.NOW, 300, 3),
        (Urgency.TODAY, 3.9, 0),
        (Urgency.TODAY, 4, 1),
    ],
)
def test_each_step_has_its_time(urgency: Urgency, hours: float, steps: int) -> None:
    assert steps_due(Deadlines().patience(urgency), timedelta(hours=hours)) == list(ChainStep)[:steps]


def test_within_the_hour_nobody_is_reminded(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    after(time_machine, minutes=59)
    assert "signal_unseen" not in heard(cast.bea)


def test_after_an_hour_everybody_behind_the_queue_hears_again(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    after(time_machine, hours=1)
    for reader in (cast.omar, cast.bea, cast.joris):
        assert [message.reference for message in messages_of(reader, "signal_unseen")] == [urgent.reference]


def test_after_two_hours_the_coordinators_hear_once_more(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    after(time_machine, hours=2)
    assert len(messages_of(cast.omar, "signal_unseen")) == 2
    assert len(messages_of(cast.bea, "signal_unseen")) == 1


def test_after_three_hours_the_manager_hears_that_something_waits_and_not_what(
    cast: Cast, urgent: Signal, time_machine: Any
) -> None:
    after(time_machine, hours=3)
    (message,) = messages_of(cast.renske, "queue_unseen")
    assert (message.reference, message.path) == ("", "")


def test_told_again_and_again_it_is_told_once(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    after(time_machine, hours=1)
    after(time_machine, hours=1, minutes=10)
    assert len(messages_of(cast.bea, "signal_unseen")) == 1


def test_who_says_seen_stops_the_chain(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    mark_seen(urgent.reference, by=cast.bea)
    after(time_machine, hours=9)
    assert "signal_unseen" not in heard(cast.omar)


def test_the_night_does_not_count(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(on_day(0, hour=16), tick=False)
    filed(cast.sanne, safety=Safety.DANGER)
    after(time_machine, hours=22)  # the next morning at eight: the team begins at half past eight
    assert len(messages_of(cast.bea, "signal_unseen")) == 1
    assert "queue_unseen" not in heard(cast.renske)


def test_what_must_be_read_today_waits_four_reading_hours(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne, safety=Safety.STAFF_THREAT)
    after(time_machine, hours=3, minutes=59)
    assert "signal_unseen" not in heard(cast.ruud)
    after(time_machine, hours=4)
    assert "signal_unseen" in heard(cast.ruud)


def test_each_team_has_its_own_manager(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne, safety=Safety.STAFF_THREAT)
    after(time_machine, days=2)
    assert "queue_unseen" in heard(cast.gerda)
    assert "queue_unseen" not in heard(cast.renske)


def test_an_excluded_manager_hears_nothing_and_the_application_manager_does(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne, safety=Safety.DANGER, excluded=frozenset({cast.renske.pk, cast.bea.pk}))
    after(time_machine, hours=4)
    assert heard(cast.renske) == []
    assert heard(cast.bea) == []
    assert "queue_unseen" in heard(cast.tom)


def test_an_absent_manager_is_replaced(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    today = MONDAY.date()
    Absence.objects.create(user=cast.renske, from_on=today, until_on=today, deputy=cast.karin)
    after(time_machine, hours=3)
    assert "queue_unseen" in heard(cast.karin)
    assert "queue_unseen" not in heard(cast.renske)


def test_a_possible_victim_is_told_to_nobody_but_the_attention_officers(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne, safety=Safety.VICTIM)
    after(time_machine, days=3)
    assert "signal_unseen" in heard(cast.tess)
    assert heard(cast.omar) == heard(cast.renske) == []
    assert heard(cast.tom) == ["queue_unseen"]


def people_with_the_number(signal: Signal) -> set[str]:
    return {user.username for user in User.objects.all() if any(m.reference for m in messages_of(user))}


def test_an_integrity_signal_stays_with_its_receiver(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.greet.pk)
    Signal.objects.filter(pk=signal.pk).update(urgency=Urgency.NOW)
    after(time_machine, days=1)
    assert people_with_the_number(signal) == {"greet"}
    assert messages_of(cast.tom)[0].reference == ""


def test_what_waits_for_a_decision_of_law_stays_with_who_decides(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.bram, safety=Safety.DANGER, regime_answer=RegimeAnswer.YES)
    after(time_machine, days=1)
    deciders = {"fatma", "omar", "wil"}
    assert people_with_the_number(signal) == deciders


def test_in_a_new_queue_the_time_begins_anew(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    TrailEntry.objects.create(
        signal=urgent,
        verb=Verb.CONFIRM_ROUTE,
        role=Role.COORDINATOR,
        actor=cast.omar,
        at=MONDAY + timedelta(hours=3),
    )
    after(time_machine, hours=3, minutes=59)
    assert "signal_unseen" not in heard(cast.bea)


def test_ilse_hears_nothing(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    after(time_machine, days=9)
    assert heard(cast.ilse) == []


def test_the_reporter_hears_nothing_of_it(cast: Cast, urgent: Signal, time_machine: Any) -> None:
    after(time_machine, days=1)
    assert heard(cast.sanne) == []
    assert exclusion_mark(cast.sanne.pk) not in urgent.excluded_marks
