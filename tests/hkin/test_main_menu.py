"""The main menu shows what is for you, marks where you are and counts what waits."""

import pytest
from django.test import Client, RequestFactory

from hkin import navigation
from hkin.navigation import Entry, MenuItem, everybody, menu_for
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
    request = RequestFactory().get(path)
    request.user = user
    return {str(item.label): item for item in menu_for(request)}


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
