"""The main menu shows what is for you, marks where you are and counts what waits."""

import re

import pytest
from django.test import Client, RequestFactory

from hkin import navigation
from hkin.navigation import FITS_ON_A_ROW, Entry, Menu, MenuItem, everybody, menu_for
from network.models import User


@pytest.fixture
def menu(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = (
        Entry("home", "Start", everybody),
        Entry("help", "Hulp", everybody, waiting=lambda user: 3),
        Entry("account_change_password", "Wachtwoord", everybody),
        Entry("privacy", "Geheim", lambda user: False),
        Entry("no_such_page", "Later", everybody),
    )
    monkeypatch.setattr(navigation, "NAVIGATION", entries)


def items(user: User, path: str = "/") -> dict[str, MenuItem]:
    return {str(item.label): item for item in menu_of(user, path).shown}


def menu_of(user: User, path: str = "/") -> Menu:
    request = RequestFactory().get(path)
    request.user = user
    return menu_for(request)


def labels(found: list[MenuItem]) -> list[str]:
    return [str(item.label) for item in found]


def test_an_entry_shows_to_whom_it_is_for(menu: None, sanne: User) -> None:
    assert list(items(sanne)) == ["Start", "Hulp", "Wachtwoord"]


def test_the_page_you_are_on_is_marked(menu: None, sanne: User) -> None:
    assert [name for name, item in items(sanne, "/hulp/").items() if item.is_current] == ["Hulp"]


def test_a_page_below_an_entry_marks_that_entry(menu: None, sanne: User) -> None:
    assert [name for name, item in items(sanne, "/hulp/melden/").items() if item.is_current] == ["Hulp"]


def test_an_unrelated_page_marks_nothing(menu: None, sanne: User) -> None:
    assert not any(item.is_current for item in items(sanne, "/privacy/").values())


def test_what_waits_is_counted_behind_the_entry(menu: None, signed_in: Client) -> None:
    page = signed_in.get("/toegankelijkheid/").content.decode()
    assert '<span class="hkin-count">3<span class="hkin-visually-hidden"> te doen</span></span>' in page


def test_who_is_not_logged_in_has_no_menu(client: Client, db: None) -> None:
    assert "hkin-nav" not in client.get("/hulp/").content.decode()


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    daily = [Entry("home", f"Dag {number}", everybody) for number in range(FITS_ON_A_ROW)]
    rare = Entry("help", "Soms", everybody, waiting=lambda user: 2, is_daily=False)
    monkeypatch.setattr(navigation, "NAVIGATION", (*daily[:4], rare, *daily[4:]))


def test_what_does_not_fit_on_a_row_stands_under_more(crowded: None, sanne: User) -> None:
    menu = menu_of(sanne)
    assert labels(menu.shown) == [f"Dag {number}" for number in range(FITS_ON_A_ROW)]
    assert labels(menu.more) == ["Soms"]


def test_what_waits_under_more_is_counted_on_it(crowded: None, signed_in: Client) -> None:
    page = signed_in.get("/toegankelijkheid/").content.decode()
    assert re.search(r"<summary[^>]*>Meer <span class=\"hkin-count\">2<", page)


def test_more_is_marked_where_one_is_on_a_page_of_it(crowded: None, sanne: User) -> None:
    assert menu_of(sanne, "/hulp/").is_under_more
    assert not menu_of(sanne, "/").is_under_more


def test_where_all_fits_there_is_no_more(monkeypatch: pytest.MonkeyPatch, sanne: User) -> None:
    monkeypatch.setattr(navigation, "NAVIGATION", [Entry("help", "Soms", everybody, is_daily=False)] * FITS_ON_A_ROW)
    assert menu_of(sanne).more == []
