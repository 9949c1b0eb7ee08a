"""A municipality says which themes it watches, and which department leads each of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from network.actions.matrix import lock_matrix, put
from network.actions.refusals import NotAllowed
from network.matrix import Cell, Content
from network.models import Department, Municipality, Responsibility, Theme, ThemeSetting, User
from network.models.matrix import Part
from network.rules.levels import Level
from network.rules.starting import SetupStep
from network.starting import may_do


def choose_themes(*, by: User, municipality: Municipality, leads: Mapping[Theme, Department | None]) -> None:
    """`leads` holds the themes to watch, each with its lead; every other theme is off.

    Whoever led before goes on as executor. What stays as it was stays a proposal, when it was one.
    """
    if not may_do(by, municipality, SetupStep.DIRECTORY):
        raise NotAllowed
    today = timezone.localdate()
    with transaction.atomic():
        lock_matrix(municipality)
        _switch(municipality, set(leads))
        parts = Responsibility.objects.current(today).filter(municipality=municipality, theme__in=leads)
        for theme, department in leads.items():
            own = [part for part in parts if part.theme_id == theme.pk]
            _lead(municipality, theme, department, own, by)


def _switch(municipality: Municipality, watched: set[Theme]) -> None:
    settings = {setting.theme_id: setting for setting in ThemeSetting.objects.filter(municipality=municipality)}
    for theme in Theme.objects.filter(is_active=True):
        is_on, setting = theme in watched, settings.get(theme.pk)
        if setting is not None and setting.is_on != is_on:
            setting.is_on = is_on
            setting.save(update_fields=["is_on"])
        elif setting is None and not is_on:
            ThemeSetting.objects.create(municipality=municipality, theme=theme, is_on=False)


def _lead(
    municipality: Municipality, theme: Theme, department: Department | None, parts: list[Responsibility], by: User
) -> None:
    before = next((part for part in parts if part.part == Part.LEAD), None)
    if department is None or (before is not None and before.department_id == department.pk):
        return
    own = next((part for part in parts if part.department_id == department.pk), None)
    content = Content(Part.LEAD, tuple(own.powers), tuple(own.partners)) if own else Content(Part.LEAD)
    for part in parts:
        if part.department_id == department.pk and part.level != Level.TACTICAL:
            put(municipality, Cell.of(part), None, by=by)
    put(municipality, Cell(theme.pk, department.pk, Level.TACTICAL), content, by=by)
