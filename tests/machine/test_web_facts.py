"""Red when browser or proxy make another site of it than we mean: without TLS, or under another name."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hkin.machine.checks import State
from tests.machine.conftest import Found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_on_a_server(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["signaal.oudeveen.example"]
    settings.BASE_URL = "https://signaal.oudeveen.example"
    settings.TRUSTED_PROXIES = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def asked(*, host: str = "signaal.oudeveen.example", scheme: str = "https", forwarded: str = "10.1.2.3") -> HttpRequest:
    headers = {"Host": host, "X-Forwarded-Proto": scheme} | ({"X-Forwarded-For": forwarded} if forwarded else {})
    return RequestFactory(REMOTE_ADDR="172.18.0.1").get("/beheer/machine/", headers=headers)


@pytest.mark.parametrize("name", ["tls", "address", "proxy"])
def test_a_site_behind_a_proxy_that_does_it_right_is_fine(found: Found, name: str) -> None:
    assert found(name, request=asked()).state is State.GREEN


def test_the_page_says_from_where_you_seem_to_come(found: Found) -> None:
    assert "10.1.2.3" in found("proxy", request=asked()).text


@pytest.mark.parametrize("setting", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"])
def test_cookies_without_tls_are_red(settings: Any, found: Found, setting: str) -> None:
    setattr(settings, setting, False)
    assert found("tls").state is State.RED


def test_a_proxy_that_does_not_say_https_is_red(found: Found) -> None:
    assert found("tls", request=asked(scheme="http")).state is State.RED


def test_a_site_under_every_name_is_red(settings: Any, found: Found) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    assert found("address").state is State.RED


def test_links_without_tls_are_red(settings: Any, found: Found) -> None:
    settings.BASE_URL = "http://127.0.0.1:8000"
    assert found("address").state is State.RED


def test_another_name_than_mails_tell_is_red(settings: Any, found: Found) -> None:
    settings.ALLOWED_HOSTS = ["hkin.oudeveen.example"]
    line = found("address", request=asked(host="hkin.oudeveen.example"))
    assert (line.state, "hkin.oudeveen.example" in line.text) == (State.RED, True)


@pytest.mark.parametrize(
    ("proxies", "forwarded"), [(0, "10.1.2.3"), (1, ""), (1, "192.0.2.66, 10.1.2.3"), (2, "10.1.2.3")]
)
def test_another_number_of_proxies_than_was_told_is_red(
    settings: Any, found: Found, proxies: int, forwarded: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert found("proxy", request=asked(forwarded=forwarded)).state is State.RED


def test_a_terminal_cannot_see_the_proxy(found: Found) -> None:
    assert found("proxy").state is State.GREY
