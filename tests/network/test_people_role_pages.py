"""On the page of a colleague a role is given, changed and ended; what is wrong is said at its place."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.joint import agree, refuse, settle_delays
from network.cast import Cast
from network.joint import waiting_for
from network.models import JointAct, JointRule, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.joint import Act, Arrangement
from tests.network.person_form import REASON, boxes, grant_of, look, send

TEAM = "?gemeente=oudeveen&rol=team_member"
CONTACT = "?gemeente=oudeveen&rol=contact_person"
BOARD = "?gemeente=oudeveen&rol=board_member"


def answers(**more: Any) -> dict[str, Any]:
    return {**boxes("from_on", timezone.localdate()), **REASON, **more}


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def fields_of(client: Client, cast: Cast, role: str) -> list[str]:
    page = look(client, cast.tom, cast.merve, "person_role")
    form = client.get(page.request["PATH_INFO"], {"gemeente": "oudeveen", "rol": role}).context["form"]
    return list(form.fields)


@pytest.mark.parametrize(
    ("role", "asked"),
    [
        ("board_member", ["theme", "deputy"]),
        ("department_head", ["department", "deputy"]),
        ("contact_person", ["department", "deputy"]),
        ("team_member", ["team", "deputy"]),
        ("attention_officer", ["theme", "deputy"]),
        ("integrity_receiver", ["line", "deputy"]),
    ],
)
def test_a_form_asks_what_the_role_needs(client: Client, cast: Cast, role: str, asked: list[str]) -> None:
    assert fields_of(client, cast, role) == [*asked, "from_on", "until_on", "reason"]


def test_a_role_is_given(client: Client, cast: Cast) -> None:
    assert send(client, cast.tom, cast.merve, "person_role", answers(), ask=BOARD).status_code == 302
    assert grant_of(cast.merve, Role.BOARD_MEMBER).reason == "besluit 12"


def test_without_a_reason_nothing_is_given(client: Client, cast: Cast) -> None:
    response = send(client, cast.tom, cast.merve, "person_role", answers(reason=""), ask=BOARD)
    assert (response.status_code, "reason" in response.context["form"].errors) == (422, True)


def test_a_role_that_opens_signals_waits_and_the_page_says_so(client: Client, cast: Cast) -> None:
    team = cast.teams["oudeveen", "integral"].pk
    send(client, cast.tom, cast.merve, "person_role", answers(team=team), ask=TEAM)
    assert not roles_of(again(cast.merve)).has(Role.TEAM_MEMBER)
    page = look(client, cast.tom, cast.merve).content.decode()
    assert "Merve Aydin: Teamlid, Integraal team" in page
    assert "Een collega moet instemmen." in page


def test_it_begins_when_a_colleague_agrees(client: Client, cast: Cast) -> None:
    team = cast.teams["oudeveen", "integral"].pk
    send(client, cast.tom, cast.merve, "person_role", answers(team=team), ask=TEAM)
    agree(act=JointAct.objects.get(), by=cast.omar)
    assert roles_of(again(cast.merve)).has(Role.TEAM_MEMBER)
    entry = PersonEntry.objects.get(person=cast.merve, event=PersonEvent.ROLE_GIVEN)
    assert (entry.by, "Omar de Vries stemde in" in entry.detail) == (cast.tom, True)


def test_it_does_not_begin_when_a_colleague_refuses(client: Client, cast: Cast) -> None:
    team = cast.teams["oudeveen", "integral"].pk
    send(client, cast.tom, cast.merve, "person_role", answers(team=team), ask=TEAM)
    refuse(act=JointAct.objects.get(), by=cast.omar, reason="niet nodig")
    assert not roles_of(again(cast.merve)).has(Role.TEAM_MEMBER)


def test_sent_twice_asks_once(client: Client, cast: Cast) -> None:
    team = cast.teams["oudeveen", "integral"].pk
    for _time in range(2):
        send(client, cast.tom, cast.merve, "person_role", answers(team=team), ask=TEAM)
    assert JointAct.objects.count() == 1


def test_in_practice_a_role_begins_at_once(client: Client, cast: Cast) -> None:
    team = cast.teams["veenwijk", "integral"].pk
    ask = "?gemeente=veenwijk&rol=team_member"
    send(client, cast.tom, cast.ilse, "person_role", answers(team=team), ask=ask)
    assert roles_of(again(cast.ilse)).has(Role.TEAM_MEMBER)


def test_who_gets_the_role_is_nobody_to_agree(client: Client, cast: Cast) -> None:
    department = cast.department("OOV").pk
    send(client, cast.tom, cast.omar, "person_role", answers(department=department), ask=CONTACT)
    assert not waiting_for(again(cast.omar)).exists()
    assert waiting_for(again(cast.fatma)).exists()


def test_after_a_delay_without_a_colleague_it_begins_by_itself(client: Client, cast: Cast, time_machine: Any) -> None:
    JointRule.objects.create(municipality=cast.oudeveen, act=Act.GRANT_SIGHT, arrangement=Arrangement.DELAY)
    team = cast.teams["oudeveen", "integral"].pk
    send(client, cast.tom, cast.merve, "person_role", answers(team=team), ask=TEAM)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    settle_delays()
    assert roles_of(again(cast.merve)).has(Role.TEAM_MEMBER)


def test_an_impossible_pair_is_said_at_the_role(client: Client, cast: Cast) -> None:
    page = look(client, cast.tom, cast.hans, "person_role")
    response: Any = client.get(page.request["PATH_INFO"], {"gemeente": "oudeveen", "rol": "privacy_officer"})
    assert (response.status_code, "rol" in response.context["form"].errors) == (422, True)


def test_an_impossible_deputy_is_said_at_the_deputy(client: Client, cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.hans, role=Role.REPORTER).update(department=cast.department("ICT"))
    grant = RoleGrant.objects.get(user=cast.fatma, role=Role.PRIVACY_OFFICER, municipality=cast.oudeveen)
    response = send(client, cast.tom, cast.fatma, "person_deputy", {"deputy": cast.hans.pk, **REASON}, grant.pk)
    assert (response.status_code, "deputy" in response.context["form"].errors) == (422, True)


def test_nobody_chooses_what_opens_signals_for_themselves(client: Client, cast: Cast) -> None:
    page = look(client, cast.tom, cast.tom, "person_role")
    response: Any = client.get(page.request["PATH_INFO"], {"gemeente": "oudeveen", "rol": "team_member"})
    assert (response.status_code, "rol" in response.context["form"].errors) == (422, True)


def test_a_directory_keeper_is_offered_what_stands_in_the_directory(client: Client, cast: Cast) -> None:
    form = look(client, cast.noor, cast.merve, "person_role").context["form"]
    assert [value for value, _label in form.fields["rol"].choices] == [
        "department_head",
        "source_holder",
        "contact_person",
    ]


def test_a_directory_keeper_sends_no_other_role(client: Client, cast: Cast) -> None:
    assert send(client, cast.noor, cast.merve, "person_role", answers(), ask=BOARD).status_code == 422
    assert not RoleGrant.objects.filter(user=cast.merve, role=Role.BOARD_MEMBER).exists()


def test_a_department_of_elsewhere_is_refused_at_its_field(client: Client, cast: Cast) -> None:
    elsewhere = cast.department("PUB", at="veenwijk").pk
    response = send(client, cast.tom, cast.merve, "person_role", answers(department=elsewhere), ask=CONTACT)
    assert (response.status_code, "department" in response.context["form"].errors) == (422, True)


def test_a_deputy_of_who_sees_signals_waits_too(client: Client, cast: Cast) -> None:
    grant = grant_of(cast.dirk, Role.CONTACT_PERSON)
    RoleGrant.objects.filter(user=cast.merve, role=Role.REPORTER).update(department=cast.department("VAS"))
    send(client, cast.tom, cast.dirk, "person_deputy", {"deputy": cast.merve.pk, **REASON}, grant.pk)
    assert (grant_of(cast.dirk, Role.CONTACT_PERSON).deputy, JointAct.objects.waiting().count()) == (cast.lotte, 1)
    agree(act=JointAct.objects.get(), by=cast.omar)
    assert grant_of(cast.dirk, Role.CONTACT_PERSON).deputy == cast.merve


def test_a_deputy_is_taken_away_at_once(client: Client, cast: Cast) -> None:
    grant = grant_of(cast.dirk, Role.CONTACT_PERSON)
    send(client, cast.tom, cast.dirk, "person_deputy", {"deputy": "", **REASON}, grant.pk)
    assert grant_of(cast.dirk, Role.CONTACT_PERSON).deputy is None


def test_a_role_ends_now(client: Client, cast: Cast) -> None:
    grant = grant_of(cast.marijke, Role.BOARD_MEMBER)
    send(client, cast.tom, cast.marijke, "person_role_end", {"when": "now", **REASON}, grant.pk)
    assert not roles_of(again(cast.marijke)).has(Role.BOARD_MEMBER)


def test_a_role_ends_on_a_day(client: Client, cast: Cast) -> None:
    grant, last = grant_of(cast.marijke, Role.BOARD_MEMBER), timezone.localdate() + timedelta(days=40)
    send(client, cast.tom, cast.marijke, "person_role_end", {"when": "day", **boxes("last", last), **REASON}, grant.pk)
    assert grant_of(cast.marijke, Role.BOARD_MEMBER).until_on == last


def test_the_last_application_manager_is_refused_at_its_field(client: Client, cast: Cast) -> None:
    grant = RoleGrant.objects.get(user=cast.tom, role=Role.APPLICATION_MANAGER, municipality=cast.oudeveen)
    response = send(client, cast.tom, cast.tom, "person_role_end", {"when": "now", **REASON}, grant.pk)
    assert (response.status_code, "when" in response.context["form"].errors) == (422, True)


def test_the_last_coordinator_needs_a_tick_of_its_own(client: Client, cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleGrant.objects.filter(user=cast.wil, municipality=cast.oudeveen).update(until_on=yesterday)
    grant = grant_of(cast.omar, Role.COORDINATOR)
    response = send(client, cast.tom, cast.omar, "person_role_end", {"when": "now", **REASON}, grant.pk)
    assert (response.status_code, "knowingly" in response.context["form"].errors) == (422, True)
    assert 'name="knowingly"' in response.content.decode()
    send(client, cast.tom, cast.omar, "person_role_end", {"when": "now", "knowingly": "on", **REASON}, grant.pk)
    assert not roles_of(again(cast.omar)).has(Role.COORDINATOR)


def test_filing_is_no_role_to_end(client: Client, cast: Cast) -> None:
    grant = grant_of(cast.merve, Role.REPORTER)
    assert look(client, cast.tom, cast.merve, "person_role_end", grant.pk).status_code == 404


def test_the_role_of_somebody_else_is_not_ended_at_this_address(client: Client, cast: Cast) -> None:
    grant = grant_of(cast.dirk, Role.CONTACT_PERSON)
    assert look(client, cast.tom, cast.merve, "person_role_end", grant.pk).status_code == 404
