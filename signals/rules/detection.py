"""Subjects that stand in a text, as suggestions while filing; and every subject that a search could mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from signals.rules import plates
from signals.rules.addresses import SHORT_WORDS, Address, folded, folded_street, read_line
from signals.rules.care import Sensitive, find_sensitive
from signals.rules.names import squeezed
from signals.rules.subjects import KEY_STRENGTH, LONGEST, Keys, Strength, Subject, SubjectError, SubjectKind, normalise

_SPLIT_PLATE = re.compile(r"(?<![\w\-])[A-Za-z0-9]{1,3}-[A-Za-z0-9]{1,3}-[A-Za-z0-9]{1,3}(?![\w\-])")
_WHOLE_PLATE = re.compile(r"(?<![\w\-])[A-Z0-9]{6}(?![\w\-])")
_NAMED_PLATE = re.compile(
    r"\b(?:kenteken|nummerbord)(?:plaat)?s?\b[\s:]*(?:(?:is|was|met|nummer|nr\.?)\s+)?"
    r"(?P<plate>[A-Z0-9]{1,3}[\s\-][A-Z0-9]{1,3}[\s\-][A-Z0-9]{1,3}|[A-Z0-9]{6})(?!\w)",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:JAN|FEB|MRT|MAA|APR|MEI|JUN|JUL|AUG|SEP|OKT|NOV|DEC)\b")
_KVK = re.compile(
    r"\b(?:kvk|k\.v\.k\.|kamer van koophandel|handelsregister)[\s\-:.#(]*(?:(?:nummer|nr|is|onder)\b[\s:.#]*)*"
    r"(?P<digits>[0-9](?:[ .]?[0-9]){7})(?![0-9])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@(?:[\w\-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w\-])")
_WEB = re.compile(r"(?<![\w@./])(?:https?://|www\.)[^\s<>\"'()]{3,180}", re.IGNORECASE)
_HOUSE = (
    r"[0-9]{1,5}(?:\s?[-/]\s?(?:[0-9]{1,4}|[A-Za-z]{1,2})(?![A-Za-z0-9])|\s?[a-zA-Z](?![A-Za-z0-9]))?(?![A-Za-z0-9])"
)
_POSTCODE = r"[1-9][0-9]{3}\s?[A-Z]{2}(?![A-Za-z0-9])"
_NAME = r"(?:[A-Z'][\w.'\-]*|[0-9]{1,2}e)"
_STREET = rf"{_NAME}(?:\s(?:van|de|den|der|het|'t|ter|ten|v\.d\.|{_NAME})){{0,5}}"
_ENDINGS = "dijk|straat|laan|weg|plein|kade|gracht|hof|pad|singel|steeg|dreef|markt|haven|wal|park|plantsoen|baan"
_STREETNAME = (
    rf"(?!Onderweg\b|Snelweg\b|Supermarkt\b)(?:{_STREET}\s)?[A-Z][\w'\-]*(?:{_ENDINGS})"
    rf"|(?:Laan|Plein|Weg|Straat|Kade)\s(?:van|der|den|de|het)\s{_STREET}|Markt|Kade|Plein|Brink|Dam|Singel"
)
_PLACED = re.compile(rf"(?<![\w\-]){_STREET}\s{_HOUSE},?\s+{_POSTCODE}(?:\s[A-Z][\w'\-]+)?")
_COMPACT = re.compile(rf"(?<![\w\-])(?P<postcode>{_POSTCODE})[\s,]+(?:nr\.?\s|nummer\s)?{_HOUSE}")
_STREETLIKE = re.compile(rf"(?<![\w\-])(?:{_STREETNAME})\s{_HOUSE}")
_YEAR = re.compile(rf"(?:19|20)[0-9]{{2}}\s(?:{SHORT_WORDS})\b")


def detect(text: str) -> list[Subject]:
    """What could be added as a subject, in the order of the text and each once. Rather too few than a false one."""
    found: dict[Keys, tuple[int, Subject]] = {}
    taken: list[tuple[int, int]] = []
    for kind, start, end, written in _candidates(text):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        try:
            subject = normalise(kind, written)
        except SubjectError:
            continue
        taken.append((start, end))
        found.setdefault(subject.keys, (start, subject))
    return [subject for _, subject in sorted(found.values(), key=lambda pair: pair[0])]


def as_query(text: str) -> list[tuple[str, str]]:
    """Every key a search box entry could mean, the surest first: "AO-417-E" is a plate, "Havendijk 14" a house."""
    entry = squeezed(text)
    if not entry or len(entry) > LONGEST:
        return []
    keys = _house_keys(read_line(entry))
    for kind in SubjectKind:
        if kind is SubjectKind.ADDRESS or (kind is SubjectKind.CASE_NUMBER and not re.search("[0-9]", entry)):
            continue
        try:
            keys += normalise(kind, entry).keys
        except SubjectError:
            continue
    return sorted(dict.fromkeys(keys), key=lambda key: list(Strength).index(KEY_STRENGTH[key[0]]))


def _house_keys(address: Address) -> list[tuple[str, str]]:
    """Only the narrowest: whoever asks for number 14 does not want the whole street."""
    street, place, postcode = folded_street(address.street), folded(address.place), address.postcode
    if not address.number:
        streets = [("street", f"{street} {place}".strip())] if re.search("[^0-9]", street) else []
        return streets or ([("postcode", postcode)] if postcode else [])
    house = f"{address.number} {address.addition}".strip()
    keys = [("address", f"{postcode} {house}"), ("address_near", f"{postcode} {house}")] if postcode else []
    if street:
        keys += [("address", f"{street} {house} {place}")] if place else []
        keys.append(("address_near", f"{street} {house}"))
    return keys


def _candidates(text: str) -> Iterator[tuple[SubjectKind, int, int, str]]:
    """The surest first: what lies inside one of them is not looked at again."""
    for finding in find_sensitive(text):
        if finding.kind is Sensitive.IBAN:
            yield SubjectKind.IBAN, finding.start, finding.end, finding.value
    for kind, pattern in ((SubjectKind.EMAIL, _EMAIL), (SubjectKind.WEB, _WEB)):
        for found in pattern.finditer(text):
            written = found[0].rstrip(".,;:!?")
            yield kind, found.start(), found.start() + len(written), written
    for found in _KVK.finditer(text):
        yield SubjectKind.COMPANY, *found.span(), found["digits"]
    yield from _plates(text)
    for pattern in (_PLACED, _COMPACT, _STREETLIKE):
        for found in pattern.finditer(text):
            if pattern is _COMPACT and _YEAR.match(found[0]):
                continue
            yield SubjectKind.ADDRESS, *found.span(), found[0]
    for number in phonenumbers.PhoneNumberMatcher(text, "NL"):
        yield SubjectKind.PHONE, number.start, number.end, number.raw_string


def _plates(text: str) -> Iterator[tuple[SubjectKind, int, int, str]]:
    """In capitals, as on the car; small letters only behind the word itself ("10-en-20" is no plate)."""
    for found in _NAMED_PLATE.finditer(text):
        if plates.dashed(plates.bare(found["plate"])):
            yield SubjectKind.PLATE, *found.span("plate"), found["plate"]
    for found in _SPLIT_PLATE.finditer(text):
        shown = plates.dashed(found[0].replace("-", ""))
        if shown == found[0] and found[0].isupper() and not _MONTH.search(found[0]):
            yield SubjectKind.PLATE, *found.span(), found[0]
    for found in _WHOLE_PLATE.finditer(text):
        if plates.is_mixed(found[0]):
            yield SubjectKind.PLATE, *found.span(), found[0]
