"""The area of a signal: the first four digits of a postcode, the only part of a place that lies in the clear."""

from __future__ import annotations

from collections.abc import Iterable

from signals.rules.addresses import read_line
from signals.rules.subjects import Subject


def area_of(place: str, subjects: Iterable[Subject] = ()) -> str:
    """From the postcode in the line "where", else from the first address with one; "" when there is none."""
    written = read_line(place).postcode
    mentioned = (value for subject in subjects for kind, value in subject.keys if kind == "postcode")
    return (written or next(mentioned, ""))[:4]
