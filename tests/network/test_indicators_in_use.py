"""A reworded or retired indicator is right everywhere at once, and an old signal keeps the words that were ticked."""

from __future__ import annotations

import pytest

from network.actions.founding import load_catalogue
from network.actions.indicators import Settled, retire_indicator, revive_indicator, sign_check
from network.cards import card_for
from network.cast import Cast
from network.choices import find_indicators, indicators_for
from network.models import Indicator
from network.reference import read_catalogue
from tests.network.theme_forms import draft, fine, published
from tests.signals.filing_form import NEW as FORM
from tests.signals.filing_form import answers, filed, signed_in

SHARED = "T10.1"
NEW = "Post komt telkens terug, en de inschrijving blijft staan."

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(cast: Cast) -> Indicator:
    return Indicator.objects.get(code=SHARED)


def retire(cast: Cast, indicator: Indicator) -> None:
    retire_indicator(by=cast.noor, municipality=cast.oudeveen, indicator=indicator, reason="Zegt te weinig.")


def used(cast: Cast, at: str = "oudeveen") -> set[str]:
    return set(Indicator.objects.used_in(cast[at]).values_list("code", flat=True))


def test_another_wording_takes_the_place_of_a_shared_one_there_alone(cast: Cast, shared: Indicator) -> None:
    own = published(cast, text=NEW, rewords=shared)
    assert used(cast) & {own.code, SHARED} == {own.code}
    assert used(cast, "veenwijk") & {own.code, SHARED} == {SHARED}


def test_an_own_wording_is_reworded_again_and_the_shared_one_stays_away(cast: Cast, shared: Indicator) -> None:
    first = published(cast, text=NEW, rewords=shared)
    second = published(cast, text="Post komt terug.", rewords=first)
    assert used(cast) & {first.code, second.code, SHARED} == {second.code}


def test_two_wordings_of_the_same_sign_are_not_both_published(cast: Cast, shared: Indicator) -> None:
    first, second = draft(cast, text=NEW, rewords=shared), draft(cast, text="Post komt terug.", rewords=shared)
    sign_check(by=cast.fatma, draft=first, answers=fine(), remark="")
    with pytest.raises(Settled):
        sign_check(by=cast.fatma, draft=second, answers=fine(), remark="")


def test_a_retired_shared_one_stays_with_others(cast: Cast, shared: Indicator) -> None:
    retire(cast, shared)
    assert SHARED not in used(cast)
    assert SHARED in used(cast, "veenwijk")


def test_retiring_an_own_wording_does_not_bring_the_shared_one_back(cast: Cast, shared: Indicator) -> None:
    own = published(cast, text=NEW, rewords=shared)
    retire(cast, own)
    assert not used(cast) & {own.code, SHARED}


def test_a_retired_one_comes_back_as_it_was_checked(cast: Cast, shared: Indicator) -> None:
    own = published(cast, text=NEW, rewords=shared)
    retire(cast, own)
    revive_indicator(by=cast.noor, municipality=cast.oudeveen, indicator=own)
    assert used(cast) & {own.code, SHARED} == {own.code}


def test_a_wording_that_another_took_the_place_of_does_not_come_back(cast: Cast, shared: Indicator) -> None:
    first = published(cast, text=NEW, rewords=shared)
    published(cast, text="Post komt terug.", rewords=first)
    revive_indicator(by=cast.noor, municipality=cast.oudeveen, indicator=first)
    assert first.code not in used(cast)


def test_loading_the_catalogue_again_changes_nothing_of_that(cast: Cast, shared: Indicator) -> None:
    own = published(cast, text=NEW, rewords=shared)
    load_catalogue(read_catalogue(), overwrite=True)
    assert used(cast) & {own.code, SHARED} == {own.code}


def test_the_filing_form_offers_the_own_wording(cast: Cast, shared: Indicator) -> None:
    own = published(cast, text=NEW, rewords=shared, strength="strong")
    page = signed_in(cast.sanne).post(FORM, answers(send=None, find_indicators="1", indicator_words="post komt"))
    assert f'value="{own.code}"' in page.content.decode()
    assert f'value="{SHARED}"' not in page.content.decode()


def test_a_colleague_elsewhere_finds_the_shared_wording_only(cast: Cast, shared: Indicator) -> None:
    published(cast, text=NEW, rewords=shared)
    assert [one.code for one in find_indicators(cast.veenwijk, "post structureel")] == [SHARED]
    assert not find_indicators(cast.veenwijk, "telkens terug")


def test_the_card_of_a_department_shows_it(cast: Cast) -> None:
    codes = [one.code for one in indicators_for(cast.oudeveen, cast.department("PUB"))]
    retire(cast, Indicator.objects.get(code=codes[0]))
    assert codes[0] not in [one.code for one in card_for(cast.sanne, "PUB").indicators]


def test_an_old_signal_keeps_the_words_that_were_ticked(cast: Cast, shared: Indicator) -> None:
    signal = filed(cast.sanne, indicators=[SHARED])
    published(cast, text=NEW, rewords=shared)
    page = signed_in(cast.omar).get(f"/werkvoorraad/{signal.reference}/").content.decode()
    assert shared.text in page
    assert NEW not in page


def test_what_was_ticked_before_it_was_retired_can_still_be_sent(cast: Cast, shared: Indicator) -> None:
    retire(cast, shared)
    assert [one.code for one in filed(cast.sanne, indicators=[SHARED]).indicators.all()] == [SHARED]


def test_nobody_ticks_what_another_municipality_added(cast: Cast) -> None:
    own = published(cast)
    answer = signed_in(cast.ilse).post(FORM, answers(indicators=[own.code]))
    assert answer.status_code == 422
