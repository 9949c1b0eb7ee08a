"""A checked list of contact persons is done, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from network.actions.entry import invite
from network.actions.granting import acting_role
from network.actions.people import change_deputy, end_role, give_role
from network.contact_sheet import check_rows, contacts_of
from network.models import JointAct, Municipality, RoleGrant, User
from network.rules import Role
from network.rules.contact_sheet import Checked, Settled, Somebody, fold_mail
from network.sheets import Row


class CannotBeImported(Exception):
    """A line cannot be done, or cannot be done any more."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self.checked = checked


@dataclass
class Imported:
    """What came of it. `waiting` are roles with which a second person must agree first."""

    invited: int = 0
    given: int = 0
    deputies: int = 0
    ended: int = 0
    waiting: int = 0

    @property
    def is_nothing(self) -> bool:
        return not (self.invited or self.given or self.deputies or self.ended or self.waiting)


def import_contacts(*, by: User, municipality: Municipality, rows: Sequence[Row]) -> Imported:
    """Checked once more, so that doing the same list twice changes nothing the second time."""
    acting_role(by, Role.CONTACT_PERSON, municipality)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)  # two lists wait for each other
        checked = check_rows(rows, municipality=municipality, by=by)
        if checked.faults:
            raise CannotBeImported(checked)
        work = _Import(by, municipality, Imported(invited=len(checked.newcomers)))
        work.meet(checked)
        standing = list(contacts_of(municipality))
        for line in checked.settled:
            if line.person is not None and line.changes:
                here = [grant for grant in standing if grant.department_id == line.place.department_id]
                work.do(line, work.find(line.person), here)
    return work.done


@dataclass
class _Import:
    by: User
    municipality: Municipality
    done: Imported
    people: dict[int | str, User] = field(default_factory=dict)  # by id, newcomers by address

    def __post_init__(self) -> None:
        self.departments = self.municipality.departments.in_bulk()
        self.reason = _("From the list of contact persons")

    def meet(self, checked: Checked) -> None:
        """Everybody the list names; newcomers get their account with the first department they stand behind."""
        named = [one for line in checked.settled for one in (line.person, line.deputy) if one is not None]
        self.people |= User.objects.in_bulk([one.user_id for one in named if one.user_id is not None])
        for line in checked.settled:
            person = line.person
            if person is not None and person.user_id is None and fold_mail(person.mail) not in self.people:
                self.people[fold_mail(person.mail)] = invite(
                    by=self.by,
                    municipality=self.municipality,
                    name=person.name,
                    email=person.mail,
                    department=self.departments[line.place.department_id],
                )

    def find(self, one: Somebody) -> User:
        return self.people[one.user_id if one.user_id is not None else fold_mail(one.mail)]

    def do(self, line: Settled, person: User, here: Sequence[RoleGrant]) -> None:
        deputy = self.find(line.deputy) if line.deputy else None
        waits = False
        if line.is_given:
            given = give_role(
                by=self.by,
                person=person,
                role=Role.CONTACT_PERSON,
                municipality=self.municipality,
                department=self.departments[line.place.department_id],
                deputy=deputy,
                reason=self.reason,
            )
            waits = self._count(given, "given")
        elif line.names_deputy:
            held = next(grant for grant in here if grant.user_id == person.pk)
            self._count(change_deputy(by=self.by, grant=held, deputy=deputy, reason=self.reason), "deputies")
        if not waits:  # until somebody agrees, whoever answers now goes on answering
            for grant in here:
                if grant.user_id != person.pk:
                    end_role(by=self.by, grant=grant, reason=self.reason)
                    self.done.ended += 1

    def _count(self, came_of_it: RoleGrant | JointAct, kind: str) -> bool:
        waits = isinstance(came_of_it, JointAct)
        name = "waiting" if waits else kind
        setattr(self.done, name, getattr(self.done, name) + 1)
        return waits
