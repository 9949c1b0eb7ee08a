"""You sign in with the account of your municipality, and can file at once."""

import base64
import hashlib
from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Hole, PersonEntry, RoleGrant, User
from network.models.person import GrantSource
from network.models.trail import PersonEvent
from network.rules import HoleKind, Role
from tests.oidc import Provider

JIP = {"name": "Jip de Boer", "preferred_username": "J.deBoer@oudeveen.example", "email": "jip@oudeveen.example"}


def home(person: User) -> RoleGrant:
    return RoleGrant.objects.get(user=person, role=Role.REPORTER)


@pytest.fixture
def jip(oidc_provider: Provider, cast: Cast) -> str:
    """Somebody whom the municipality knows and HKIN does not."""
    oidc_provider.knows("jip-1", **JIP)
    return "jip-1"


# ---- new here ------------------------------------------------------------------------------------
def test_who_is_new_comes_in_and_may_file(client: Client, oidc_provider: Provider, jip: str) -> None:
    response = oidc_provider.sign_in(client, jip)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get(reverse("signals:new")).status_code == 200


def test_the_new_account_is_named_as_the_municipality_names_them(
    client: Client, oidc_provider: Provider, jip: str
) -> None:
    oidc_provider.sign_in(client, jip)
    person = User.objects.get(email=JIP["email"])
    assert (person.name, person.username, person.has_usable_password()) == ("Jip de Boer", "j.deboer", False)


def test_the_new_account_files_in_the_municipality_and_does_nothing_else(
    client: Client, oidc_provider: Provider, jip: str, cast: Cast
) -> None:
    oidc_provider.sign_in(client, jip)
    [grant] = RoleGrant.objects.filter(user__email=JIP["email"])
    assert (grant.role, grant.municipality, grant.department) == (Role.REPORTER, cast.oudeveen, None)
    assert grant.source == GrantSource.SIGN_IN


