"""When signing in with your municipality goes wrong, a page says so in Dutch and says what to do; you stay outside."""

import logging
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network.cast import Cast
from network.models import Municipality, User
from tests.oidc import BACK, START, Provider

JIP = {"name": "Jip de Boer", "email": "jip@oudeveen.example"}
#: On this port of every machine nothing answers.
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def jip(oidc_provider: Provider, cast: Cast) -> str:
    oidc_provider.knows("jip-1", **JIP)
    return "jip-1"


def told(response: object, status: int, *texts: str) -> None:
    page = unescape(response.content.decode())
    assert response.status_code == status
    for text in texts:
        assert text in page
    assert "Is er nu gevaar?" in page
    assert START in page


def stays_out(client: Client) -> bool:
    return "_auth_user_id" not in client.session and not User.objects.filter(name=JIP["name"]).exists()


def test_who_stops_on_the_page_of_the_municipality_may_try_again(
    client: Client, oidc_provider: Provider, jip: str
) -> None:
    page = oidc_provider.begin(client, next_url="/signalen/")
    response = client.get(oidc_provider.cancel(page))
    told(response, 200, "Je bent gestopt met inloggen", 'name="next" value="/signalen/"')
    assert stays_out(client)


@pytest.mark.parametrize("error", ["server_error", "interaction_required", "<script>"])
def test_a_municipality_that_says_no(client: Client, oidc_provider: Provider, jip: str, error: str) -> None:
    oidc_provider.begin(client)
    state = next(iter(client.session["socialaccount_states"]))
    response = client.get(BACK, {"error": error, "error_description": "Jip de Boer is blocked", "state": state})
    told(response, 403, "Je account werd niet doorgelaten")
    assert "Jip de Boer" not in response.content.decode()
    assert stays_out(client)


def test_a_provider_that_is_down_before_we_begin(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.set_up(issuer=NOWHERE)
    told(client.post(START), 503, "De inlogpagina van je gemeente antwoordt niet")


def test_a_provider_that_goes_down_halfway(client: Client, oidc_provider: Provider, jip: str) -> None:
    back = oidc_provider.agree(oidc_provider.begin(client), jip)
    oidc_provider.described = {"token_endpoint": f"{NOWHERE}/token"}
    told(client.get(back), 503, "De inlogpagina van je gemeente antwoordt niet")
    assert stays_out(client)


@pytest.mark.parametrize("broken", ["jwks_uri", "userinfo_endpoint"])
def test_a_provider_that_is_half_down(client: Client, oidc_provider: Provider, cast: Cast, broken: str) -> None:
    oidc_provider.described = {broken: f"{NOWHERE}/"}
    oidc_provider.knows("zonder-naam")
    told(oidc_provider.sign_in(client, "zonder-naam"), 503, "antwoordt niet")
    assert stays_out(client)


def test_after_no_answer_nobody_waits_for_a_few_seconds(client: Client, oidc_provider: Provider, jip: str) -> None:
    here = oidc_provider.address
    oidc_provider.set_up(issuer=NOWHERE)
    client.post(START)
    oidc_provider.set_up(issuer=here)
    told(client.post(START), 503, "antwoordt niet")
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=6)):
        assert client.post(START).status_code == 302


@pytest.mark.parametrize("said", [{"token_endpoint": None}, {"jwks_uri": 7}])
def test_a_provider_that_describes_itself_badly(
    client: Client, oidc_provider: Provider, jip: str, said: dict[str, object]
) -> None:
    oidc_provider.described = said
    told(client.post(START), 503, "antwoordt niet")


def test_something_else_at_the_address_of_the_provider(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.set_up(issuer=f"{oidc_provider.address}/iets")
    told(client.post(START), 503, "antwoordt niet")


def test_a_provider_that_is_another_than_we_believe(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.described = {"issuer": "https://elders.example"}
    told(client.post(START), 400, "Het inloggen is niet gelukt")


@pytest.mark.parametrize("path", [BACK, f"{BACK}?state=verzonnen&code=verzonnen", f"{BACK}?error=access_denied"])
def test_an_answer_that_nobody_asked_for(client: Client, oidc_provider: Provider, db: None, path: str) -> None:
    told(client.get(path), 400, "Het inloggen duurde te lang")


def test_an_answer_to_the_question_of_another_browser(client: Client, oidc_provider: Provider, jip: str) -> None:
    back = oidc_provider.agree(oidc_provider.begin(Client()), jip)
    told(client.get(back), 400, "Het inloggen duurde te lang")
    assert stays_out(client)


def test_an_answer_is_good_once(client: Client, oidc_provider: Provider, jip: str) -> None:
    back = oidc_provider.agree(oidc_provider.begin(client), jip)
    client.get(back)
    told(client.get(back), 400, "Het inloggen duurde te lang")


def test_who_waits_too_long_begins_again(client: Client, oidc_provider: Provider, jip: str) -> None:
    back = oidc_provider.agree(oidc_provider.begin(client), jip)
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=11)):
        told(client.get(back), 400, "Het inloggen duurde te lang")


