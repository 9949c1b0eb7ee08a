"""In the third step nine seats get a name and a mail address each; each becomes an invitation and a role."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from network.actions.founding import begin_municipality
from network.actions.people import give_role
from network.actions.refusals import NotAllowed
from network.actions.seats import Named, fill_seats
from network.cast import Cast
from network.joint import rules_of
from network.models import Municipality, PersonEntry, RoleGrant, StepDone, User
from network.models.person import GrantSource
from network.models.place import TeamKind
from network.rules import Role
from network.rules.joint import Act, Arrangement
from network.rules.seats import Seat
from network.rules.starting import SetupStep
from network.seats import seats_of
from tests.network.furnishing import look, send, signed_in, who_we_are

PAGE = "network:setup_people"


@pytest.fixture
def village(cast: Cast) -> Municipality:
    """Tom manages it; nobody else is there."""
    begun = begin_municipality(name="Proefdorp")
    give_role(by=None, person=cast.tom, role=Role.APPLICATION_MANAGER, municipality=begun)
    return begun


@pytest.fixture
def with_neighbour(cast: Cast, village: Municipality) -> Municipality:
    Municipality.objects.filter(pk=village.pk).update(neighbour=cast.oudeveen)
    village.refresh_from_db()
    return village


def fill(by: User, village: Municipality, *, later: bool = False, **seats: str) -> HttpResponse:
    """fill(tom, village, coordinator="Rita Bos") gives her rita@proefdorp.example; "Rita <mail>" names another."""
    answers: dict[str, Any] = {"later": "1"} if later else {}
    for seat, typed in seats.items():
        if seat.startswith("share"):
            answers[seat] = typed
            continue
        name, _, mail = typed.partition(" <")
        answers[f"{seat}_name"] = name
        answers[f"{seat}_email"] = mail.rstrip(">") or f"{name.split()[0].lower()}@proefdorp.example"
    return send(by, PAGE, village, answers)


def everybody() -> dict[str, str]:
    names = ["Rita Bos", "Vera Tak", "Pim Kok", "Hugo Mol", "Anna Vis", "Ira Bal", "Ida Top", "Sien Dal", "Wout Berg"]
    return dict(zip(Seat, names, strict=True))


def names(village: Municipality) -> dict[str, str]:
    return {seat.value: str(sitting.person) for seat, sitting in seats_of(village).items()}


def holders(village: Municipality, role: Role) -> list[str]:
    grants = RoleGrant.objects.today().filter(municipality=village, role=role).order_by("pk")
    return [str(grant.user) for grant in grants.select_related("user")]


def errors(response: HttpResponse) -> list[str]:
    return list(response.context["form"].errors)


def test_everybody_gets_the_role_of_their_seat(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, **everybody())
    assert names(village) == everybody()
    assert holders(village, Role.INTEGRITY_RECEIVER) == ["Ira Bal", "Ida Top"]


def test_everybody_is_invited(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, **everybody())
    invited = {entry.person.name for entry in PersonEntry.objects.filter(event="invited", municipality=village)}
    assert invited == set(everybody().values())
    assert Letter.objects.filter(kind="invitation_sent", municipality_id=village.pk).count() == 9


def test_somebody_reads_when_a_colleague_is_threatened(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, coordinator="Rita Bos", deputy="Vera Tak", staff_safety="Sien Dal")
    fill(cast.tom, village, staff_safety="Bas Rem")
    grants = RoleGrant.objects.today().filter(municipality=village, team__kind=TeamKind.STAFF_SAFETY)
    assert [str(grant.user) for grant in grants] == ["Bas Rem"]
    assert names(village)["deputy"] == "Vera Tak"


def test_the_deputy_stands_in_for_the_coordinator_and_reads_with_the_team(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, coordinator="Rita Bos", deputy="Vera Tak")
    grant = RoleGrant.objects.get(municipality=village, role=Role.COORDINATOR)
    assert str(grant.deputy) == "Vera Tak"
    assert holders(village, Role.TEAM_MEMBER) == ["Vera Tak"]


def test_one_person_may_take_several_seats(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, coordinator="Rita Bos", attention_officer="Rita Bos", first_receiver="Rita Bos")
    assert set(names(village).values()) == {"Rita Bos"}
    assert User.objects.filter(email="rita@proefdorp.example").count() == 1


def test_a_colleague_with_an_account_is_not_made_anew(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, coordinator=f"Iemand Anders <{cast.ilse.email.upper()}>")
    assert seats_of(village)[Seat.COORDINATOR].person == cast.ilse


def test_the_step_can_be_left_and_gone_on_with(cast: Cast, village: Municipality) -> None:
    response = fill(cast.tom, village, later=True, coordinator="Rita Bos")
    assert response["Location"] == "/inrichten/proefdorp/"
    page = look(cast.tom, PAGE, village).content.decode()
    assert "Rita Bos" in page
    assert "De regisseur heeft geen vervanger" in page
    fill(cast.tom, village, deputy="Vera Tak")
    assert names(village) == {"coordinator": "Rita Bos", "deputy": "Vera Tak"}


def test_the_step_is_done_when_there_is_a_coordinator(cast: Cast, village: Municipality) -> None:
    done = StepDone.objects.filter(municipality=village, step=SetupStep.PEOPLE)
    fill(cast.tom, village, board_member="Wout Berg")
    assert not done.exists()
    fill(cast.tom, village, coordinator="Rita Bos")
    assert done.exists()


def test_somebody_else_on_a_seat_ends_the_role_of_before(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, **everybody())
    fill(cast.tom, village, coordinator="Nina Dam", first_receiver="Olga Rem")
    assert names(village) | {"second_receiver": ""} == everybody() | {
        "coordinator": "Nina Dam",
        "first_receiver": "Ida Top",
        "second_receiver": "",
    }
    assert holders(village, Role.COORDINATOR) == ["Nina Dam"]
    assert sorted(holders(village, Role.INTEGRITY_RECEIVER)) == ["Ida Top", "Olga Rem"]


def test_coordinator_and_deputy_can_change_seats(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, coordinator="Rita Bos", deputy="Vera Tak")
    fill(cast.tom, village, coordinator="Vera Tak", deputy="Rita Bos")
    assert names(village) == {"coordinator": "Vera Tak", "deputy": "Rita Bos"}


def test_a_mistake_put_right_on_the_same_day_leaves_one_person(cast: Cast, village: Municipality) -> None:
    for typed in ("Rita Bos", "Rita Boss <fout@proefdorp.example>", "Rita Bos"):
        fill(cast.tom, village, coordinator=typed)
    assert holders(village, Role.COORDINATOR) == ["Rita Bos"]


# ---- what cannot be ------------------------------------------------------------------------------
def test_privacy_officer_and_fg_are_never_one_person(cast: Cast, village: Municipality) -> None:
    response = fill(cast.tom, village, privacy_officer="Pim Kok", data_protection_officer="Pim Kok")
    assert (response.status_code, errors(response)) == (422, ["data_protection_officer_email"])
    assert "Eén persoon is nooit allebei" in response.content.decode()
    assert names(village) == {}


def test_nor_when_the_one_was_named_before(cast: Cast, village: Municipality) -> None:
    fill(cast.tom, village, privacy_officer="Pim Kok")
    response = fill(cast.tom, village, data_protection_officer="Pim Kok", board_member="Wout Berg")
    assert errors(response) == ["data_protection_officer_email"]
    assert names(village) == {"privacy_officer": "Pim Kok"}


def test_the_two_receivers_are_two_people(cast: Cast, village: Municipality) -> None:
    response = fill(cast.tom, village, first_receiver="Ira Bal", second_receiver="Ira Bal")
    assert errors(response) == ["second_receiver_email"]


@pytest.mark.parametrize(
    ("before", "after"), [("first_receiver", "second_receiver"), ("coordinator", "deputy"), ("deputy", "coordinator")]
)
def test_nor_does_one_person_take_both_of_two_seats_one_after_the_other(
    cast: Cast, village: Municipality, before: str, after: str
) -> None:
    fill(cast.tom, village, coordinator="Rita Bos", deputy="Vera Tak", first_receiver="Ira Bal")
    sitting = names(village)
    response = fill(cast.tom, village, **{after: sitting[before]})
    assert errors(response) == [f"{after}_email"]
    assert names(village) == sitting


def test_nobody_gives_themselves_sight(cast: Cast, village: Municipality) -> None:
    response = fill(cast.tom, village, coordinator=f"Tom <{cast.tom.email}>")
    assert errors(response) == ["coordinator_email"]


def test_a_deputy_needs_somebody_to_stand_in_for(cast: Cast, village: Municipality) -> None:
    response = fill(cast.tom, village, deputy="Vera Tak")
    assert errors(response) == ["deputy_email"]


def test_a_closed_account_is_not_opened_here(cast: Cast, village: Municipality) -> None:
    User.objects.filter(pk=cast.merve.pk).update(is_active=False)
    response = fill(cast.tom, village, board_member=f"Merve <{cast.merve.email}>")
    assert errors(response) == ["board_member_email"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("Rita Bos <rita>", "email"), ("Rita Bos < >", "email"), (" <a@b.nl>", "name")],
)
def test_what_is_wrong_is_said_at_its_place_and_stays(
    cast: Cast, village: Municipality, typed: str, wrong: str
) -> None:
    response = fill(cast.tom, village, coordinator=typed, board_member="Wout Berg")
    assert (response.status_code, errors(response)) == (422, [f"coordinator_{wrong}"])
    assert 'value="Wout Berg"' in response.content.decode()


# ---- with a neighbour ----------------------------------------------------------------------------
def test_with_a_neighbour_team_and_second_pair_of_eyes_stand_ready(cast: Cast, with_neighbour: Municipality) -> None:
    form = look(cast.tom, PAGE, with_neighbour).context["form"]
    assert (form["share_team"].value(), form["share_second_pair"].value()) == (True, True)


def test_the_team_of_the_neighbour_reads_here_too(cast: Cast, with_neighbour: Municipality) -> None:
    fill(cast.tom, with_neighbour, share_team="on", privacy_officer="Pim Kok")
    grant = RoleGrant.objects.get(municipality=with_neighbour, user=cast.omar)
    assert (grant.role, grant.source, grant.deputy) == (Role.COORDINATOR, GrantSource.NEIGHBOUR, cast.bea)
    assert cast.joris.name in holders(with_neighbour, Role.TEAM_MEMBER)
    assert StepDone.objects.filter(municipality=with_neighbour, step=SetupStep.PEOPLE).exists()


def test_whoever_reads_for_the_neighbour_hears_it(cast: Cast, with_neighbour: Municipality) -> None:
    fill(cast.tom, with_neighbour, share_team="on")
    assert Message.objects.filter(kind="team_shared", recipient_mark=duty_mark(cast.omar.pk)).count() == 1


def test_the_shared_team_follows_the_neighbour(cast: Cast, with_neighbour: Municipality) -> None:
    fill(cast.tom, with_neighbour, share_team="on")
    RoleGrant.objects.filter(user=cast.joris, municipality=cast.oudeveen, role=Role.TEAM_MEMBER).delete()
    fill(cast.tom, with_neighbour, share_team="on")
    assert cast.joris.name not in holders(with_neighbour, Role.TEAM_MEMBER)
    assert cast.omar.name in holders(with_neighbour, Role.COORDINATOR)


def test_a_village_can_stop_sharing(cast: Cast, with_neighbour: Municipality) -> None:
    fill(cast.tom, with_neighbour, share_team="on", share_second_pair="on")
    fill(cast.tom, with_neighbour, coordinator="Rita Bos")
    assert holders(with_neighbour, Role.COORDINATOR) == ["Rita Bos"]
    assert {rule.arrangement for rule in rules_of(with_neighbour).values()} == {Arrangement.COLLEAGUE}


def test_the_neighbour_is_the_second_pair_of_eyes(cast: Cast, with_neighbour: Municipality) -> None:
    fill(cast.tom, with_neighbour, share_second_pair="on")
    rule = rules_of(with_neighbour)[Act.OPEN_NAME]
    assert (rule.arrangement, rule.partner) == (Arrangement.PARTNER, cast.oudeveen)


@pytest.mark.parametrize("chosen", ["", "veenwijk"])
def test_with_another_neighbour_what_was_lent_goes_back(cast: Cast, with_neighbour: Municipality, chosen: str) -> None:
    fill(cast.tom, with_neighbour, share_team="on", share_second_pair="on")
    other = cast[chosen].pk if chosen else ""
    send(cast.tom, "network:setup_municipality", with_neighbour, who_we_are(neighbour=other))
    assert not RoleGrant.objects.today().filter(municipality=with_neighbour, source=GrantSource.NEIGHBOUR).exists()
    assert {rule.partner for rule in rules_of(with_neighbour).values()} == {None}


def test_an_own_coordinator_goes_before_the_shared_one(cast: Cast, with_neighbour: Municipality) -> None:
    fill(cast.tom, with_neighbour, share_team="on", coordinator="Rita Bos")
    assert names(with_neighbour)["coordinator"] == "Rita Bos"


def test_the_neighbour_itself_stays_as_it_was(cast: Cast, with_neighbour: Municipality) -> None:
    before = set(RoleGrant.objects.filter(municipality=cast.oudeveen).values_list("pk", "until_on"))
    fill(cast.tom, with_neighbour, share_team="on", share_second_pair="on", **everybody())
    assert set(RoleGrant.objects.filter(municipality=cast.oudeveen).values_list("pk", "until_on")) == before


# ---- who may, and when it is live ------------------------------------------------------------------
def test_ilse_cannot_open_it(cast: Cast, village: Municipality) -> None:
    assert look(cast.ilse, PAGE, village).status_code == 404
    assert fill(cast.ilse, village, coordinator="Ilse").status_code == 404


def test_the_action_asks_the_right_too(cast: Cast, village: Municipality) -> None:
    named = {Seat.BOARD_MEMBER: Named("Wout Berg", "wout@proefdorp.example")}
    for somebody in (cast.ilse, cast.omar):
        with pytest.raises(NotAllowed):
            fill_seats(by=somebody, municipality=village, named=named)


def test_once_it_is_live_the_page_only_shows_who_sits_where(cast: Cast) -> None:
    fill(cast.tom, cast.oudeveen, board_member="Wout Berg")
    page = look(cast.tom, PAGE, cast.oudeveen).content.decode()
    assert cast.omar.name in page
    assert "Wout Berg" not in page
    assert not User.objects.filter(email="wout@proefdorp.example").exists()


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, with_neighbour: Municipality, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.tom)
    with django_assert_max_num_queries(20):
        client.get(f"/inrichten/{with_neighbour.slug}/mensen/")
