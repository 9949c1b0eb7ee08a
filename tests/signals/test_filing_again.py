"""Whoever goes back after sending loses nothing, files nothing twice, and sees no error."""

from typing import Any

import pytest

from network.cast import Cast
from signals.models import Draft, Signal
from tests.signals.filing_form import NEW, TEXT, answers, signed_in

pytestmark = pytest.mark.django_db

SAVE = "/signalen/nieuw/bewaren/"
OTHER_WORDS = "Nu staat er ook een aanhanger bij de loods, al drie dagen."


def test_other_words_under_the_same_key_are_shown_again_and_filed_after_a_second_press(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers()
    client.post(NEW, sent)
    again = client.post(NEW, sent | {"text": OTHER_WORDS})
    page = again.content.decode()
    assert "Je hebt dit signaal al verstuurd" in page
    assert (OTHER_WORDS in page, Signal.objects.count()) == (True, 1)
    client.post(NEW, sent | {"text": OTHER_WORDS, "key": str(again.context["form"]["key"].value())})
    assert Signal.objects.count() == 2


@pytest.mark.parametrize("changed", [{"text": "kort"}, {"more_subjects": "1"}, {"later": "1"}, {"safety": ""}])
def test_any_button_after_going_back_works_and_keeps_what_was_typed(cast: Cast, changed: dict[str, Any]) -> None:
    client, sent = signed_in(cast.sanne), answers()
    client.post(NEW, sent)
    response = client.post(NEW, {**sent, **changed}, follow=True)
    assert response.status_code in {200, 422}
    assert Signal.objects.count() == 1


def test_a_late_autosave_says_that_it_was_sent(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers()
    client.post(NEW, sent)
    assert "al verstuurd" in client.post(SAVE, sent).content.decode()
    assert not Draft.objects.exists()


def test_the_form_of_a_colleague_at_the_same_computer_becomes_a_signal_of_its_own(cast: Cast) -> None:
    sent = answers()
    signed_in(cast.sanne).post(SAVE, sent)
    signed_in(cast.merve).post(NEW, sent)
    assert Signal.objects.get().uuid != Draft.objects.get().uuid


def test_a_key_that_was_thrown_away_is_never_used_again(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers()
    client.post(SAVE, sent)
    client.post("/signalen/nieuw/weggooien/", {"key": sent["key"]})
    client.post(NEW, sent)
    assert str(Signal.objects.get().uuid) != sent["key"]


@pytest.mark.parametrize("field", ["colleague_words", "indicator_words", "indicators", "text", "place"])
def test_a_sign_that_cannot_be_kept_is_left_out(cast: Cast, field: str) -> None:
    sent = answers(find_colleagues="1") | {field: f"{TEXT[:20]}\x00x"}
    assert signed_in(cast.sanne).post(NEW, sent).status_code == 200
