"""A source that nobody can answer for is said so before a check is asked and before it is decided."""

from __future__ import annotations

from django.urls import reverse

from network.cast import Cast
from signals.models import PrivacyCheck, Signal
from tests.signals.researching import asked, in_research
from tests.signals.team import address, signed_in, words_of

NOBODY = "Niemand kan nu antwoorden"


def research(cast: Cast, signal: Signal) -> str:
    return words_of(signed_in(cast.omar).get(address("research", signal)))


def check_of(cast: Cast, check: PrivacyCheck) -> str:
    return words_of(signed_in(cast.fatma).get(reverse("signals:check", args=[check.uuid])))


def test_whoever_asks_reads_it_beside_the_source(cast: Cast) -> None:
    page = research(cast, in_research(cast))
    source = page.split("WOZ ·")[1].split("</summary>")[0]
    assert NOBODY in source
    assert NOBODY not in page.split("BRP ·")[1].split("</summary>")[0]


def test_it_stands_there_while_the_check_waits(cast: Cast) -> None:
    signal = in_research(cast)
    asked(signal, cast, "WOZ")
    begun = research(cast, signal).split("Bronnen die je kunt vragen")[0]
    assert "Niemand van deze bron kan nu antwoorden" in begun


def test_whoever_decides_reads_it_first(cast: Cast) -> None:
    signal = in_research(cast)
    assert NOBODY in check_of(cast, asked(signal, cast, "WOZ"))


def test_of_a_source_that_somebody_keeps_nothing_is_said(cast: Cast) -> None:
    signal = in_research(cast)
    assert NOBODY not in check_of(cast, asked(signal, cast))
