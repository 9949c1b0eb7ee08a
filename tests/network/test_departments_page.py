"""A colleague opens a department: where it hangs, whom to call at which level, what it does, and under which law."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Absence, Department, RoleGrant, User
from network.place_page import COLLEAGUES, PlacePage
from network.rules import Role
from tests.signals.filing_form import signed_in

PAGE = "/netwerk/afdelingen/{}/"


def shown(user: User, code: str, query: str = "") -> Any:
    return signed_in(user).get(PAGE.format(code) + query)


def page_of(user: User, code: str, query: str = "") -> PlacePage:
    page: PlacePage = shown(user, code, query).context["page"]
    return page


def at_level(page: PlacePage, name: str) -> Sequence[str]:
    return [member.person.username for level in page.levels if str(level.name) == name for member in level.members]


def test_a_department_is_shown_with_its_words(cast: Cast) -> None:
    text = shown(cast.sanne, "WON").content.decode()
    assert "Meldpunt goed verhuurderschap" in text
    assert "wonen@oudeveen.example" in text


def test_the_head_stands_at_the_tactical_level(cast: Cast) -> None:
    assert at_level(page_of(cast.sanne, "OOV"), "tactisch") == ["renske"]


def test_the_contact_person_stands_at_the_operational_level(cast: Cast) -> None:
    assert at_level(page_of(cast.sanne, "OOV"), "operationeel") == ["kees"]


def test_a_source_holder_is_named(cast: Cast) -> None:
    assert "Bronhouder" in shown(cast.sanne, "WEI").content.decode()


def test_who_is_away_is_shown_with_who_answers(cast: Cast) -> None:
    Absence.objects.all().delete()
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today + timedelta(days=3), deputy=cast.lotte)
    [member] = [one for level in page_of(cast.sanne, "VAS").levels for one in level.members]
    assert (member.person, member.absence.deputy if member.absence else None) == (cast.dirk, cast.lotte)


@pytest.mark.parametrize(("code", "sentence"), [("THV", "Wet politiegegevens"), ("WMO", "gesloten regime")])
def test_a_closed_law_is_said_plainly(cast: Cast, code: str, sentence: str) -> None:
    assert sentence in shown(cast.sanne, code).content.decode()


def test_a_department_without_one_says_nothing_of_it(cast: Cast) -> None:
    assert "Gesloten regime" not in shown(cast.sanne, "WON").content.decode()


def test_its_cells_are_shown_with_powers_and_partners(cast: Cast) -> None:
    [lead] = [cell for cell in page_of(cast.sanne, "WON").cells if cell.row.theme.code == "T08"]
    assert (lead.row.part, bool(lead.powers)) == ("lead", True)
    assert "Woningcorporatie De Kolkhoeve" in [partner.name for partner in lead.partners]


def test_what_hangs_below_is_named(cast: Cast) -> None:
    Department.objects.filter(pk=cast.department("VAS").pk).update(parent=cast.department("STO"))
    assert [one.code for one in page_of(cast.sanne, "STO").children] == ["VAS"]


def test_whose_work_is_outsourced_says_whom_to_call(cast: Cast) -> None:
    text = shown(cast.ilse, "WMO").content.decode()
    assert "Sociale dienst Veenland" in text
    assert "tel:088-0002110" in text


def test_ilse_gets_the_department_of_her_own_municipality(cast: Cast) -> None:
    assert page_of(cast.ilse, "PUB").department == cast.department("PUB", at="veenwijk")


def test_ilse_does_not_get_one_of_another(cast: Cast) -> None:
    assert shown(cast.ilse, "PUB", "?gemeente=oudeveen").status_code == 404
    assert shown(cast.ilse, "WON").status_code == 404


def test_who_works_for_two_municipalities_names_which(cast: Cast) -> None:
    assert page_of(cast.wil, "PUB", "?gemeente=oudeveen").department == cast.department("PUB")


def test_one_out_of_use_is_there_for_its_keeper_only(cast: Cast) -> None:
    Department.objects.filter(pk=cast.department("STO").pk).update(is_active=False)
    assert [shown(user, "STO").status_code for user in (cast.sanne, cast.noor)] == [404, 200]


def test_colleagues_come_in_pages_by_name(cast: Cast) -> None:
    crowd(cast, COLLEAGUES)
    first = page_of(cast.sanne, "STO")
    second = page_of(cast.sanne, "STO", f"?na={first.next_after}")
    names = [person.name for person in [*first.colleagues, *second.colleagues]]
    assert (len(first.colleagues), len(names), names) == (COLLEAGUES, COLLEAGUES + 2, sorted(names))


def test_a_nonsense_page_begins_at_the_beginning(cast: Cast) -> None:
    assert page_of(cast.sanne, "STO", "?na=x").colleagues


def test_three_hundred_colleagues_cost_no_more_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(cast, 300)
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(20):
        client.get(PAGE.format("STO"))


def crowd(cast: Cast, number: int) -> list[User]:
    """So many more colleagues of Stedelijke ontwikkeling."""
    people = User.objects.bulk_create(
        User(username=f"collega{one}", name=f"Collega {one:04}", password="!") for one in range(number)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=person,
            role=Role.REPORTER,
            municipality=cast.oudeveen,
            department=cast.department("STO"),
            from_on=timezone.localdate(),
        )
        for person in people
    )
    return people
