"""Whoever keeps the directory adds a department, changes it, moves it in the tree, or puts it out of use."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.actions.matrix import lock_matrix, put
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.departments import InTheWay, below, in_the_way, version
from network.matrix import Cell
from network.models import Department, Municipality, Organisation, Responsibility, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.matrix import editors


class CodeTaken(Exception):
    """Another department of this municipality has the code, in use or not."""


class Circle(Exception):
    """The department above hangs below this one."""


class Stale(Exception):
    """Somebody changed it after this form was shown."""


class StillNeeded(Exception):
    """Signals or people would hang in the air."""

    def __init__(self, why: InTheWay) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True)
class Described:
    """All that a keeper says of a department; its code never changes, addresses and lists name it."""

    name: str
    parent: Department | None = None
    cluster: str = ""
    synonyms: str = ""
    notices: str = ""
    sources: str = ""
    regime: str = ""
    mailbox: str = ""
    outsourced_to: Organisation | None = None


def keeping_role(by: User, municipality: Municipality) -> Role:
    """The hat in which somebody keeps the directory there."""
    held = roles_of(by)
    for role in sorted(editors(is_live=municipality.is_live), key=list(Role).index):
        if municipality.pk in held.municipalities(role):
            return role
    raise NotAllowed


def add_department(*, by: User, municipality: Municipality, code: str, about: Described) -> Department:
    role = keeping_role(by, municipality)
    with transaction.atomic():
        lock_matrix(municipality)
        if municipality.departments.filter(code__iexact=code).exists():
            raise CodeTaken
        row = Department(municipality=municipality, code=code)
        _write(row, about)
        _note(row, by=by, role=role)
    return row


def change_department(*, by: User, department: Department, about: Described, seen: str) -> Department:
    """`seen` is the version that the form showed."""
    role = keeping_role(by, department.municipality)
    with transaction.atomic():
        row = _locked(department)
        if version(row) != seen:
            raise Stale
        if about.parent is not None and about.parent.pk in {row.pk, *below(row)}:
            raise Circle
        _write(row, about)
        _note(row, by=by, role=role)
    return row


def retire_department(*, by: User, department: Department) -> Department:
    """Kept for what names it. Refused while it leads, somebody works there, or departments hang below it; its other
    cells of the matrix end."""
    role = keeping_role(by, department.municipality)
    with transaction.atomic():
        row = _locked(department)
        if not row.is_active:
            return row
        if why := in_the_way(row):
            raise StillNeeded(why)
        lasting = Responsibility.objects.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))
        for cell in {Cell.of(one) for one in lasting.filter(department=row)}:
            put(row.municipality, cell, None, by=by, role=role)
        row.is_active = False
        row.save(update_fields=["is_active"])
        _note(row, by=by, role=role)
    return row


def return_department(*, by: User, department: Department) -> Department:
    role = keeping_role(by, department.municipality)
    with transaction.atomic():
        row = _locked(department)
        if row.is_active:
            return row
        if row.parent is not None and not row.parent.is_active:
            row.parent = None
        row.is_active = True
        row.save(update_fields=["is_active", "parent"])
        _note(row, by=by, role=role)
    return row


def _locked(department: Department) -> Department:
    """After the matrix, so that two who move departments wait for each other and no circle comes of it."""
    lock_matrix(department.municipality)
    return (
        Department.objects.select_for_update(of=("self",))
        .select_related("municipality", "parent")
        .get(pk=department.pk)
    )


def _write(row: Department, about: Described) -> None:
    for place in (about.parent, about.outsourced_to):
        if place is not None and place.municipality_id != row.municipality_id:
            raise NotAllowed
    for field in fields(about):
        setattr(row, field.name, getattr(about, field.name))
    row.save()


def _note(row: Department, *, by: User, role: Role) -> None:
    """What it is now, in short; who wonders what it was reads the line before."""
    said = [
        f"{row.code} {row.name}",
        row.parent.name if row.parent else "",
        row.regime,
        row.outsourced_to.name if row.outsourced_to else "",
        "" if row.is_active else "-",
    ]
    detail = "; ".join(filter(None, said))
    write_down(MunicipalityEvent.DEPARTMENT_CHANGED, row.municipality, by=by, role=role, detail=detail)
