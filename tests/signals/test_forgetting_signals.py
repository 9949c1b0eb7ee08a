"""When the term of a signal has passed it is gone everywhere. What stays is a proof without content."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from hkin.outbox.models import Letter, Message
from hkin.privacy.models import DataKey, DestroyedKey, Look
from hkin.privacy.retention import count_due, forget, rules
from network.cast import Cast
from signals.actions.closing import Ending, close_signal
from signals.actions.feedback import months_on
from signals.models import (
    Attachment,
    HandOver,
    Mention,
    Note,
    Reporter,
    RetentionTerm,
    Signal,
    Subject,
    SubjectKey,
    Tombstone,
    TrailEntry,
)
from signals.rules.lifecycle import Outcome
from tests.signals.heard import MONDAY
from tests.signals.life import filed, handed_over, taken_up

OURS = ("closed_signals", "old_drafts", "old_call_backs")
OF_A_SIGNAL = (Signal, Reporter, Note, Subject, Mention, SubjectKey, TrailEntry, HandOver, Attachment)
CLOSED_ON = MONDAY.date()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


def closed(cast: Cast, signal: Signal | None = None, *, outcome: Outcome = Outcome.ONE_CALL_SOLVED_IT) -> Signal:
    signal = signal or filed(cast.sanne)
    signal.refresh_from_db()
    ending = Ending(outcome=outcome, reason="Niets gevonden.", feedback="Dank je wel.")
    return close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)


def forget_on(time_machine: Any, day: date) -> None:
    time_machine.move_to(MONDAY.replace(year=day.year, month=day.month, day=day.day, hour=3), tick=False)
    for rule in rules():
        if rule.name in OURS:
            forget(rule)


def a_year_later(days: int = 1) -> date:
    return date.fromordinal(months_on(CLOSED_ON, 12).toordinal() + days)


def with_attachment(signal: Signal) -> Attachment:
    names = [storages["sealed"].save("", ContentFile(b"x" * 50)) for _ in range(2)]
    return Attachment.objects.create(
        signal=signal, sealed_name=b"x", content_type="image/png", size=50, original_file=names[0], shown_file=names[1]
    )


def test_the_last_day_is_kept_and_the_day_after_it_is_gone(cast: Cast, time_machine: Any) -> None:
    closed(cast)
    forget_on(time_machine, a_year_later(days=0))
    assert Signal.objects.count() == 1
    forget_on(time_machine, a_year_later())
    assert Signal.objects.count() == 0


def test_no_row_of_it_stays(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    row = handed_over(signal, cast)
    HandOver.objects.filter(pk=row.pk).update(reply="done")
    row.shared_attachments.add(with_attachment(signal))
    closed(cast, signal)
    forget_on(time_machine, a_year_later())
    assert [model.__name__ for model in OF_A_SIGNAL if model.objects.exists()] == []


def test_its_keys_are_destroyed_and_in_the_register(cast: Cast, time_machine: Any) -> None:
    signal = closed(cast)
    owners = {signal.uuid, signal.reporter.uuid}
    assert DataKey.objects.filter(owner__in=owners).count() == 2
    forget_on(time_machine, a_year_later())
    assert not DataKey.objects.filter(owner__in=owners).exists()
    assert {key.owner for key in DestroyedKey.objects.filter(reason="retention")} == owners


def test_its_files_are_gone(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    attachment = with_attachment(signal)
    closed(cast, signal)
    forget_on(time_machine, a_year_later())
    assert not storages["sealed"].exists(attachment.original_file)
    assert not storages["sealed"].exists(attachment.shown_file)


def test_no_inbox_or_letter_names_its_number(cast: Cast, time_machine: Any) -> None:
    signal = filed(cast.sanne)
    row = handed_over(signal, cast)
    HandOver.objects.filter(pk=row.pk).update(reply="done")
    closed(cast, signal)
    numbers = [signal.reference, row.reference]
    assert Message.objects.filter(reference__in=numbers).exists()
    forget_on(time_machine, a_year_later())
    assert not Message.objects.filter(reference__in=numbers).exists()
    assert not Letter.objects.filter(reference__in=numbers).exists()


def test_a_tombstone_says_that_it_was_destroyed(cast: Cast, time_machine: Any) -> None:
    signal = closed(cast)
    forget_on(time_machine, a_year_later())
    stone = Tombstone.objects.get()
    assert (stone.uuid, stone.outcome, stone.closed_on) == (signal.uuid, Outcome.ONE_CALL_SOLVED_IT, CLOSED_ON)


def test_who_looked_is_kept_for_a_term_of_its_own(cast: Cast, client: Any, time_machine: Any) -> None:
    signal = closed(cast)
    client.force_login(cast.sanne)
    client.get(f"/signalen/{signal.reference}/")
    forget_on(time_machine, a_year_later())
    assert Look.objects.at_signal(signal.uuid).exists()


def test_a_subject_that_another_signal_mentions_stays_findable(cast: Cast, time_machine: Any) -> None:
    closed(cast)
    other = filed(cast.bram)  # the same address
    keys = set(SubjectKey.objects.values_list("pk", flat=True))
    forget_on(time_machine, a_year_later())
    assert set(SubjectKey.objects.values_list("pk", flat=True)) == keys
    assert set(Mention.objects.values_list("signal", flat=True)) == {other.pk}


def test_what_is_open_is_never_forgotten(cast: Cast, time_machine: Any) -> None:
    taken_up(filed(cast.sanne), cast.omar)
    forget_on(time_machine, date(2049, 1, 4))
    assert Signal.objects.count() == 1


def test_the_municipality_sets_its_own_term(cast: Cast, time_machine: Any) -> None:
    RetentionTerm.objects.create(municipality=cast.oudeveen, outcome=Outcome.ONE_CALL_SOLVED_IT, months=1)
    closed(cast)
    forget_on(time_machine, date(2027, 4, 2))
    assert Signal.objects.count() == 0


def test_simulating_counts_it_and_destroys_nothing(cast: Cast, time_machine: Any) -> None:
    closed(cast)
    time_machine.move_to(MONDAY.replace(year=2029), tick=False)
    said = StringIO()
    call_command("forget", "--simulate", "--rule", "closed_signals", stdout=said)
    assert "1" in said.getvalue()
    assert Signal.objects.count() == 1


def test_a_second_run_finds_nothing(cast: Cast, time_machine: Any) -> None:
    closed(cast)
    forget_on(time_machine, a_year_later())
    forget_on(time_machine, a_year_later())
    assert sum(count_due(rule) for rule in rules() if rule.name in OURS) == 0
    assert Tombstone.objects.count() == 1
