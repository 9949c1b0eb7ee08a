"""Vraag het de afdeling: who speaks for it hears of the gap, and reads what is missing and whom to call."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.holes import ask_department
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.models import User
from network.rules import HoleKind
from network.sweep import Found
from tests.network.furnishing import signed_in
from tests.network.holes import found_in, holes_of

VASTGOED = "VAS"


def unused(cast: Cast) -> Found:
    """A power that the theme of Vastgoed leaves unnamed."""
    found = found_in(cast.oudeveen, HoleKind.POWER_UNUSED)
    return next(one for one in found if one.asked is not None and one.asked.code == VASTGOED)


def address(cast: Cast, name: str, found: Found | None = None) -> str:
    return reverse(f"network:hole_{name}", args=[cast.oudeveen.slug, (found or unused(cast)).mark])


def ask(cast: Cast, by: User) -> int:
    status: int = signed_in(by).post(address(cast, "ask")).status_code
    return status


def told(user: User) -> list[Message]:
    return list(Message.objects.filter(kind="directory_hole_asked", recipient_mark=duty_mark(user.pk)))


def read(user: User, path: str) -> HttpResponse:
    client: Client = signed_in(user)
    response: HttpResponse = client.get(path)
    return response


def test_the_contact_person_hears_of_it_and_can_read_it(cast: Cast) -> None:
    assert ask(cast, cast.noor) == 302
    [message] = told(cast.dirk)
    page = read(cast.dirk, message.path)
    assert page.status_code == 200
    assert "niemand zegt wie de bevoegdheden inzet" in page.content.decode()


def test_asked_twice_on_a_day_is_once(cast: Cast) -> None:
    ask(cast, cast.noor)
    ask(cast, cast.noor)
    assert len(told(cast.dirk)) == 1


@pytest.mark.parametrize("name", ["ilse", "omar", "wil", "dirk"])
def test_only_who_keeps_the_directory_asks(cast: Cast, name: str) -> None:
    assert ask(cast, cast[name]) == 404
    with pytest.raises(NotAllowed):
        ask_department(by=cast[name], found=unused(cast), department=cast.department(VASTGOED))


@pytest.mark.parametrize("name", ["ilse", "sanne", "karin"])
def test_who_does_not_speak_for_the_department_reads_nothing(cast: Cast, name: str) -> None:
    assert read(cast[name], address(cast, "asked")).status_code == 404


def test_where_no_department_can_be_asked_the_button_is_not_there(cast: Cast) -> None:
    [shown] = holes_of(cast.noor, HoleKind.NO_LEAD)
    assert shown.asks is None
    signed_in(cast.noor).post(address(cast, "ask", shown.found))
    assert not Message.objects.filter(kind="directory_hole_asked").exists()


@pytest.mark.parametrize(("name", "page"), [("noor", "accept"), ("dirk", "asked")])
def test_a_page_about_one_gap_asks_the_database_little(
    cast: Cast, name: str, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    path, client = address(cast, page), signed_in(cast[name])
    with django_assert_max_num_queries(20):
        assert client.get(path).status_code == 200
