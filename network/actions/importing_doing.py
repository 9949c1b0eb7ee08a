"""What a file says is done: many rows at a time, and the trail says of each that a file brought it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.entry import inviting_role, may_be_invited, send_invitation
from network.actions.granting import write_down as write_down_person
from network.actions.importing_people import write_people
from network.actions.matrix import put
from network.actions.municipality_trail import write_down
from network.importing import departments_in_use
from network.matrix import Cell, Content
from network.models import Department, EntryLink, Municipality, Responsibility, Theme, User
from network.models.matrix import Part
from network.models.trail import MunicipalityEvent, PersonEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.import_plan import Act, Change, Plan
from network.rules.import_rights import importers
from network.rules.import_sheet import SLUGS, ImportKind
from network.rules.levels import Level

Tick = Callable[[int], None]

#: Written in one statement.
BATCH = 500
_INVITED_AT_ONCE = 25


def do_plan(plan: Plan, *, kind: ImportKind, municipality: Municipality, by: User, tick: Tick) -> list[User]:
    """In the transaction that holds the directory. The people it made are returned."""
    if plan.is_nothing:
        return []
    role = _hat(by, municipality, kind)
    newcomers: list[User] = []
    match kind:
        case ImportKind.DEPARTMENTS:
            _write_departments(plan, municipality, tick)
        case ImportKind.PEOPLE:
            newcomers = write_people(plan, municipality, by=by, role=role, tick=tick)
        case ImportKind.MATRIX:
            _write_matrix(plan, municipality, by=by, role=role, tick=tick)
    counted = plan.counts()
    detail = _("%(file)s: %(new)s new, %(changed)s changed, %(out)s out of use") % {"file": SLUGS[kind], **counted}
    write_down(MunicipalityEvent.DIRECTORY_IMPORTED, municipality, by=by, role=role, detail=detail)
    return newcomers


def invite_newcomers(addresses: Sequence[str], *, municipality: Municipality, by: User) -> Iterator[int]:
    """How many were looked at, each time after a commit. Who has a letter that still opens gets no second one."""
    acting = inviting_role(by, municipality)
    for first in range(0, len(addresses), _INVITED_AT_ONCE):
        with transaction.atomic():
            people = User.objects.filter(email__in=addresses[first : first + _INVITED_AT_ONCE])
            for person in people.select_for_update():
                has_one = EntryLink.objects.of_invited(person).usable(timezone.now()).exists()
                if may_be_invited(person) and not has_one:
                    send_invitation(person=person, municipality=municipality, by=by)
                    write_down_person(PersonEvent.INVITED, person, by=by, role=acting, municipality=municipality)
        yield min(first + _INVITED_AT_ONCE, len(addresses))


def _hat(by: User, municipality: Municipality, kind: ImportKind) -> Role:
    held = roles_of(by)
    allowed = importers(kind, is_live=municipality.is_live)
    return next(role for role in Role if role in allowed and municipality.pk in held.municipalities(role))


# ---- departments
def _write_departments(plan: Plan, municipality: Municipality, tick: Tick) -> None:
    """New ones first, so that others can belong under them."""
    made = [Department(municipality=municipality, **_columns(change)) for change in plan.of(Act.NEW)]
    Department.objects.bulk_create(made, batch_size=BATCH)
    tick(len(made))
    by_code = {row.code: row for row in municipality.departments.all()}
    by_pk = {row.pk: row for row in by_code.values()}
    touched: dict[int, Department] = {}
    columns: set[str] = set()
    for change in plan.of(Act.NEW, Act.CHANGED, Act.OUT):
        row = by_code[change.values["code"]] if change.pk is None else by_pk[change.pk]
        values = {} if change.pk is None else _columns(change)
        if "parent" in change.values and (change.pk is not None or change.values["parent"]):
            values["parent_id"] = by_code[change.values["parent"]].pk if change.values["parent"] else None
        for name, value in values.items():
            setattr(row, name, value)
        columns |= values.keys()
        if values:
            touched[row.pk] = row
        tick(0 if change.pk is None else 1)
    if touched:
        Department.objects.bulk_update(touched.values(), sorted(columns), batch_size=BATCH)


def _columns(change: Change) -> dict[str, object]:
    renamed = {"outsourced_to": "outsourced_to_id"}
    return {renamed.get(key, key): value for key, value in change.values.items() if key != "parent"}


# ---- the matrix
def _write_matrix(plan: Plan, municipality: Municipality, *, by: User, role: Role, tick: Tick) -> None:
    """Leads last: who led before has its other part by then, and is not passed on twice."""
    changes = [change for change in plan.of(Act.NEW, Act.CHANGED, Act.OUT) if not change.values.get("follows")]
    rows = Responsibility.objects.in_bulk([change.pk for change in changes if change.pk is not None])
    themes = dict(Theme.objects.of(municipality).values_list("code", "pk"))
    departments = departments_in_use(municipality)
    reason = _("From a file")
    for change in sorted(changes, key=_is_lead):
        row = rows.get(change.pk or 0)
        cell = Cell.of(row) if row else _new_cell(change, themes, departments)
        content = _content(change, Content.of(row) if row else None)
        put(municipality, cell, content, by=by, role=role, reason=reason)
        tick(1)


def _is_lead(change: Change) -> bool:
    return change.values.get("part") == Part.LEAD


def _new_cell(change: Change, themes: dict[str, int], departments: dict[str, int]) -> Cell:
    values = change.values
    return Cell(themes[values["theme"]], departments[values["department"]], Level(values["level"]))


def _content(change: Change, now: Content | None) -> Content | None:
    """What the file does not say stays as it is."""
    values = change.values
    if change.act is Act.OUT:
        return None
    content = now or Content(Part(values["part"]))
    if "part" in values:
        content = replace(content, part=Part(values["part"]))
    if "powers" in values:
        content = replace(content, powers=tuple(values["powers"]))
    if "partners" in values:
        content = replace(content, partners=tuple(values["partners"]))
    if "review_on" in values:
        day = values["review_on"]
        content = replace(content, review_on=date.fromisoformat(day) if day else None)
    return content
