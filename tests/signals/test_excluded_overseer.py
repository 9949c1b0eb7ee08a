"""Whoever a reporter keeps out does not meet the signal in the access log either, when they oversee it."""

from __future__ import annotations

import pytest

from hkin.privacy.models import Look
from network.cast import Cast
from signals.models import Signal
from signals.rules.reference import shown
from tests.signals.filing_form import signed_in
from tests.signals.life import filed

PAGE = "/raadpleeglog/"


@pytest.fixture
def about_fatma(cast: Cast) -> Signal:
    signal = filed(cast.sanne, excluded=frozenset({cast.fatma.pk}))
    signed_in(cast.omar).get(f"/werkvoorraad/{signal.reference}/")
    return signal


def log_as_read_by(cast: Cast, who: str, **asked: str) -> str:
    return signed_in(cast[who]).get(PAGE, asked).content.decode()


def test_the_excluded_overseer_sees_no_look_at_it(cast: Cast, about_fatma: Signal) -> None:
    page = log_as_read_by(cast, "fatma")
    assert shown(about_fatma.reference) not in page
    assert str(about_fatma.uuid) not in page
    assert "Omar" not in page


def test_another_overseer_sees_the_look(cast: Cast, about_fatma: Signal) -> None:
    assert shown(about_fatma.reference) in log_as_read_by(cast, "hans")


def test_an_overseer_who_stepped_aside_sees_no_look_at_it(cast: Cast) -> None:
    signal = filed(cast.sanne)
    signal.stepped_aside.add(cast.fatma)
    signed_in(cast.omar).get(f"/werkvoorraad/{signal.reference}/")
    assert shown(signal.reference) not in log_as_read_by(cast, "fatma")


def test_its_number_finds_nothing_and_is_not_written_down_as_found(cast: Cast, about_fatma: Signal) -> None:
    response = signed_in(cast.fatma).get(PAGE, {"reference": about_fatma.reference})
    assert list(response.context["page"].lines) == []
    assert Look.objects.filter(actor_id=cast.fatma.pk, signals=[about_fatma.uuid]).count() == 0


def test_what_another_overseer_asked_about_it_stays_hidden_too(cast: Cast, about_fatma: Signal) -> None:
    log_as_read_by(cast, "hans", reference=about_fatma.reference)
    assert about_fatma.reference not in log_as_read_by(cast, "fatma")


def test_a_look_at_a_list_is_shown_without_it(cast: Cast, about_fatma: Signal) -> None:
    other = filed(cast.sanne)
    signed_in(cast.omar).get("/werkvoorraad/")
    page = log_as_read_by(cast, "fatma", action="list_signals")
    assert shown(other.reference) in page
    assert shown(about_fatma.reference) not in page
