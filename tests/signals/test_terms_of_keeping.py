"""A municipality sets its own terms of keeping, one for each way in which a signal ends."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse

from network.cast import Cast
from network.going_live import line_of
from network.models import Municipality, MunicipalityEntry, User
from network.rules.starting import Line
from signals.actions.terms import terms_of
from signals.models import RetentionTerm
from signals.rules.lifecycle import KEPT_MONTHS, Outcome
from tests.network.furnishing import address, look, send, signed_in

pytestmark = pytest.mark.django_db


def save(user: User, municipality: Municipality, **changed: Any) -> HttpResponse:
    usual = {outcome.value: months for outcome, months in KEPT_MONTHS.items()}
    return send(user, "signals:retention_terms", municipality, {**usual, **changed})


def test_until_then_the_terms_of_hkin_hold(cast: Cast) -> None:
    assert terms_of(cast.veenwijk) == KEPT_MONTHS
    assert not line_of(cast.veenwijk, Line.RETENTION_TERMS).is_settled


def test_saving_them_as_they_are_makes_them_ones_own(cast: Cast) -> None:
    assert save(cast.wil, cast.veenwijk).status_code == 302
    assert line_of(cast.veenwijk, Line.RETENTION_TERMS).is_settled


def test_a_term_of_ones_own_holds_there_only(cast: Cast) -> None:
    save(cast.wil, cast.veenwijk, no_hit=6)
    assert terms_of(cast.veenwijk)[Outcome.NO_HIT] == 6
    assert terms_of(cast.oudeveen)[Outcome.NO_HIT] == KEPT_MONTHS[Outcome.NO_HIT]


@pytest.mark.parametrize("months", ["", "0", "85", "lang"])
def test_a_term_is_a_number_of_months(cast: Cast, months: str) -> None:
    assert save(cast.wil, cast.veenwijk, no_hit=months).status_code == 422
    assert not RetentionTerm.objects.exists()


def test_who_set_them_stands_in_the_trail(cast: Cast) -> None:
    save(cast.fatma, cast.veenwijk, no_hit=6)
    assert MunicipalityEntry.objects.get().by == cast.fatma


@pytest.mark.parametrize("who", ["ilse", "omar", "hans", "jelle"])
def test_nobody_else_sets_them(cast: Cast, who: str) -> None:
    assert look(cast[who], "signals:retention_terms", cast.veenwijk).status_code == 404
    assert save(cast[who], cast.veenwijk).status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = signed_in(cast.wil)
    with django_assert_max_num_queries(16):
        assert client.get(address("signals:retention_terms", cast.veenwijk)).status_code == 200
