"""A municipality says which themes it watches, which department leads each, and adds themes of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.matrix import lock_matrix, put
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.matrix import Cell, Content
from network.models import Department, IndicatorDraft, Municipality, Power, Responsibility, Theme, ThemeSetting, User
from network.models.directory import switched_off
from network.models.matrix import Part
from network.models.trail import MunicipalityEvent
from network.rules import Role
from network.rules.levels import Level
from network.rules.matrix import editors
from network.rules.starting import SetupStep
from network.starting import doing_as, may_do
from network.themes import drafts_about, hat_of, is_named, may_reword, seen_of


class NameTaken(Exception):
    """There is such a theme, or such a power of the theme, already."""


class LastTheme(Exception):
    """A municipality watches at least one."""


class StillNamed(Exception):
    """Something names it, so it is retired and never deleted."""


class ThemeChanged(Exception):
    """Somebody was first: `now` is how it stands."""

    def __init__(self, now: Theme) -> None:
        super().__init__()
        self.now = now


class ThemeWords(NamedTuple):
    name: str
    description: str = ""
    partners: str = ""


# ---- which themes are watched, and who leads -------------------------------------------------------
def choose_themes(*, by: User, municipality: Municipality, leads: Mapping[Theme, Department | None]) -> None:
    """`leads` holds the themes to watch, each with its lead; every other theme is off.

    Whoever led before goes on as executor. What stays as it was stays a proposal, when it was one.
    """
    if not may_do(by, municipality, SetupStep.DIRECTORY):
        raise NotAllowed
    today = timezone.localdate()
    with transaction.atomic():
        lock_matrix(municipality)
        settings = {setting.theme_id: setting for setting in ThemeSetting.objects.filter(municipality=municipality)}
        for theme in Theme.objects.of(municipality).filter(is_active=True):
            _switch(municipality, theme, settings.get(theme.pk), is_on=theme in leads)
        parts = Responsibility.objects.current(today).filter(municipality=municipality, theme__in=leads)
        for theme, department in leads.items():
            own = [part for part in parts if part.theme_id == theme.pk]
            _lead(municipality, theme, department, own, by)


def switch_theme(*, by: User, municipality: Municipality, theme: Theme, is_on: bool) -> None:
    """One of them. What is about a theme that is off goes to the team; its cells stay as they are."""
    role = doing_as(by, municipality, SetupStep.DIRECTORY)
    if role is None or not theme.is_active:
        raise NotAllowed
    with transaction.atomic():
        lock_matrix(municipality)
        if not is_on:
            _keep_one(municipality, theme)
        setting = ThemeSetting.objects.filter(municipality=municipality, theme=theme).first()
        if not _switch(municipality, theme, setting, is_on=is_on):
            return
        _note(municipality, theme, by=by, role=role, words=_("switched on") if is_on else _("switched off"))


def _switch(municipality: Municipality, theme: Theme, setting: ThemeSetting | None, *, is_on: bool) -> bool:
    """Whether that changed something. A theme without a setting is on."""
    if setting is None:
        if not is_on:
            ThemeSetting.objects.create(municipality=municipality, theme=theme, is_on=False)
        return not is_on
    if setting.is_on == is_on:
        return False
    setting.is_on = is_on
    setting.save(update_fields=["is_on"])
    return True


def _keep_one(municipality: Municipality, besides: Theme) -> None:
    watched = Theme.objects.of(municipality).filter(~switched_off(municipality), is_active=True)
    if not watched.exclude(pk=besides.pk).exists():
        raise LastTheme


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


# ---- themes of one's own -------------------------------------------------------------------------
def add_theme(*, by: User, municipality: Municipality, words: ThemeWords) -> Theme:
    """Nobody leads it yet: that is a hole until the matrix says who does."""
    role = _keeper(by, municipality)
    with transaction.atomic():
        lock_matrix(municipality)
        _refuse_double(municipality, words.name)
        theme = Theme.objects.create(municipality=municipality, code=_free_code(municipality), **words._asdict())
        _note(municipality, theme, by=by, role=role, words=_("added"))
    return theme


def reword_theme(*, by: User, municipality: Municipality, theme: Theme, words: ThemeWords, seen: str) -> Theme:
    """`seen` names what the form showed (themes.seen_of)."""
    role = _keeper(by, municipality, theme)
    with transaction.atomic():
        lock_matrix(municipality)
        row = Theme.objects.select_for_update().get(pk=theme.pk)
        if seen_of(row) != seen:
            raise ThemeChanged(row)
        _refuse_double(municipality, words.name, besides=row)
        before, row.name, row.description, row.partners = row.name, *words
        if seen_of(row) == seen:
            return row
        row.save(update_fields=["name", "description", "partners"])
        named = _("called %(name)s before") % {"name": before} if before != row.name else _("described otherwise")
        _note(municipality, row, by=by, role=role, words=named)
    return row


def retire_theme(*, by: User, municipality: Municipality, theme: Theme, reason: str) -> None:
    """Its cells end today, planned ones too; drafts about it are withdrawn. Signals keep it and stay with the team."""
    role = _keeper(by, municipality, theme)
    today = timezone.localdate()
    with transaction.atomic():
        lock_matrix(municipality)
        if not theme.is_active:
            return
        _keep_one(municipality, theme)
        rows = Responsibility.objects.filter(
            Q(until_on=None) | Q(until_on__gte=today), municipality=municipality, theme=theme
        )
        for row in rows.order_by("-from_on"):
            put(municipality, Cell.of(row), None, by=by, role=role, from_on=max(today, row.from_on), reason=reason)
        drafts_about(municipality, theme).update(state=IndicatorDraft.State.WITHDRAWN)
        theme.is_active = False
        theme.save(update_fields=["is_active"])
        _note(municipality, theme, by=by, role=role, words=_("retired: %(reason)s") % {"reason": reason})


def revive_theme(*, by: User, municipality: Municipality, theme: Theme) -> None:
    """Back in use, without cells: who does what is said again."""
    role = _keeper(by, municipality, theme)
    with transaction.atomic():
        lock_matrix(municipality)
        _refuse_double(municipality, theme.name, besides=theme)
        theme.is_active = True
        theme.save(update_fields=["is_active"])
        _note(municipality, theme, by=by, role=role, words=_("in use again"))


def delete_theme(*, by: User, municipality: Municipality, theme: Theme) -> None:
    """One of its own that nothing names."""
    role = _keeper(by, municipality, theme)
    if theme.municipality_id is None:
        raise NotAllowed
    with transaction.atomic():
        lock_matrix(municipality)
        if is_named(theme):
            raise StillNamed
        _keep_one(municipality, theme)
        _note(municipality, theme, by=by, role=role, words=_("deleted; nothing named it"))
        theme.powers.all().delete()
        theme.delete()


# ---- powers --------------------------------------------------------------------------------------
def add_power(*, by: User, municipality: Municipality, theme: Theme, name: str) -> Power:
    """For this municipality alone. One that was retired comes back instead of a second one."""
    role = _keeper(by, municipality)
    with transaction.atomic():
        lock_matrix(municipality)
        known = Power.objects.of(municipality).filter(theme=theme, name__iexact=name).first()
        if known is not None and (known.is_active or not may_reword(municipality, known.municipality_id)):
            raise NameTaken
        power = known or Power(municipality=municipality, theme=theme, name=name)
        power.is_active = True
        power.save()
        _note(municipality, theme, by=by, role=role, words=_("power added: %(name)s") % {"name": power.name})
    return power


def reword_power(*, by: User, municipality: Municipality, power: Power, name: str) -> None:
    role = _keeper(by, municipality, power)
    with transaction.atomic():
        lock_matrix(municipality)
        others = Power.objects.of(municipality).filter(theme=power.theme_id, name__iexact=name).exclude(pk=power.pk)
        if others.exists():
            raise NameTaken
        before, power.name = power.name, name
        power.save(update_fields=["name"])
        words = _("power %(before)s is now called %(name)s") % {"before": before, "name": name}
        _note(municipality, power.theme, by=by, role=role, words=words)


def retire_power(*, by: User, municipality: Municipality, power: Power, is_active: bool = False) -> None:
    """Cells that name it keep it, and show it; no new cell can. Or back again."""
    role = _keeper(by, municipality, power)
    with transaction.atomic():
        lock_matrix(municipality)
        power.is_active = is_active
        power.save(update_fields=["is_active"])
        words = _("power in use again: %(name)s") if is_active else _("power retired: %(name)s")
        _note(municipality, power.theme, by=by, role=role, words=words % {"name": power.name})


# ---- in common -----------------------------------------------------------------------------------
def _keeper(by: User, municipality: Municipality, about: Theme | Power | None = None) -> Role:
    """The role in which somebody keeps the directory; what is shared is changed by the only municipality there is."""
    role = hat_of(by, municipality, editors(is_live=municipality.is_live))
    if role is None or (about is not None and not may_reword(municipality, about.municipality_id)):
        raise NotAllowed
    return role


def _refuse_double(municipality: Municipality, name: str, besides: Theme | None = None) -> None:
    others = Theme.objects.of(municipality).filter(is_active=True, name__iexact=name)
    if (others.exclude(pk=besides.pk) if besides else others).exists():
        raise NameTaken


def _free_code(municipality: Municipality) -> str:
    """E for own: "E3-1", "E3-2". Unique on the installation, and never one of the catalogue."""
    begins = f"E{municipality.pk}-"
    codes = Theme.objects.filter(code__startswith=begins).values_list("code", flat=True)
    return f"{begins}{max((int(code.removeprefix(begins)) for code in codes), default=0) + 1}"


def _note(municipality: Municipality, theme: Theme, *, by: User, role: Role, words: str) -> None:
    write_down(
        MunicipalityEvent.THEME_CHANGED, municipality, by=by, role=role, detail=f"{theme.code} {theme.name}: {words}"
    )
