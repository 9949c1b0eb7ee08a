"""A file of people against the colleagues of one municipality. Of who works elsewhere nothing is told or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from network.rules.import_cells import Read, Wrong, holds_bsn, mail, one_of, phone, several_of, truth, word, words
from network.rules.import_plan import Act, Change, Checker, Standing, WrongAt
from network.rules.import_sheet import ImportKind, Line, Sheet
from network.rules.import_words import LANGUAGES, LEVELS, TRUTHS, YES, fold, meant


@dataclass(frozen=True)
class KnownPeople:
    """`standing` are colleagues at home here. `closed`: addresses of accounts here that are closed, and their names.

    `elsewhere`: addresses of anybody else on this installation. `burdened`: ids of who holds a role, or stands in.
    """

    standing: Sequence[Standing]
    departments: Mapping[str, int] = field(default_factory=dict)  # codes in use -> id
    themes: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    burdened: frozenset[int] = frozenset()
    manages: bool = True  # who imports may close accounts and change addresses
    own_pk: int | None = None


class PeopleChecker(Checker):
    kind = ImportKind.PEOPLE
    needed = frozenset({"name"})

    def __init__(self, sheet: Sheet, known: KnownPeople) -> None:
        super().__init__(sheet)
        self.known = known
        self.by_mail: dict[str, list[Standing]] = defaultdict(list)
        self.by_number: dict[str, list[Standing]] = defaultdict(list)
        for one in known.standing:
            self.by_mail[one.cells["email"].casefold()].append(one)
            if one.cells["external_id"]:
                self.by_number[one.cells["external_id"]].append(one)
        numbers = [line["external_id"] for line in sheet.lines if _is_nine_digits(line["external_id"])]
        self.are_bsns = bool(numbers) and all(map(holds_bsn, numbers))

    def find(self, line: Line) -> Standing | None:
        """By the external number, else by mail; a mailbox that colleagues share by the name too."""
        number = self.by_number.get(line["external_id"], [])
        if len(number) == 1:
            return number[0]
        address = line["email"].casefold()
        at = self.by_mail.get(address, [])
        found = at if len(at) == 1 and address else [one for one in at if fold(one.cells["name"]) == fold(line["name"])]
        if len(found) == 1:
            return found[0]
        if at and address:
            raise WrongAt("email", gettext_noop("Several colleagues share this address. Fill in the external number."))
        self._refuse_taken(address, line)
        return None

    def identity(self, line: Line) -> object:
        standing = self.now(line)
        return standing.pk if standing else line["email"].casefold()

    def judge(self, column: str, cell: str, line: Line) -> Read:
        match column:
            case "email":
                return self._mail(cell, line)
            case "department":
                return self._department(cell, line)
            case "phone":
                return phone(cell)
            case "level":
                return word(cell, LEVELS, blank="")
            case "languages":
                return words(cell, LANGUAGES)
            case "themes":
                return several_of(
                    cell.replace(" ", "|").replace(",", "|").replace(";", "|"), self.known.themes, _NO_THEME
                )
            case "external_id":
                return self._external(cell, line)
            case "leaves":
                return self._leaves(cell, line)
            case _:
                return Read(cell, cell)

    def act_of(self, change: Change) -> Act:
        if change.values.get("leaves"):
            return Act.OUT if change.pk else Act.SAME
        if change.pk is None:
            return Act.NEW
        return Act.CHANGED if change.values else Act.SAME

    def name_of(self, line: Line) -> str:
        return line["name"]

    # ---- columns that ask more than their own cell
    def _refuse_taken(self, address: str, line: Line) -> None:
        """Who left and is said to have left is no news."""
        if address in self.known.closed and not meant(TRUTHS, line["leaves"]):
            text = gettext_noop("%(name)s does not work here any more.")
            raise WrongAt("email", text, name=self.known.closed[address])
        if address in self.known.elsewhere:
            raise WrongAt("email", _NOT_THIS_ADDRESS)

    def _mail(self, cell: str, line: Line) -> Read:
        standing = self.now(line)
        if not cell:
            raise Wrong(gettext_noop("Fill in “%(title)s”."), title=self.columns["email"].title)
        read = mail(cell)
        first = self.met.setdefault(("mail", read.value), line.number)
        if first != line.number and not (standing and standing.cells["email"].casefold() == read.value):
            raise Wrong(gettext_noop("This stands on line %(earlier)s too. Keep one of the two."), earlier=str(first))
        if standing is None or standing.cells["email"].casefold() == read.value:
            return read if standing is None else Read(standing.cells["email"], standing.cells["email"])
        if not self.known.manages:
            raise Wrong(gettext_noop("Only an application manager changes a mail address."))
        if standing.pk in self.known.burdened:
            text = gettext_noop("%(name)s holds roles. Change the mail address on their own page.")
            raise Wrong(text, name=standing.cells["name"])
        if self.by_mail.get(read.value):
            raise Wrong(gettext_noop("A colleague has this mail address already."))
        if read.value in self.known.elsewhere or read.value in self.known.closed:
            raise Wrong(_NOT_THIS_ADDRESS)
        return read

    def _department(self, cell: str, line: Line) -> Read:
        """Blank: a colleague stays where they are."""
        standing = self.now(line)
        if not cell and (standing or meant(TRUTHS, line["leaves"])):
            return Read(None, standing.cells["department"] if standing else "")
        if not cell:
            raise Wrong(gettext_noop("Fill in “%(title)s”."), title=self.columns["department"].title)
        return one_of(cell, self.known.departments, gettext_noop("We have no department “%(typed)s”."))

    def _external(self, cell: str, line: Line) -> Read:
        """A column in which every number of nine digits passes the test of a BSN holds BSNs."""
        standing = self.now(line)
        if self.are_bsns and _is_nine_digits(cell):
            raise Wrong(gettext_noop("This looks like a BSN. Take it out: HKIN keeps no BSN."))
        others = [one for one in self.by_number.get(cell, []) if standing is None or one.pk != standing.pk]
        if cell and others:
            raise Wrong(gettext_noop("Another colleague has this number."))
        first = self.met.setdefault(("number", cell), line.number) if cell else line.number
        if first != line.number:
            raise Wrong(gettext_noop("This number stands on line %(earlier)s too."), earlier=str(first))
        return Read(cell, cell)

    def _leaves(self, cell: str, line: Line) -> Read:
        standing = self.now(line)
        leaves = truth(cell, blank=False).value
        if leaves and standing:
            if not self.known.manages:
                raise Wrong(gettext_noop("Only an application manager closes an account."))
            if standing.pk == self.known.own_pk:
                raise Wrong(gettext_noop("You cannot close your own account here."))
            if standing.pk in self.known.burdened:
                text = gettext_noop("%(name)s still holds roles. Hand them over first.")
                raise Wrong(text, name=standing.cells["name"], person=standing.key)
        return Read(leaves, YES if leaves else "")


_NO_THEME = gettext_noop("We have no theme “%(typed)s”.")
#: Says nothing about whose it is.
_NOT_THIS_ADDRESS = gettext_noop("This address cannot be used here. Ask the application manager.")


def _is_nine_digits(cell: str) -> bool:
    return len(cell) == 9 and cell.isdecimal()
