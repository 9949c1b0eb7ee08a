"""On your own page you see who you are here, what you may do and why, and how you log in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.absence import register_absence
from network.cast import Cast
from network.models import PersonEntry, RoleGrant, User
from network.rules import Role
from tests.cast import PASSWORD
from tests.hkin.second_step import log_in, shown_by_app, with_app, with_recovery_codes
from tests.signals.filing_form import signed_in

PAGE = "/account/"
QUERIES_AT_MOST = 15


def page_of(person: User) -> str:
    return signed_in(person).get(PAGE).content.decode()


def test_it_shows_your_name_account_and_mail_address(cast: Cast) -> None:
    page = page_of(cast.omar)
    for words in (cast.omar.name, "omar", cast.omar.email):
        assert words in page


def test_your_function_phone_and_best_hours_are_yours_to_change(cast: Cast) -> None:
    client = signed_in(cast.omar)
    own = {"function": "Regisseur", "phone": "0123-456789", "best_hours": "di en do"}
    assert client.post(PAGE, own).status_code == 302
    cast.omar.refresh_from_db()
    assert {name: getattr(cast.omar, name) for name in own} == own
    assert "Je gegevens zijn bewaard." in client.get(PAGE).content.decode()


def test_your_name_is_not(cast: Cast) -> None:
    name = cast.omar.name
    signed_in(cast.omar).post(PAGE, {"name": "Burgemeester", "email": "x@kwaad.example", "username": "tom"})
    cast.omar.refresh_from_db()
    assert (cast.omar.name, cast.omar.username) == (name, "omar")


def test_the_trail_says_what_changed_and_not_into_what(cast: Cast) -> None:
    same = {"function": cast.omar.function, "best_hours": cast.omar.best_hours}
    signed_in(cast.omar).post(PAGE, {**same, "phone": "0699999999"})
    entry = PersonEntry.objects.get(person=cast.omar, event="changed")
    assert entry.detail == "Gewijzigd: telefoonnummer"
    assert entry.by == cast.omar


def test_saving_without_a_change_leaves_no_trail(cast: Cast) -> None:
    own = {name: getattr(cast.omar, name) for name in ("function", "phone", "best_hours")}
    signed_in(cast.omar).post(PAGE, own)
    assert not PersonEntry.objects.filter(person=cast.omar, event="changed").exists()


def test_what_is_too_long_is_told_at_its_place_and_kept(cast: Cast) -> None:
    answer = signed_in(cast.omar).post(PAGE, {"phone": "1" * 31, "function": "Regisseur van alles"})
    assert answer.status_code == 422
    assert 'id="id_phone_error"' in answer.content.decode()
    assert "Regisseur van alles" in answer.content.decode()


def test_it_says_which_roles_you_have_since_when_from_whom_and_why(cast: Cast) -> None:
    RoleGrant.objects.create(
        user=cast.merve,
        role=Role.PRIVACY_OFFICER,
        municipality=cast.oudeveen,
        from_on=timezone.localdate(),
        reason="Vervangt Fatma dit jaar",
        granted_by=cast.tom,
    )
    page = page_of(cast.merve)
    for words in ("Privacyfunctionaris", "Vervangt Fatma dit jaar", f"gegeven door {cast.tom.name}"):
        assert words in page


def test_whom_you_stand_in_for_is_told_and_not_why_they_hold_it(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.dirk).update(reason="Geheim van Dirk")
    today = timezone.localdate()
    register_absence(by=cast.dirk, from_on=today, until_on=today, deputy=None)
    page = page_of(cast.lotte)
    assert f"Je vervangt {cast.dirk.name}." in page
    assert "Geheim van Dirk" not in page


def test_a_role_that_is_over_is_not_shown(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "<strong>Privacyfunctionaris</strong>" in page_of(cast.fatma)
    RoleGrant.objects.filter(user=cast.fatma, role=Role.PRIVACY_OFFICER).update(until_on=yesterday)
    assert "<strong>Privacyfunctionaris</strong>" not in page_of(cast.fatma)


def test_it_says_whether_you_have_a_second_step_and_how_many_codes(cast: Cast) -> None:
    assert "Een tweede stap instellen" in page_of(cast.sanne)
    with_app(cast.sanne)
    with_recovery_codes(cast.sanne)
    assert "Je hebt nog 10 herstelcodes." in page_of(cast.sanne)


def test_it_says_until_when_your_own_device_files(cast: Cast) -> None:
    client = log_in(cast.sanne, PASSWORD, own_device="on")
    assert "melden zonder opnieuw in te loggen" in client.get(PAGE).content.decode()
    assert "melden zonder opnieuw in te loggen" not in page_of(cast.sanne)


def test_who_has_no_password_here_is_offered_none(cast: Cast) -> None:
    cast.sanne.set_unusable_password()
    cast.sanne.save()
    section = signed_in(cast.sanne).get(PAGE).content.decode().partition("<main")[2].partition("</main>")[0]
    assert "/wachtwoord-wijzigen/" not in section


@pytest.mark.parametrize("name", ["omar", "wil", "ilse"])
def test_it_asks_the_database_little(cast: Cast, name: str, django_assert_max_num_queries: object) -> None:
    client = signed_in(cast[name])
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    "path", ["", "app/", "app/weg/", "code/", "herstelcodes/", "herstelcodes/nieuw/", "passkey/nieuw/"]
)
def test_the_pages_of_the_second_step_ask_the_database_little(
    cast: Cast, path: str, django_assert_max_num_queries: object
) -> None:
    client, secret = signed_in(cast.omar), with_app(cast.omar)
    with_recovery_codes(cast.omar)
    client.post("/account/beveiliging/code/?next=/", {"code": shown_by_app(secret)})
    with django_assert_max_num_queries(QUERIES_AT_MOST):
        assert client.get(f"/account/beveiliging/{path}", follow=False).status_code in {200, 302}


def test_ilse_who_works_elsewhere_sees_only_herself(cast: Cast) -> None:
    page = page_of(cast.ilse)
    assert cast.ilse.name in page
    for colleague in (cast.omar, cast.sanne, cast.tom):
        assert colleague.name not in page


@pytest.mark.parametrize("path", [PAGE, "/account/beveiliging/", "/account/tweede-stap/", "/account/overal-uitloggen/"])
def test_who_is_not_logged_in_gets_nothing(client: Client, db: None, path: str) -> None:
    assert client.get(path)["Location"] == f"/inloggen/?next={path}"
