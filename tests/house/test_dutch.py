"""People read clear Dutch: everything is translated, *je* and never *u*, and sentences of at most 20 words."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from hkin.devstack.translations import catalogues, read_catalogue, unfinished
from tests.house.texts_in_code import Text, texts_in_code

LONGEST_SENTENCE = 20
FORMAL = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
#: The U of uitvoerder.
LETTER, LETTERS = "letter of a part", re.compile(r"\bT, U, A (?:of|en) I\b")
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
MARKUP = re.compile(rf"<[^>]+>|&\w+;|{PLACE.pattern}")
CATALOGUES = [pytest.param(po, id=po.parts[-3]) for po in catalogues()]


@pytest.fixture(params=CATALOGUES)
def messages(request: pytest.FixtureRequest) -> list[Message]:
    return [message for message in read_catalogue(request.param) if message.id]


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """One text, or its singular and its plural."""
    return [text] if isinstance(text, str) else [*text]


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(MARKUP.sub(" x ", text))


def test_every_text_of_the_code_is_in_the_catalogue(messages: list[Message]) -> None:
    known: set[Text] = {(forms(message.id)[0], message.context) for message in messages}
    assert sorted(set(texts_in_code()) - known, key=str) == []


@pytest.mark.parametrize("po", CATALOGUES)
def test_every_text_is_translated_and_looked_at(po: Path) -> None:
    assert [message.id for message in unfinished(read_catalogue(po))] == []


def test_a_translation_fills_in_nothing_the_text_does_not_have(messages: list[Message]) -> None:
    def places(text: str | tuple[str, ...] | list[str]) -> set[str]:
        return {place for form in forms(text) for place in PLACE.findall(form)}

    assert [message.id for message in messages if places(message.string) - places(message.id)] == []


def test_nobody_is_addressed_formally(messages: list[Message]) -> None:
    dutch = [form for message in messages if message.context != LETTER for form in forms(message.string)]
    assert [form for form in dutch if FORMAL.search(LETTERS.sub("", MARKUP.sub("", form)))] == []


def test_sentences_are_short(messages: list[Message]) -> None:
    said = [each for message in messages for form in forms(message.string) for each in sentences(form)]
    assert [each for each in said if len(each.split()) > LONGEST_SENTENCE] == []
