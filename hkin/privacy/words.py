"""The blind index: a text becomes keyed hashes of its word stems, so that sealed text can be searched.

Two texts meet when they share a stem: "Contante betalingen" and "contant betaling" do. Hashes are signed 64-bit
numbers, ready for a bigint[] under GIN.
"""

import re
import unicodedata
from collections.abc import Iterator

from snowballstemmer.dutch_stemmer import DutchStemmer

from hkin.privacy.marks import keyed_hash
from hkin.privacy.stop_words import STOP_WORDS

#: Raise it when normalising, stemmer or stop words change; rows with another number must then be indexed again.
INDEX_VERSION = 1

_TOKEN = re.compile(r"[^\W_]{2,}")
_LONGEST = 64
_ROUNDS = 4
_VERB_ENDING = re.compile(r"(?<=aa.|ee.|oo.|uu.|ie.|ij.)t$")  # huurt, woont: the stemmer leaves this t
_IRREGULAR = {
    "gelden": "geld",
    "kinderen": "kind",
    "leden": "lid",
    "schepen": "schip",
    "steden": "stad",
    "vaten": "vat",
}


def index_words(text: str) -> list[int]:
    return sorted({_number(stem) for stem in stems(text)})


def query_words(text: str) -> list[int]:
    """What a signal must hold to be a hit. Empty when nothing is left to look for: ask no rows then, and say why."""
    return index_words(text)


def stems(text: str) -> Iterator[str]:
    stemmer = DutchStemmer()
    for token in set(_TOKEN.findall(normalise(text))) - STOP_WORDS:
        yield _stem(stemmer, token[:_LONGEST])


def _stem(stemmer: DutchStemmer, word: str) -> str:
    """Snowball on its own answer until it rests: one pass leaves "adressen" at "adres", but "adres" at "adr"."""
    stem = _IRREGULAR.get(word, word)
    for _ in range(_ROUNDS):
        before = stem
        stem = _VERB_ENDING.sub("", stemmer.stemWord(stem))
        if len(stem) > 4:
            stem = stem.removesuffix("s")
        if stem == before:
            break
    return stem


def normalise(text: str) -> str:
    """Lower case without accents: "Één" and "een" are the same word."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _number(stem: str) -> int:
    return int.from_bytes(keyed_hash("word", stem)[:8], "big", signed=True)
