"""A municipality says what it is: its name, its colours, how large, and with which neighbour."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from network.actions.founding import furnish, load_catalogue
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.actions.sharing import part_from_neighbour
from network.models import Department, Hole, Municipality, Responsibility, ThemeSetting, User
from network.models.trail import MunicipalityEvent
from network.reference import Catalogue, part_of, read_catalogue, template
from network.rules.starting import SetupStep, Size
from network.rules.step_names import SIZE_NAMES
from network.starting import doing_as


@dataclass(frozen=True)
class About:
    name: str
    places: tuple[str, ...] = ()
    look: str = ""
    inhabitants: int | None = None
    neighbour: Municipality | None = None
    mail_domains: tuple[str, ...] = ()


class DirectoryInUse(Exception):
    """Signals, people or changes by hand hang on the departments: they are changed one by one."""


class WouldReplace(Exception):
    """Another size takes the departments away and brings others: only when somebody says so."""


def describe_municipality(
    *, by: User, municipality: Municipality, about: About, size: Size | None = None, replace: bool = False
) -> Municipality:
    """What it is, and with a size its departments and who does what, from the template.

    Another size later only while nothing hangs on the departments, and with `replace`; another neighbour only until it
    is live. All of it or nothing.
    """
    role = doing_as(by, municipality, SetupStep.MUNICIPALITY)
    if role is None:
        raise NotAllowed
    with transaction.atomic():
        row = Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
        if row.neighbour != about.neighbour:
            part_from_neighbour(by=by, municipality=row)
        row.name, row.look, row.inhabitants, row.neighbour = about.name, about.look, about.inhabitants, about.neighbour
        row.places, row.mail_domains = list(about.places), list(about.mail_domains)
        if size is not None and size != row.size:
            _take_size(row, size, replace=replace)
        row.save(update_fields=["name", "places", "look", "inhabitants", "neighbour", "mail_domains", "size"])
        size_name = str(SIZE_NAMES[Size(row.size)]) if row.size else ""
        detail = "; ".join(filter(None, [row.name, size_name, str(row.neighbour or ""), *row.mail_domains]))
        write_down(MunicipalityEvent.DESCRIBED, row, by=by, role=role, detail=detail)
    return row


def _take_size(municipality: Municipality, size: Size, *, replace: bool) -> None:
    catalogue = read_catalogue()
    if municipality.departments.exists():
        _clear(municipality, catalogue, replace=replace)
    load_catalogue(catalogue)
    furnish(municipality, size=size, catalogue=catalogue, from_on=timezone.localdate())
    municipality.size = size


def _clear(municipality: Municipality, catalogue: Catalogue, *, replace: bool) -> None:
    if municipality.is_live or not _is_as_furnished(municipality, catalogue):
        raise DirectoryInUse
    if not replace:
        raise WouldReplace
    for rows in (Responsibility, ThemeSetting, Hole):
        rows.objects.filter(municipality=municipality).delete()
    try:
        Department.objects.filter(municipality=municipality).delete()
    except ProtectedError:
        raise DirectoryInUse from None


def _is_as_furnished(municipality: Municipality, catalogue: Catalogue) -> bool:
    """Whether departments and matrix still stand as the template made them."""
    if not municipality.size:
        return False
    chosen = template(municipality.size, catalogue)
    departments = {(entry.code, entry.name) for entry in chosen.departments}
    matrix = {
        (theme.code, department.code, part)
        for theme in catalogue.themes
        for department in chosen.departments
        if (part := part_of(department, theme))
    }
    stands = Responsibility.objects.filter(municipality=municipality).values_list(
        "theme__code", "department__code", "part", "until_on"
    )
    return departments == set(municipality.departments.values_list("code", "name")) and {
        (*cell, None) for cell in matrix
    } == set(stands)
