"""Numbers that a signal does not need: a BSN or an IBAN in a text or a file name (R23). Nothing here is ever logged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from stdnum import iban

HIDDEN = "•" * 7

_GAP = r"[ .\-\u00a0\u2010-\u2015\u202f]"
_CHAIN = re.compile(rf"[0-9]+(?:{_GAP}{{1,2}}[0-9]+)*")
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}")
_IBAN_LENGTHS = range(15, 35)

_NO_BSN = re.compile(
    "|".join(
        [
            # a number of the Chamber of Commerce
            r"(?:kvk|k\.v\.k\.|kamer van koophandel|handelsregister)[\s\-_.:#(]*(?:(?:nummer|nr|no|is|onder)[\s.:#(]*)*"
            rf"[0-9](?:{_GAP}?[0-9]){{7}}(?![0-9])",
            # a phone number: international, then national with and without a gap behind the area code
            rf"(?<![0-9=])\+{_GAP}?[1-9][0-9]{{0,2}}{_GAP}?(?:\(0\))?(?:{_GAP}?[0-9]){{6,12}}(?![0-9])",
            rf"(?<![0-9])00[1-9](?:{_GAP}?[0-9]){{8,12}}(?![0-9])",
            rf"(?<![0-9])0[0-9]\)?{_GAP}{{1,3}}[0-9](?:{_GAP}?[0-9]){{7}}(?![0-9])",
            rf"(?<![0-9])0[0-9]{{2}}\)?{_GAP}{{1,3}}[0-9](?:{_GAP}?[0-9]){{6}}(?![0-9])",
            rf"(?<![0-9])0[0-9]{{3}}\)?{_GAP}{{1,3}}[0-9](?:{_GAP}?[0-9]){{5}}(?![0-9])",
            # a date
            rf"(?<![0-9])(?:0?[1-9]|[12][0-9]|3[01]){_GAP}?(?:0[1-9]|1[0-2]|(?<=\D)[1-9]){_GAP}?(?:19|20)[0-9]{{2}}(?![0-9])",
            rf"(?<![0-9])(?:19|20)[0-9]{{2}}{_GAP}?(?:0[1-9]|1[0-2]){_GAP}?(?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
            # an amount of money
            r"[€$£]\s?[0-9][0-9.]*",
            r"(?<![0-9])[0-9]{1,3}(?:\.[0-9]{3})+,(?:[0-9]{2}|-)",
        ]
    ),
    re.IGNORECASE,
)
# How people group the digits of a BSN when other numbers stand beside it.
_NINE = {(9,), (3, 3, 3), (4, 2, 3), (4, 3, 2), (2, 3, 4), (5, 4), (4, 5), (3, 6), (6, 3)}
_EIGHT = {(8,), (2, 3, 3), (3, 2, 3)}
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


class Sensitive(StrEnum):
    BSN = "bsn"
    IBAN = "iban"


@dataclass(frozen=True)
class Finding:
    """Where in the text it stands. `value` is the bare number; it stays out of every printed form."""

    kind: Sensitive
    start: int
    end: int
    masked: str
    value: str = field(repr=False)


def find_sensitive(text: str) -> list[Finding]:
    """What looks like a BSN or IBAN, in the order of the text. Works for file names too."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    ibans = list(_ibans(plain))
    for found in ibans:
        plain = _blank(plain, found.start, found.end)
    for other in _NO_BSN.finditer(plain):
        plain = _blank(plain, *other.span())
    return sorted([*ibans, *_bsns(plain)], key=lambda found: found.start)


def mask(text: str, findings: Collection[Finding], kept: Collection[str] = frozenset()) -> str:
    """The text with every finding unreadable, except the numbers the reporter keeps ("this is something else")."""
    bare = {_bare(number) for number in kept}
    for found in sorted(findings, key=lambda found: found.start, reverse=True):
        if found.value not in bare:
            text = text[: found.start] + found.masked + text[found.end :]
    return text


def holds_bsn(text: str, kept: Collection[str] = frozenset()) -> bool:
    bare = {_bare(number) for number in kept}
    return any(found.kind is Sensitive.BSN and found.value not in bare for found in find_sensitive(text))


def passes_eleven_test(digits: str) -> bool:
    """The check of a BSN: 9 digits, or 8 without the leading zero."""
    padded = digits.zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, padded, strict=True))
    return total % 11 == 0 and padded != "000000000"


def _ibans(text: str) -> Iterator[Finding]:
    end = 0
    for start in _IBAN_START.finditer(text):
        stop = _iban_end(text, start.start())
        if stop is None or start.start() < end:
            continue
        end = stop
        value = _bare(text[start.start() : end])
        yield Finding(Sensitive.IBAN, start.start(), end, f"{value[:2]}{HIDDEN}{value[-2:]}", value)


def _iban_end(text: str, start: int) -> int | None:
    """Grow sign by sign over single gaps; only the length of the country passes the check."""
    bare, position = "", start
    while position < len(text) and len(bare) < _IBAN_LENGTHS.stop:
        sign = text[position]
        if sign.isascii() and sign.isalnum():
            bare += sign
        elif not re.match(_GAP, sign) or not text[position - 1].isalnum():
            return None
        position += 1
        ends_here = position == len(text) or not text[position].isalnum()
        if ends_here and sign.isalnum() and len(bare) in _IBAN_LENGTHS and iban.is_valid(bare, check_country=False):
            return position
    return None


def _bsns(text: str) -> Iterator[Finding]:
    for chain in _CHAIN.finditer(text):
        groups = [(chain.start() + part.start(), part[0]) for part in re.finditer("[0-9]+", chain[0])]
        first = 0
        while first < len(groups):
            last = _last_group(groups, first)
            if last is None:
                first += 1
                continue
            value = "".join(digits for _, digits in groups[first : last + 1])
            end = groups[last][0] + len(groups[last][1])
            yield Finding(Sensitive.BSN, groups[first][0], end, HIDDEN + value[-2:], value)
            first = last + 1


def _last_group(groups: list[tuple[int, str]], first: int) -> int | None:
    """The group with which a BSN that begins at the first group ends, or None."""
    digits = ""
    for last in range(first, len(groups)):
        digits += groups[last][1]
        if len(digits) > 9:
            return None
        widths = tuple(len(group) for _, group in groups[first : last + 1])
        stands_alone = first == 0 and last == len(groups) - 1
        is_nine = len(digits) == 9 and (stands_alone or widths in _NINE)
        is_eight = len(digits) == 8 and stands_alone and widths in _EIGHT
        if (is_nine or is_eight) and passes_eleven_test(digits):
            return last
    return None


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "x" * (end - start) + text[end:]


def _bare(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", number).upper()
