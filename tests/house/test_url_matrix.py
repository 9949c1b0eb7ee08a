"""Every address says who gets something there, and everybody else gets nothing: asked one by one, as everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from network.models import User
from tests.house.scene import Scene, build_scene
from tests.house.url_matrix import MATRIX
from tests.house.url_people import ASKING, READERS, RECEIVES_SIGNALS

pytestmark = pytest.mark.django_db

#: A page, with or without a remark about what was typed.
SHOWN = {200, 400, 409, 422}
REFUSED = {401, 403, 404, 405}
LOGIN = "/inloggen/?next="
POINTS = re.compile(
    r'\b(?:for|aria-(?:labelledby|describedby|controls|owns|errormessage|details))="([^"]+)"|\bhref="#([^"]+)"'
)
STANDS = re.compile(r'\bid="?([^"\s>]+)')


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Name and the names of its arguments."""
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            yield from addresses(found, f"{space}{found.namespace}:" if found.namespace else space)
        elif isinstance(found, URLPattern):
            assert found.name, f"{found.pattern} has no name"
            yield f"{space}{found.name}", list(found.pattern.converters) or list(found.pattern.regex.groupindex)


ADDRESSES = dict(addresses(get_resolver()))


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """Made once and rolled back at the end: it takes longer than all the asking."""
    with django_db_blocker.unblock(), transaction.atomic():
        scene = build_scene()
        scene.sessions = {asking: _session(scene.cast[person]) for asking, person in ASKING.items() if person}
        yield scene
        transaction.set_rollback(True)


def _session(person: User) -> str:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def ask(scene: Scene, asking: str, method: str, path: str) -> HttpResponseBase:
    """As if nothing was asked before."""
    scene.client.cookies.clear()
    if asking in scene.sessions:
        scene.client.cookies[settings.SESSION_COOKIE_NAME] = scene.sessions[asking]
    with transaction.atomic():
        response = getattr(scene.client, method)(path)
        transaction.set_rollback(True)
    return response


def is_refused(response: HttpResponseBase) -> bool:
    return response.status_code in REFUSED or response.headers.get("Location", "").startswith(LOGIN)


def test_every_address_is_declared() -> None:
    assert set(ADDRESSES) == set(MATRIX)


@pytest.mark.parametrize("name", MATRIX)
def test_a_page_is_seen_by_who_should_see_it_and_by_nobody_else(scene: Scene, name: str) -> None:
    path = reverse(name, args=scene.address_arguments(name, ADDRESSES[name]))
    seeing = {asking for asking in ASKING if ask(scene, asking, "get", path).status_code in SHOWN}
    assert seeing == MATRIX[name].sees


@pytest.mark.parametrize("name", MATRIX)
def test_a_form_is_taken_from_who_may_send_it_and_from_nobody_else(scene: Scene, name: str) -> None:
    path = reverse(name, args=scene.address_arguments(name, ADDRESSES[name]))
    taken = {asking for asking in ASKING if not is_refused(ask(scene, asking, "post", path))}
    assert taken == MATRIX[name].does


def test_the_address_of_a_button_never_gives_a_bare_refusal(scene: Scene) -> None:
    """Asked as somebody of the team, who presses most of them."""
    paths = {name: reverse(name, args=scene.address_arguments(name, args)) for name, args in ADDRESSES.items()}
    answers = {name: ask(scene, "coordinator", "get", path) for name, path in paths.items() if MATRIX[name].does}
    buttons = {name for name, answer in answers.items() if answer.status_code == 405}
    assert len(buttons) > 20
    assert {name for name in buttons if b"<main" not in getattr(answers[name], "content", b"")} == set()


@pytest.mark.parametrize("name", [name for name, page in MATRIX.items() if page.sees])
def test_what_a_page_points_at_stands_on_it(scene: Scene, name: str) -> None:
    """The name of a section, the remark of a field, a link within the page: the eye does not miss them, an ear does."""
    path = reverse(name, args=scene.address_arguments(name, ADDRESSES[name]))
    for asking in {min(MATRIX[name].sees), max(MATRIX[name].sees)}:
        page = ask(scene, asking, "get", path)
        if page.headers.get("Content-Type", "").startswith("text/html"):
            markup = getattr(page, "content", b"").decode()
            assert {each for pair in POINTS.findall(markup) for text in pair for each in text.split()} <= set(
                STANDS.findall(markup)
            ), asking


@pytest.mark.parametrize("route", READERS)
def test_a_signal_is_opened_by_who_stands_behind_its_queue(scene: Scene, route: str) -> None:
    path = reverse("signals:team_detail", args=[scene.signals[route].reference])
    assert {asking for asking in ASKING if ask(scene, asking, "get", path).status_code in SHOWN} == READERS[route]


@pytest.mark.parametrize("route", [route for route in READERS if route != "team"])
def test_a_move_in_another_queue_is_refused_to_who_handles_others(scene: Scene, route: str) -> None:
    moves = [name for name, page in MATRIX.items() if ADDRESSES[name] == ["reference"] and page.does == READERS["team"]]
    assert len(moves) > 15
    taken = {
        (name, asking)
        for name in moves
        for asking in RECEIVES_SIGNALS - READERS[route]
        if not is_refused(ask(scene, asking, "post", reverse(name, args=[scene.signals[route].reference])))
    }
    assert taken == set()
