"""What a colleague typed is kept on the server, sealed, until it is sent or thrown away."""

import pytest
from django.urls import reverse

from hkin.privacy.models import DataKey
from network.cast import Cast
from signals.models import Draft, Signal
from tests.signals.filing_form import NEW, TEXT, answers, signed_in

pytestmark = pytest.mark.django_db

SAVE = "/signalen/nieuw/bewaren/"


def test_a_form_that_saves_itself_is_there_after_signing_in_again(cast: Cast) -> None:
    sent = answers(safety=None)
    signed_in(cast.sanne).post(SAVE, sent)
    page = signed_in(cast.sanne).get(reverse("signals:resume_draft", args=[sent["key"]])).content.decode()
    assert TEXT in page


def test_the_draft_lies_sealed(cast: Cast) -> None:
    signed_in(cast.sanne).post(SAVE, answers())
    assert TEXT.encode() not in bytes(Draft.objects.get().sealed_fields)


def test_nobody_else_opens_or_overwrites_a_draft(cast: Cast) -> None:
    sent = answers()
    signed_in(cast.sanne).post(SAVE, sent)
    other = signed_in(cast.ilse)
    assert other.get(reverse("signals:resume_draft", args=[sent["key"]])).status_code == 404
    other.post(SAVE, sent | {"text": "Iets heel anders van een ander, lang genoeg."})
    page = signed_in(cast.sanne).get(reverse("signals:resume_draft", args=[sent["key"]])).content.decode()
    assert TEXT in page


def test_later_keeps_it_and_shows_it_on_the_next_form(cast: Cast) -> None:
    client = signed_in(cast.sanne)
    client.post(NEW, answers(send=None, later="1"))
    assert "Nog niet af" in client.get(NEW).content.decode()


def test_throwing_away_leaves_nothing(cast: Cast) -> None:
    sent, client = answers(), signed_in(cast.sanne)
    client.post(SAVE, sent)
    client.post("/signalen/nieuw/weggooien/", {"key": sent["key"]})
    assert not Draft.objects.exists()
    assert not DataKey.objects.filter(owner=sent["key"]).exists()


def test_sending_turns_the_draft_into_the_signal(cast: Cast) -> None:
    sent, client = answers(), signed_in(cast.sanne)
    client.post(SAVE, sent)
    client.post(NEW, sent)
    assert (Draft.objects.count(), Signal.objects.count()) == (0, 1)


def test_a_button_that_only_changes_the_page_keeps_every_answer(cast: Cast) -> None:
    page = (
        signed_in(cast.sanne)
        .post(NEW, answers(send=None, more_subjects="1", subject_kind=["plate", "phone"], subject_value=["", ""]))
        .content.decode()
    )
    assert TEXT in page
    assert page.count('name="subject_value"') == 3


def test_indicators_are_found_by_a_word(cast: Cast) -> None:
    sent = answers(send=None, find_indicators="1", indicator_words="ramen afgeplakt")
    assert "afgeplakt" in signed_in(cast.sanne).post(NEW, sent).content.decode()
