"""From any page two typed words find the right person, in one request."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.finding import MOST, find
from network.models import ContactCard, Department, RoleGrant, Theme, User
from network.rules import Role
from tests.signals.filing_form import signed_in

PAGE = "/netwerk/zoeken/"


def people(user: User, words: str) -> list[str]:
    return [row.person.username for row in find(user, words).people]


# ---- what is found -------------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["dirk vastgoed", "vastgoed dirk", "VENEMA grondzaken", "beheerder dirk"])
def test_name_and_department_find_somebody_in_any_order(cast: Cast, words: str) -> None:
    assert people(cast.sanne, words) == ["dirk"]


def test_a_name_is_found_without_its_marks(cast: Cast) -> None:
    assert people(cast.sanne, "aicha benali") == ["aicha"]


def test_a_name_is_found_with_marks_typed(cast: Cast) -> None:
    assert people(cast.sanne, "özdemir") == ["fatma"]


def test_what_somebody_comes_for_finds_them(cast: Cast) -> None:
    assert people(cast.sanne, "briefadressen") == ["stefan"]


def test_a_theme_finds_who_watches_it(cast: Cast) -> None:
    assert "aicha" in people(cast.sanne, "mensenhandel aandachtsfunctionaris")


def test_a_role_in_words_finds_who_holds_it(cast: Cast) -> None:
    assert people(cast.sanne, "regisseur omar") == ["omar"]


def test_a_synonym_of_a_department_finds_its_people(cast: Cast) -> None:
    assert "linda" in people(cast.sanne, "volkshuisvesting")


def test_somebody_at_a_partner_is_found(cast: Cast) -> None:
    assert [one.name for one in find(cast.sanne, "politie mensenhandel").liaisons] == ["Samir Oulad"]


def test_a_kind_of_partner_is_found(cast: Cast) -> None:
    assert [one.name for one in find(cast.sanne, "woningcorporatie").partners] == ["Woningcorporatie De Kolkhoeve"]


def test_a_department_is_found_by_a_theme_it_leads(cast: Cast) -> None:
    assert "VAS" in [one.code for one in find(cast.sanne, "vastgoedfraude").departments]


def test_percent_signs_find_nothing_of_their_own(cast: Cast) -> None:
    assert not find(cast.sanne, "%_%")


def test_no_words_find_nobody(cast: Cast) -> None:
    assert not find(cast.sanne, "  ")


def test_who_left_is_not_found(cast: Cast) -> None:
    User.objects.filter(pk=cast.dirk.pk).update(is_active=False)
    assert people(cast.sanne, "dirk") == []


def test_a_department_out_of_use_is_not_found(cast: Cast) -> None:
    Department.objects.filter(code="STO").update(is_active=False)
    assert "STO" not in [one.code for one in find(cast.sanne, "stedelijke").departments]


# ---- of whom -------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", ["dirk", "Feenstra", "kolkhoeve", "planoloog"])
def test_ilse_finds_nothing_of_another_municipality(cast: Cast, words: str) -> None:
    assert not find(cast.ilse, words)


def test_a_theme_of_another_municipality_finds_nobody(cast: Cast) -> None:
    theirs = Theme.objects.create(municipality=cast.veenwijk, code="E1", name="Kwartelfokkerij")
    ContactCard.objects.get_or_create(user=cast.wil)[0].themes.add(theirs)
    assert (people(cast.sanne, "kwartelfokkerij"), people(cast.ilse, "kwartelfokkerij")) == ([], ["wil"])


def test_somebody_without_a_role_finds_nobody(cast: Cast) -> None:
    stranger = User.objects.create_user("vreemd")
    assert not find(stranger, "dirk")


# ---- the page ------------------------------------------------------------------------------------
def test_the_answer_comes_in_one_request(cast: Cast) -> None:
    response = signed_in(cast.sanne).post(PAGE, {"wie": "vastgoed dirk"})
    assert response.status_code == 200
    assert 'href="tel:088-0001128"' in response.content.decode()


def test_the_words_stand_in_no_address(cast: Cast) -> None:
    assert "Dirk" not in signed_in(cast.sanne).get(PAGE + "?wie=dirk").content.decode()


def test_too_many_letters_are_refused_at_the_field(cast: Cast) -> None:
    response = signed_in(cast.sanne).post(PAGE, {"wie": "x" * 61})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["wie"])
    assert "x" * 61 in response.content.decode()


def test_nothing_found_says_so(cast: Cast) -> None:
    assert "Niets gevonden" in signed_in(cast.sanne).post(PAGE, {"wie": "ruimtevaart"}).content.decode()


@pytest.mark.parametrize("path", ["/", "/melden/", "/netwerk/", "/berichten/"])
def test_the_finder_stands_on_every_page(cast: Cast, path: str) -> None:
    assert f'action="{PAGE}"' in signed_in(cast.sanne).get(path).content.decode()


def test_who_is_not_signed_in_has_no_finder(client: Client, cast: Cast) -> None:
    assert PAGE not in client.get("/inloggen/").content.decode()


def test_two_thousand_people_are_searched_in_twelve_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(cast, 2000)
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(12):
        response = client.post(PAGE, {"wie": "collega vastgoed"})
    found: Any = response.context["found"]
    assert (len(found.people), found.has_more) == (MOST, True)


def crowd(cast: Cast, number: int) -> None:
    made = User.objects.bulk_create(
        User(username=f"collega{one}", name=f"Collega {one:04}", password="!") for one in range(number)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=person,
            role=Role.REPORTER,
            municipality=cast.oudeveen,
            department=cast.department("VAS"),
            from_on=timezone.localdate(),
        )
        for person in made
    )
