"""On an empty server one command prints a link, and who follows it is the first application manager."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import EntryLink, Municipality, PersonEntry, RoleGrant, Theme, User
from network.models.trail import PersonEvent
from network.rules import Role

ANSWERS = {
    "name": "Hilde Bos",
    "email": "hilde.b@zuiderwaard.example",
    "username": "hilde.b",
    "password1": "een zin die ik onthoud",
    "password2": "een zin die ik onthoud",
    "municipality_name": "Zuiderwaard",
}


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("first_admin", *arguments, stdout=out)
    found = re.search(r"(/toegang/\S+)", out.getvalue())
    assert found
    return found[1]


def begin(client: Client, link: str, **changed: str) -> HttpResponse:
    client.get(link)
    return client.post("/toegang/", ANSWERS | changed)


@pytest.fixture
def managers_at_work(cast: Cast) -> Cast:
    User.objects.update(entered_at=timezone.now())
    return cast


@pytest.mark.django_db
def test_who_follows_the_link_manages_a_municipality_in_practice(client: Client) -> None:
    response = begin(client, printed())
    assert (response.status_code, response["Location"]) == (302, "/inrichten/")
    hilde = User.objects.get()
    municipality = Municipality.objects.get()
    assert client.session["_auth_user_id"] == str(hilde.pk)
    assert (municipality.name, municipality.slug, municipality.is_live) == ("Zuiderwaard", "zuiderwaard", False)
    assert municipality.teams.count() == 2
    assert not municipality.departments.exists()
    held = set(RoleGrant.objects.filter(user=hilde, municipality=municipality).values_list("role", flat=True))
    assert held == {Role.REPORTER, Role.APPLICATION_MANAGER}


@pytest.mark.django_db
def test_themes_are_there_for_the_next_step(client: Client) -> None:
    begin(client, printed())
    assert Theme.objects.count() > 8


@pytest.mark.django_db
def test_the_link_works_once(client: Client) -> None:
    link = printed()
    begin(client, link)
    again = begin(Client(), link, username="iemand", email="iemand@elders.example")
    assert again.status_code == 410
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_link_works_for_a_day(client: Client) -> None:
    link = printed()
    made = EntryLink.objects.get()
    assert made.expires_at - made.created_at == timedelta(hours=24)
    EntryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = begin(client, link)
    assert page.status_code == 410
    assert "first_admin" in page.content.decode()


@pytest.mark.django_db
def test_a_second_link_closes_the_first(client: Client) -> None:
    first, second = printed(), printed()
    assert begin(client, first).status_code == 410
    assert begin(client, second).status_code == 302


def test_with_a_manager_at_work_no_link_is_printed(managers_at_work: Cast) -> None:
    with pytest.raises(CommandError, match="al een applicatiebeheerder"):
        call_command("first_admin")
    assert not EntryLink.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_empty_reason_is_no_reason(managers_at_work: Cast, reason: str) -> None:
    with pytest.raises(CommandError):
        call_command("first_admin", "--again", reason)


def test_with_a_reason_there_is_a_link_and_the_manager_finds_the_reason(managers_at_work: Cast) -> None:
    printed("--again", "Tom is ziek en niemand kan erbij")
    entries = PersonEntry.objects.filter(person=managers_at_work.tom, event=PersonEvent.INVITED)
    assert {entry.reason for entry in entries} == {"Tom is ziek en niemand kan erbij"}


def test_who_comes_beside_a_manager_chooses_a_municipality_that_is_here(managers_at_work: Cast, client: Client) -> None:
    link = printed("--again", "Tom is ziek")
    veenwijk = managers_at_work.veenwijk
    assert begin(client, link, municipality=str(veenwijk.pk), municipality_name="").status_code == 302
    grant = RoleGrant.objects.get(user__username="hilde.b", role=Role.APPLICATION_MANAGER)
    assert grant.municipality == veenwijk
    entry = PersonEntry.objects.get(person__username="hilde.b", event=PersonEvent.ENTERED)
    assert entry.reason == "Tom is ziek"


def test_a_manager_who_was_invited_and_never_came_is_no_manager(cast: Cast) -> None:
    User.objects.update(entered_at=None)
    assert printed()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "hilde.b"}, "email"),
        ({"username": "hilde.b bos"}, "username"),
        ({"username": ""}, "username"),
        ({"password1": "kort", "password2": "kort"}, "password1"),
        ({"password1": "hilde.b@zuiderwaard.example", "password2": "hilde.b@zuiderwaard.example"}, "password1"),
        ({"password2": "iets anders"}, "password2"),
        ({"municipality_name": ""}, "municipality_name"),
    ],
)
@pytest.mark.django_db
def test_what_is_missing_or_wrong_is_said_at_its_field(client: Client, typed: dict[str, str], field: str) -> None:
    page = begin(client, printed(), **typed)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"), [({"email": "TOM@oudeveen.example"}, "email"), ({"username": "Tom"}, "username")]
)
def test_what_somebody_has_already_is_said_at_its_field(
    cast: Cast, client: Client, typed: dict[str, str], field: str
) -> None:
    User.objects.update(entered_at=None)
    link = printed()
    page = begin(client, link, **typed)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert begin(client, link).status_code == 302, "the link is not spent"


def test_ilse_who_has_no_link_finds_no_page(client: Client, cast: Cast) -> None:
    printed_for_somebody_else = EntryLink.objects.count
    client.force_login(cast.ilse, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/toegang/").status_code == 404
    assert printed_for_somebody_else() == 0


@pytest.mark.django_db
def test_the_page_costs_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(printed())
    with django_assert_max_num_queries(5):
        client.get("/toegang/")
