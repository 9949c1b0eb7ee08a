"""A closed round shows how far apart disciplines are, now and before, how each number came about, and never who."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from signals.calibration import drift_of
from signals.models import CalibrationRound
from tests.signals.calibrating import STORY, address, gives, joins_the_team, lends_its_team, opened, page, scored
from tests.signals.filing_form import signed_in
from tests.signals.test_calibration_closing import SIX, THREE


def shown(cast: Cast, found: CalibrationRound, name: str = "bea") -> str:
    return unescape(page(signed_in(cast[name]), found))


def test_the_spread_is_said_for_each_criterion_and_story(cast: Cast) -> None:
    found = scored(cast, THREE)
    one = next(one for one in drift_of(found) if one.criterion.code == "severity")
    assert (one.spreads, one.apart) == ((3, 3, 3), 3.0)
    text = shown(cast, found)
    assert "Verhaal 1: iedereen (3 collega's)" in text
    assert "(3 + 3 + 3) : 3" in text
    assert "Zo komen we aan de getallen" in text


def test_the_picture_comes_before_how_it_came_about_and_before_its_table(cast: Cast) -> None:
    text = shown(cast, scored(cast, THREE))
    bars, explained = text.index("hkin-drift__bars"), text.index("Zo komen we aan de getallen")
    spread, table = text.index("hkin-spread"), text.rindex('data-label="Laagste"')
    assert bars < explained < spread < table


def test_a_discipline_stands_beside_everybody(cast: Cast) -> None:
    joins_the_team(cast, "renske", "marga", "ties")
    found = scored(cast, SIX)
    assert [(group.middles, group.away) for group in drift_of(found)[0].groups] == [
        ((1, 1, 1), (0, 0, 0)),
        ((3, 3, 3), (2, 2, 2)),
    ]
    text = shown(cast, found)
    assert "Veiligheid (Openbare Orde & Veiligheid)" in text
    assert "(2 + 2 + 2) : 3" in text


def test_a_discipline_that_agrees_shows_no_number_of_colleagues(cast: Cast) -> None:
    joins_the_team(cast, "renske", "marga", "ties")
    found = scored(cast, {name: 3 if level > 1 else 0 for name, level in SIX.items()})
    assert "3 × 3" not in shown(cast, found).partition("iedereen")[0]
    assert [group.middles for group in drift_of(found)[0].groups] == [(0, 0, 0), (3, 3, 3)]


def test_a_discipline_stands_beside_itself_of_before(cast: Cast) -> None:
    joins_the_team(cast, "renske", "marga", "ties")
    first = scored(cast, SIX)
    quarter = timezone.now() - timedelta(days=92)
    CalibrationRound.objects.filter(pk=first.pk).update(opened_at=quarter, closed_at=quarter)
    second = scored(cast, dict.fromkeys(SIX, 2))
    assert [(group.away, [then.spreads for then in group.before]) for group in drift_of(second)[0].groups] == [
        ((0, 0, 0), [(0, 0, 0)]),
        ((0, 0, 0), [(2, 2, 2)]),
    ]


def test_no_name_of_who_scored_stands_on_the_page(cast: Cast) -> None:
    text = shown(cast, scored(cast, THREE), "joris")
    assert not [name for name in ("Bea Schouten", "Kees van Rooij") if name in text]


def test_a_large_spread_leads_to_the_norm_book(cast: Cast) -> None:
    text = shown(cast, scored(cast, THREE))
    assert "/normboek/nieuw/?criterium=severity" in text


def test_where_all_agree_no_agreement_is_asked(cast: Cast) -> None:
    text = shown(cast, scored(cast, dict.fromkeys(THREE, 2)))
    assert "/normboek/nieuw/" not in text
    assert "gesprekspunt" not in text


def test_the_rounds_before_stand_beside_it(cast: Cast) -> None:
    first = scored(cast, THREE)
    quarter = timezone.now() - timedelta(days=92)
    CalibrationRound.objects.filter(pk=first.pk).update(opened_at=quarter, closed_at=quarter)
    second = scored(cast, {"bea": 1, "kees": 1, "joris": 2})
    one = next(one for one in drift_of(second) if one.criterion.code == "severity")
    assert one.apart == 1.0
    assert [then.apart for then in one.before] == [3.0]
    assert drift_of(first)[0].before == ()


def test_the_stories_can_be_read_again(cast: Cast) -> None:
    assert shown(cast, scored(cast, THREE)).count(STORY) == 3


@pytest.mark.parametrize("name", ["dirk", "ruud", "fatma", "marijke", "ilse", "jelle", "sanne"])
def test_who_does_not_weigh_here_sees_no_result(cast: Cast, name: str) -> None:
    assert signed_in(cast[name]).get(address("", scored(cast, THREE))).status_code == 404


def test_a_partner_sees_what_came_of_it(cast: Cast) -> None:
    lends_its_team(cast)
    assert "Waar verschillen we?" in shown(cast, scored(cast, THREE), "jelle")


def test_an_open_round_has_no_drift(cast: Cast) -> None:
    found = opened(cast)
    gives(cast, cast.bea, found)
    assert drift_of(found) == []


def test_the_pages_stay_cheap(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    joins_the_team(cast, "renske", "marga", "ties")
    for _quarter in range(3):
        found = scored(cast, SIX)
    bea = signed_in(cast.bea)
    for where, most in ((address("", found), 13), ("/ijken/", 9)):
        bea.get(where)
        with django_assert_max_num_queries(most):
            assert bea.get(where).status_code == 200
    found = opened(cast)
    for where, most in ((address("", found), 10), (address("_score", found), 12)):
        with django_assert_max_num_queries(most):
            assert bea.get(where).status_code == 200
