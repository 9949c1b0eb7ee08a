"""One cell of a file: what it says, or why that cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop
from stdnum.nl import bsn

from network.rules.import_sheet import Column, Text
from network.rules.import_words import TRUTHS, fold, joined, meant, names_in, written
from network.rules.phones import PHONE

_NEAREST = 3
#: Signs that no name holds: emoji and other pictures, control characters, what nobody can see.
NO_NAME = frozenset({"So", "Sk", "Cc", "Cf", "Cs", "Co", "Cn"})
_NO_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})
_NINE_DIGITS = re.compile(r"(?<![\d.])(\d{9}|\d{4}\.\d{2}\.\d{3})(?!\d)")
_CODE = re.compile(r"[A-Za-z0-9-]{1,10}")


class Wrong(Exception):
    """An English msgid, and what is filled in."""

    def __init__(self, text: str, **names: str) -> None:
        super().__init__()
        self.text, self.names = text, names


@dataclass(frozen=True)
class Read:
    """What a cell comes to: `value` is kept (and goes through JSON), `text` is how an export writes it."""

    value: Any
    text: str


def plain(cell: str, column: Column) -> Read:
    """A text, when it can be kept as it is."""
    if len(cell) > column.longest:
        text = gettext_noop("This is %(count)s characters long. At most %(most)s fit.")
        raise Wrong(text, count=str(len(cell)), most=str(column.longest))
    sign = out_of_place(cell, _NO_TEXT if column.text is Text.FREE else NO_NAME)
    if sign:
        raise Wrong(gettext_noop("“%(sign)s” does not belong in a name or address."), sign=sign)
    if column.text is not Text.CODED and holds_bsn(cell):
        raise Wrong(gettext_noop("This looks like a BSN. Take it out: HKIN keeps no BSN."))
    return Read(cell, cell)


def out_of_place(cell: str, categories: frozenset[str]) -> str:
    """The first sign that does not belong here, as it can be shown."""
    sign = next((sign for sign in cell if unicodedata.category(sign) in categories), "")
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"


def holds_bsn(cell: str) -> bool:
    return any(bsn.is_valid(found.replace(".", "")) for found in _NINE_DIGITS.findall(cell))


def is_mail(cell: str) -> bool:
    try:
        validate_email(cell)
    except ValidationError:
        return False
    return True


def mail(cell: str) -> Read:
    """One spelling, so that one mailbox is one colleague."""
    if cell and not is_mail(cell):
        text = gettext_noop("“%(mail)s” is not a mail address. It looks like name@municipality.nl.")
        raise Wrong(text, mail=cell)
    return Read(cell.casefold(), cell.casefold())


def phone(cell: str) -> Read:
    if cell and not PHONE.fullmatch(cell):
        raise Wrong(gettext_noop("“%(typed)s” is no phone number."), typed=cell)
    return Read(cell, cell)


def new_code(cell: str) -> Read:
    if not _CODE.fullmatch(cell):
        raise Wrong(gettext_noop("A code has at most 10 letters, digits or dashes."))
    return Read(cell, cell)


def word(cell: str, words: Mapping[str, tuple[str, ...]], *, blank: str | None = None) -> Read:
    """`blank` is what an empty cell means; without it one of the words must be there."""
    value = blank if not cell and blank is not None else meant(words, cell)
    if value is None:
        allowed = ", ".join(said[0] for said in words.values() if said[0])
        if not cell:
            raise Wrong(gettext_noop("Fill in one of: %(allowed)s."), allowed=allowed)
        raise Wrong(gettext_noop("We do not know “%(typed)s”. Choose: %(allowed)s."), typed=cell, allowed=allowed)
    return Read(value, written(words, value) if value in words else "")


def truth(cell: str, *, blank: bool) -> Read:
    read = word(cell, TRUTHS, blank="1" if blank else "")
    return Read(bool(read.value), read.text)


def words(cell: str, known: Mapping[str, tuple[str, ...]]) -> Read:
    """Several of a list, each once, in the order of that list."""
    found = {word(each, known).value for each in names_in(cell, (said[0] for said in known.values()))}
    values = [value for value in known if value in found]
    return Read(values, joined(written(known, value) for value in values))


def day(cell: str) -> Read:
    if not cell:
        return Read(None, "")
    for form in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(cell, form).date()
        except ValueError:
            continue
        return Read(found.isoformat(), f"{found:%d-%m-%Y}")
    raise Wrong(gettext_noop("“%(typed)s” is no day. Write it as 31-12-2027."), typed=cell)


def one_of(cell: str, known: Mapping[str, int], missing: str) -> Read:
    """Name -> id. `missing` is the msgid for a name that is not there; nearby names come behind it."""
    if cell in known:
        return Read(known[cell], cell)
    for name, number in known.items():
        if fold(name) == fold(cell):
            return Read(number, name)
    near = nearest(cell, known)
    if near:
        text = gettext_noop("We do not know “%(typed)s”. Did you mean: %(names)s?")
        raise Wrong(text, typed=cell, names=", ".join(near))
    raise Wrong(missing, typed=cell)


def several_of(cell: str, known: Mapping[str, int], missing: str) -> Read:
    """Each once, in the order of what is known: the same names in another order say the same."""
    found = {one_of(name, known, missing).text for name in names_in(cell, known)}
    names = [name for name in known if name in found]
    return Read([known[name] for name in names], joined(names))


def nearest(typed: str, names: Iterable[str]) -> list[str]:
    by_word = {fold(name): name for name in names}
    return [by_word[word] for word in get_close_matches(fold(typed), list(by_word), n=_NEAREST, cutoff=0.5)]
