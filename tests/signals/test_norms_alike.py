"""What was agreed is found again when a like case is weighed: same criterion, and no theme or a theme of the signal."""

from __future__ import annotations

from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from signals.actions.norms import retire_norm
from signals.models import Signal
from signals.norms import alike
from signals.protocols import protocol_named
from tests.signals.life import filed
from tests.signals.norms import RULE, written


def titles(signal: Signal) -> list[str]:
    return [one.title for one in alike(signal)]


def test_a_norm_for_all_themes_is_found(cast: Cast) -> None:
    written(cast)
    assert titles(filed(cast.sanne)) == ["Kind in beeld"]


def test_a_norm_of_a_theme_is_found_with_that_theme_only(cast: Cast) -> None:
    written(cast, themes=("T07", "T08"))
    assert titles(filed(cast.sanne, themes=[cast.themes["T07"]])) == ["Kind in beeld"]
    assert titles(filed(cast.sanne, themes=[cast.themes["T01"]])) == []
    assert titles(filed(cast.sanne)) == []


def test_a_second_theme_of_the_signal_counts_too(cast: Cast) -> None:
    written(cast, themes=("T08",))
    signal = filed(cast.sanne, themes=[cast.themes["T07"]])
    signal.more_themes.add(cast.themes["T08"])
    assert titles(signal) == ["Kind in beeld"]


def test_a_criterion_that_the_protocol_does_not_have_is_not_found(cast: Cast) -> None:
    written(cast, criterion="recency", title="Hoe oud")
    written(cast)
    assert [one.title for one in alike(filed(cast.sanne), protocol=protocol_named("light-1"))] == ["Kind in beeld"]


def test_only_the_newest_version_in_force_is_found(cast: Cast) -> None:
    norm = written(cast)
    retire_norm(by=cast.bea, uuid=norm.uuid, why="De wet is veranderd.", seen=1)
    assert titles(filed(cast.sanne)) == []


def test_a_norm_of_another_municipality_is_not_found(cast: Cast) -> None:
    written(cast)
    assert titles(filed(cast.ilse)) == []


def test_they_stand_in_the_order_of_the_criteria(cast: Cast) -> None:
    written(cast, title="Kwetsbaar")
    written(cast, title="Ernst", criterion="severity")
    assert titles(filed(cast.sanne)) == ["Ernst", "Kwetsbaar"]


def test_finding_them_takes_one_query(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(12):
        written(cast, title=f"Afspraak {number}", themes=("T07", "T08"))
    signal = filed(cast.sanne, themes=[cast.themes["T07"]])
    with django_assert_num_queries(1):
        found = alike(signal)
    assert len(found) == 12
    assert all(len(one.themes) == 2 for one in found)


def test_the_fragment_shows_the_rule_with_a_way_to_the_book(cast: Cast) -> None:
    written(cast)
    found = alike(filed(cast.sanne))
    shown = render_to_string("signals/norms/_alike.html", {"norms": found})
    assert RULE in shown
    assert found[0].address in shown
    assert "Het normboek heeft hierover nog geen afspraak." in render_to_string("signals/norms/_alike.html")
