"""Whoever handles signals, and the board, reads the norm book of the own municipality; nobody else knows it."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from signals.actions.norms import retire_norm
from signals.models import NormVersion
from tests.signals.filing_form import signed_in
from tests.signals.norms import RULE, written

BOOK = "/normboek/?gemeente=oudeveen"


def book(cast: Cast, name: str, **asked: str) -> str:
    answer = signed_in(cast[name]).get(BOOK, {"gemeente": "oudeveen"} | asked)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("name", ["bea", "omar", "dirk", "aicha", "paul", "fatma", "ruud", "marijke"])
def test_who_handles_signals_and_the_board_read_it(cast: Cast, name: str) -> None:
    norm = written(cast)
    assert "Kind in beeld" in book(cast, name)
    assert signed_in(cast[name]).get(reverse("signals:norm", args=[norm.uuid])).status_code == 200


@pytest.mark.parametrize("name", ["ilse", "jelle", "sanne", "noor", "tom", "hans"])
def test_nobody_else_opens_it(cast: Cast, name: str) -> None:
    norm = written(cast)
    assert signed_in(cast[name]).get(BOOK).status_code == 404
    assert signed_in(cast[name]).get(reverse("signals:norm", args=[norm.uuid])).status_code == 404


def test_it_can_be_narrowed_to_a_criterion_and_a_theme(cast: Cast) -> None:
    written(cast, title="Voor alles")
    written(cast, title="Alleen vastgoed", themes=("T07",))
    written(cast, title="Over ernst", criterion="severity")
    assert "Over ernst" not in book(cast, "bea", criterium="vulnerability")
    page = book(cast, "bea", thema="T08")
    assert "Voor alles" in page
    assert "Alleen vastgoed" not in page


def test_what_was_retired_stands_apart(cast: Cast) -> None:
    norm = written(cast)
    retire_norm(by=cast.bea, uuid=norm.uuid, why="De wet is veranderd.", seen=1)
    assert "Kind in beeld" not in book(cast, "bea")
    assert "Kind in beeld" in book(cast, "bea", vervallen="1")


def test_who_filters_what_was_retired_stays_there(cast: Cast) -> None:
    norm = written(cast)
    retire_norm(by=cast.bea, uuid=norm.uuid, why="De wet is veranderd.", seen=1)
    asked = {"gemeente": "oudeveen", "vervallen": "1"}
    filtered = signed_in(cast.bea).get(BOOK, asked).context["form"]
    sent = {name: filtered[name].value() or "" for name in filtered.fields} | {"criterium": "vulnerability"}
    assert "Kind in beeld" in book(cast, "bea", **sent)
    assert "Kind in beeld" not in book(cast, "bea", **sent | {"vervallen": ""})


def test_a_review_day_that_passed_is_seen(cast: Cast) -> None:
    written(cast)
    assert "te herzien" not in book(cast, "bea")
    NormVersion.objects.update(review_on=timezone.localdate() - timedelta(days=1))
    assert "te herzien" in book(cast, "bea")


def test_a_full_book_takes_as_many_queries_as_an_empty_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(25):
        written(cast, title=f"Afspraak {number}", themes=("T07", "T08"))
    bea = signed_in(cast.bea)
    bea.get(BOOK)
    with django_assert_max_num_queries(10):
        page = bea.get(BOOK).content.decode()
    assert page.count(RULE) == 25


def test_a_page_with_many_versions_stays_cheap(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    norm = written(cast)
    for number in range(2, 12):
        NormVersion.objects.create(
            norm=norm, number=number, criterion="severity", criterion_label="Ernst", title="T", rule="R", example="E",
            owner=cast.bea, review_on=timezone.localdate(), by=cast.omar, why="Beter.",
        )  # fmt: skip
    bea = signed_in(cast.bea)
    where = f"{reverse('signals:norm', args=[norm.uuid])}?van=1&naar=9"
    bea.get(where)
    with django_assert_max_num_queries(10):
        assert "Versie 9" in bea.get(where).content.decode()
