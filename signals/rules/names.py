"""Names of companies and people as keys: good enough to propose a link, never enough to make one."""

from __future__ import annotations

import re
import unicodedata

from signals.rules.addresses import folded

_DESCRIBING = re.compile(
    r"\b(?:bestuurder|buurman|buurvrouw|chauffeur|circa|dame|een|eigenaar|haar|iemand|jaar|jas|jongens?|jonge|kind|kinderen"
    r"|klant|lange?|man|mannen|meisjes?|met|moeder|onbekende?|ongeveer|oude?|oudere|persoon|personen|vader|vrouw|vrouwen"
    r"|zonder)\b|[\d@/]",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:(?:de\s+)?(?:dhr|heer|hr|meneer|mevrouw|mevr|mw|fam|familie|drs|dr|ing|ir|mr|prof)\b\.?\s*)+", re.IGNORECASE
)
_LEGAL_FORM = re.compile(
    r"\b(?:b\.?\s?v|n\.?\s?v|v\.?\s?o\.?\s?f|c\.?\s?v|u\.?\s?a|ltd|llc|inc|gmbh|bvba|srl|sarl)\b\.?"
    r"|\b(?:stichting|vereniging|co[oö]peratie|maatschap|eenmanszaak|vennootschap onder firma)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s*){1,6}|[A-Z]{1,4}(?=\s)")


def squeezed(typed: str) -> str:
    """One line without control signs, invisible signs and double spaces."""
    seen = (" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", typed))
    shown = "".join(sign for sign in seen if not unicodedata.category(sign).startswith("C"))
    return " ".join(shown.split())


def company_key(name: str) -> str:
    """ "Zorg & Thuis Oost B.V." becomes "zorgenthuisoost"; a name that is only a legal form stays whole."""
    spelled = name.replace("&", " en ").replace("+", " en ")
    return folded(_LEGAL_FORM.sub(" ", spelled)) or folded(spelled)


def person_keys(name: str) -> tuple[str, ...]:
    """The whole name, and the initial with the last name; nothing for a description ("man met rode jas")."""
    if _DESCRIBING.search(name):
        return ()
    last, comma, first = (part.strip() for part in _TITLE.sub("", name).partition(","))
    ordered = f"{first} {last}" if comma else last
    initials = _INITIALS.match(ordered)
    if initials:
        ordered = f"{initials[0][0]} {ordered[initials.end() :]}"
    words = [word for word in map(folded, re.split(r"[\s.]+", ordered)) if word]
    if not words or len(words) > 6:
        return ()
    short = " ".join([words[0][0], *words[1:]]) if len(words) > 1 else words[0]
    return tuple(dict.fromkeys((" ".join(words), short)))
