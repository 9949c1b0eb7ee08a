"""In the oefenstand nothing is real: every page says so, it is gone after a month, and it never meets what is real."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hkin.privacy.models import DataKey
from hkin.privacy.retention import forget, rules
from network.cast import Cast
from network.models import Municipality, User
from network.roles import practice_of
from signals.models import HandOver, Signal, Tombstone
from tests.signals.heard import MONDAY
from tests.signals.life import filed, handed_over

pytestmark = pytest.mark.django_db(transaction=True)

THE_SENTENCE = "Dit is oefenen. Niemand doet iets met wat je hier schrijft. Gebruik geen echte namen."


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


def practising(municipality: Municipality) -> None:
    Municipality.objects.filter(pk=municipality.pk).update(is_live=False)


def live(municipality: Municipality) -> None:
    Municipality.objects.filter(pk=municipality.pk).update(is_live=True)


def again(person: User) -> User:
    """As in the next request: what a page asked once is asked again."""
    return User.objects.get(pk=person.pk)


def page(client: Client, person: User, name: str, *args: str) -> str:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse(name, args=args)).content.decode()


def destroy(at: datetime, time_machine: Any) -> None:
    time_machine.move_to(at, tick=False)
    for rule in rules():
        if rule.name == "practice_signals":
            forget(rule)


def test_a_municipality_practises_until_it_goes_live(db: None) -> None:
    assert not Municipality.objects.create(slug="nieuw", name="Nieuw").is_live


def test_every_page_says_that_it_is_practice(cast: Cast, client: Client) -> None:
    practising(cast.oudeveen)
    assert THE_SENTENCE in page(client, cast.sanne, "signals:new")
    assert "hkin-practising" in page(client, cast.omar, "signals:queue")
    assert THE_SENTENCE in page(client, cast.noor, "network:contacts")


def test_no_page_says_so_where_it_is_real(cast: Cast, client: Client) -> None:
    shown = page(client, cast.sanne, "signals:new")
    assert THE_SENTENCE not in shown
    assert "hkin-practising" not in shown


def test_who_works_in_two_municipalities_reads_which_of_them_practises(cast: Cast, client: Client) -> None:
    shown = page(client, cast.wil, "network:contacts")
    assert "Veenwijk oefent" in shown
    assert THE_SENTENCE not in shown  # the other one is real
    assert THE_SENTENCE in page(client, cast.wil, "signals:new")  # files in Veenwijk


def test_a_signal_is_marked_as_practice_in_the_queue(cast: Cast, client: Client) -> None:
    practising(cast.oudeveen)
    filed(again(cast.sanne))
    live(cast.veenwijk)
    assert "hkin-queue__mark" in page(client, cast.omar, "signals:queue")
    assert Signal.objects.get().is_practice


def test_a_signal_of_a_live_municipality_is_real(cast: Cast) -> None:
    assert not filed(cast.sanne).is_practice


def test_after_going_live_nobody_meets_what_was_practised(cast: Cast, client: Client) -> None:
    practising(cast.oudeveen)
    signal = filed(again(cast.sanne))
    asked = handed_over(signal, cast, by=again(cast.omar))
    live(cast.oudeveen)
    client.raise_request_exception = False
    for person, name, reference in (
        (cast.omar, "signals:team_detail", signal.reference),
        (cast.sanne, "signals:own_detail", signal.reference),
        (cast.sanne, "signals:receipt", signal.reference),
        (cast.dirk, "signals:hand_over", asked.reference),
    ):
        client.force_login(again(person), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(reverse(name, args=[reference])).status_code == 404, name
    assert not HandOver.objects.visible_to(again(cast.dirk)).exists()


def test_what_was_practised_is_no_open_work_after_going_live(cast: Cast) -> None:
    practising(cast.oudeveen)
    filed(again(cast.sanne))
    assert Signal.objects.open().count() == 1
    live(cast.oudeveen)
    assert Signal.objects.open().count() == 0


def test_going_live_hides_no_signal_of_another_municipality(cast: Cast) -> None:
    theirs = filed(cast.ilse)
    assert theirs.is_practice
    live(cast.oudeveen)
    assert list(Signal.objects.open()) == [theirs]


def test_practice_is_erased_after_thirty_days_open_or_not(cast: Cast, time_machine: Any) -> None:
    practising(cast.oudeveen)
    signal = filed(again(cast.sanne))
    destroy(MONDAY + timedelta(days=29), time_machine)
    assert Signal.objects.exists()
    destroy(MONDAY + timedelta(days=31), time_machine)
    assert not Signal.objects.exists()
    assert not DataKey.objects.filter(owner=signal.uuid).exists()
    assert not Tombstone.objects.exists()


def test_going_live_erases_practice_at_the_next_round_and_nothing_else(cast: Cast, time_machine: Any) -> None:
    practising(cast.oudeveen)
    filed(again(cast.sanne))
    live(cast.oudeveen)
    real = filed(again(cast.merve))
    theirs = filed(cast.ilse)
    destroy(MONDAY + timedelta(hours=1), time_machine)
    assert set(Signal.objects.all()) == {real, theirs}


def test_a_real_signal_stays_however_long_it_takes(cast: Cast, time_machine: Any) -> None:
    filed(cast.sanne)
    destroy(MONDAY + timedelta(days=400), time_machine)
    assert Signal.objects.count() == 1


def test_what_is_sent_while_it_goes_live_is_real(cast: Cast) -> None:
    practising(cast.oudeveen)
    sanne = again(cast.sanne)
    assert practice_of(sanne).names == (cast.oudeveen.name,)  # the page began before
    live(cast.oudeveen)
    assert not Signal.objects.get(pk=filed(sanne).pk).is_practice
