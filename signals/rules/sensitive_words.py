"""Dutch words that say something of health, belief, origin or sexual life (R4, AVG art. 9), to leave out where they
are not needed. Only for whoever writes: nothing is refused, kept, counted, searched or shown to anybody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from network.rules.indicator_words import About, hints_in

_SPECIAL = frozenset({About.ORIGIN, About.BELIEF})
#: Words of every day: "ik geloof dat", "uiterlijk vrijdag", "de herkomst van het geld".
_EVERYDAY = re.compile(
    r"(?:geloof(?!sovertuiging)|uiterlijk|herkomst|afkomstig|buitenland|accent|expat|dialect|migratie)\w*",
    re.IGNORECASE,
)
#: Beginnings of words; a "$" stands where a word that only looks alike would go on.
_BEGINNINGS = """
    ziek$ zieke$ zieken$ ziekte diagnose depressi psychisch psychiatr psychose psychoti schizofre borderline$ autis
    adhd$ dement burn-out burnout overspannen$ kanker$ hiv$ aids$ hepatitis tbc$ soa$ geslachtsziekte zwanger
    gehandicapt handicap verstandelijk lvb$ rolstoel medicatie patiënt patient suïcid suicid zelfmoord verslaafd
    verslaving drugsverslaafd alcoholist alcoholverslaafd afkick
    homo$ homo's$ homoseks homofiel lesbi biseks transgender transseks geaardheid seksueel seksuele seksleven
    vreemdgaan$ vreemdgaat$ vreemdging$ minnaar minnares prostituee gelovig
"""
_PHRASES = [r"(?:zijn|haar|hun|het|welk|streng|van) geloof(?= |[.,;:?!]|$)"]


def _pattern() -> re.Pattern[str]:
    words = [re.escape(word.rstrip("$")) + ("" if word.endswith("$") else r"\w*") for word in _BEGINNINGS.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join([*words, *_PHRASES])})(?!\w)", re.IGNORECASE)


_PATTERN = _pattern()


def sensitive_words(texts: Iterable[str]) -> list[str]:
    """Each once, as it was written."""
    found: dict[str, str] = {}
    for text in texts:
        hints = (hint.word for hint in hints_in(text) if hint.about in _SPECIAL)
        for word in [*_PATTERN.findall(text), *(word for word in hints if not _EVERYDAY.fullmatch(word))]:
            found.setdefault(word.casefold(), word)
    return list(found.values())
