"""A colleague looks up whom to call, and what for."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.contacts import Entry
from network.models import Absence, User


def find(client: Client, user: User, words: str = "") -> list[Entry]:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    found: list[Entry] = search(client, words).context["entries"]
    return found


def search(client: Client, words: str) -> Any:
    return client.post(reverse("network:contacts"), {"zoek": words}, follow=True)


def names(entries: list[Entry]) -> list[str]:
    return [entry.department.name for entry in entries]


def test_every_department_is_there(client: Client, cast: Cast) -> None:
    assert len(find(client, cast.sanne)) == 22


def test_a_theme_finds_who_leads_it(client: Client, cast: Cast) -> None:
    assert "Vastgoed & Grondzaken" in names(find(client, cast.sanne, "vastgoedfraude"))


def test_two_words_are_both_found(client: Client, cast: Cast) -> None:
    assert names(find(client, cast.sanne, "vastgoed dirk")) == ["Vastgoed & Grondzaken"]


def test_a_name_finds_the_department(client: Client, cast: Cast) -> None:
    assert names(find(client, cast.sanne, "marga")) == ["Wmo / Jeugd & toezicht rechtmatigheid"]


def test_a_present_contact_person_is_shown(client: Client, cast: Cast) -> None:
    [entry] = find(client, cast.sanne, "vastgoed dirk")
    assert [contact.person for contact in entry.contacts] == [cast.dirk]


def test_the_deputy_is_shown_for_who_is_away(client: Client, cast: Cast) -> None:
    Absence.objects.all().delete()
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today - timedelta(days=1), until_on=today)
    [entry] = find(client, cast.sanne, "vastgoed dirk")
    assert [(contact.person, contact.absent) for contact in entry.contacts] == [(cast.lotte, cast.dirk)]


@pytest.mark.parametrize(("code", "username"), [("BEL", "loes")])
def test_the_fallback_answers_when_no_contact_person_can(client: Client, cast: Cast, code: str, username: str) -> None:
    [entry] = [one for one in find(client, cast.sanne) if one.department.code == code]
    assert [contact.person for contact in entry.contacts] == [cast[username]]


def test_a_department_without_anybody_says_so(client: Client, cast: Cast) -> None:
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = search(client, "ruimtelijke ordening").content.decode()
    assert "Stedelijke ontwikkeling" in page
    assert "tel:" not in page


def test_what_is_not_there_is_not_found(client: Client, cast: Cast) -> None:
    assert find(client, cast.sanne, "ruimtevaart") == []


def test_ilse_sees_the_departments_of_her_own_municipality_only(client: Client, cast: Cast) -> None:
    entries = find(client, cast.ilse)
    assert {entry.department.municipality for entry in entries} == {cast.veenwijk}


def test_ilse_does_not_find_a_name_of_another_municipality(client: Client, cast: Cast) -> None:
    assert find(client, cast.ilse, "dirk") == []


def test_who_works_for_two_municipalities_sees_both(client: Client, cast: Cast) -> None:
    assert len(find(client, cast.wil)) == 28


def test_too_long_a_search_is_refused_at_its_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = search(client, "x" * 61)
    assert (response.status_code, "zoek" in response.context["form"].errors) == (422, True)


def test_the_name_of_who_is_looked_for_stands_in_no_address(client: Client, cast: Cast) -> None:
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = search(client, "Dirk")
    assert 'value="Dirk"' in response.content.decode()
    assert "dirk" not in response.redirect_chain[-1][0].casefold()


def test_all_departments_cost_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.wil, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(13):
        client.get(reverse("network:contacts"))
