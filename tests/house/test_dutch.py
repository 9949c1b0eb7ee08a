"""People read clear Dutch: everything is translated, *je* and never *u*, and sentences of at most 20 words."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from hkin.devstack.translations import catalogues, read_catalogue, unfinished

LONGEST_SENTENCE = 20
FORMAL = re.compile(r"\b(u|uw|uzelf|uwerzijds)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n")
MARKUP = re.compile(r"<[^>]+>|%\(\w+\)[sd]|\{\w*\}|&\w+;")
CATALOGUES = [pytest.param(po, id=po.parts[-3]) for po in catalogues()]


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else [*message.string]


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(MARKUP.sub(" x ", text))


@pytest.fixture(params=CATALOGUES)
def messages(request: pytest.FixtureRequest) -> list[Message]:
    return [message for message in read_catalogue(request.param) if message.id]


@pytest.mark.parametrize("po", CATALOGUES)
def test_every_text_is_translated_and_looked_at(po: Path) -> None:
    assert [message.id for message in unfinished(read_catalogue(po))] == []


def test_nobody_is_addressed_formally(messages: list[Message]) -> None:
    assert [text for message in messages for text in texts(message) if FORMAL.search(MARKUP.sub("", text))] == []


def test_sentences_are_short(messages: list[Message]) -> None:
    said = [each for message in messages for text in texts(message) for each in sentences(text)]
    assert [each for each in said if len(each.split()) > LONGEST_SENTENCE] == []
