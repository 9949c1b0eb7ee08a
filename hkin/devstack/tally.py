"""Which letters came, against which letters should have come: lost, and more than once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

REFERENCE = re.compile(r"/werkvoorraad/([0-9A-Z-]+)/")

Pair = tuple[str, str]  # the reference of a signal, and who hears of it


@dataclass(frozen=True)
class Tally:
    expected: int
    lost: frozenset[Pair]
    twice: int  # copies beyond the first


def read_letters(folder: Path) -> Iterator[Pair]:
    """Of every letter that points at a signal of a queue."""
    for path in folder.glob("*.eml"):
        letter = message_from_bytes(path.read_bytes(), policy=default)
        body = letter.get_body()
        found = REFERENCE.search(body.get_content()) if body else None
        if found:
            yield found.group(1), str(letter["To"])


def tally(*, filed: Iterable[str], readers: Iterable[str], letters: Iterable[Pair]) -> Tally:
    """Every reader hears of every signal that was filed."""
    expected = {(reference, reader) for reference in filed for reader in readers}
    came = Counter(letter for letter in letters if letter in expected)
    return Tally(
        expected=len(expected), lost=frozenset(expected - came.keys()), twice=sum(n - 1 for n in came.values())
    )
