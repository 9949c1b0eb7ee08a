"""What a signal mentions, normalised into keys by which two signals can meet; what was typed is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from signals.rules import plates
from signals.rules.addresses import POSTCODE, Address, as_postcode, folded, folded_street, house_number, read_line
from signals.rules.care import holds_bsn
from signals.rules.names import company_key, person_keys, squeezed
from signals.rules.web import email_key, web_key

LONGEST = 200
_EMPTY = _("Fill in what you know, or leave this line out.")

Keys = tuple[tuple[str, str], ...]


class SubjectKind(StrEnum):
    ADDRESS = "address"
    PLATE = "plate"
    COMPANY = "company"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    WEB = "web"
    PERSON = "person"
    CASE_NUMBER = "case_number"
    OTHER = "other"


class Strength(StrEnum):
    """What an equal key means: a link, a proposal that a person confirms, or at most a step in a chain."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


KEY_STRENGTH = {
    "address": Strength.STRONG,
    "plate": Strength.STRONG,
    "kvk": Strength.STRONG,
    "phone": Strength.STRONG,
    "email": Strength.STRONG,
    "iban": Strength.STRONG,
    "address_near": Strength.MEDIUM,  # the place or the addition is not known
    "plate_foreign": Strength.MEDIUM,  # the country is not known
    "company_name": Strength.MEDIUM,
    "web": Strength.MEDIUM,
    "case_number": Strength.MEDIUM,
    "street": Strength.WEAK,
    "postcode": Strength.WEAK,
    "web_host": Strength.WEAK,
    "person_name": Strength.WEAK,
    "other": Strength.WEAK,
}


@dataclass(frozen=True)
class Subject:
    """`typed` is what somebody wrote, on one line; `shown` is how we write it; `keys` are (kind of key, value)."""

    kind: SubjectKind
    typed: str
    shown: str
    keys: Keys


class SubjectError(ValueError):
    """This cannot be such a subject. `field` is the part that is wrong, "value" for a single line."""

    def __init__(self, field: str, code: str, message: Promise) -> None:
        super().__init__(field, code)
        self.field = field
        self.code = code
        self.message = message


def normalise(kind: str, value: str | Mapping[str, object], *, kept: Collection[str] = frozenset()) -> Subject:
    """A subject from one typed line, or from parts: street, number, postcode, place; kvk, name; value.

    A BSN never becomes a subject, unless the reporter said that this number is something else (`kept`).
    """
    if not isinstance(kind, str) or kind not in _READERS:
        raise SubjectError("kind", "kind", _("Choose what it is."))
    return _READERS[kind](_parts(value), kept)


def _parts(value: str | Mapping[str, object]) -> dict[str, str]:
    given = value if isinstance(value, Mapping) else {"value": value}
    parts = {}
    for name, part in given.items():
        if isinstance(part, bool) or not isinstance(part, str | int | None):
            raise SubjectError(str(name), "unreadable", _("We cannot read this."))
        text = squeezed("" if part is None else str(part))
        if len(text) > LONGEST:
            raise SubjectError(str(name), "too_long", _("This is too long. Use at most 200 characters."))
        parts[str(name)] = text
    return parts


def _value(parts: dict[str, str]) -> str:
    if not parts.get("value"):
        raise SubjectError("value", "empty", _EMPTY)
    return parts["value"]


def _address(parts: dict[str, str], kept: Collection[str]) -> Subject:
    line = parts.get("value", "")
    if line:
        _refuse_bsn(line, kept)
        impossible = POSTCODE.search(line)
        address = read_line(line)
        if not address.postcode and impossible and impossible[2].isupper() and not as_postcode(impossible[0]):
            raise SubjectError("value", "postcode", _("This postcode does not exist. It looks like 1234 AB."))
        if not (address.postcode or any(sign.isalpha() for sign in address.street)):
            raise SubjectError("value", "street", _("Give at least a street or a postcode."))
        return Subject(SubjectKind.ADDRESS, line, address.line, address_keys(address))
    address = _address_of_parts(parts)
    _refuse_bsn(address.line, kept, field="street")
    return Subject(SubjectKind.ADDRESS, address.line, address.line, address_keys(address))


