"""The directory looks at itself: every hole that it shows on a day, whether a signal met it or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from network.models import Municipality
from network.sweep.cells import cell_holes
from network.sweep.found import Found, Mender
from network.sweep.people import department_holes, leaver_holes, mail_holes, queue_holes
from network.sweep.snapshot import Snapshot

__all__ = ["Found", "Mender", "Snapshot", "find_holes", "holes_in"]


def find_holes(municipality: Municipality, *, on: date) -> list[Found]:
    """The worst first. Eleven queries at most, however large the municipality is."""
    return holes_in(Snapshot(municipality, on))


def holes_in(snapshot: Snapshot) -> list[Found]:
    return sorted(_all_in(snapshot), key=lambda found: (found.badness, found.named_first))


def _all_in(snapshot: Snapshot) -> Iterable[Found]:
    yield from queue_holes(snapshot)
    yield from cell_holes(snapshot)
    yield from department_holes(snapshot)
    yield from leaver_holes(snapshot)
    yield from mail_holes(snapshot)
