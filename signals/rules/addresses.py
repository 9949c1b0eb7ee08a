"""Dutch addresses: read from one line or from parts, and turned into keys that meet with or without a postcode."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

POSTCODE = re.compile(r"(?<![A-Za-z0-9])([0-9]{4})\s?([A-Za-z]{2})(?![A-Za-z0-9])")
# SA, SD and SS were never issued.
NEVER_ISSUED = frozenset({"SA", "SD", "SS"})
# Two-letter words and units that stand behind a year or an amount in ordinary Dutch ("in 2024 en").
SHORT_WORDS = (
    "AF|AL|BV|CM|DE|EN|ER|ET|EU|GA|GB|GR|HA|HE|HU|IE|IK|IN|IS|JA|JE|KG|KM|KW|LA|ME|MG|ML|MM|NA|NU|OF|OM|OP|TE|TO|UW|VA"
    "|WE|WO|XL|ZE|ZO"
)
_NO_POSTCODE = re.compile(rf"[0-9]{{4}}\s(?:{SHORT_WORDS.lower()})")

_END = r"(?![A-Za-z0-9])"
_NO_ADDITION = rf"(?!(?:aan|bij|de|en|het|in|is|of|op|te){_END})"
_JOINED = rf"\s?[-/]\s?{_NO_ADDITION}[A-Za-z0-9]{{1,4}}{_END}"
_WORD = r"(?:bis|hs|huis|rood|zwart|boven|beneden|[A-Za-z]{1,2}|[A-Za-z][0-9]{1,3}|[IVX]{2,4})"
_LOOSE = rf"\s?{_NO_ADDITION}{_WORD}{_END}"
_NUMBER = rf"(?P<number>[0-9]{{1,5}})(?P<addition>(?:{_LOOSE})?(?:{_JOINED}){{0,2}}(?:{_LOOSE})?)"
_NR = r"(?:(?:nr|no|nummer)\b\.?\s*)?"
_NUMBER_ONLY = re.compile(rf"^{_NR}{_NUMBER}$", re.IGNORECASE)
_STREET = r"(?P<street>.*?[^\W\d_].*?)"
# "Loods achter de Havendijk": what stands before is no part of the street. At the start it is: "Aan de Rijn".
_BESIDE = re.compile(r"\s(?:achter|naast|tegenover|bij|aan)\s+(?:(?:de|het|'t)\s+)?(?=[A-Z])")
_STREET_AND_NUMBER = re.compile(rf"^{_STREET}\s+{_NR}{_NUMBER}$", re.IGNORECASE)
_PLACE = r"(?P<place>[^\W\d_]{3}[^\d]*|'s[- ][^\d]+)"
_STREET_NUMBER_PLACE = re.compile(rf"^{_STREET}\s+{_NR}{_NUMBER}\s+(?:(?:in|te)\s+)?{_PLACE}$", re.IGNORECASE)
_NUMBER_PLACE = re.compile(rf"^{_NUMBER}\s+{_PLACE}$", re.IGNORECASE)
_SHORT_ENDINGS = (("str", "straat"), ("ln", "laan"), ("wg", "weg"), ("pln", "plein"))
_SHORT_STARTS = {
    "burg": "burgemeester",
    "prof": "professor",
    "dr": "dokter",
    "ds": "dominee",
    "st": "sint",
    "1e": "eerste",
    "2e": "tweede",
    "3e": "derde",
    "4e": "vierde",
    "5e": "vijfde",
}


@dataclass(frozen=True)
class Address:
    street: str = ""
    number: str = ""
    addition: str = ""
    postcode: str = ""
    place: str = ""

    @property
    def line(self) -> str:
        """As people write it: "Havendijk 14-A, 8999 AC Oudeveen"."""
        house = self.number + (f"-{self.addition}" if self.addition else "")
        code = f"{self.postcode[:4]} {self.postcode[4:]}" if self.postcode else ""
        parts = (" ".join(filter(None, (self.street, house))), " ".join(filter(None, (code, self.place))))
        return ", ".join(filter(None, parts))


def as_postcode(typed: str) -> str | None:
    """ "8999 ac" becomes "8999AC"; None when no postcode can look like this."""
    found = POSTCODE.fullmatch(typed.strip())
    if found is None or found[1].startswith("0") or found[2].upper() in NEVER_ISSUED:
        return None
    return found[1] + found[2].upper()


def house_number(typed: str) -> tuple[str, str] | None:
    """Number and addition of "14", "14-a", "14 A", "14/2" or "14 bis"; None for anything else."""
    found = _NUMBER_ONLY.match(typed.strip())
    if found is None:
        return None
    return _number(found["number"]), _addition(found["addition"])


def read_line(line: str) -> Address:
    """An address as somebody typed it on one line. What is no number and no postcode is taken for street and place."""
    before, postcode, after = _around_postcode(line)
    if postcode and not before:
        return _behind_postcode(postcode, after)
    street, number, addition, place = _street_and_number(before)
    if postcode:
        place = _tidy(after) or place
    return Address(street, number, addition, postcode, place)


def folded(words: str) -> str:
    """Lower-case letters and digits only, so that "Kade-Oost" and "kade oost" are one street."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def folded_street(street: str) -> str:
    """A folded street with its usual abbreviations written out."""
    words = re.sub(r"[.\-]", " ", street).casefold().split()
    if len(words) > 1:
        words[0] = _SHORT_STARTS.get(words[0], words[0])
    whole = folded(" ".join(words))
    for short, full in _SHORT_ENDINGS:
        if whole.endswith(short) and len(whole) > len(short) + 2:
            return whole.removesuffix(short) + full
    return whole


def _around_postcode(line: str) -> tuple[str, str, str]:
    for found in POSTCODE.finditer(line):
        postcode = as_postcode(found[0])
        if postcode and not _NO_POSTCODE.fullmatch(found[0]):
            return _tidy(line[: found.start()]), postcode, _tidy(line[found.end() :])
    return _tidy(line), "", ""


def _behind_postcode(postcode: str, rest: str) -> Address:
    """ "8999 AC 14", "8999 AC 14 Oudeveen", "8999 AC, Havendijk 14, Oudeveen" or "8999 AC Oudeveen"."""
    head, _, tail = (part.strip() for part in rest.partition(","))
    house = house_number(head)
    if house:
        return Address("", *house, postcode, tail)
    street, number, addition, place = _street_and_number(rest)
    if number:
        return Address(street, number, addition, postcode, place)
    numbered = _NUMBER_PLACE.match(head)
    if numbered:
        return Address("", _number(numbered["number"]), _addition(numbered["addition"]), postcode, numbered["place"])
    return Address(street if tail else "", "", "", postcode, tail or head)


def _street_and_number(words: str) -> tuple[str, str, str, str]:
    """Street, number, addition and place; a comma or a word behind the number begins the place."""
    head, _, tail = (part.strip() for part in words.partition(","))
    found = _STREET_AND_NUMBER.match(head) or (None if tail else _STREET_NUMBER_PLACE.match(head))
    if found:
        place = tail or found.groupdict().get("place") or ""
        street = _tidy(_BESIDE.split(found["street"])[-1])
        return street, _number(found["number"]), _addition(found["addition"]), _tidy(place)
    second, _, rest = (part.strip() for part in tail.partition(","))
    house = house_number(second)
    if house and head:
        return head, *house, rest
    return head, "", "", tail


def _number(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _addition(typed: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", typed).upper()


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" ,;")