def _address_of_parts(parts: dict[str, str]) -> Address:
    number, addition = "", ""
    if parts.get("number"):
        house = house_number(" ".join(filter(None, (parts["number"], parts.get("addition", "")))))
        if house is None:
            raise SubjectError("number", "number", _("A house number begins with digits, like 14 or 14-A."))
        number, addition = house
    postcode = as_postcode(parts["postcode"]) if parts.get("postcode") else ""
    if postcode is None:
        raise SubjectError("postcode", "postcode", _("This postcode does not exist. It looks like 1234 AB."))
    street = parts.get("street", "")
    if not any(parts.values()):
        raise SubjectError("value", "empty", _EMPTY)
    if not street and not postcode:
        raise SubjectError("street", "street", _("Give at least a street or a postcode."))
    return Address(street, number, addition, postcode, parts.get("place", ""))


def address_keys(address: Address) -> Keys:
    """With and without postcode the same house meets. A street without a number never links."""
    street, place = folded_street(address.street), folded(address.place)
    house = f"{address.number} {address.addition}".strip()
    keys = []
    if house and address.postcode:
        keys += [("address", f"{address.postcode} {house}"), ("address_near", f"{address.postcode} {address.number}")]
    if house and street:
        keys += [("address", f"{street} {house} {place}")] if place else []
        keys += [("address_near", f"{street} {house}"), ("address_near", f"{street} {address.number}")]
    if street:
        keys += [("street", f"{street} {place}")] if place else []
        keys.append(("street", street))
    if address.postcode:
        keys.append(("postcode", address.postcode))
    return tuple(dict.fromkeys(keys))