def test_coming_in_for_the_first_time_is_written_down(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.sign_in(client, jip)
    person = User.objects.get(email=JIP["email"])
    assert person.entered_at is not None
    events = list(PersonEntry.objects.filter(person=person).order_by("pk").values_list("event", flat=True))
    assert events == [PersonEvent.ROLE_GIVEN, PersonEvent.ENTERED]


def test_a_second_time_it_is_the_same_account(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.sign_in(client, jip)
    oidc_provider.sign_in(Client(), jip)
    assert User.objects.filter(email=JIP["email"]).count() == 1
    assert PersonEntry.objects.filter(person__email=JIP["email"]).count() == 2


def test_a_name_that_is_taken_gets_a_number(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("s-2", preferred_username="SANNE", name="Sanne Smit")
    oidc_provider.sign_in(client, "s-2")
    assert User.objects.get(name="Sanne Smit").username == "sanne2"


def test_who_has_no_name_there_comes_in_all_the_same(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("zonder-naam")
    assert oidc_provider.sign_in(client, "zonder-naam")["Location"] == "/"


def test_what_no_name_holds_does_no_harm(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("raar", name="Jan\u0000\u202e <b>de</b>\nWit" + "t" * 200)
    oidc_provider.sign_in(client, "raar")
    assert User.objects.get(username="janbdebwit" + "t" * 90).name.startswith("Jan <b>de</b> Witt")
    assert "&lt;b&gt;de&lt;/b&gt;" in client.get(reverse("signals:new")).content.decode()


def test_coming_in_again_costs_few_queries(
    client: Client, oidc_provider: Provider, jip: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    oidc_provider.set_up(department_claim="department", roles_claim="groups", roles="t=team_member")
    oidc_provider.knows(jip, **JIP, department="PUB", groups=["t"])
    oidc_provider.sign_in(Client(), jip)
    back = oidc_provider.agree(oidc_provider.begin(client), jip)
    with django_assert_max_num_queries(35):
        client.get(back)


# ---- the page they came for ----------------------------------------------------------------------
def test_the_page_somebody_came_for_opens_after_it(client: Client, oidc_provider: Provider, jip: str) -> None:
    assert oidc_provider.sign_in(client, jip, next_url="/signalen/")["Location"] == "/signalen/"


def test_nobody_is_led_to_another_site(client: Client, oidc_provider: Provider, jip: str) -> None:
    assert oidc_provider.sign_in(client, jip, next_url="https://elders.example/")["Location"] == "/"


def test_the_login_page_keeps_the_page_they_came_for(client: Client, oidc_provider: Provider, db: None) -> None:
    page = client.get("/inloggen/?next=/signalen/").content.decode()
    assert 'name="next" value="/signalen/"' in page


def test_on_an_own_device_filing_goes_on_for_weeks(client: Client, oidc_provider: Provider, jip: str) -> None:
    client.get(oidc_provider.agree(oidc_provider.begin(client, own_device="on"), jip))
    assert client.session.get_expiry_age() > timedelta(days=29).total_seconds()


def test_on_any_other_the_session_ends_with_the_browser(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.sign_in(client, jip)
    assert client.session.get_expire_at_browser_close()


# ---- the department ------------------------------------------------------------------------------
@pytest.mark.parametrize("said", ["PUB", "pub", "Publieksplein", " publieksPLEIN ", "Burgerzaken"])
def test_the_department_is_known_by_code_name_or_second_name(
    client: Client, oidc_provider: Provider, jip: str, cast: Cast, said: str
) -> None:
    department = cast.department("PUB")
    department.name, department.synonyms = "Publieksplein", "Burgerzaken; Balie"
    department.save()
    oidc_provider.set_up(department_claim="department")
    oidc_provider.knows(jip, **JIP, department=said)
    oidc_provider.sign_in(client, jip)
    assert home(User.objects.get(email=JIP["email"])).department == department


def test_an_unknown_department_keeps_nobody_out_and_is_a_hole(
    client: Client, oidc_provider: Provider, jip: str, cast: Cast
) -> None:
    oidc_provider.set_up(department_claim="department")
    oidc_provider.knows(jip, **JIP, department="Team Kust")
    assert oidc_provider.sign_in(client, jip)["Location"] == "/"
    assert home(User.objects.get(email=JIP["email"])).department is None
    hole = Hole.objects.unmended().get(kind=HoleKind.UNKNOWN_DEPARTMENT)
    assert (hole.municipality, hole.named) == (cast.oudeveen, "Team Kust")


def test_mending_the_hole_gives_the_department_at_the_next_sign_in(
    client: Client, oidc_provider: Provider, jip: str, cast: Cast
) -> None:
    oidc_provider.set_up(department_claim="department")
    oidc_provider.knows(jip, **JIP, department="Team Kust")
    oidc_provider.sign_in(client, jip)
    department = cast.department("OPR")
    department.synonyms = "Buitendienst, Team Kust"
    department.save()
    oidc_provider.sign_in(Client(), jip)
    held = RoleGrant.objects.today().get(user__email=JIP["email"])
    assert held.department == department


def test_another_department_follows(client: Client, oidc_provider: Provider, jip: str, cast: Cast) -> None:
    oidc_provider.set_up(department_claim="department")
    for code in ("PUB", "BWT"):
        oidc_provider.knows(jip, **JIP, department=code)
        oidc_provider.sign_in(Client(), jip)
    held = RoleGrant.objects.today().get(user__email=JIP["email"])
    assert held.department == cast.department("BWT")


def test_a_department_given_by_hand_stays(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.set_up(department_claim="department")
    oidc_provider.knows("sanne-1", email=cast.sanne.email, department="BWT")
    oidc_provider.sign_in(client, "sanne-1")
    assert home(cast.sanne).department == cast.department("PUB")


# ---- more municipalities -------------------------------------------------------------------------
def test_a_claim_says_in_which_municipality(client: Client, oidc_provider: Provider, jip: str, cast: Cast) -> None:
    oidc_provider.set_up(municipality="Gemeente Veenwijk=veenwijk; Oudeveen=oudeveen", municipality_claim="company")
    oidc_provider.knows(jip, **JIP, company="gemeente veenwijk")
    oidc_provider.sign_in(client, jip)
    assert home(User.objects.get(email=JIP["email"])).municipality == cast.veenwijk


def test_who_moves_to_the_other_municipality_files_there(
    client: Client, oidc_provider: Provider, jip: str, cast: Cast
) -> None:
    oidc_provider.set_up(municipality="V=veenwijk; O=oudeveen", municipality_claim="company")
    for company in ("O", "V"):
        oidc_provider.knows(jip, **JIP, company=company)
        oidc_provider.sign_in(Client(), jip)
    held = RoleGrant.objects.today().get(user__email=JIP["email"])
    assert held.municipality == cast.veenwijk


def test_the_only_municipality_needs_no_name(client: Client, oidc_provider: Provider, sanne: User) -> None:
    oidc_provider.set_up(municipality="")
    oidc_provider.knows("jip-1", **JIP)
    oidc_provider.sign_in(client, "jip-1")
    assert home(User.objects.get(email=JIP["email"])).municipality.slug == "oudeveen"


# ---- what goes over the wire, and what is kept ---------------------------------------------------
def test_the_code_is_bound_to_this_browser_by_pkce(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.sign_in(client, jip)
    asked, given = oidc_provider.asked("authorize"), oidc_provider.asked("token")
    digest = hashlib.sha256(given["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert asked["code_challenge_method"] == "S256"


def test_every_sign_in_has_its_own_state_and_nonce(client: Client, oidc_provider: Provider, jip: str) -> None:
    sent = []
    for _again in range(2):
        oidc_provider.sign_in(client, jip)
        sent.append(oidc_provider.asked("authorize"))
    assert sent[0]["state"] != sent[1]["state"]
    assert sent[0]["nonce"] != sent[1]["nonce"]


def test_the_answer_comes_back_to_our_own_address(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.begin(client)
    page = client.post("/inloggen/gemeente/", headers={"host": "127.0.0.1"})["Location"]
    assert "redirect_uri=http%3A%2F%2Ftestserver%2Finloggen%2Fgemeente%2Fterug%2F" in page


def test_of_the_answer_only_the_number_is_kept(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.knows(jip, **JIP, groups=["Personeelszaken"], birthdate="1990-01-01")
    oidc_provider.sign_in(client, jip)
    [tied] = SocialAccount.objects.all()
    assert (tied.provider, tied.uid, tied.extra_data) == (oidc_provider.address, jip, {})
    assert not SocialToken.objects.exists()
    assert "Personeelszaken" not in str(dict(client.session))


def test_the_session_of_before_is_worth_nothing(client: Client, oidc_provider: Provider, jip: str) -> None:
    page = oidc_provider.begin(client)
    before = client.session.session_key
    client.get(oidc_provider.agree(page, jip))
    assert client.session.session_key != before
    assert "_auth_user_id" in client.session


def test_a_provider_whose_token_names_nobody_is_asked_who_it_is(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    oidc_provider.set_up(department_claim="department")
    oidc_provider.added = {"name": "Jip", "email": "jip@oudeveen.example", "email_verified": True, "department": "PUB"}
    oidc_provider.knows("jip-1")
    oidc_provider.sign_in(client, "jip-1")
    assert home(User.objects.get(email=JIP["email"])).department == cast.department("PUB")


def test_what_is_added_to_a_token_with_a_name_is_not_asked(client: Client, oidc_provider: Provider, jip: str) -> None:
    oidc_provider.sign_in(client, jip)
    assert "userinfo" not in {each.page for each in oidc_provider.server.answered}
