"""Whoever reads an answer back reads the words of the protocol, and never a code."""

import pytest

from signals.rules.protocol_words import answer_in_words
from tests.signals.protocols import definition


@pytest.mark.parametrize(
    ("question", "given", "read"),
    [
        ("al-bekend", "yes", "Ja"),
        ("al-bekend", "no", "Nee"),
        ("ground", "apv", "APV"),
        ("opvallend", ["geld", "dwang"], "Geld dat niet past, Iemand lijkt niet vrij"),
        ("purpose", "yes", "yes"),
    ],
)
def test_an_answer_is_read_in_words(question: str, given: str | list[str], read: str) -> None:
    asked = {one.code: one for one in definition("drie-fasen").task("duiding").questions}
    assert answer_in_words(asked[question], given) == read
