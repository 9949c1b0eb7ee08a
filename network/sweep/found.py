"""One hole, wherever it was met: in the directory itself, or by a signal that was kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from django.utils.functional import Promise

from network.models import Department, Hole, Municipality, RoleGrant, Theme, User
from network.rules import HoleKind
from network.rules.holes import badness

#: What makes it one hole: kind, theme, department, person, level, queue, name. As the table keeps it once.
Key = tuple[str, int | None, int | None, int | None, str, str, str]


@dataclass(frozen=True)
class Mender:
    """Somebody to call about a hole, and why them."""

    person: User
    hat: str | Promise
    is_away: bool = False


@dataclass(frozen=True)
class Found:
    """`names`: the themes that wait for it, the powers nobody names, what still points at who left."""

    municipality: Municipality
    kind: HoleKind
    theme: Theme | None = None
    department: Department | None = None
    person: User | None = None
    level: str = ""
    route: str = ""
    named: str = ""
    names: Sequence[str] = ()
    days: Sequence[date] = ()
    since: date | None = None  # the day that passed
    themes: int = 0  # how many wait for it
    asked: Department | None = None  # whom to ask, of a hole that is not about one department
    grant: RoleGrant | None = None  # where a deputy is named

    @classmethod
    def of(cls, hole: Hole) -> Found:
        """As the table keeps it: without the names that only the directory of today tells."""
        return cls(
            municipality=hole.municipality,
            kind=HoleKind(hole.kind),
            theme=hole.theme,
            department=hole.department,
            person=hole.person,
            level=hole.level,
            route=hole.route,
            named=hole.named,
            themes=1,
        )

    @property
    def key(self) -> Key:
        return key_of(self.as_row())

    @property
    def mark(self) -> str:
        """Stands for it in an address."""
        return blake2b(f"{self.municipality.pk} {self.key}".encode(), digest_size=8).hexdigest()

    @property
    def badness(self) -> tuple[int, int]:
        return badness(self.kind, route=self.route, themes=self.themes)

    @property
    def named_first(self) -> tuple[str, str, str, str]:
        """Among equals in the order of the alphabet."""
        return (str(self.department or ""), str(self.theme or ""), str(self.person or ""), self.level)

    def as_row(self) -> Hole:
        """Not saved."""
        return Hole(
            municipality=self.municipality,
            kind=self.kind,
            theme=self.theme,
            department=self.department,
            person=self.person,
            level=self.level,
            route=self.route,
            named=self.named,
        )


def key_of(hole: Hole) -> Key:
    return (
        str(hole.kind),
        hole.theme_id,
        hole.department_id,
        hole.person_id,
        hole.level,
        hole.route,
        hole.named,
    )
