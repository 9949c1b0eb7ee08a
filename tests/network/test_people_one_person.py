"""One colleague on a page: what they hold and what happened, and facts of signing in to who manages accounts."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.actions.people import give_role
from network.cast import Cast
from network.models import PersonEntry, User
from network.models.trail import PersonEvent
from network.person_page import TRAIL_PAGE
from network.rules import Role
from tests.network.person_form import look

MOST_QUERIES = 20


def text(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def locked(user: User, places: int = 1) -> None:
    for number in range(places):
        AccessAttempt.objects.create(
            username=user.username,
            ip_address=f"198.51.100.{number}",
            user_agent="Mozilla",
            failures_since_start=settings.AXES_FAILURE_LIMIT,
            attempt_time=timezone.now(),
        )


@pytest.mark.parametrize("name", ["tom", "omar", "noor", "fatma", "hans"])
def test_who_has_a_use_for_it_sees_what_somebody_holds(client: Client, cast: Cast, name: str) -> None:
    page = text(look(client, cast[name], cast.dirk))
    assert "Contactpersoon, Vastgoed &amp; Grondzaken" in page
    assert "Vervanger: Lotte Scholten" in page


@pytest.mark.parametrize("name", ["sanne", "bea", "ilse", "marijke"])
def test_to_everybody_else_there_is_no_such_page(client: Client, cast: Cast, name: str) -> None:
    assert look(client, cast[name], cast.dirk).status_code == 404


def test_ilse_of_another_municipality_is_unknown_here(client: Client, cast: Cast) -> None:
    assert look(client, cast.noor, cast.ilse).status_code == 404


def test_no_number_of_anybody_stands_in_the_address_of_a_page(client: Client, cast: Cast) -> None:
    path = look(client, cast.tom, cast.dirk).request["PATH_INFO"]
    assert path == f"/mensen/{cast.dirk.key}/"


def test_for_whom_somebody_stands_in_is_shown(client: Client, cast: Cast) -> None:
    assert "Dirk Venema" in text(look(client, cast.noor, cast.lotte))


def test_when_somebody_is_away_is_shown(client: Client, cast: Cast) -> None:
    assert "Lotte Scholten antwoordt dan." in text(look(client, cast.tom, cast.dirk))


def test_the_last_sign_in_is_told_to_the_day_only(client: Client, cast: Cast) -> None:
    at = datetime(2026, 11, 3, 23, 41, tzinfo=ZoneInfo("Europe/Amsterdam"))
    User.objects.filter(pk=cast.bea.pk).update(last_login=at)
    page = text(look(client, cast.tom, cast.bea))
    assert "3 november 2026" in page
    assert "23:41" not in page
    assert "23.41" not in page


@pytest.mark.parametrize("name", ["omar", "noor", "fatma", "hans"])
def test_facts_about_logging_in_are_for_who_manages_accounts(client: Client, cast: Cast, name: str) -> None:
    locked(cast.bea)
    page = text(look(client, cast[name], cast.bea))
    assert "Laatst ingelogd" not in page
    assert "Op slot" not in page


def test_a_lock_says_how_many_tries_and_until_when_and_not_from_where(client: Client, cast: Cast) -> None:
    locked(cast.bea, places=2)
    page = text(look(client, cast.tom, cast.bea))
    assert f"Op slot na {2 * settings.AXES_FAILURE_LIMIT} verkeerde wachtwoorden" in page
    assert "Geprobeerd vanaf 2 plekken." in page
    assert "198.51.100" not in page


def test_what_happened_says_who_in_which_role_and_why(client: Client, cast: Cast) -> None:
    give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, reason="besluit 12")
    page = text(look(client, cast.hans, cast.merve))
    assert "Rol gegeven" in page
    assert "Tom Akkerman (applicatiebeheerder)" in page
    assert "besluit 12" in page


def test_a_directory_keeper_does_not_read_what_happened(client: Client, cast: Cast) -> None:
    give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, reason="besluit 12")
    assert "Rol gegeven" not in text(look(client, cast.noor, cast.merve))


def test_what_happened_long_ago_stands_on_a_next_page(client: Client, cast: Cast) -> None:
    PersonEntry.objects.bulk_create(
        PersonEntry(
            municipality=cast.oudeveen, person=cast.merve, by=cast.tom, event=PersonEvent.CHANGED, detail=f"stap {n}."
        )
        for n in range(TRAIL_PAGE + 5)
    )
    first = look(client, cast.tom, cast.merve)
    assert "stap 4." not in text(first)
    older = client.get(first.request["PATH_INFO"] + first.context["older"].partition("#")[0])
    assert "stap 4." in text(older)
    assert f"stap {TRAIL_PAGE + 4}." not in text(older)


def test_a_role_that_is_over_stands_apart(client: Client, cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    grant = give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
    type(grant).objects.filter(pk=grant.pk).update(until_on=yesterday, from_on=yesterday)
    page = look(client, cast.tom, cast.merve).context["page"]
    assert [one.title for one in page.past] == ["Bestuurder"]


def test_a_page_costs_a_fixed_number_of_queries(client: Client, cast: Cast) -> None:
    look(client, cast.tom, cast.wil)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/mensen/{cast.wil.key}/")
    assert len(asked) <= MOST_QUERIES
