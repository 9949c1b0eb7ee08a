"""A square of black and white that a phone reads as an address."""

from __future__ import annotations

from dataclasses import dataclass

import segno

#: White around it, in modules; phones ask for four.
_QUIET = 4


@dataclass(frozen=True)
class QrCode:
    """`path` draws the dark modules in a square of `size` by `size`."""

    size: int
    path: str


def qr_of(address: str) -> QrCode:
    """A row of dark modules is one stroke, one module high."""
    code = segno.make(address, error="m", micro=False)
    strokes = [
        f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(code.matrix)
        for x, length in _runs(row)
    ]
    return QrCode(size=len(code.matrix) + 2 * _QUIET, path="".join(strokes))


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Where dark begins, and how long it lasts."""
    runs: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