@pytest.mark.parametrize(
    "said",
    [
        {"aud": "een-andere-site"},
        {"aud": ["hkin", "een-andere-site"], "azp": "een-andere-site"},
        {"iss": "https://elders.example"},
        {"exp": 1_000_000_000},
        {"nonce": "van-een-ander"},
        {"nonce": None},
        {"sub": ""},
        {"sub": None},
        {"iat": "gisteren"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_or_not_of_now(
    client: Client, oidc_provider: Provider, jip: str, said: dict[str, object]
) -> None:
    oidc_provider.twisted = said
    told(oidc_provider.sign_in(client, jip), 400, "Het inloggen is niet gelukt")
    assert stays_out(client)


def test_a_token_that_somebody_else_signed(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.forged = True
    told(oidc_provider.sign_in(client, jip), 400, "Het inloggen is niet gelukt")
    assert stays_out(client)


def test_a_clock_that_is_a_little_ahead_is_no_reason(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.twisted = {"iat": int(timezone.now().timestamp()) + 30}
    assert oidc_provider.sign_in(client, jip).status_code == 302


@pytest.mark.parametrize("said", [{"sub": "iemand-anders"}, {"sub": None}])
def test_what_is_added_about_somebody_else_is_not_believed(
    client: Client, oidc_provider: Provider, cast: Cast, said: dict[str, object]
) -> None:
    oidc_provider.added = {"name": JIP["name"], **said}
    oidc_provider.knows("zonder-naam")
    told(oidc_provider.sign_in(client, "zonder-naam"), 400, "Het inloggen is niet gelukt")
    assert stays_out(client)


def test_a_number_too_long_to_keep(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("j" * 192, **JIP)
    told(oidc_provider.sign_in(client, "j" * 192), 400, "Het inloggen is niet gelukt")


@pytest.mark.parametrize("company", ["", "Gemeente Atlantis"])
def test_who_is_new_and_of_no_municipality_is_sent_on(
    client: Client, oidc_provider: Provider, jip: str, company: str
) -> None:
    oidc_provider.set_up(municipality="Veenwijk=veenwijk", municipality_claim="company")
    oidc_provider.knows(jip, **JIP, company=company)
    told(oidc_provider.sign_in(client, jip), 403, "We weten niet bij welke gemeente je hoort", "applicatiebeheerder")
    assert stays_out(client)


def test_a_municipality_that_was_not_founded_yet(client: Client, oidc_provider: Provider, db: None) -> None:
    oidc_provider.knows("jip-1", **JIP)
    assert not Municipality.objects.exists()
    told(oidc_provider.sign_in(client, "jip-1"), 403, "We weten niet bij welke gemeente je hoort")


def test_with_two_municipalities_one_must_be_named(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.set_up(municipality="")
    told(oidc_provider.sign_in(client, jip), 403, "We weten niet bij welke gemeente je hoort")


def test_nothing_personal_comes_in_the_log(
    client: Client, oidc_provider: Provider, jip: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="hkin")
    oidc_provider.set_up(roles_claim="groups", roles="team=contact_person@Atlantis")
    oidc_provider.knows(jip, **JIP, groups=["team"])
    oidc_provider.sign_in(client, jip)
    oidc_provider.twisted = {"aud": "elders"}
    oidc_provider.sign_in(Client(), jip)
    written = "\n".join(record.getMessage() for record in caplog.records if "werkzeug" not in record.name)
    assert "not_trusted" in written
    assert "Atlantis" in written
    for personal in ("jip", "Jip", "Boer", "code=", "eyJ"):
        assert personal not in written
