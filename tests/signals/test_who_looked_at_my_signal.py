"""Fatma sees that Omar opened Sanne's signal, and not that it is Sanne's."""

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hkin.privacy.models import Look
from network.cast import Cast
from network.models import User
from signals.access import open_own, open_signal
from signals.models import Signal
from signals.rules.reference import shown
from tests.signals.life import filed

LOG = "privacy:log"


@pytest.fixture
def signal(cast: Cast) -> Signal:
    signal = filed(cast.sanne)
    open_signal(signal.reference, by=cast.omar, purpose="weighing")
    open_own(signal.reference, by=cast.sanne, purpose="follow_own")
    return signal


def log_as(user: User, **asked: str) -> str:
    client = Client()
    client.force_login(user)
    return client.post(reverse(LOG), asked, follow=True).content.decode()


def test_the_number_finds_who_looked(cast: Cast, signal: Signal) -> None:
    page = log_as(cast.fatma, reference=shown(signal.reference))
    assert cast.omar.name in page
    assert shown(signal.reference) in page


def test_the_reporter_is_in_it_without_a_name(cast: Cast, signal: Signal) -> None:
    assert cast.sanne.name not in log_as(cast.fatma, reference=shown(signal.reference))


def test_whoever_tried_it_without_the_right_is_named(cast: Cast, signal: Signal) -> None:
    for refused in (open_signal, open_own):
        with pytest.raises(Http404):
            refused(signal.reference, by=cast.merve, purpose="intake")
    assert Look.objects.by_people([cast.merve.pk]).at_signal(signal.uuid).count() == 2
    assert cast.merve.name in log_as(cast.fatma, reference=shown(signal.reference))


def test_the_reporter_who_tries_the_page_of_the_team_is_not_named(cast: Cast, signal: Signal) -> None:
    with pytest.raises(Http404):
        open_signal(signal.reference, by=cast.sanne, purpose="intake")
    assert cast.sanne.name not in log_as(cast.fatma, reference=shown(signal.reference))


def test_the_reporter_is_not_found_by_name(cast: Cast, signal: Signal) -> None:
    page = log_as(cast.fatma, person=cast.sanne.name)
    assert shown(signal.reference) not in page


@pytest.mark.parametrize("name", ["sanne", "omar", "tom", "marijke", "ilse"])
def test_who_has_no_oversight_gets_the_page_that_does_not_exist(cast: Cast, name: str) -> None:
    client = Client()
    client.force_login(getattr(cast, name))
    assert client.get(reverse(LOG)).status_code == 404


def test_hans_oversees_too(cast: Cast, signal: Signal) -> None:
    assert cast.omar.name in log_as(cast.hans, reference=shown(signal.reference))
