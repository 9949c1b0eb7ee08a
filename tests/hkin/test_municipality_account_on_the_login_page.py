"""The log-in page has a button for the account of your municipality, as soon as the municipality set one up."""

import pytest
from django.core.checks import ERROR, WARNING, run_checks
from django.test import Client

from network.cast import Cast
from network.models import User
from tests.hkin.conftest import PASSWORD
from tests.oidc import BACK, START, Provider

BUTTON = "Inloggen met gemeente-account"
FIELD = 'name="password"'
LOCAL = "/inloggen/beheerder/"


def page(client: Client, path: str = "/inloggen/") -> str:
    return client.get(path).content.decode()


# ---- closed until it is set up -------------------------------------------------------------------
def test_without_a_provider_there_is_no_button(client: Client, db: None) -> None:
    assert "Inloggen met" not in page(client)


@pytest.mark.parametrize("path", [START, BACK, LOCAL, "/accounts/oidc/login/", "/inloggen/gemeente/login/callback/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_provider_its_addresses_do_nothing(client: Client, db: None, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code in {404, 405}


def test_a_map_that_cannot_be_read_closes_the_door(client: Client, oidc_provider: Provider, db: None) -> None:
    oidc_provider.set_up(roles_claim="groups", roles="regie=koning")
    assert BUTTON not in page(client)
    assert client.post(START).status_code == 404


# ---- the button ----------------------------------------------------------------------------------
def test_with_a_provider_there_is_a_button_above_the_form(client: Client, oidc_provider: Provider, db: None) -> None:
    text = page(client)
    assert text.index(BUTTON) < text.index(FIELD)


def test_the_municipality_says_what_it_calls_the_account(client: Client, oidc_provider: Provider, db: None) -> None:
    oidc_provider.set_up(name="je werkaccount")
    assert "Inloggen met je werkaccount" in page(client)


def test_the_button_cannot_be_pressed_from_another_site(oidc_provider: Provider, db: None) -> None:
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403


def test_opening_its_address_leads_to_the_log_in_page(client: Client, oidc_provider: Provider, db: None) -> None:
    assert client.get(f"{START}?next=/signalen/")["Location"] == "/inloggen/?next=/signalen/"
    assert client.get(START)["Location"] == "/inloggen/"


def test_the_policy_lets_the_form_go_to_the_provider_and_nowhere_else(
    client: Client, oidc_provider: Provider, db: None
) -> None:
    policy = client.get("/inloggen/")["Content-Security-Policy"]
    assert f"form-action 'self' {oidc_provider.address};" in f"{policy};"


# ---- only the municipality -----------------------------------------------------------------------
def test_where_the_button_is_the_rule_the_form_is_away(client: Client, oidc_provider: Provider, db: None) -> None:
    oidc_provider.set_up(only=True)
    assert BUTTON in page(client)
    assert FIELD not in page(client)
    assert "Wachtwoord vergeten" not in page(client)


def test_the_application_manager_still_has_a_form(client: Client, oidc_provider: Provider, sanne: User) -> None:
    oidc_provider.set_up(only=True)
    assert FIELD in page(client, LOCAL)
    response = client.post(LOCAL, {"login": "sanne", "password": PASSWORD})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_a_wrong_password_there_is_told(client: Client, oidc_provider: Provider, sanne: User) -> None:
    oidc_provider.set_up(only=True)
    text = client.post(LOCAL, {"login": "sanne", "password": "fout"}).content.decode()
    assert FIELD in text


def test_where_the_form_is_on_the_page_it_has_no_second_address(
    client: Client, oidc_provider: Provider, db: None
) -> None:
    assert client.get(LOCAL).status_code == 404


# ---- a second proof ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("trusted", "said", "given"),
    [
        ([], {"amr": ["pwd", "mfa"]}, False),
        (["mfa"], {"amr": ["pwd", "mfa"]}, True),
        (["mfa"], {"amr": ["pwd"]}, False),
        (["2"], {"acr": "2"}, True),
        (["c1"], {"acrs": ["c1", "c2"]}, True),
        (["*"], {}, True),
        (["mfa"], {}, False),
    ],
    ids=str,
)
@pytest.mark.usefixtures("cast")
def test_a_second_proof_given_there_counts_where_the_municipality_says_so(
    client: Client, oidc_provider: Provider, trusted: list[str], said: dict[str, object], given: bool
) -> None:
    oidc_provider.set_up(second_proof=trusted)
    oidc_provider.knows("jip-1", **said)
    oidc_provider.sign_in(client, "jip-1")
    assert (client.session["second_proof"] == "provider") is given


def test_the_proof_of_the_last_sign_in_is_the_one_that_counts(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    oidc_provider.set_up(second_proof=["mfa"])
    for methods in (["mfa"], ["pwd"]):
        oidc_provider.knows("jip-1", amr=methods)
        oidc_provider.sign_in(client, "jip-1")
    assert client.session["second_proof"] != "provider"


# ---- a configuration that cannot work is told ----------------------------------------------------
@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"client_id": ""}, ["hkin.E001"]),
        ({"client_secret": ""}, ["hkin.E001"]),
        ({"issuer": "http://inloggen.oudeveen.example"}, ["hkin.E002"]),
        ({"issuer": "inloggen.oudeveen.example"}, ["hkin.E002"]),
        ({"issuer": "https://login.oudeveen.example/" + "x" * 200}, ["hkin.E002"]),
        ({"issuer": "https://login.oudeveen.example/.well-known/openid-configuration"}, []),
        ({"roles": "regie=coordinator"}, ["hkin.E003"]),
        ({"roles_claim": "groups"}, ["hkin.E003"]),
        ({"roles": "regie=koning", "roles_claim": "groups"}, ["hkin.E003"]),
        ({"roles": "allen=reporter", "roles_claim": "groups"}, ["hkin.E003"]),
        ({"roles": "regie", "roles_claim": "groups"}, ["hkin.E003"]),
        ({"roles": "regie=coordinator@integral;", "roles_claim": "groups"}, []),
        ({"municipality": "Oudeveen=oudeveen"}, ["hkin.E004"]),
        ({"municipality": "oudeveen", "municipality_claim": "company"}, ["hkin.E004"]),
        ({"municipality": "", "municipality_claim": "company"}, ["hkin.E004"]),
        ({"municipality": "Gemeente Oudeveen=oudeveen", "municipality_claim": "company"}, []),
    ],
    ids=str,
)
def test_the_check_finds_what_cannot_work(oidc_provider: Provider, given: dict[str, str], found: list[str]) -> None:
    oidc_provider.set_up(**given)
    told = [each for each in run_checks() if (each.id or "").startswith("hkin.") and each.level >= ERROR]
    assert [each.id for each in told] == found


def test_the_check_warns_for_settings_without_a_provider(oidc_provider: Provider) -> None:
    oidc_provider.set_up(issuer="")
    [warning] = [each for each in run_checks() if each.id == "hkin.W001"]
    assert warning.level == WARNING
    assert "HKIN_OIDC_CLIENT_ID" in warning.msg
