"""Beside the picture stands a table of the same facts: narrowed the same way, page by page, and without a script."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Department
from network.picture import network_of
from network.picture_page import PAGE, facts_of, page_of
from tests.signals.filing_form import signed_in

PICTURE = "network:picture"


def page(client: Client, **wanted: str) -> str:
    answer = client.get(reverse(PICTURE), wanted)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_line_of_the_picture_is_a_row_of_the_table(cast: Cast) -> None:
    network = network_of(cast.oudeveen)
    assert {fact.key for fact in facts_of(network, {})} >= {line.key for line in network.lines}


def test_who_is_tied_to_nobody_is_a_row_too(cast: Cast) -> None:
    Department.objects.create(municipality=cast.oudeveen, code="ARC", name="Archief")
    [row] = [fact for fact in facts_of(network_of(cast.oudeveen), {}) if fact.source.name == "Archief"]
    assert (str(row.tie), row.target) == ("geen enkele lijn", None)


def test_the_pages_together_hold_every_row_once(cast: Cast) -> None:
    facts = facts_of(network_of(cast.oudeveen), {})
    seen, after = [], ""
    while True:
        rows, after, _newer = page_of(facts, after)
        seen += [row.key for row in rows]
        if not after:
            break
    assert seen == [fact.key for fact in facts]


def test_the_way_back_leads_to_the_page_before(cast: Cast) -> None:
    facts = facts_of(network_of(cast.oudeveen), {})
    first, second, _none = page_of(facts, "")
    _rows, third, newer = page_of(facts, second)
    assert newer == ""
    assert page_of(facts, third)[2] == second
    assert len(first) == PAGE


def test_a_row_that_is_gone_brings_back_the_first_page(cast: Cast) -> None:
    facts = facts_of(network_of(cast.oudeveen), {})
    assert page_of(facts, "d0-t0-lead-")[0] == page_of(facts, "")[0]


def test_the_table_is_narrowed_with_the_picture(cast: Cast) -> None:
    shown = page(signed_in(cast.sanne), thema="T07", niveau="tactical")
    assert "Vastgoed &amp; Grondzaken" in shown
    assert "Wmo / Jeugd" not in shown.split("<table")[1]
    assert "thema=T07&amp;niveau=tactical" in shown


@pytest.mark.parametrize("wanted", [{"niveau": "hoog"}, {"thema": "X99"}, {"na": "x"}])
def test_a_filter_that_does_not_exist_narrows_nothing(cast: Cast, wanted: dict[str, str]) -> None:
    shown = page(signed_in(cast.sanne), **wanted)
    assert "Inkoop &amp; aanbesteding" in shown
    assert 'data-picture="/netwerk/beeld/gegevens.json"' in shown


def test_what_stands_out_is_named_above(cast: Cast) -> None:
    shown = page(signed_in(cast.sanne))
    above = shown[: shown.index("<table")]
    assert "Vakantieparken en recreatie" in above
    assert "niemand trekt het" in above


def test_without_a_script_the_page_says_that_the_table_is_there(cast: Cast) -> None:
    shown = page(signed_in(cast.sanne))
    assert "De tekening heeft JavaScript nodig" in shown
    assert re.search(r'<div id="picture"[^>]* hidden>', shown)


def test_ilse_sees_her_own_municipality_only(cast: Cast) -> None:
    client = signed_in(cast.ilse)
    assert "Dirk" not in page(client)
    assert client.get(reverse(PICTURE), {"gemeente": "oudeveen"}).status_code == 404


def test_the_page_asks_the_database_little(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.sanne)
    with django_assert_max_num_queries(14):
        client.get(reverse(PICTURE))
