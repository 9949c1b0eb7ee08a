"""A claim does not outlive its owner's working days: it goes to the deputy, or back to the queue."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hkin.privacy.marks import SYSTEM_MARK
from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import Absence, User
from signals.actions.clockwork import SYSTEM_ROLE
from signals.actions.lapsing import end_claims
from signals.models import Signal, TrailEntry
from signals.rules.labels import LAPSE_WORDS
from signals.rules.reminding import Lapse
from tests.signals.heard import MONDAY, heard, on_day
from tests.signals.life import filed, taken_up


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    signal = taken_up(filed(cast.sanne), cast.bea)
    assert signal.lease_until == on_day(7).date()
    return signal


def ending(time_machine: Any, signal: Signal, day: int) -> Signal:
    time_machine.move_to(on_day(day), tick=False)
    end_claims()
    signal.refresh_from_db()
    return signal


def away(user: User, deputy: User | None = None) -> None:
    Absence.objects.create(user=user, deputy=deputy, from_on=on_day(1).date(), until_on=on_day(3).date())


def last_row(signal: Signal) -> TrailEntry:
    row = signal.trail.last()
    assert row is not None
    return row


def test_the_last_day_of_a_lease_still_counts(cast: Cast, signal: Signal, time_machine: Any) -> None:
    assert ending(time_machine, signal, 7).owner == cast.bea


def test_the_day_after_nobody_has_it(cast: Cast, signal: Signal, time_machine: Any) -> None:
    ending(time_machine, signal, 8)
    assert (signal.owner, signal.lease_until) == (None, None)


def test_the_trail_says_that_nobody_did_it(cast: Cast, signal: Signal, time_machine: Any) -> None:
    row = last_row(ending(time_machine, signal, 8))
    assert (row.verb, row.role, row.actor) == (Lapse.RELEASE, SYSTEM_ROLE, None)
    assert bytes(row.actor_mark or b"") == SYSTEM_MARK


def test_the_team_reads_that_hkin_did_it(cast: Cast, signal: Signal, client: Client, time_machine: Any) -> None:
    ending(time_machine, signal, 8)
    client.force_login(cast.omar)
    page = client.get(reverse("signals:team_detail", args=[signal.reference])).content.decode()
    assert str(LAPSE_WORDS[Lapse.RELEASE]) in page
    assert "HKIN" in page.partition(str(LAPSE_WORDS[Lapse.RELEASE]))[0][-200:]


def test_the_queue_hears_that_it_is_free(cast: Cast, signal: Signal, time_machine: Any) -> None:
    ending(time_machine, signal, 8)
    assert "claim_released" in heard(cast.omar)


def test_a_form_from_before_is_stale(cast: Cast, signal: Signal, time_machine: Any) -> None:
    before = signal.version
    assert ending(time_machine, signal, 8).version == before + 1


def test_nothing_happens_twice(cast: Cast, signal: Signal, time_machine: Any) -> None:
    rows = ending(time_machine, signal, 8).trail.count()
    assert ending(time_machine, signal, 9).trail.count() == rows


def test_the_deputy_of_the_absence_goes_on(cast: Cast, signal: Signal, time_machine: Any) -> None:
    away(cast.bea, deputy=cast.joris)
    assert ending(time_machine, signal, 1).owner == cast.joris
    assert "claim_passed_on" in heard(cast.joris)
    row = last_row(signal)
    assert row.verb == Lapse.GIVE_TO_DEPUTY
    detail = open_key(signal.uuid).open("trailentry.detail", row.uuid, row.sealed_detail)
    assert cast.bea.name in detail
    assert cast.joris.name in detail


def test_else_the_deputy_of_the_role(cast: Cast, signal: Signal, time_machine: Any) -> None:
    away(cast.bea)
    assert ending(time_machine, signal, 1).owner == cast.kees


def test_the_deputy_begins_a_lease_of_their_own(cast: Cast, signal: Signal, time_machine: Any) -> None:
    away(cast.bea)
    assert ending(time_machine, signal, 1).lease_until == on_day(8).date()


def test_before_the_absence_begins_nothing_changes(cast: Cast, signal: Signal, time_machine: Any) -> None:
    away(cast.bea)
    assert ending(time_machine, signal, 0).owner == cast.bea


def test_a_deputy_who_may_not_read_it_does_not_get_it(cast: Cast, time_machine: Any) -> None:
    signal = taken_up(filed(cast.sanne, excluded=frozenset({cast.kees.pk})), cast.bea)
    away(cast.bea)
    assert ending(time_machine, signal, 1).owner is None
    assert heard(cast.kees) == []


def test_a_deputy_who_is_away_too_does_not_get_it(cast: Cast, signal: Signal, time_machine: Any) -> None:
    away(cast.bea)
    away(cast.kees)
    assert ending(time_machine, signal, 1).owner is None


def test_who_left_keeps_nothing(cast: Cast, signal: Signal, time_machine: Any) -> None:
    User.objects.filter(pk=cast.bea.pk).update(is_active=False)
    assert ending(time_machine, signal, 1).owner == cast.kees
