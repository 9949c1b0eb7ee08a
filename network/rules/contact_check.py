"""Whether the lines of a list can be done: each is settled, or the cell that is wrong is named with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import get_close_matches

from django.utils.translation import gettext_noop

from network.rules.contact_sheet import (
    LONGEST,
    Checked,
    Column,
    Known,
    Place,
    Settled,
    Somebody,
    Typed,
    fold_mail,
)
from network.rules.import_cells import NO_NAME, is_mail, out_of_place
from network.rules.import_sheet import Fault
from network.rules.import_words import fold

_NEAREST = 3


def check(lines: Sequence[Typed], known: Known) -> Checked:
    return _Check(lines, known).done()


class _Check:
    """Every line is settled or named in a fault; often both, when two cells of it are wrong."""

    def __init__(self, lines: Sequence[Typed], known: Known) -> None:
        self.lines = lines
        self.known = known
        self.faults: list[Fault] = []
        self.places = _places_by_word(known.places)
        self.pool = [*known.people, *self._typed_newcomers()]

    def done(self) -> Checked:
        settled = [one for line in self.lines if (one := self._settle(line))]
        faulty = {fault.line for fault in self.faults}
        return Checked(
            tuple(one for one in settled if one.line not in faulty),
            tuple(sorted(self.faults, key=lambda fault: fault.line)),
        )

    def _settle(self, line: Typed) -> Settled | None:
        written = [self._is_written_well(line, column) for column in Column]
        place = self._place(line) if written[0] else None
        if line.is_left_open:
            return Settled(line.number, place) if place else None
        person = self._person(line) if written[1] and written[2] else None
        deputy = self._deputy(line, person) if written[3] and line.deputy else None
        if place is None or person is None:
            return None
        one = Settled(line.number, place, person, deputy)
        self._refuse_oneself(one)
        return one

    # ---- a cell
    def _is_written_well(self, line: Typed, column: Column) -> bool:
        cell = getattr(line, column)
        before = len(self.faults)
        if len(cell) > LONGEST[column]:
            counted = {"count": str(len(cell)), "most": str(LONGEST[column])}
            self._say(line, column, gettext_noop("This is %(count)s characters long. At most %(most)s fit."), **counted)
        elif cell.startswith(("=", "+", "@", "-")):
            self._say(line, column, gettext_noop("This looks like a formula. Type the text itself."))
        elif sign := out_of_place(cell, NO_NAME):
            self._say(line, column, gettext_noop("“%(sign)s” does not belong in a name or address."), sign=sign)
        return len(self.faults) == before

    # ---- the department
    def _place(self, line: Typed) -> Place | None:
        if not line.department:
            self._say(line, Column.DEPARTMENT, gettext_noop("Fill in the department."))
            return None
        found = self.places.get(fold(line.department), [])
        if len(found) == 1:
            return self._once(line, found[0])
        if found:
            names = ", ".join(place.name for place in found)
            self._say(line, Column.DEPARTMENT, gettext_noop("This can be: %(names)s. Choose one."), names=names)
        elif near := self._nearest(line.department):
            text = gettext_noop("We have no department “%(typed)s”. Did you mean: %(names)s?")
            self._say(line, Column.DEPARTMENT, text, typed=line.department, names=", ".join(near))
        else:
            text = gettext_noop("We have no department “%(typed)s”.")
            self._say(line, Column.DEPARTMENT, text, typed=line.department)
        return None

    def _once(self, line: Typed, place: Place) -> Place | None:
        for earlier in self.lines:
            if earlier.number >= line.number:
                break
            if self.places.get(fold(earlier.department)) == [place]:
                text = gettext_noop("%(department)s stands on line %(earlier)s too. Keep one of the two.")
                self._say(line, Column.DEPARTMENT, text, department=place.name, earlier=str(earlier.number))
                return None
        return place

    def _nearest(self, typed: str) -> list[str]:
        near = get_close_matches(fold(typed), list(self.places), n=_NEAREST, cutoff=0.5)
        return list(dict.fromkeys(place.name for word in near for place in self.places[word]))[:_NEAREST]

    # ---- the contact person
    def _person(self, line: Typed) -> Somebody | None:
        if line.mail:
            return self._by_mail(line)
        if not line.person:
            self._say(line, Column.PERSON, gettext_noop("Fill in the name and mail address of the contact person."))
            return None
        found = self._called(line.person)
        if len(found) == 1:
            return self._unless_left(line, Column.PERSON, found[0])
        if found:
            self._say(line, Column.MAIL, gettext_noop("Several colleagues are called so. Fill in the mail address."))
        else:
            self._say(line, Column.MAIL, gettext_noop("We do not know this name yet. Fill in the mail address."))
        return None

    def _by_mail(self, line: Typed) -> Somebody | None:
        if not is_mail(line.mail):
            text = gettext_noop("“%(mail)s” is not a mail address. It looks like name@municipality.nl.")
            self._say(line, Column.MAIL, text, mail=line.mail)
            return None
        found = self._at(line.mail)
        if len(found) > 1 and found[0].user_id is not None:  # a mailbox that colleagues share
            found = [one for one in found if fold(one.name) == fold(line.person)] or found
        if len(found) > 1:
            self._say(line, Column.MAIL, gettext_noop("This mail address belongs to two names. Give each their own."))
            return None
        if found and found[0].name:
            return self._unless_left(line, Column.PERSON, found[0])
        self._say(line, Column.PERSON, gettext_noop("Fill in the name: nobody has this mail address yet."))
        return None

    # ---- the deputy
    def _deputy(self, line: Typed, person: Somebody | None) -> Somebody | None:
        found = self._at(line.deputy) if "@" in line.deputy else self._called(line.deputy)
        if len(found) > 1:
            text = gettext_noop("Several colleagues are called so. Fill in the mail address of the deputy.")
            self._say(line, Column.DEPUTY, text)
            return None
        if not found:
            text = gettext_noop("We do not know “%(typed)s”. Give the deputy a line too, or name a colleague we know.")
            self._say(line, Column.DEPUTY, text, typed=line.deputy)
            return None
        if person is not None and _is_same(person, found[0]):
            self._say(line, Column.DEPUTY, gettext_noop("Somebody cannot be their own deputy."))
            return None
        return self._unless_left(line, Column.DEPUTY, found[0])

    def _unless_left(self, line: Typed, column: Column, one: Somebody) -> Somebody | None:
        if not one.has_left:
            return one
        text = gettext_noop("%(name)s does not work here any more.")
        self._say(line, column, text, name=one.name)
        return None

    def _refuse_oneself(self, one: Settled) -> None:
        own, text = (
            self.known.own_id,
            gettext_noop("You cannot give this to yourself. Ask a colleague to do this line."),
        )
        if own is None or one.person is None:
            return
        if one.is_given and one.person.user_id == own:
            self.faults.append(Fault(one.line, Column.PERSON, text))
        elif (one.is_given or one.names_deputy) and one.deputy is not None and one.deputy.user_id == own:
            self.faults.append(Fault(one.line, Column.DEPUTY, text))

    # ---- people
    def _at(self, mail: str) -> list[Somebody]:
        found = [one for one in self.pool if fold_mail(one.mail) == fold_mail(mail)]
        here = [one for one in found if not one.has_left]
        return here or found[:1]

    def _called(self, name: str) -> list[Somebody]:
        found = [one for one in self.pool if fold(one.name) == fold(name) and fold(name)]
        here = [one for one in found if not one.has_left]
        return here or found[:1]

    def _typed_newcomers(self) -> list[Somebody]:
        """People of the list whose address nobody has, each once; two names at one address are two."""
        taken = {fold_mail(one.mail) for one in self.known.people if one.mail}
        new = {
            (fold_mail(line.mail), fold(line.person)): Somebody(line.person, line.mail)
            for line in reversed(self.lines)
            if line.mail and fold_mail(line.mail) not in taken
        }
        named = {mail for mail, name in new if name}
        return [one for (mail, name), one in new.items() if name or mail not in named]

    def _say(self, line: Typed, column: Column, text: str, **names: str) -> None:
        self.faults.append(Fault(line.number, column, text, names))


def _places_by_word(places: Sequence[Place]) -> dict[str, list[Place]]:
    """By code and name; by a synonym where no department is called so."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for word in {fold(place.code), fold(place.name)} - {""}:
            found[word].append(place)
    own = set(found)
    for place in places:
        for word in {fold(synonym) for synonym in place.synonyms.split(";")} - own - {""}:
            found[word].append(place)
    return dict(found)


def _is_same(one: Somebody, other: Somebody) -> bool:
    if one.user_id is not None or other.user_id is not None:
        return one.user_id == other.user_id
    return fold_mail(one.mail) == fold_mail(other.mail)
