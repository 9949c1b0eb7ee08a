"""The words of a file: how names are compared, and what stands in a cell for a level, a part, a regime, yes and no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

_NO_LETTER = re.compile(r"[\W_]+")

YES, NO = "ja", "nee"
#: What is kept -> the words for it. The first is written in an export; a blank cell means the first empty one.
REGIMES: Mapping[str, tuple[str, ...]] = {
    "": ("", "geen"),
    "investigation": ("wpg", "opsporing", "opsporingsambtenaren (wpg)", "investigation"),
    "care": ("zorg", "hulpverlening", "zorg en hulpverlening", "care"),
}
LEVELS: Mapping[str, tuple[str, ...]] = {
    "strategic": ("strategisch", "s"),
    "tactical": ("tactisch", "t"),
    "operational": ("operationeel", "o"),
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "lead": ("T", "trekker"),
    "executor": ("U", "uitvoerder"),
    "adviser": ("A", "adviseur"),
    "informed": ("I", "geïnformeerd"),
    "": ("geen", "-"),
}
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "care": ("zorg", "zorg en hulpverlening"),
    "enforcement": ("handhaving", "toezicht en handhaving"),
    "safety": ("veiligheid", "openbare orde", "politie"),
    "finance": ("financiën", "geld"),
    "property": ("vastgoed", "bouw"),
    "law": ("recht", "bestuursrecht"),
    "business": ("bedrijven", "handel"),
    "youth": ("jeugd", "school"),
    "countryside": ("buitengebied", "natuur"),
    "digital": ("digitaal", "ict"),
}
TRUTHS: Mapping[str, tuple[str, ...]] = {
    "1": (YES, "j", "waar", "true", "x", "1"),
    "": (NO, "n", "onwaar", "false", "0"),
}


@lru_cache(maxsize=8192)  # a file names the same few hundred departments over and over
def fold(text: str) -> str:
    """As names are compared: no capitals, no accents, no signs."""
    text = text.replace("&", " en ")
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _NO_LETTER.sub(" ", bare.casefold()).strip()


def written(words: Mapping[str, tuple[str, ...]], value: str) -> str:
    """As an export says it."""
    return words[value][0] if value in words else value


def meant(words: Mapping[str, tuple[str, ...]], cell: str) -> str | None:
    """What is kept of a cell; None for a word that is not in the list."""
    for value, said in words.items():
        if cell.casefold() in {word.casefold() for word in said} or (fold(cell) and fold(cell) in map(fold, said)):
            return value
    return None


def names_in(cell: str, known: Iterable[str]) -> list[str]:
    """Several names in one cell. A name may hold a semicolon itself, so a vertical line goes first."""
    if "|" in cell:
        return [name.strip() for name in cell.split("|") if name.strip()]
    if fold(cell) in map(fold, known):
        return [cell]
    return [name.strip() for name in cell.split(";") if name.strip()]


def joined(names: Iterable[str]) -> str:
    return " | ".join(names)
