"""After a round closed the answers lie over each other: where departments differ is the agenda, the most first."""

from __future__ import annotations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from network.actions.blind import close_round
from network.blind_page import overlay_of
from network.cast import Cast
from network.models import BlindRound
from network.models.matrix import Part
from network.rules.workshop import NOTHING, difference, heaviest
from tests.network.workshop import WHY, fill_in, opened
from tests.signals.filing_form import signed_in

SAYS_PART = st.sampled_from(["", *Part.values])


@pytest.fixture
def closed(cast: Cast) -> BlindRound:
    """Vastgoed says what stands in the matrix of itself; Bibob thinks that Veiligheid leads."""
    found = opened(cast)
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD, "BIJ": Part.EXECUTOR, "OOV": Part.ADVISER})
    fill_in(signed_in(cast.yusuf), cast, found, "BIJ", {"OOV": Part.LEAD, "BIJ": Part.EXECUTOR, "VAS": Part.EXECUTOR})
    close_round(by=cast.noor, blind_round=found)
    found.refresh_from_db()
    return found


def shown(cast: Cast, name: str, closed: BlindRound) -> str:
    answer = signed_in(cast[name]).get(reverse("network:blind_round", args=[closed.uuid]))
    return answer.content.decode()


def test_who_leads_is_the_first_point_of_the_agenda(cast: Cast, closed: BlindRound) -> None:
    first, second = (one.department.code for one in overlay_of(closed).agenda[:2])
    assert {first, second} == {"OOV", "VAS"}


def test_what_everybody_says_as_in_the_matrix_is_no_point(cast: Cast, closed: BlindRound) -> None:
    overlay = overlay_of(closed)
    assert "BIJ" in {one.department.code for one in overlay.agreed}
    assert "BIJ" not in {one.department.code for one in overlay.agenda}


def test_a_department_that_does_nothing_and_of_which_nobody_says_a_thing_is_left_out(
    cast: Cast, closed: BlindRound
) -> None:
    assert "WEI" not in {one.department.code for one in overlay_of(closed).everything}


def test_each_sees_what_each_said_beside_the_matrix(cast: Cast, closed: BlindRound) -> None:
    page = shown(cast, "dirk", closed)
    assert "zoals in de matrix" in page
    assert "Bijzondere wetten &amp; Bibob" in page
    assert WHY in page
    assert reverse("network:change_sets") in page


def test_who_does_not_know_does_not_differ(cast: Cast) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD})
    fill_in(signed_in(cast.yusuf), cast, found, "BIJ", {"OOV": Part.ADVISER})
    close_round(by=cast.noor, blind_round=found)
    found.refresh_from_db()
    assert overlay_of(found).agenda == []
    assert {one.department.code for one in overlay_of(found).agreed} == {"VAS", "OOV"}


def test_who_says_that_a_lead_does_nothing_differs(cast: Cast) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD})
    fill_in(signed_in(cast.yusuf), cast, found, "BIJ", {"VAS": NOTHING})
    close_round(by=cast.noor, blind_round=found)
    found.refresh_from_db()
    assert [one.department.code for one in overlay_of(found).agenda] == ["VAS"]
    assert "niets" in shown(cast, "noor", found)


def test_one_answer_alone_is_no_agenda(cast: Cast) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.yusuf), cast, found, "BIJ", {"OOV": Part.LEAD})
    close_round(by=cast.noor, blind_round=found)
    found.refresh_from_db()
    assert overlay_of(found).agenda == []
    assert "Er is nog niets te vergelijken" in shown(cast, "noor", found)


def test_a_round_that_nobody_answered_says_so(cast: Cast) -> None:
    found = opened(cast)
    close_round(by=cast.noor, blind_round=found)
    found.refresh_from_db()
    assert "Niemand gaf antwoord" in shown(cast, "noor", found)


def test_an_open_round_has_no_overlay_for_anybody(cast: Cast) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD})
    assert overlay_of(found).everything == []


@pytest.mark.parametrize("name", ["sanne", "ilse", "jelle", "bea"])
def test_who_does_not_sit_at_the_table_reads_nothing(cast: Cast, closed: BlindRound, name: str) -> None:
    assert signed_in(cast[name]).get(reverse("network:blind_round", args=[closed.uuid])).status_code == 404


def test_ilse_finds_no_rounds_of_another_municipality(cast: Cast, closed: BlindRound) -> None:
    for where in ("", "?gemeente=oudeveen"):
        assert signed_in(cast.ilse).get(reverse("network:blind_rounds") + where).status_code == 404


def test_the_page_asks_the_database_little(
    cast: Cast, closed: BlindRound, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.dirk)
    with django_assert_max_num_queries(20):
        client.get(reverse("network:blind_round", args=[closed.uuid]))


# ---- how far opinions lie apart ----------------------------------------------------------------------
@given(SAYS_PART, st.lists(SAYS_PART, max_size=8))
def test_no_difference_is_saying_what_stands_there(real: str, said: list[str]) -> None:
    assert (difference(real, said) == 0) == all(part == real for part in said)


@given(SAYS_PART, st.lists(SAYS_PART, max_size=8), SAYS_PART)
def test_one_answer_more_never_makes_it_smaller(real: str, said: list[str], more: str) -> None:
    assert difference(real, [*said, more]) >= difference(real, said)


def test_of_several_levels_the_heaviest_part_counts() -> None:
    assert heaviest(["informed", "lead", "adviser"]) == "lead"
    assert heaviest([]) == ""
