"""Keys are green when they were made by chance, and when somebody read their fingerprints from paper."""

from __future__ import annotations

import base64
import os
from typing import Any

import pytest

from hkin.machine.checks import State
from hkin.machine.fingerprints import index_fingerprint, ring_fingerprint
from hkin.machine.keys_on_paper import confirm_fingerprints
from hkin.machine.proofs import KEYS_WRITTEN_DOWN, proven
from hkin.privacy.keyring import fingerprint
from tests.machine.conftest import Found

pytestmark = pytest.mark.django_db


def by_chance() -> str:
    return base64.b64encode(os.urandom(32)).decode()


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.SEAL_KEYS, settings.INDEX_KEY = f"2026a:{by_chance()}", by_chance()
    settings.SECRET_KEY = base64.b64encode(os.urandom(48)).decode()


def test_keys_made_by_chance_are_fine(found: Found) -> None:
    assert found("keys").state is State.GREEN
    assert found("site_secret").state is State.GREEN


@pytest.mark.parametrize("ring", ["", "2026a:", "2026a:c2hvcnQ=", "2026a:geen sleutel"])
def test_a_key_that_is_none_is_red(settings: Any, found: Found, ring: str) -> None:
    settings.SEAL_KEYS = ring
    assert found("keys").state is State.RED


def test_the_key_of_an_example_is_red(settings: Any, found: Found) -> None:
    settings.SEAL_KEYS = f"dev:{base64.b64encode(b'01234567890123456789012345678901').decode()}"
    assert found("keys").state is State.RED


def test_one_key_for_both_is_red(settings: Any, found: Found) -> None:
    settings.INDEX_KEY = settings.SEAL_KEYS.partition(":")[2]
    assert found("keys").state is State.RED


@pytest.mark.parametrize("secret", ["dev", "a" * 80])
def test_a_secret_that_can_be_guessed_is_red(settings: Any, found: Found, secret: str) -> None:
    settings.SECRET_KEY = secret
    assert found("site_secret").state is State.RED


def test_nobody_has_read_them_from_paper_yet(found: Found) -> None:
    assert found("keys_on_paper").state is State.RED


@pytest.mark.parametrize("write", [str, str.upper, lambda text: text.replace("-", ""), lambda text: f" {text} "])
def test_who_types_both_fingerprints_back_has_shown_it(found: Found, write: Any) -> None:
    wrong = confirm_fingerprints(ring=write(ring_fingerprint()), index=write(index_fingerprint()), by_name="Tom Bos")
    assert wrong == []
    assert found("keys_on_paper").state is State.GREEN


def test_a_wrong_fingerprint_shows_nothing_and_says_which(found: Found) -> None:
    assert confirm_fingerprints(ring="0000-0000", index=index_fingerprint(), by_name="Tom") == ["ring"]
    assert confirm_fingerprints(ring=ring_fingerprint(), index="", by_name="Tom") == ["index"]
    assert found("keys_on_paper").state is State.RED


def test_a_new_key_must_be_shown_again(settings: Any, found: Found) -> None:
    confirm_fingerprints(ring=ring_fingerprint(), index=index_fingerprint(), by_name="Tom")
    settings.SEAL_KEYS = f"2027a:{by_chance()},{settings.SEAL_KEYS}"
    assert proven(KEYS_WRITTEN_DOWN) is None
    assert found("keys_on_paper").state is State.RED


def test_one_key_has_the_fingerprint_that_rewrap_keys_tells(settings: Any) -> None:
    secret = base64.b64decode(settings.SEAL_KEYS.partition(":")[2])
    assert ring_fingerprint() == fingerprint(secret)


def test_without_keys_nothing_is_right(settings: Any) -> None:
    settings.SEAL_KEYS = ""
    assert confirm_fingerprints(ring="", index=index_fingerprint(), by_name="Tom") == ["ring"]
