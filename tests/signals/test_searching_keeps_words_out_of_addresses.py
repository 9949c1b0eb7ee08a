"""What somebody searches for stands in no address, no log and no table that can be read."""

import pytest
from django.contrib.sessions.models import Session

from hkin.privacy.searching import recall, remember
from network.cast import Cast
from tests.signals.filing_form import filed, signed_in

pytestmark = pytest.mark.django_db

PLATE = "AO-417-E"


def test_a_search_becomes_an_address_without_its_words(cast: Cast) -> None:
    response = signed_in(cast.omar).post("/werkvoorraad/", {"q": PLATE, "urgency": "this_week"})
    assert response.status_code == 303
    assert PLATE not in response["Location"]
    assert "urgency=this_week" in response["Location"]


def test_the_search_finds_what_it_should_and_stands_in_its_box(cast: Cast) -> None:
    signal = filed(cast.sanne, subject_kind="plate", subject_value=PLATE)
    filed(cast.sanne)
    page = signed_in(cast.omar).post("/werkvoorraad/", {"q": PLATE}, follow=True).content.decode()
    assert f'value="{PLATE}"' in page
    assert page.count("hkin-table__title") == 1
    assert signal.reference[:4] in page


def test_the_session_holds_the_words_sealed(cast: Cast) -> None:
    client = signed_in(cast.omar)
    client.post("/werkvoorraad/", {"q": PLATE})
    assert PLATE not in str(Session.objects.get().get_decoded())


def test_a_token_means_nothing_in_another_session(cast: Cast) -> None:
    token = signed_in(cast.omar).post("/werkvoorraad/", {"q": PLATE})["Location"]
    assert PLATE not in signed_in(cast.bea).get(token).content.decode()


def test_only_the_last_searches_are_kept(cast: Cast) -> None:
    session = signed_in(cast.omar).session
    tokens = [remember(session, f"woord {number}") for number in range(12)]
    assert recall(session, tokens[0]) == ""
    assert recall(session, tokens[-1]) == "woord 11"
