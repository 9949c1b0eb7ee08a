"""Every kind of message has words of its own, in Dutch, and the words of its letter tell a bystander nothing."""

import re

import pytest
from django.utils import translation
from django.utils.functional import Promise

from hkin.outbox.kinds import Kind, registered

KINDS = [pytest.param(kind, id=kind.name) for kind in registered()]
PLACEHOLDER = re.compile(r"[%{]")


def in_language(text: Promise, language: str) -> str:
    with translation.override(language):
        return str(text)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_called_after_what_happened(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", kind.name)


@pytest.mark.parametrize("kind", KINDS)
def test_its_texts_are_in_dutch(kind: Kind) -> None:
    for text in (kind.inbox_text, kind.mail_text):
        assert in_language(text, "nl") != in_language(text, "en")


@pytest.mark.parametrize("kind", KINDS)
def test_its_texts_are_the_same_for_everybody(kind: Kind) -> None:
    assert not PLACEHOLDER.search(f"{kind.inbox_text}{kind.mail_text}")
