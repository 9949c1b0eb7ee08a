"""Whoever keeps the directory says which organisations stand outside the wall, and whom to call there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields

from django.db import transaction
from django.utils import timezone

from network.actions.departments import Stale, keeping_role
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.models import Liaison, Municipality, Organisation, Theme, User
from network.models.trail import MunicipalityEvent
from network.organisations import Named, liaison_version, version, what_names
from network.rules import Role


class NameTaken(Exception):
    """A partner in use has this name already."""


class StillNamed(Exception):
    """Departments or the matrix count on this partner."""

    def __init__(self, why: Named) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True)
class AboutPartner:
    kind: str
    name: str
    does: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True)
class AboutLiaison:
    name: str
    function: str = ""
    level: str = ""
    phone: str = ""
    email: str = ""
    best_hours: str = ""
    comes_for: str = ""
    themes: Collection[Theme] = field(default=())


def add_partner(*, by: User, municipality: Municipality, about: AboutPartner) -> Organisation:
    role = keeping_role(by, municipality)
    with transaction.atomic():
        row = Organisation(municipality=municipality)
        _write(row, about)
        _note(row, by=by, role=role)
    return row


def change_partner(*, by: User, partner: Organisation, about: AboutPartner, seen: str) -> Organisation:
    role = keeping_role(by, partner.municipality)
    with transaction.atomic():
        row = _locked(partner)
        if version(row) != seen:
            raise Stale
        _write(row, about)
        _note(row, by=by, role=role)
    return row


def retire_partner(*, by: User, partner: Organisation) -> Organisation:
    """With whom to call there, who are forgotten a while later. Refused while something counts on it."""
    role = keeping_role(by, partner.municipality)
    with transaction.atomic():
        row = _locked(partner)
        if not row.is_active:
            return row
        if why := what_names(row):
            raise StillNamed(why)
        row.is_active = False
        row.save(update_fields=["is_active"])
        row.liaisons.filter(is_active=True).update(is_active=False, left_on=timezone.localdate())
        _note(row, by=by, role=role)
    return row


def return_partner(*, by: User, partner: Organisation) -> Organisation:
    """Whom to call there is asked anew."""
    role = keeping_role(by, partner.municipality)
    with transaction.atomic():
        row = _locked(partner)
        if row.is_active:
            return row
        _check_name(row, row.name)
        row.is_active = True
        row.save(update_fields=["is_active"])
        _note(row, by=by, role=role)
    return row


def add_liaison(*, by: User, partner: Organisation, about: AboutLiaison) -> Liaison:
    role = keeping_role(by, partner.municipality)
    with transaction.atomic():
        row = _locked(partner)
        if not row.is_active:
            raise NotAllowed
        liaison = Liaison(organisation=row)
        _write_liaison(liaison, about)
        _note(row, by=by, role=role)
    return liaison


def change_liaison(*, by: User, liaison: Liaison, about: AboutLiaison, seen: str) -> Liaison:
    role = keeping_role(by, liaison.organisation.municipality)
    with transaction.atomic():
        row = Liaison.objects.select_for_update(of=("self",)).get(pk=liaison.pk)
        if liaison_version(row) != seen:
            raise Stale
        _write_liaison(row, about)
        _note(liaison.organisation, by=by, role=role)
    return row


def retire_liaison(*, by: User, liaison: Liaison) -> Liaison:
    role = keeping_role(by, liaison.organisation.municipality)
    with transaction.atomic():
        row = Liaison.objects.select_for_update(of=("self",)).get(pk=liaison.pk)
        if row.is_active:
            row.is_active, row.left_on = False, timezone.localdate()
            row.save(update_fields=["is_active", "left_on"])
            _note(liaison.organisation, by=by, role=role)
    return row


def _locked(partner: Organisation) -> Organisation:
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("municipality")
    return rows.get(pk=partner.pk)


def _write(row: Organisation, about: AboutPartner) -> None:
    _check_name(row, about.name)
    for one in fields(about):
        setattr(row, one.name, getattr(about, one.name))
    row.save()


def _check_name(row: Organisation, name: str) -> None:
    same = Organisation.objects.filter(municipality=row.municipality, name__iexact=name, is_active=True)
    if same.exclude(pk=row.pk).exists():
        raise NameTaken


def _write_liaison(row: Liaison, about: AboutLiaison) -> None:
    known = set(Theme.objects.of(row.organisation.municipality).values_list("pk", flat=True))
    if not {theme.pk for theme in about.themes} <= known:
        raise NotAllowed
    for one in fields(about):
        if one.name != "themes":
            setattr(row, one.name, getattr(about, one.name))
    row.save()
    row.themes.set(about.themes)


def _note(row: Organisation, *, by: User, role: Role) -> None:
    """The name of the partner, never that of a person: the trail is not forgotten with them."""
    detail = "; ".join(filter(None, [row.name, row.kind, "" if row.is_active else "-"]))
    write_down(MunicipalityEvent.PARTNER_CHANGED, row.municipality, by=by, role=role, detail=detail)
