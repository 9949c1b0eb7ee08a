"""A department's sources are written down, changed, and put out of use; the directory keeper may do it for them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.models import Department, Source, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.matrix import CONFIRMS, editors
from network.sources import version


class NameTaken(Exception):
    """This department has a source of that name, in use or not."""


class Stale(Exception):
    """Somebody changed it after this form was shown."""


@dataclass(frozen=True)
class SourceAbout:
    """`ground`: the law under which the data are collected. `is_closed`: under a closed law (R3)."""

    name: str
    ground: str
    notices: str = ""
    is_closed: bool = False


def add_source(*, by: User, department: Department, about: SourceAbout) -> Source:
    role = _role(by, department)
    with transaction.atomic():
        Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
        row = Source(department=department)
        _write(row, about)
        _note(row, by=by, role=role)
    return row


def change_source(*, by: User, source: Source, about: SourceAbout, seen: str) -> Source:
    """`seen` is the version that the form showed."""
    role = _role(by, source.department)
    with transaction.atomic():
        row = _locked(source)
        if version(row) != seen:
            raise Stale
        _write(row, about)
        _note(row, by=by, role=role)
    return row


def put_out_of_use(*, by: User, source: Source) -> Source:
    """Kept for what names it; it is not offered any more. What was asked already goes on."""
    return _switch(by, source, is_active=False)


def put_into_use(*, by: User, source: Source) -> Source:
    return _switch(by, source, is_active=True)


def _switch(by: User, source: Source, *, is_active: bool) -> Source:
    role = _role(by, source.department)
    with transaction.atomic():
        row = _locked(source)
        if row.is_active != is_active:
            row.is_active = is_active
            row.save(update_fields=["is_active"])
            _note(row, by=by, role=role)
    return row


def _role(by: User, department: Department) -> Role:
    """The hat in which somebody keeps these sources."""
    held = roles_of(by)
    place = department.municipality
    for role in sorted(editors(is_live=place.is_live), key=list(Role).index):
        if place.pk in held.municipalities(role):
            return role
    for role in sorted(CONFIRMS, key=list(Role).index):
        if department.pk in held.departments(role):
            return role
    raise NotAllowed


def _locked(source: Source) -> Source:
    return Source.objects.select_for_update(of=("self",)).select_related("department__municipality").get(pk=source.pk)


def _write(row: Source, about: SourceAbout) -> None:
    for field in fields(about):
        setattr(row, field.name, getattr(about, field.name))
    if Source.objects.filter(department=row.department, name__iexact=about.name).exclude(pk=row.pk).exists():
        raise NameTaken
    row.save()


def _note(row: Source, *, by: User, role: Role) -> None:
    said = [
        f"{row.department.code} {row.name}",
        "" if row.is_active else _("Out of use"),
        _("Closed law") if row.is_closed else "",
        row.ground,
    ]
    detail = "; ".join(filter(None, said))
    write_down(MunicipalityEvent.DEPARTMENT_CHANGED, row.department.municipality, by=by, role=role, detail=detail)
