"""The coordinator chooses how new signals are weighed; what runs keeps the version it began under."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Municipality, MunicipalityEntry, RoleGrant, User
from network.rules import Role
from signals.actions.own_protocol import Profile, choose_protocol, load_protocol
from signals.actions.working import NotAllowed
from signals.models import Signal
from tests.signals.life import filed
from tests.signals.protocols import text_of
from tests.signals.team import signed_in, words_of

THREE = "waterdrecht-1"


def address(municipality: Municipality) -> str:
    return reverse("signals:choose_protocol", args=[municipality.slug])


def send(user: User, municipality: Municipality, **typed: str) -> HttpResponse:
    usual = {"protocol": "model-1", "minimum_scores": "", "partner": ""}
    answer: HttpResponse = signed_in(user).post(address(municipality), usual | typed)
    return answer


def shown(user: User, municipality: Municipality) -> str:
    answer = signed_in(user).get(address(municipality))
    assert answer.status_code == 200
    return words_of(answer)


def chosen(municipality: Municipality) -> tuple[str, int | None, int | None]:
    municipality.refresh_from_db()
    return municipality.protocol_version, municipality.minimum_scores, municipality.scoring_partner_id


def test_another_profile_is_chosen(cast: Cast) -> None:
    assert send(cast.omar, cast.oudeveen, protocol="light-1").status_code == 302
    assert chosen(cast.oudeveen) == ("light-1", None, None)


def test_a_new_signal_follows_it_and_a_running_one_does_not(cast: Cast) -> None:
    before = filed(cast.sanne)
    send(cast.omar, cast.oudeveen, protocol="light-1")
    after = filed(User.objects.get(pk=cast.sanne.pk))
    versions = dict(Signal.objects.values_list("pk", "protocol_version"))
    assert [versions[before.pk], versions[after.pk]] == ["model-1", "light-1"]


def test_a_signal_of_an_own_protocol_begins_in_its_first_phase(cast: Cast) -> None:
    load_protocol(text_of("drie-fasen"), municipality=cast.oudeveen)
    send(cast.omar, cast.oudeveen, protocol=THREE)
    assert filed(User.objects.get(pk=cast.sanne.pk)).step == "fase-1"


def test_each_profile_is_offered_with_its_numbers(cast: Cast) -> None:
    load_protocol(text_of("drie-fasen"), municipality=cast.oudeveen)
    page = shown(cast.omar, cast.oudeveen)
    for numbers in (
        "4 stappen · 8 criteria · minstens 3 eigen oordelen",
        "3 stappen · 4 criteria · minstens 1 eigen oordeel",
        "3 stappen · 5 criteria · minstens 2 eigen oordelen",
    ):
        assert numbers in page


def test_a_protocol_of_another_municipality_is_not_offered(cast: Cast) -> None:
    load_protocol(text_of("drie-fasen"), municipality=cast.veenwijk)
    assert "Waterdrecht" not in shown(cast.omar, cast.oudeveen)
    assert send(cast.omar, cast.oudeveen, protocol=THREE).status_code == 422


def test_the_least_number_of_scores_is_set(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen, minimum_scores="2")
    assert chosen(cast.oudeveen) == ("model-1", 2, None)


def test_left_empty_it_is_that_of_the_protocol(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen, minimum_scores="2")
    send(cast.omar, cast.oudeveen, minimum_scores="")
    assert chosen(cast.oudeveen) == ("model-1", None, None)


@pytest.mark.parametrize("typed", ["0", "21", "-1", "veel", "1.5"])
def test_a_wrong_number_is_said_at_its_place_and_stays(cast: Cast, typed: str) -> None:
    answer = send(cast.omar, cast.oudeveen, minimum_scores=typed, protocol="light-1")
    page = words_of(answer)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["minimum_scores"])
    assert f'value="{typed}"' in page
    assert "Vul een getal in van 1 tot en met 20, of laat het leeg." in page
    assert chosen(cast.oudeveen) == ("model-1", None, None)


def test_more_scores_than_people_is_kept_with_a_warning(cast: Cast) -> None:
    assert "Zo komt geen enkele weging af" not in shown(cast.omar, cast.oudeveen)
    send(cast.omar, cast.oudeveen, minimum_scores="20")
    assert "Zo komt geen enkele weging af" in shown(cast.omar, cast.oudeveen)


def test_scorers_of_a_partner_count_along(cast: Cast) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.TEAM_MEMBER).exclude(user=cast.wil).delete()
    send(cast.wil, cast.veenwijk, protocol="light-1", minimum_scores="4")
    assert "Zo komt geen enkele weging af" in shown(cast.wil, cast.veenwijk)
    send(cast.wil, cast.veenwijk, protocol="light-1", minimum_scores="4", partner="oudeveen")
    assert chosen(cast.veenwijk) == ("light-1", 4, cast.oudeveen.pk)
    assert "Zo komt geen enkele weging af" not in shown(cast.wil, cast.veenwijk)


def test_a_municipality_that_practises_does_not_score_for_a_live_one(cast: Cast) -> None:
    assert "Wie weegt er mee?" not in shown(cast.omar, cast.oudeveen)
    assert send(cast.omar, cast.oudeveen, partner="veenwijk").status_code == 422


@pytest.mark.parametrize("username", ["bea", "noor", "sanne", "fatma", "ilse", "jelle"])
def test_others_cannot_open_it(cast: Cast, username: str) -> None:
    assert signed_in(cast[username]).get(address(cast.oudeveen)).status_code == 404
    assert send(cast[username], cast.oudeveen, protocol="light-1").status_code == 404


def test_the_action_asks_the_right_itself(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        choose_protocol(by=cast.bea, municipality=cast.oudeveen, profile=Profile("light-1"))


@pytest.mark.parametrize("profile", [Profile("unknown"), Profile("model-1", 0), Profile("model-1", 21)])
def test_the_action_takes_only_what_is_offered(cast: Cast, profile: Profile) -> None:
    with pytest.raises(NotAllowed):
        choose_protocol(by=cast.omar, municipality=cast.oudeveen, profile=profile)


def test_the_page_says_that_running_signals_keep_theirs(cast: Cast) -> None:
    assert "Een lopend signaal houdt de versie waarmee het begon." in shown(cast.omar, cast.oudeveen)


def test_who_sees_signals_reads_how_many_run_on_what(cast: Cast) -> None:
    filed(cast.sanne)
    assert "<strong>1</strong>" in shown(cast.omar, cast.oudeveen)


def test_who_sees_none_reads_no_small_number(cast: Cast) -> None:
    filed(cast.sanne)
    page = shown(cast.tom, cast.oudeveen)
    assert "<strong>minder dan 5</strong>" in page
    assert "<strong>1</strong>" not in page


def test_who_sees_none_reads_a_large_number(cast: Cast) -> None:
    for _number in range(5):
        filed(cast.sanne)
    assert "<strong>5</strong>" in shown(cast.tom, cast.oudeveen)


def test_what_was_chosen_stands_there_with_who_and_before(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen, protocol="light-1", minimum_scores="2")
    page = shown(cast.omar, cast.oudeveen)
    decided = page[page.index("decided-title") :]
    assert cast.omar.name in decided
    assert "Protocol: Licht (light-1). Eerst: Modelprotocol (model-1)." in decided
    assert "Minste aantal oordelen: 2. Eerst: zoals in het protocol." in decided


def test_choosing_the_same_is_no_decision(cast: Cast) -> None:
    send(cast.omar, cast.oudeveen)
    assert not MunicipalityEntry.objects.exists()


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(16):
        client.get(address(cast.oudeveen))


def test_two_versions_with_one_name_are_told_apart(cast: Cast) -> None:
    for number in (1, 2):
        text = text_of("drie-fasen").replace(THREE, f"waterdrecht-{number}")
        load_protocol(text, municipality=cast.oudeveen)
    page = shown(cast.omar, cast.oudeveen)
    assert "waterdrecht-1 · 3 stappen" in page
    assert "waterdrecht-2 · 3 stappen" in page
