"""What in a general text may still point at somebody: a name, a plate, an address, a number.

It finds too much rather than too little: whoever wrote it looks again, and says that it is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from signals.rules.care import Sensitive, find_sensitive
from signals.rules.detection import detect
from signals.rules.subjects import SubjectKind

_TITLED = re.compile(
    r"\b(?:de heer|dhr|hr|heer|meneer|mevrouw|mevr|mw|familie|fam)\.?\s+"
    r"(?:(?:van|de|den|der|het|ten|ter|el|al)\s+){0,3}[A-Z][\w'\-]+",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'\-]+"
_NAMED = re.compile(
    rf"\b(?:{_CAPITAL}|[A-Z]\.)\s+(?:(?:van|de|den|der|het|ten|ter|el|al|von|da|di)\s+){{0,3}}{_CAPITAL}"
)
#: First words of what is no person: laws, bodies, and words that begin a sentence.
_NO_NAME = re.compile(
    r"aan|als|bij|bureau|college|dat|de|deze|die|dit|door|een|er|geen|gemeente|het|hier|hij|hoe|iemand|in|inspectie|is"
    r"|kamer|landelijk|meld|met|na|naar|nederlandse|nu|of|om|omdat|op|openbare|oude|over|rijks|sinds|te|tot|uit|van"
    r"|veilig|voor|waar|wanneer|wat|we|wet|wie|wij|ze|zij|zo|zorg|zodra",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Trace:
    """`kind` is a SubjectKind; numbers are shown masked."""

    kind: SubjectKind
    written: str


def traces_in(texts: Iterable[str]) -> tuple[Trace, ...]:
    """Each once, in the order of the texts. A BSN is not among them: that is refused."""
    return tuple(dict.fromkeys(trace for text in texts for trace in _traces(text)))


def _traces(text: str) -> Iterator[Trace]:
    masked = {found.value: found.masked for found in find_sensitive(text) if found.kind is Sensitive.IBAN}
    for subject in detect(text):
        written = masked.get(re.sub(r"\W", "", subject.shown).upper(), subject.shown)
        yield Trace(subject.kind, written)
    yield from (Trace(SubjectKind.PERSON, name) for name in _names(text))


def titled_names(text: str) -> list[str]:
    """ "Mevrouw De Wit": what is surely a name."""
    return [text[place.start : place.stop] for place in _titled(text)]


def _titled(text: str) -> list[range]:
    return [range(*found.span()) for found in _TITLED.finditer(text) if found[0].split()[-1][0].isupper()]


def _names(text: str) -> Iterator[str]:
    taken = _titled(text)
    yield from titled_names(text)
    for found in _NAMED.finditer(text):
        first = found[0].split()[0]
        if not _NO_NAME.fullmatch(first) and not any(found.start() in one for one in taken):
            yield found[0]


def copied_from(text: str, original: str, *, most: int = 10) -> str:
    """The first words that stand in the same order in both, when there are more of them than `most`."""
    words, source = text.split(), f" {_plain(original)} "
    for start in range(len(words) - most):
        piece = " ".join(words[start : start + most + 1])
        if f" {_plain(piece)} " in source:
            return piece
    return ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
