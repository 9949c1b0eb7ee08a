"""When I am in doubt I find whom to call, or ask to be called back; what it is about is kept nowhere."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.models import Look
from network.cast import Cast
from network.models import Absence, RoleGrant, User
from network.rules import Role
from signals.models import CallBack
from tests.signals.life import filed

QUERIES_AT_MOST = 14
ASK, LIST = reverse("signals:ask_first"), reverse("signals:call_backs")


@pytest.fixture
def sanne(cast: Cast, client: Client) -> Client:
    client.force_login(cast.sanne)
    return client


def ask(client: Client, **changed: str) -> Any:
    return client.post(ASK, {"name": "Sanne Kuipers", "phone": "088-0001111", "suits": "morgen na twee uur"} | changed)


def page_of(client: Client, address: str = ASK) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def away(cast: Cast, name: str, deputy: str = "") -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast[name], from_on=today, until_on=today, deputy=cast[deputy] if deputy else None)


# ---- whom to call --------------------------------------------------------------------------------
def test_i_see_whom_to_call_and_when(cast: Cast, sanne: Client) -> None:
    page = page_of(sanne)
    for words in (cast.omar.name, cast.omar.phone, cast.omar.best_hours):
        assert words in page


def test_the_deputy_stands_in_for_who_is_away(cast: Cast, sanne: Client) -> None:
    away(cast, "omar", deputy="bea")
    page = page_of(sanne)
    assert cast.bea.phone in page
    assert _("%(name)s is away") % {"name": cast.omar} in page


def test_without_a_coordinator_a_colleague_of_the_team_answers(cast: Cast, sanne: Client) -> None:
    RoleGrant.objects.filter(role=Role.COORDINATOR).delete()
    page = page_of(sanne)
    assert cast.bea.name in page or cast.kees.name in page or cast.joris.name in page


def test_when_nobody_is_there_it_says_so(cast: Cast, sanne: Client) -> None:
    RoleGrant.objects.filter(role__in=[Role.COORDINATOR, Role.TEAM_MEMBER]).delete()
    assert _("Nobody of the team is there today") in page_of(sanne)
    answer = ask(sanne)
    assert answer.status_code == 422
    assert "morgen na twee uur" in answer.content.decode()


def test_ilse_finds_the_people_of_her_own_municipality(cast: Cast, client: Client) -> None:
    client.force_login(cast.ilse)
    grants = RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.COORDINATOR)
    assert any(grant.user.name in page_of(client) for grant in grants)


# ---- please call me ------------------------------------------------------------------------------
def test_my_own_name_and_number_stand_there_already(cast: Cast, sanne: Client) -> None:
    assert f'value="{cast.sanne.phone}"' in page_of(sanne)


def test_i_hear_who_calls_me_back(cast: Cast, sanne: Client) -> None:
    assert ask(sanne).url == ASK
    assert _("%(name)s calls you back") % {"name": cast.omar} in page_of(sanne)


def test_the_coordinator_gets_a_message(cast: Cast, sanne: Client) -> None:
    ask(sanne)
    assert Message.objects.filter(kind="call_back_asked", recipient_mark=duty_mark(cast.omar.pk)).exists()


def test_asking_again_changes_the_wish_and_makes_no_second(cast: Cast, sanne: Client) -> None:
    ask(sanne)
    ask(sanne, phone="06-12345678")
    assert CallBack.objects.count() == 1
    assert Message.objects.filter(kind="call_back_asked").count() == 1


def test_who_i_am_lies_sealed(cast: Cast, sanne: Client) -> None:
    ask(sanne)
    row = CallBack.objects.values().get()
    assert "Sanne" not in str(row)
    of_things = {one.attname for one in CallBack._meta.fields if one.is_relation and one.related_model is not User}
    assert cast.sanne.pk not in {value for name, value in row.items() if name not in of_things | {"id"}}


def test_a_call_does_not_lead_to_what_i_file(cast: Cast, sanne: Client) -> None:
    ask(sanne)
    signal = filed(cast.sanne)
    assert bytes(CallBack.objects.get().caller_mark) != bytes(signal.reporter_mark)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"phone": ""}, "phone"),
        ({"phone": "bel maar"}, "phone"),
        ({"phone": "1" * 31}, "phone"),
        ({"suits": "x" * 101}, "suits"),
        ({"suits": "morgen\x00"}, "suits"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(cast: Cast, sanne: Client, wrong: dict[str, str], field: str) -> None:
    answer = ask(sanne, **wrong)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not CallBack.objects.exists()


# ---- calling back --------------------------------------------------------------------------------
def test_whoever_was_asked_sees_whom_to_call(cast: Cast, client: Client, sanne: Client) -> None:
    ask(sanne)
    client.force_login(cast.omar)
    page = page_of(client, LIST)
    for words in ("Sanne Kuipers", "088-0001111", "morgen na twee uur"):
        assert words in page


def test_that_look_is_written_down(cast: Cast, client: Client, sanne: Client) -> None:
    ask(sanne)
    client.force_login(cast.omar)
    client.get(LIST)
    assert Look.objects.filter(action="list_call_backs", actor_id=cast.omar.pk).exists()


def test_once_called_the_name_is_gone(cast: Cast, client: Client, sanne: Client) -> None:
    ask(sanne)
    row = CallBack.objects.get()
    client.force_login(cast.omar)
    assert client.post(reverse("signals:called", args=[row.pk])).url == LIST
    row.refresh_from_db()
    assert bytes(row.sealed_caller) == bytes(row.caller_mark) == b""
    assert "Sanne Kuipers" not in page_of(client, LIST)


def test_pressed_twice_is_fine(cast: Cast, client: Client, sanne: Client) -> None:
    ask(sanne)
    address = reverse("signals:called", args=[CallBack.objects.get().pk])
    client.force_login(cast.omar)
    assert [client.post(address).status_code for _press in range(2)] == [302, 302]


def test_a_deputy_calls_back_for_who_fell_ill(cast: Cast, client: Client, sanne: Client) -> None:
    ask(sanne)
    away(cast, "omar", deputy="bea")
    client.force_login(cast.bea)
    assert "Sanne Kuipers" in page_of(client, LIST)


@pytest.mark.parametrize("who", ["ilse", "sanne", "dirk", "fatma"])
def test_nobody_else_sees_or_ends_it(cast: Cast, client: Client, sanne: Client, who: str) -> None:
    ask(sanne)
    row = CallBack.objects.get()
    client.force_login(cast[who])
    seen = client.get(LIST)
    assert seen.status_code == 404 or "Sanne Kuipers" not in seen.content.decode()
    assert client.post(reverse("signals:called", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.called_at is None


def test_the_pages_cost_few_queries(cast: Cast, client: Client, sanne: Client) -> None:
    ask(sanne)
    with CaptureQueriesContext(connection) as asked:
        page_of(sanne)
    client.force_login(cast.omar)
    with CaptureQueriesContext(connection) as listed:
        page_of(client, LIST)
    assert max(len(asked), len(listed)) <= QUERIES_AT_MOST
