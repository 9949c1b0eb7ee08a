"""A directory of hundreds of departments is read page by page, and no page costs more than another."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.contacts import PAGE
from network.models import Department
from tests.signals.filing_form import signed_in

CONTACTS = "/netwerk/"


def with_hundreds(cast: Cast) -> None:
    Department.objects.bulk_create(
        Department(municipality=cast.oudeveen, code=f"X{one}", name=f"Afdeling {one:03}") for one in range(300)
    )


def test_every_department_is_on_one_page_and_no_other(cast: Cast) -> None:
    with_hundreds(cast)
    client, address, seen = signed_in(cast.wil), CONTACTS, []
    while address:
        page = client.get(address).context
        seen += [entry.department.pk for entry in page["entries"]]
        address = CONTACTS + page["older"] if page["older"] else ""
    assert (len(seen), len(set(seen))) == (328, 328)


def test_the_home_municipality_comes_first(cast: Cast) -> None:
    entries = signed_in(cast.wil).get(CONTACTS).context["entries"]
    assert [entry.department.municipality for entry in entries[:6]] == [cast.veenwijk] * 6


def test_a_page_costs_the_same_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with_hundreds(cast)
    client.force_login(cast.wil, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(15):
        page = client.get(CONTACTS)
    assert len(page.context["entries"]) == PAGE


def test_what_was_searched_stays_on_the_next_page(cast: Cast) -> None:
    with_hundreds(cast)
    client = signed_in(cast.sanne)
    first = client.post(CONTACTS, {"zoek": "afdeling"}, follow=True).context
    second = client.get(CONTACTS + first["older"]).context
    assert {entry.department.name.split()[0] for entry in second["entries"]} == {"Afdeling"}


def test_the_head_of_a_department_stands_on_its_card(cast: Cast) -> None:
    entries = signed_in(cast.sanne).get(CONTACTS).context["entries"]
    [entry] = [entry for entry in entries if entry.department.code == "OOV"]
    assert entry.heads == [cast.renske]


def test_whose_work_is_outsourced_says_so_on_the_card(cast: Cast) -> None:
    shown = signed_in(cast.ilse).get(CONTACTS).content.decode()
    assert "Uitbesteed aan" in shown
    assert 'href="tel:088-0002110"' in shown
