"""Colleagues get to know where to tell: a poster, a text, the municipality's own words, and a way to grumble."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hkin.privacy.retention import forget, rules
from network.actions.known import make_remark
from network.cast import Cast
from network.models import Definition, Remark, RoleGrant, User
from network.poster import PosterWords, render, words_for
from network.rules import Role
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db

WORDS = "Ondermijning is bij ons vooral: leegstaande schuren en malafide verhuur."


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


def enter(client: Client, person: User) -> Client:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def write(client: Client, text: str, day: str = "7", month: str = "3", year: str = "2027") -> Any:
    typed = {"text": text, "from_on_day": day, "from_on_month": month, "from_on_year": year}
    return client.post(reverse("network:definition_write", args=["oudeveen"]), typed)


# ---- the poster ------------------------------------------------------------------------------------
def test_the_poster_is_a_pdf_with_the_coordinator_of_today(cast: Cast, client: Client) -> None:
    answer = enter(client, cast.omar).get(reverse("network:poster", args=["oudeveen"]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    words = words_for(cast.oudeveen, "https://signaal.example.nl/signalen/nieuw/")
    assert (words.person, words.phone) == ("Omar de Vries", cast.omar.phone)


def test_a_name_is_never_markup_on_the_poster(cast: Cast) -> None:
    words = words_for(cast.oudeveen, "https://signaal.example.nl/")
    odd = PosterWords(**{**vars(words), "person": '#panic("x") ] $ \\ "', "municipality": "*'s-Ånd* 😀"})
    assert render(odd).startswith(b"%PDF")


def test_the_letters_of_the_poster_are_there(cast: Cast) -> None:
    assert all(list(folder.glob("*.ttf")) for folder in settings.POSTER_FONTS)


# ---- the page --------------------------------------------------------------------------------------
def test_the_text_for_the_intranet_names_the_address_and_whom_to_call(cast: Cast, client: Client) -> None:
    page = enter(client, cast.omar).get(reverse("network:known", args=["oudeveen"])).content.decode()
    assert f"{settings.BASE_URL}/signalen/nieuw/" in page
    assert "Omar de Vries" in page
    assert cast.omar.phone in page


def test_the_page_asks_the_database_little(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    enter(client, cast.omar)
    with django_assert_max_num_queries(15):
        client.get(reverse("network:known", args=["oudeveen"]))


@pytest.mark.parametrize("name", ["known", "poster", "definition_write"])
def test_who_furnishes_another_municipality_gets_nothing(cast: Cast, client: Client, name: str) -> None:
    assert enter(client, cast.ilse).get(reverse(f"network:{name}", args=["oudeveen"])).status_code == 404


# ---- own words -------------------------------------------------------------------------------------
def test_the_municipality_says_in_its_own_words_what_it_is(cast: Cast, client: Client) -> None:
    assert write(enter(client, cast.omar), WORDS, "1", "3").status_code == 302
    page = enter(client, cast.sanne).get(reverse("network:definition")).content.decode()
    assert WORDS in page
    assert "Geldt sinds" in page


def test_words_that_begin_later_do_not_hold_yet(cast: Cast, client: Client) -> None:
    write(enter(client, cast.omar), WORDS)
    assert WORDS not in enter(client, cast.sanne).get(reverse("network:definition")).content.decode()


def test_what_held_before_stays(cast: Cast, client: Client) -> None:
    enter(client, cast.omar)
    write(client, WORDS, "1", "3")
    write(client, "Anders gezegd.", "1", "3")
    page = client.get(reverse("network:definition_write", args=["oudeveen"])).content.decode()
    assert WORDS in page
    assert "Anders gezegd." in page


@pytest.mark.parametrize(
    ("text", "day", "said"), [("", "1", "Schrijf wat"), (WORDS, "32", "bestaat niet"), ("x" * 2001, "1", "2000")]
)
def test_what_is_wrong_is_said_and_nothing_is_kept(cast: Cast, client: Client, text: str, day: str, said: str) -> None:
    answer = write(enter(client, cast.omar), text, day)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Definition.objects.exists()


# ---- what does not work well -------------------------------------------------------------------------
def grumble(client: Client, text: str, page: str = "signals:queue") -> Any:
    return client.post(reverse("network:remark"), {"text": text, "page": page})


def test_every_page_has_the_link_with_its_own_name(cast: Cast, client: Client) -> None:
    page = enter(client, cast.omar).get("/werkvoorraad/").content.decode()
    assert "/niet-handig/?pagina=signals%3Aqueue" in page


def test_a_remark_reaches_the_application_manager_without_a_name(cast: Cast, client: Client) -> None:
    assert grumble(enter(client, cast.sanne), "De knop staat te laag.").status_code == 302
    page = enter(client, cast.tom).get(reverse("network:remarks")).content.decode()
    assert "De knop staat te laag." in page
    assert "signals:queue" in page
    assert "Sanne" not in page
    assert {field.name for field in Remark._meta.fields} == {
        "id", "municipality", "page", "text", "made_on", "handled_at",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["Bij K7QM-3TXP-5 werkt het niet", "bsn 111222333 kwijt"])
def test_a_remark_takes_no_number_of_a_signal_and_no_bsn(cast: Cast, client: Client, typed: str) -> None:
    answer = grumble(enter(client, cast.sanne), typed)
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_remark_takes_a_word_of_nine_letters(cast: Cast, client: Client) -> None:
    grumble(enter(client, cast.sanne), "Onze afspraken staan hier niet bij.")
    assert Remark.objects.exists()


@pytest.mark.parametrize("named", ["signals:queue", "home"])
def test_the_page_is_known_by_its_name(cast: Cast, client: Client, named: str) -> None:
    assert f'value="{named}"' in enter(client, cast.sanne).get(f"/niet-handig/?pagina={named}").content.decode()


def test_an_address_is_not_taken_for_a_page(cast: Cast, client: Client) -> None:
    answer = enter(client, cast.sanne).get("/niet-handig/?pagina=/werkvoorraad/K7QM-3TXP-5/")
    assert "K7QM" not in answer.content.decode().split("<main")[1].split("</main>")[0]


def test_a_handled_remark_is_gone_from_the_list(cast: Cast, client: Client) -> None:
    grumble(enter(client, cast.sanne), "Te kleine letters.")
    enter(client, cast.tom).post(reverse("network:remark_handled", args=[Remark.objects.get().pk]))
    assert "Te kleine letters." not in client.get(reverse("network:remarks")).content.decode()


def test_a_remark_is_forgotten_after_half_a_year(cast: Cast, time_machine: Any) -> None:
    make_remark(municipality=cast.oudeveen, page="home", text="Te klein.")
    for days, left in ((179, 1), (182, 0)):
        time_machine.move_to(MONDAY + timedelta(days=days), tick=False)
        for rule in rules():
            if rule.name == "old_remarks":
                forget(rule)
        assert Remark.objects.count() == left


def test_remarks_of_another_municipality_stay_there(cast: Cast, client: Client) -> None:
    grumble(enter(client, cast.ilse), "Bij ons niet.")
    RoleGrant.objects.filter(user=cast.tom, role=Role.APPLICATION_MANAGER, municipality=cast.veenwijk).delete()
    assert "Bij ons niet." not in enter(client, cast.tom).get(reverse("network:remarks")).content.decode()
