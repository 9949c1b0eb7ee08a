"""A list "department; contact person; mail; deputy": its lines as typed, and what each of them would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop

from network.rules.import_sheet import Fault
from network.rules.import_words import fold

#: So long is no name of anything.
LONGEST = {"department": 100, "person": 100, "mail": 254, "deputy": 254}
_NOBODY = frozenset({"-", "–", "—"})


class Column(StrEnum):
    DEPARTMENT = "department"
    PERSON = "person"
    MAIL = "mail"
    DEPUTY = "deputy"


#: What may stand above a column, folded.
TITLES: dict[Column, frozenset[str]] = {
    Column.DEPARTMENT: frozenset({"afdeling", "department"}),
    Column.PERSON: frozenset({"contactpersoon", "naam", "naam contactpersoon"}),
    Column.MAIL: frozenset({"mail", "e mail", "email", "mailadres", "e mailadres", "emailadres"}),
    Column.DEPUTY: frozenset({"vervanger", "plaatsvervanger"}),
}


@dataclass(frozen=True)
class Typed:
    """A line as it was typed."""

    number: int
    department: str = ""
    person: str = ""
    mail: str = ""
    deputy: str = ""

    @property
    def is_left_open(self) -> bool:
        """Only a department, as in the workbook that nobody filled in yet."""
        return not (self.person or self.mail or self.deputy)


@dataclass(frozen=True)
class Somebody:
    """A person; without an id they have no account yet."""

    name: str
    mail: str
    user_id: int | None = None
    has_left: bool = False


@dataclass(frozen=True)
class Held:
    """Who is contact person now, and who stands in."""

    user_id: int
    name: str
    deputy_id: int | None = None


@dataclass(frozen=True)
class Place:
    """A department."""

    department_id: int
    code: str
    name: str
    synonyms: str = ""
    contacts: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Known:
    """What the directory says now. `own_id` is who imports: nobody gives themselves sight of signals."""

    places: Sequence[Place]
    people: Sequence[Somebody]
    own_id: int | None = None


@dataclass(frozen=True)
class Settled:
    """A line that can be done. Without a person it was left open."""

    line: int
    place: Place
    person: Somebody | None = None
    deputy: Somebody | None = None

    @property
    def is_given(self) -> bool:
        """Somebody becomes contact person."""
        return self.person is not None and self.person.user_id not in {held.user_id for held in self.place.contacts}

    @property
    def instead_of(self) -> tuple[Held, ...]:
        if self.person is None:
            return ()
        return tuple(held for held in self.place.contacts if held.user_id != self.person.user_id)

    @property
    def names_deputy(self) -> bool:
        """Somebody becomes deputy of who is contact person already; no deputy in the list leaves the one there is."""
        if self.person is None or self.deputy is None or self.is_given:
            return False
        standing = {held.deputy_id for held in self.place.contacts if held.user_id == self.person.user_id}
        return self.deputy.user_id is None or self.deputy.user_id not in standing

    @property
    def changes(self) -> bool:
        return self.is_given or self.names_deputy or bool(self.instead_of)


@dataclass(frozen=True)
class Checked:
    """All lines, in order; nothing may be done while there is a fault."""

    settled: tuple[Settled, ...]
    faults: tuple[Fault, ...]

    @property
    def newcomers(self) -> list[Somebody]:
        """Who gets an account, each once."""
        named = [one for line in self.settled for one in (line.person, line.deputy) if one and one.user_id is None]
        return list({fold_mail(one.mail): one for one in named}.values())


def fold_mail(mail: str) -> str:
    return mail.strip().casefold()


def typed_lines(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[Typed], list[Fault]]:
    """The columns by their titles where there are any, else in the order of the example."""
    lines: list[Typed] = []
    faults: list[Fault] = []
    order: Sequence[Column | None] = tuple(Column)
    for position, (number, cells) in enumerate(rows):
        if position == 0 and (titles := _titles(cells)):
            order = titles
            continue
        if any(cells[len(order) :]):
            faults.append(Fault(number, None, gettext_noop("This line has more columns than there are titles.")))
        given = {column: cell for column, cell in zip(order, cells, strict=False) if column is not None}
        lines.append(Typed(number, **{column.value: _unless_nobody(cell) for column, cell in given.items()}))
    return lines, faults


def _titles(cells: Sequence[str]) -> list[Column | None]:
    found = [next((column for column, titles in TITLES.items() if fold(cell) in titles), None) for cell in cells]
    return found if Column.DEPARTMENT in found and len(set(found) - {None}) > 1 else []


def _unless_nobody(cell: str) -> str:
    return "" if cell in _NOBODY else cell
