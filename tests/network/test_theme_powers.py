"""A keeper says with which powers a theme is met; what a municipality adds, others do not see."""

from __future__ import annotations

import pytest
from django.test import Client

from network.actions.founding import load_catalogue
from network.actions.refusals import NotAllowed
from network.actions.themes import add_power, reword_power
from network.cast import Cast
from network.choices import power_names
from network.models import Power
from network.reference import read_catalogue
from tests.network.furnishing import signed_in

PAGE = "/netwerk/themas/T01/bevoegdheden/"


@pytest.fixture
def noor(cast: Cast) -> Client:
    return signed_in(cast.noor)


@pytest.fixture
def power(cast: Cast) -> Power:
    return add_power(by=cast.noor, municipality=cast.oudeveen, theme=cast.themes["T01"], name="Waarschuwingsbrief")


def test_a_power_is_added_for_the_own_municipality(cast: Cast, noor: Client) -> None:
    noor.post(PAGE, {"name": "Waarschuwingsbrief"})
    theme = cast.themes["T01"]
    assert "Waarschuwingsbrief" in power_names(theme, cast.oudeveen, most=20)
    assert "Waarschuwingsbrief" not in power_names(theme, cast.veenwijk, most=20)


def test_a_power_that_is_there_already_is_said_at_the_field(noor: Client, power: Power) -> None:
    answer = noor.post(PAGE, {"name": "waarschuwingsbrief"})
    assert answer.status_code == 422


def test_a_power_gets_another_name(noor: Client, power: Power) -> None:
    noor.post(f"{PAGE}{power.pk}/", {"name": "Brief van de burgemeester"})
    power.refresh_from_db()
    assert power.name == "Brief van de burgemeester"


def test_a_retired_power_stays_in_the_database_and_comes_back(cast: Cast, noor: Client, power: Power) -> None:
    noor.post(f"{PAGE}{power.pk}/aan-uit/", {"on": "0"})
    assert power.name not in power_names(cast.themes["T01"], cast.oudeveen, most=20)
    noor.post(PAGE, {"name": power.name})
    assert Power.objects.get(name=power.name).is_active


def test_a_shared_power_is_not_renamed_where_others_use_it_too(cast: Cast, noor: Client) -> None:
    shared = Power.objects.filter(theme=cast.themes["T01"], municipality=None).first()
    assert shared is not None
    assert noor.post(f"{PAGE}{shared.pk}/", {"name": "Anders"}).status_code == 404
    with pytest.raises(NotAllowed):
        reword_power(by=cast.noor, municipality=cast.oudeveen, power=shared, name="Anders")


def test_loading_the_catalogue_brings_no_renamed_power_back(cast: Cast) -> None:
    Power.objects.filter(theme=cast.themes["T01"], name__startswith="art. 13b").update(name="Sluiting")
    before = Power.objects.count()
    load_catalogue(read_catalogue())
    assert Power.objects.count() == before


def test_the_page_costs_few_queries(noor: Client, power: Power, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert noor.get(PAGE).status_code == 200


def test_ilse_finds_no_power_of_elsewhere(cast: Cast, power: Power) -> None:
    assert signed_in(cast.ilse).get(f"{PAGE}{power.pk}/").status_code == 404
