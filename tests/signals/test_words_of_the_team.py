"""What was done is said in words of that, and a question for one answer says so without JavaScript too."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from network.cast import Cast
from signals.models import Signal
from signals.transfers import wgs_words
from tests.signals.approaching import in_approach
from tests.signals.life import filed, taken_up
from tests.signals.researching import allowed, asked, in_research, source
from tests.signals.team import address, send, signed_in, words_of


def said_after(cast: Cast, signal: Signal, **given: object) -> str:
    signal.refresh_from_db()
    client = signed_in(cast.omar)
    form = {"source": source().pk, "version": signal.version, "key": uuid4(), **given}
    answer: HttpResponse = client.post(address("research", signal), form, follow=True)  # type: ignore[assignment]
    return words_of(answer)


def test_after_asking_a_check_it_says_who_has_the_question(cast: Cast) -> None:
    said = said_after(cast, in_research(cast), act="check", why="Hoeveel mensen staan er?")
    assert "De privacyfunctionaris heeft je vraag." in said


def test_after_asking_a_source_it_says_so_too(cast: Cast) -> None:
    signal = in_research(cast)
    check = allowed(signal, cast)
    assert "De bron heeft je vraag." in said_after(cast, signal, act="ask", check=check.uuid, question="Staan er acht?")


def test_after_withdrawing_a_check_it_says_so(cast: Cast) -> None:
    signal = in_research(cast)
    check = asked(signal, cast)
    assert "De toets is ingetrokken." in said_after(cast, signal, act="withdraw_check", check=check.uuid)


@pytest.mark.parametrize("answer", ["Ja", "Nee"])
def test_a_question_for_one_answer_says_so_without_javascript(cast: Cast, answer: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = words_of(signed_in(cast.omar).get(reverse("signals:weighing", args=[signal.reference, "weighing-1"])))
    assert f"<noscript><p><strong>Alleen bij “{answer}”:" in page


def test_the_law_of_the_riec_is_spelled_out() -> None:
    assert "Wet gegevensverwerking door samenwerkingsverbanden (WGS)" in wgs_words()


def test_what_the_privacy_officer_reads_is_dutch(cast: Cast) -> None:
    signal = in_approach(cast)
    given = {"department": cast.department("VAS").pk, "shares": ["place", "moment"], "why": "Om mee te kijken."}
    send(cast.omar, "approach_check", signal, **given)
    check = signal.checks.latest("pk")
    page = words_of(signed_in(cast.fatma).get(reverse("signals:check", args=[check.uuid])))
    assert "Gegevens: de plaats, wanneer het gezien is." in page
