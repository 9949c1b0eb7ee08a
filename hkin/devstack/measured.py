"""How long something took, many times over, and the table that says so."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADINGS = ("what", "times", "p50 ms", "p95 ms", "max ms", "per s", "CPU ms: web", "PostgreSQL")


@dataclass(frozen=True)
class Measured:
    """`elapsed` is how long all of it took together, where several went on at once; `work` what processors spent on it.

    Work hardly changes when others use the machine too; time does.
    """

    what: str
    seconds: Sequence[float]
    elapsed: float | None = None
    work: tuple[float, ...] = ()

    def percentile(self, share: float) -> float:
        """The nearest rank: a time that was really measured."""
        ranked = sorted(self.seconds)
        return ranked[max(0, math.ceil(share / 100 * len(ranked)) - 1)]

    @property
    def per_second(self) -> float:
        return len(self.seconds) / (self.elapsed or sum(self.seconds))

    def cells(self) -> tuple[str, ...]:
        times = [_milliseconds(self.percentile(share)) for share in (50, 95, 100)]
        works = [_milliseconds(each / len(self.seconds)) for each in self.work] or ["", ""]
        return (self.what, str(len(self.seconds)), *times, f"{self.per_second:.0f}", *works)


def table(rows: Iterable[Measured]) -> str:
    """In Markdown, so that it can be kept as it is; without the columns in which nothing stands."""
    cells = [row.cells() for row in rows]
    columns = [column for column in zip(HEADINGS, *cells, strict=True) if any(column[1:])]
    widths = [max(len(cell) for cell in column) for column in columns]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    heading, *rest = zip(*columns, strict=True)
    return "\n".join(_line(line, widths) for line in (heading, rule, *rest))


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.{1 if seconds >= 0.001 else 3}f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join([first, *rest])} |"
