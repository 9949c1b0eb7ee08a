"""Whoever furnishes a municipality sees seven steps, how far they are, and one big button to go on."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hkin.machine.proofs import KEYS_WRITTEN_DOWN, MAIL_ARRIVED, prove
from network.actions.people import give_role
from network.actions.refusals import NotAllowed
from network.actions.starting import finish_step
from network.cast import Cast
from network.models import Municipality, RoleGrant, StepDone
from network.rules import Role
from network.rules.starting import SetupStep
from network.setup_page import SetupPage
from tests.network.furnishing import address, look, send, signed_in


@pytest.fixture
def nobody_is_live(cast: Cast) -> None:
    Municipality.objects.update(is_live=False)


def steps(cast: Cast, username: str, municipality: Municipality) -> SetupPage:
    page: SetupPage = look(cast[username], "network:setup_steps", municipality).context["page"]
    return page


def test_with_one_municipality_you_go_straight_to_it(cast: Cast) -> None:
    response = signed_in(cast.noor).get("/inrichten/")
    assert response["Location"] == address("network:setup_steps", cast.oudeveen)


def test_with_more_you_choose(cast: Cast) -> None:
    page = signed_in(cast.wil).get("/inrichten/").content.decode()
    assert all(address("network:setup_steps", one) in page for one in (cast.oudeveen, cast.veenwijk))


def test_there_are_seven_steps_with_the_minutes_each_takes(cast: Cast) -> None:
    page = steps(cast, "wil", cast.veenwijk)
    assert [step.minutes for step in page.steps] == [8, 5, 9, 4, 16, 10, 8]


def test_a_finished_step_says_who_did_it(cast: Cast) -> None:
    finish_step(by=cast.wil, municipality=cast.veenwijk, step=SetupStep.READING)
    page = look(cast.tom, "network:setup_steps", cast.veenwijk).content.decode()
    assert "Gedaan door Wil Huisman" in page


def test_the_big_button_goes_to_the_first_step_that_is_left(cast: Cast) -> None:
    finish_step(by=cast.tom, municipality=cast.veenwijk, step=SetupStep.MACHINE)
    finish_step(by=cast.wil, municipality=cast.veenwijk, step=SetupStep.MUNICIPALITY)
    following = steps(cast, "wil", cast.veenwijk).next
    assert following is not None
    assert following.state.step is SetupStep.PEOPLE


def test_a_step_of_somebody_else_is_no_step_to_go_on_with(cast: Cast) -> None:
    following = steps(cast, "wil", cast.veenwijk).next
    assert following is not None
    assert following.state.step is SetupStep.MUNICIPALITY


def test_a_step_that_builds_on_another_says_so_kindly(cast: Cast) -> None:
    ride = steps(cast, "wil", cast.veenwijk).steps[5]
    assert [str(name) for name in ride.waits_for] == ["Zes mensen", "Wie is waarvoor"]


def test_done_twice_is_done_once(cast: Cast) -> None:
    for somebody in (cast.wil, cast.tom):
        finish_step(by=somebody, municipality=cast.veenwijk, step=SetupStep.READING)
    assert StepDone.objects.get().by == cast.wil


def test_who_does_not_furnish_it_finishes_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        finish_step(by=cast.noor, municipality=cast.veenwijk, step=SetupStep.READING)


def test_practice_is_explained(cast: Cast) -> None:
    assert "Oefensignalen gaan na 30 dagen weg" in look(cast.wil, "network:setup_steps", cast.veenwijk).content.decode()


@pytest.mark.parametrize("name", ["network:setup_steps", "network:setup_machine", "network:setup_municipality"])
def test_ilse_cannot_open_it(cast: Cast, name: str) -> None:
    assert look(cast.ilse, name, cast.oudeveen).status_code == 404


def test_who_furnishes_another_municipality_cannot_open_this_one(cast: Cast) -> None:
    assert look(cast.noor, "network:setup_steps", cast.veenwijk).status_code == 404


def test_a_name_that_does_not_exist_answers_as_one_that_is_not_yours(cast: Cast) -> None:
    assert signed_in(cast.noor).get("/inrichten/nergens/").status_code == 404


def test_the_menu_leads_there_while_a_municipality_of_yours_practises(cast: Cast) -> None:
    assert "/inrichten/" in signed_in(cast.wil).get("/berichten/").content.decode()
    assert "/inrichten/" not in signed_in(cast.noor).get("/berichten/").content.decode()


# ---- the machine ---------------------------------------------------------------------------------
@pytest.mark.usefixtures("nobody_is_live")
def test_without_keys_and_mail_the_other_steps_are_closed(cast: Cast) -> None:
    response = look(cast.wil, "network:setup_municipality", cast.veenwijk)
    assert response["Location"] == address("network:setup_steps", cast.veenwijk)
    assert [step.address for step in steps(cast, "wil", cast.veenwijk).steps] == [""] * 7


@pytest.mark.usefixtures("nobody_is_live")
def test_the_machine_is_not_ready_before_mail_arrived_and_keys_stand_on_paper(cast: Cast) -> None:
    prove(MAIL_ARRIVED, by_name="Tom")
    assert send(cast.tom, "network:setup_machine", cast.veenwijk).status_code == 422
    assert not StepDone.objects.exists()


@pytest.mark.usefixtures("nobody_is_live")
def test_a_machine_that_is_ready_opens_the_other_steps(cast: Cast) -> None:
    prove(MAIL_ARRIVED, by_name="Tom")
    prove(KEYS_WRITTEN_DOWN, by_name="Tom")
    response = send(cast.tom, "network:setup_machine", cast.veenwijk)
    assert response["Location"] == address("network:setup_municipality", cast.veenwijk)


@pytest.mark.usefixtures("nobody_is_live")
def test_the_machine_is_looked_at_once_for_all_municipalities_on_it(cast: Cast) -> None:
    finish_step(by=cast.tom, municipality=cast.oudeveen, step=SetupStep.MACHINE)
    [machine, *_others] = steps(cast, "wil", cast.veenwijk).steps
    assert (machine.is_done, machine.state.by_installation) == (True, True)


def test_only_an_application_manager_looks_at_the_machine(cast: Cast) -> None:
    assert look(cast.wil, "network:setup_machine", cast.veenwijk).status_code == 404
    assert look(cast.tom, "network:setup_machine", cast.veenwijk).status_code == 200


# ---- another municipality ------------------------------------------------------------------------
def test_an_application_manager_adds_a_village_and_manages_it(cast: Cast) -> None:
    signed_in(cast.tom).post("/inrichten/toevoegen/", {"name": "Klein Veen", "neighbour": cast.oudeveen.pk})
    village = Municipality.objects.get(slug="klein-veen")
    assert (village.is_live, village.neighbour) == (False, cast.oudeveen)
    assert RoleGrant.objects.get(municipality=village).user == cast.tom


def test_without_a_name_nothing_is_added(cast: Cast) -> None:
    assert signed_in(cast.tom).post("/inrichten/toevoegen/", {"name": ""}).status_code == 422
    assert Municipality.objects.count() == 2


def test_a_coordinator_adds_no_municipality(cast: Cast) -> None:
    assert signed_in(cast.omar).post("/inrichten/toevoegen/", {"name": "Klein Veen"}).status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    give_role(by=cast.tom, person=cast.sanne, role=Role.DIRECTORY_KEEPER, municipality=cast.veenwijk)
    client.force_login(cast.wil, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(15):
        client.get(reverse("network:setup_steps", args=["veenwijk"]))
