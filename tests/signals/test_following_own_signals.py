"""I see my own signals, where each of them stands, and by when I hear something."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.nlds.days import day_in_words
from hkin.privacy.marks import person_mark
from hkin.privacy.models import Look
from network.cast import Cast
from signals.actions.closing import Ending, close_signal
from signals.models import Signal
from signals.rules.lifecycle import Outcome
from signals.rules.reference import shown
from tests.signals.life import TEXT, asked, filed, taken_up

QUERIES_AT_MOST = 12


@pytest.fixture
def sanne(cast: Cast, client: Client) -> Client:
    client.force_login(cast.sanne)
    return client


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(reverse("signals:own_list") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_newest_stands_first(cast: Cast, sanne: Client) -> None:
    older, newer = filed(cast.sanne), filed(cast.sanne)
    page = page_of(sanne)
    assert page.index(shown(newer.reference)) < page.index(shown(older.reference))


def test_a_question_comes_before_what_is_newer(cast: Cast, sanne: Client) -> None:
    older, newer = filed(cast.sanne), filed(cast.sanne)
    asked(older, cast.omar)
    page = page_of(sanne)
    assert page.index(shown(older.reference)) < page.index(shown(newer.reference))
    assert page.count(reverse("signals:own_detail", args=[older.reference])) == 1


@pytest.mark.parametrize("status", ["Received", "Question", "Busy", "Done"])
def test_four_words_say_where_it_stands(cast: Cast, sanne: Client, status: str) -> None:
    signal = filed(cast.sanne)
    if status == "Question":
        asked(signal, cast.omar)
    elif status != "Received":
        taken_up(signal, cast.omar)
        signal.refresh_from_db()
    if status == "Done":
        ending = Ending(outcome=Outcome.ONE_CALL_SOLVED_IT, reason="Gebeld.", feedback="Een belletje was genoeg.")
        close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)
    assert f"{_(status)}</span>" in page_of(sanne)


def test_it_says_by_when_i_hear_something(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    assert signal.next_word_on is not None
    day = day_in_words(signal.next_word_on)
    assert _("By %(day)s at the latest you hear something") % {"day": day} in page_of(sanne)


def test_it_is_honest_when_the_word_is_late(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    yesterday = timezone.localdate() - timedelta(days=1)
    Signal.objects.filter(pk=signal.pk).update(next_word_on=yesterday)
    words = _("You should have heard something by %(day)s. We are late.") % {"day": day_in_words(yesterday)}
    assert words in page_of(sanne)
    own = sanne.get(reverse("signals:own_detail", args=[signal.reference])).content.decode()
    assert words in own
    assert f"{words}." not in own


def test_the_list_shows_no_word_of_what_i_wrote(cast: Cast, sanne: Client) -> None:
    filed(cast.sanne)
    page = page_of(sanne)
    assert TEXT not in page
    assert "Industrieweg" not in page


def test_the_rest_stands_on_a_next_page(cast: Cast, sanne: Client) -> None:
    first, *others = [filed(cast.sanne) for _number in range(21)]
    page = page_of(sanne)
    assert shown(first.reference) not in page
    older = page_of(sanne, f"?voor={others[0].pk}")
    assert shown(first.reference) in older
    assert shown(others[0].reference) not in older


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "1;drop"])
def test_a_strange_page_number_shows_the_first_page(cast: Cast, sanne: Client, cursor: str) -> None:
    signal = filed(cast.sanne)
    assert shown(signal.reference) in page_of(sanne, f"?voor={cursor}")


def test_what_i_filled_in_for_a_colleague_stands_there_with_its_receipt_only(cast: Cast, client: Client) -> None:
    signal = filed(cast.omar, on_behalf_of=cast.sanne)
    client.force_login(cast.omar)
    page = page_of(client)
    assert reverse("signals:receipt", args=[signal.reference]) in page
    assert f'{reverse("signals:own_detail", args=[signal.reference])}"' not in page


def test_ilse_sees_nothing_of_it(cast: Cast, client: Client) -> None:
    signal = filed(cast.sanne)
    client.force_login(cast.ilse)
    assert shown(signal.reference) not in page_of(client)


def test_looking_is_written_down_under_my_mark(cast: Cast, sanne: Client) -> None:
    signal = filed(cast.sanne)
    page_of(sanne)
    look = Look.objects.get(action="list_own_signals")
    assert look.actor_id is None
    assert bytes(look.actor_mark or b"") == person_mark(cast.sanne.pk)
    assert look.signals == [signal.uuid]


def test_a_long_list_costs_the_same_as_a_short_one(cast: Cast, sanne: Client) -> None:
    filed(cast.sanne)
    with CaptureQueriesContext(connection) as few:
        page_of(sanne)
    for _number in range(10):
        filed(cast.sanne)
    with CaptureQueriesContext(connection) as many:
        page_of(sanne)
    assert len(few) == len(many)
    assert len(many) <= QUERIES_AT_MOST