def _plate(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = _value(parts)
    _refuse_bsn(typed, kept)
    written, is_foreign = plates.without_land(typed)
    bare = plates.bare(written)
    shown = None if is_foreign else plates.dashed(bare)
    if shown:
        return Subject(SubjectKind.PLATE, typed, shown, (("plate", bare),))
    if not is_foreign and plates.is_dutch_shape(written):
        raise SubjectError("value", "plate", _("No Dutch plate looks like this. Is it foreign? Then add (D)."))
    if not plates.is_plausible(bare, needs_letter=not is_foreign):
        raise SubjectError("value", "plate", _("This is not a number plate. It looks like AB-123-C."))
    return Subject(SubjectKind.PLATE, typed, typed.upper(), (("plate_foreign", bare),))


_KVK = re.compile(
    r"(?P<label>(?:kvk|k\.v\.k\.)[\s\-]*(?:nummer|nr\.?)?[\s.:]*)?"
    r"(?<![0-9])(?<![0-9][\-.])(?P<digits>[0-9](?:[ .]?[0-9])*)(?![0-9])",
    re.IGNORECASE,
)


def _company(parts: dict[str, str], kept: Collection[str]) -> Subject:
    line = parts.get("value", "")
    kvk, name, field = parts.get("kvk", ""), parts.get("name", ""), "kvk"
    if line:
        kvk, name, field = *_kvk_and_name(line), "value"
    digits = re.sub(r"[ .\-]", "", kvk)
    if digits and not re.fullmatch("[0-9]{8}", digits):
        raise SubjectError(field, "kvk", _("A KvK number has 8 digits. Check the number."))
    _refuse_bsn(name, kept, field="value" if line else "name")
    key = company_key(name)
    keys = [("kvk", digits)] if digits else []
    keys += [("company_name", key)] if key else []
    if not keys:
        raise SubjectError("value", "empty", _EMPTY)
    shown = ", ".join(filter(None, (name, f"KvK {digits}" if digits else "")))
    return Subject(SubjectKind.COMPANY, line or shown, shown, tuple(keys))


def _kvk_and_name(line: str) -> tuple[str, str]:
    """A number counts as KvK when it is called so, stands alone, or has eight digits."""
    for found in _KVK.finditer(line):
        name = squeezed(line[: found.start()] + " " + line[found.end() :]).strip(" ,;:()-/")
        if found["label"] or not name or len(re.sub(r"[ .]", "", found["digits"])) == 8:
            return found["digits"], name
    return "", line


def _phone(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = _value(parts)
    _refuse_bsn(typed, kept)
    key = phone_key(typed)
    if key is None:
        raise SubjectError("value", "phone", _("This is not a phone number. Check the digits."))
    parsed = phonenumbers.parse(key)
    style = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(parsed, style.NATIONAL if parsed.country_code == 31 else style.INTERNATIONAL)
    return Subject(SubjectKind.PHONE, typed, shown, (("phone", key),))


def phone_key(typed: str) -> str | None:
    """E.164. A Dutch number has nine digits behind the zero; numbers nobody uses, as in examples, pass too."""
    try:
        parsed = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        return None
    has_length = parsed.country_code != 31 or len(str(parsed.national_number)) == 9
    if not phonenumbers.is_valid_number(parsed) and not (has_length and phonenumbers.is_possible_number(parsed)):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def _email(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = _value(parts)
    key = email_key(typed)
    if key is None:
        raise SubjectError("value", "email", _("This is not an e-mail address. It looks like name@example.nl."))
    _refuse_bsn(typed, kept)
    return Subject(SubjectKind.EMAIL, typed, key, (("email", key),))


def _iban(parts: dict[str, str], _kept: Collection[str]) -> Subject:
    typed = _value(parts)
    bare = re.sub(r"[^A-Za-z0-9]", "", re.sub(r"^\s*iban\b", "", typed, flags=re.IGNORECASE)).upper()
    if not iban.is_valid(bare, check_country=False):
        raise SubjectError("value", "iban", _("This IBAN is not right. Check the letters and digits."))
    return Subject(SubjectKind.IBAN, typed, iban.format(bare), (("iban", bare),))


def _web(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = _value(parts)
    key = web_key(typed)
    if key is None:
        raise SubjectError("value", "web", _("This is not a web address. It looks like example.nl/page or @account."))
    _refuse_bsn(typed, kept)
    host, whole = key
    hosts = (("web_host", host),) if host else ()
    return Subject(SubjectKind.WEB, typed, whole, (("web", whole), *hosts))


def _person(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = parts.get("name") or _value(parts)
    _refuse_bsn(typed, kept)
    return Subject(SubjectKind.PERSON, typed, typed, tuple(("person_name", key) for key in person_keys(typed)))


def _case_number(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = _value(parts)
    _refuse_bsn(typed, kept)
    key = re.sub(r"[^A-Z0-9]+", "-", typed.upper()).strip("-")
    if not key:
        raise SubjectError("value", "case_number", _("A case number has letters or digits."))
    return Subject(SubjectKind.CASE_NUMBER, typed, typed, (("case_number", key),))


def _other(parts: dict[str, str], kept: Collection[str]) -> Subject:
    typed = _value(parts)
    _refuse_bsn(typed, kept)
    key = folded(typed)
    return Subject(SubjectKind.OTHER, typed, typed, (("other", key),) if key else ())


def _refuse_bsn(text: str, kept: Collection[str], field: str = "value") -> None:
    if holds_bsn(text, kept):
        raise SubjectError(field, "bsn", _("This looks like a BSN. We do not need a BSN here. Leave the number out."))


_READERS: dict[str, Callable[[dict[str, str], Collection[str]], Subject]] = {
    SubjectKind.ADDRESS: _address,
    SubjectKind.PLATE: _plate,
    SubjectKind.COMPANY: _company,
    SubjectKind.PHONE: _phone,
    SubjectKind.EMAIL: _email,
    SubjectKind.IBAN: _iban,
    SubjectKind.WEB: _web,
    SubjectKind.PERSON: _person,
    SubjectKind.CASE_NUMBER: _case_number,
    SubjectKind.OTHER: _other,
}
