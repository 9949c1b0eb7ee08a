"""What people do to the directory, and what the directory finds out about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from network.absences import able_to_replace
from network.models import (
    Absence,
    Department,
    Hole,
    Indicator,
    Municipality,
    Responsibility,
    RoleGrant,
    Team,
    Theme,
    ThemeSetting,
    User,
)
from network.models.place import TeamKind
from network.reference import Catalogue, Template, part_of, template
from network.roles import roles_of
from network.rules import HoleKind, Role
from network.telling import tell

Row = TypeVar("Row", Theme, Indicator)


# ---- holes ---------------------------------------------------------------------------------------
def report_hole(
    *,
    municipality: Municipality,
    kind: HoleKind,
    theme_id: int | None = None,
    department_id: int | None = None,
    route: str = "",
) -> Hole:
    """Open the hole once and tell the directory keepers; a hole that is open already tells nobody again."""
    gap: dict[str, Any] = {"kind": kind, "theme_id": theme_id, "department_id": department_id, "route": route}
    hole, is_new = Hole.objects.get_or_create(municipality=municipality, mended_at=None, **gap)
    if is_new:
        keepers = User.objects.filter(
            pk__in=RoleGrant.objects.holders(Role.DIRECTORY_KEEPER, municipality_id=municipality.pk)
        )
        tell(
            keepers,
            kind="directory_hole",
            effect=f"hole:{hole.pk}",
            municipality_id=municipality.pk,
            path=reverse("network:holes"),
            by_mail="digest",
        )
    return hole


def mend_hole(*, by: User, hole_id: int) -> None:
    """A keeper says it is mended; when a signal meets the same gap again, it is a new hole and is told again."""
    kept = roles_of(by).municipalities(Role.DIRECTORY_KEEPER)
    Hole.objects.unmended().filter(pk=hole_id, municipality_id__in=kept).update(mended_at=timezone.now())


# ---- absence -------------------------------------------------------------------------------------
class NoDeputy(Exception):
    """The colleague named as deputy is away in the same days, may not stand in, or is the person itself."""


class AlreadyAway(Exception):
    """These days overlap with an absence that stands already."""


def register_absence(*, by: User, from_on: date, until_on: date, deputy: User | None) -> Absence:
    """ "Ik ben er niet": from a day until and including a day, with who answers instead."""
    with transaction.atomic():
        people = {by.pk, deputy.pk} if deputy else {by.pk}
        list(User.objects.select_for_update().filter(pk__in=people).order_by("pk"))  # two who name each other wait
        away = set(Absence.objects.between(from_on, until_on).filter(user__in=people).values_list("user_id", flat=True))
        if deputy is not None and (deputy.pk in away or not able_to_replace(by).filter(pk=deputy.pk)):
            raise NoDeputy
        if by.pk in away:
            raise AlreadyAway
        return Absence.objects.create(user=by, from_on=from_on, until_on=until_on, deputy=deputy)


def end_absence(*, by: User, absence_id: int) -> None:
    Absence.objects.filter(pk=absence_id, user=by).delete()


# ---- the shared catalogue ------------------------------------------------------------------------
@dataclass(frozen=True)
class Loaded:
    """How many rows of the catalogue were new, written over, or left as they stood."""

    new: int
    changed: int
    kept: int


def load_catalogue(catalogue: Catalogue, *, overwrite: bool = False) -> Loaded:
    """Themes and indicators. What stands in the database may have been edited there, so it stays as it is."""
    with transaction.atomic():
        themes = [
            Theme(
                code=entry.code,
                name=entry.name,
                description=entry.description,
                powers=entry.powers,
                partners=entry.partners,
            )
            for entry in catalogue.themes
        ]
        first = _keep(themes, ["name", "description", "powers", "partners"], overwrite=overwrite)
        ids = dict(Theme.objects.values_list("code", "pk"))
        indicators = [
            Indicator(
                code=entry.code,
                theme_id=ids[entry.theme],
                text=entry.text,
                strength=entry.strength,
                kind=entry.kind,
                department_codes=list(entry.departments),
            )
            for entry in catalogue.indicators
        ]
        fields = ["theme", "text", "strength", "kind", "department_codes"]
        second = _keep(indicators, fields, overwrite=overwrite)
    return Loaded(first.new + second.new, first.changed + second.changed, first.kept + second.kept)


def _keep(rows: Sequence[Row], fields: list[str], *, overwrite: bool) -> Loaded:
    stored = type(rows[0])._default_manager
    known = set(stored.values_list("code", flat=True))
    missing = [row for row in rows if row.code not in known]
    present = [row for row in rows if row.code in known]
    stored.bulk_create(missing, ignore_conflicts=True)
    if not overwrite:
        return Loaded(len(missing), 0, len(present))
    stored.bulk_create(present, update_conflicts=True, unique_fields=["code"], update_fields=fields)
    return Loaded(len(missing), len(present), 0)


# ---- a new municipality --------------------------------------------------------------------------
def found_municipality(
    *, slug: str, name: str, catalogue: Catalogue, size: str, from_on: date, places: Sequence[str] = ()
) -> Municipality:
    """With both teams, the departments of its size, and who does what from the catalogue's matrix.

    Themes must have been loaded; a theme that is not in the database gets no departments.
    """
    chosen = template(size, catalogue)
    with transaction.atomic():
        municipality = Municipality.objects.create(slug=slug, name=name, places=list(places))
        Team.objects.bulk_create(
            Team(municipality=municipality, kind=kind, name=capfirst(str(kind.label))) for kind in TeamKind
        )
        Department.objects.bulk_create(
            Department(
                municipality=municipality,
                code=entry.code,
                name=entry.name,
                cluster=entry.cluster,
                synonyms=entry.synonyms,
                notices=entry.notices,
                sources=entry.sources,
                regime=entry.regime,
            )
            for entry in chosen.departments
        )
        _divide_work(municipality, catalogue, chosen, from_on)
    return municipality


def _divide_work(municipality: Municipality, catalogue: Catalogue, chosen: Template, from_on: date) -> None:
    departments = dict(municipality.departments.values_list("code", "pk"))
    themes = dict(Theme.objects.values_list("code", "pk"))
    Responsibility.objects.bulk_create(
        Responsibility(
            municipality=municipality,
            theme_id=themes[theme.code],
            department_id=departments[department.code],
            part=part,
            from_on=from_on,
        )
        for theme in catalogue.themes
        if theme.code in themes
        for department in chosen.departments
        if (part := part_of(department, theme))
    )
    ThemeSetting.objects.bulk_create(
        ThemeSetting(municipality=municipality, theme_id=themes[theme.code], is_on=False)
        for theme in catalogue.themes
        if theme.code in themes and theme.code not in chosen.themes
    )
