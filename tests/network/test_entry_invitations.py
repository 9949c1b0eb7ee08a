"""A colleague is invited, chooses a password with the link of the letter, and is in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.actions.entry import invite, resend_invitation, withdraw_invitation
from network.actions.refusals import HasLeft, NotAllowed
from network.cast import Cast
from network.models import EntryLink, Municipality, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.rules import Role
from tests.letters import last_link, letters

PASSWORD = "een zin die ik onthoud"
TWICE = {"password1": PASSWORD, "password2": PASSWORD}


def follow(client: Client, link: str) -> HttpResponse:
    """As a browser does: the address of the letter leads to a page without it."""
    return client.get(link, follow=True)


def take(client: Client, link: str, **typed: str) -> HttpResponse:
    follow(client, link)
    return client.post("/toegang/", typed or TWICE)


def invited(cast: Cast, email: str = "Nora.Smit@Oudeveen.example ") -> User:
    return invite(
        by=cast.noor,
        municipality=cast.oudeveen,
        name="Nora Smit",
        email=email,
        department=cast.department("VAS"),
        function="adviseur",
    )


def test_the_account_waits_with_the_role_of_reporter(cast: Cast) -> None:
    nora = invited(cast)
    assert (nora.username, nora.email, nora.function) == ("nora.smit", "nora.smit@oudeveen.example", "adviseur")
    assert (nora.entered_at, nora.has_usable_password()) == (None, False)
    grant = RoleGrant.objects.get(user=nora)
    assert (grant.role, grant.department) == (Role.REPORTER, cast.department("VAS"))


def test_who_invited_stands_in_the_trail(cast: Cast) -> None:
    entry = PersonEntry.objects.get(person=invited(cast), event=PersonEvent.INVITED)
    assert (entry.by, entry.role) == (cast.noor, Role.DIRECTORY_KEEPER)


def test_the_link_shows_the_name_and_takes_a_password(cast: Cast, client: Client) -> None:
    nora = invited(cast)
    link = last_link()
    assert "Nora Smit" in follow(client, link).content.decode()
    response = take(client, link)
    assert (response.status_code, response["Location"]) == (302, "/")
    nora.refresh_from_db()
    assert nora.check_password(PASSWORD)
    assert nora.entered_at is not None
    assert client.session["_auth_user_id"] == str(nora.pk)


def test_the_letter_goes_to_the_invited_and_tells_a_bystander_nothing(cast: Cast) -> None:
    invited(cast)
    [(address, text)] = letters("invitation_sent")
    assert address == "nora.smit@oudeveen.example"
    assert "Nora" not in text
    assert "signaal" not in text.casefold()


def test_the_secret_lies_in_no_table(cast: Cast) -> None:
    invited(cast)
    secret = last_link().split("/")[2][22:]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" row WHERE row::text LIKE %s', [f"%{secret}%"])
            assert cursor.fetchone() == (0,), table


def test_a_letter_that_is_sent_again_holds_the_same_link(cast: Cast) -> None:
    invited(cast)
    assert last_link() == last_link()


def test_the_link_works_once(cast: Cast, client: Client) -> None:
    invited(cast)
    link = last_link()
    take(client, link)
    again = take(Client(), link, password1="iets heel anders nu", password2="iets heel anders nu")
    assert again.status_code == 410
    assert "Deze link is al gebruikt" in again.content.decode()
    assert User.objects.get(username="nora.smit").check_password(PASSWORD)


def test_after_fourteen_days_the_page_says_how_to_get_a_new_one(cast: Cast, client: Client) -> None:
    invited(cast)
    link = last_link()
    made = EntryLink.objects.get()
    assert made.expires_at - made.created_at == timedelta(days=14)
    EntryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = follow(client, link)
    assert page.status_code == 410
    assert "te oud" in page.content.decode()
    assert 'href="/wachtwoord-vergeten/"' in page.content.decode()


def test_an_old_invitation_is_renewed_by_the_mailbox_itself(cast: Cast, client: Client) -> None:
    invited(cast)
    EntryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    client.post("/wachtwoord-vergeten/", {"email": "nora.smit@oudeveen.example"})
    assert take(client, last_link("password_forgotten")).status_code == 302


def test_a_new_letter_closes_the_link_of_the_one_before(cast: Cast, client: Client) -> None:
    nora = invited(cast)
    first = last_link()
    resend_invitation(by=cast.tom, person=nora)
    second = last_link()
    assert first != second
    page = follow(client, first)
    assert (page.status_code, "nieuwere brief" in page.content.decode()) == (410, True)
    assert follow(client, second).status_code == 200


def test_a_withdrawn_invitation_lets_nobody_in(cast: Cast, client: Client) -> None:
    nora = invited(cast)
    link = last_link()
    withdraw_invitation(by=cast.noor, person=nora)
    assert take(client, link).status_code == 410
    assert PersonEntry.objects.filter(person=nora, event=PersonEvent.INVITATION_WITHDRAWN).exists()


def test_a_withdrawn_invitation_is_not_got_back_by_asking_for_a_password(cast: Cast, client: Client) -> None:
    withdraw_invitation(by=cast.noor, person=invited(cast))
    client.post("/wachtwoord-vergeten/", {"email": "nora.smit@oudeveen.example"})
    assert letters() == []


def test_an_account_that_is_closed_meanwhile_lets_nobody_in(cast: Cast, client: Client) -> None:
    nora = invited(cast)
    link = last_link()
    User.objects.filter(pk=nora.pk).update(is_active=False)
    assert take(client, link).status_code == 410


def test_a_letter_that_has_not_left_yet_stays_when_the_invitation_is_withdrawn(cast: Cast) -> None:
    withdraw_invitation(by=cast.noor, person=invited(cast))
    assert letters("invitation_sent") == []


def test_inviting_twice_makes_one_account_and_one_letter(cast: Cast) -> None:
    assert invited(cast) == invited(cast, "nora.smit@oudeveen.example")
    assert len(letters()) == 1


def test_a_colleague_who_is_here_gets_no_letter(cast: Cast) -> None:
    User.objects.filter(pk=cast.dirk.pk).update(entered_at=timezone.now())
    assert invited(cast, cast.dirk.email) == cast.dirk
    assert letters() == []


def test_an_account_that_was_closed_is_not_opened_by_an_invitation(cast: Cast) -> None:
    User.objects.filter(pk=cast.dirk.pk).update(is_active=False)
    with pytest.raises(HasLeft):
        invited(cast, cast.dirk.email)


def test_two_with_the_same_name_before_the_at_get_two_user_names(cast: Cast) -> None:
    assert invited(cast, "dirk@veenwijk.example").username == "dirk2"


@pytest.mark.parametrize("username", ["sanne", "omar", "fatma", "ilse"])
def test_who_does_not_keep_the_directory_invites_nobody(cast: Cast, username: str) -> None:
    with pytest.raises(NotAllowed):
        invite(by=cast[username], municipality=cast.oudeveen, name="Nora Smit", email="nora@oudeveen.example")


def test_nobody_sends_again_what_belongs_to_another_municipality(cast: Cast) -> None:
    nora = invited(cast)
    for act in (resend_invitation, withdraw_invitation):
        with pytest.raises(NotAllowed):
            act(by=cast.jelle, person=nora)


def test_in_practice_the_coordinator_invites_too(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(is_live=False)
    cast.oudeveen.refresh_from_db()
    assert invite(by=cast.omar, municipality=cast.oudeveen, name="Nora Smit", email="nora@oudeveen.example")


@pytest.mark.parametrize(
    ("first", "second", "field"),
    [("kort", "kort", "password1"), ("nora.smit@oudeveen.example",) * 2 + ("password1",), (PASSWORD, "x", "password2")],
)
def test_a_password_that_will_not_do_is_said_at_its_field(
    cast: Cast, client: Client, first: str, second: str, field: str
) -> None:
    invited(cast)
    page = take(client, last_link(), password1=first, password2=second)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()


@pytest.mark.parametrize("change", [lambda token: token[:-1] + "!", lambda token: token[:22], lambda token: "x" * 46])
def test_an_address_that_was_not_made_here_cannot_be_opened(cast: Cast, client: Client, change) -> None:
    invited(cast)
    token = last_link().split("/")[2]
    assert client.get(f"/toegang/{change(token)}/").status_code == 404


def test_the_address_of_the_letter_is_on_no_page_that_is_kept_or_logged(cast: Cast, client: Client) -> None:
    invited(cast)
    response = client.get(last_link())
    assert (response.status_code, response["Location"]) == (302, "/toegang/")


def test_without_a_link_there_is_no_page(client: Client, db: None) -> None:
    assert client.get("/toegang/").status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    invited(cast)
    link = last_link()
    client.get(link)
    with django_assert_max_num_queries(3):
        client.get("/toegang/")


def test_ilse_who_follows_the_link_of_somebody_else_becomes_that_colleague_and_not_both(
    cast: Cast, client: Client
) -> None:
    nora = invited(cast)
    client.force_login(cast.ilse, backend="allauth.account.auth_backends.AuthenticationBackend")
    take(client, last_link())
    assert client.session["_auth_user_id"] == str(nora.pk)
