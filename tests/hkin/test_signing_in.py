"""You sign in with your user name or mail address; guessing is stopped and tells nothing."""

import pytest
from django.test import Client

from network.models import User
from tests.hkin.conftest import PASSWORD

NEW = {"password1": "nog langer wachtwoord", "password2": "nog langer wachtwoord"}


def try_login(client: Client, login: str, password: str) -> object:
    return client.post("/inloggen/", {"login": login, "password": password})


@pytest.mark.parametrize("login", ["sanne", "Sanne ", "sanne@oudeveen.example"])
def test_a_name_or_mail_address_with_its_password_opens_the_start_page(client: Client, sanne: User, login: str) -> None:
    response = try_login(client, login, PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_page_says_what_is_missing(client: Client, db: None) -> None:
    page = client.post("/inloggen/", {}).content.decode()
    assert 'href="#id_login"' in page
    assert 'id="id_password_error"' in page


def test_a_wrong_password_and_an_unknown_name_get_the_same_page(client: Client, sanne: User) -> None:
    pages = [
        try_login(client, login, "fout").content.decode().replace(login, "")
        for login in ("sanne", "bestaat")
    ]  # fmt: skip
    assert without_tokens(pages[0]) == without_tokens(pages[1])


def test_after_eight_wrong_passwords_the_name_is_closed_for_a_while(client: Client, sanne: User) -> None:
    for _attempt in range(8):
        response = try_login(client, "sanne", "fout")
    assert response.status_code == 429
    assert try_login(client, "sanne", PASSWORD).status_code == 429


def test_another_spelling_of_the_name_does_not_give_more_attempts(client: Client, sanne: User) -> None:
    for spelling in ("sanne", "SANNE", "Sanne", " sanne", "sAnne", "saNne", "sanNe", "sannE"):
        response = try_login(client, spelling, "fout")
    assert response.status_code == 429


def test_a_colleague_at_the_same_address_can_still_log_in(client: Client, sanne: User) -> None:
    User.objects.create_user("omar", "omar@oudeveen.example", PASSWORD)
    for _attempt in range(9):
        try_login(client, "sanne", "fout")
    assert try_login(client, "omar", PASSWORD).status_code == 302


def test_logging_out_is_a_button_and_not_a_link(signed_in: Client) -> None:
    signed_in.get("/uitloggen/")
    assert "_auth_user_id" in signed_in.session
    signed_in.post("/uitloggen/")
    assert "_auth_user_id" not in signed_in.session


def test_after_logging_out_the_back_button_brings_nothing_back(signed_in: Client) -> None:
    assert signed_in.post("/uitloggen/")["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/signup/", "/aanmelden/", "/inloggen/geen-account/", "/inloggen/signup/"]
)
def test_nobody_makes_an_account_where_no_mail_domain_is_listed(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_changing_a_password_asks_for_the_present_one(signed_in: Client, sanne: User) -> None:
    page = signed_in.post("/wachtwoord-wijzigen/", {"oldpassword": "fout", **NEW})
    assert 'id="id_oldpassword_error"' in page.content.decode()
    assert signed_in.post("/wachtwoord-wijzigen/", {"oldpassword": PASSWORD, **NEW}).status_code == 302


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "Gebruik minstens 12 tekens."),
        ("sanne@oudeveen.example", "Dit lijkt te veel op je naam of e-mailadres."),
        ("qwertyuiop12", "Dit wachtwoord is te algemeen."),
    ],
)
def test_a_password_that_is_not_good_enough_is_told_why(signed_in: Client, password: str, why: str) -> None:
    new = {"password1": password, "password2": password}
    page = signed_in.post("/wachtwoord-wijzigen/", {"oldpassword": PASSWORD, **new}).content.decode()
    assert why in page


def test_changing_a_password_says_that_it_is_saved(signed_in: Client) -> None:
    page = signed_in.post("/wachtwoord-wijzigen/", {"oldpassword": PASSWORD, **NEW}, follow=True).content.decode()
    assert "Je nieuwe wachtwoord is bewaard" in page


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_an_account_without_a_password_cannot_change_it_and_is_told_so(signed_in: Client, sanne: User) -> None:
    sanne.set_unusable_password()
    sanne.save()
    signed_in.force_login(sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.get("/wachtwoord-wijzigen/", follow=True).status_code == 404
