"""The themes as one municipality uses them: watched or off, who leads, with what, and what is noticed about them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, ManyToOneRel, QuerySet
from django.http import Http404
from django.utils import timezone

from network.known import municipality_of
from network.matrix import may_edit
from network.models import (
    Hole,
    Indicator,
    IndicatorDraft,
    Municipality,
    MunicipalityEntry,
    Power,
    Responsibility,
    Theme,
    ThemeSetting,
    User,
)
from network.models.matrix import Part
from network.models.trail import MunicipalityEvent
from network.roles import places_of, roles_of
from network.rules import Role
from network.rules.starting import SetupStep
from network.starting import may_do

#: What goes along with a theme that nobody used.
_OF_THE_THEME_ITSELF = (Power, ThemeSetting, Hole)
_EVENTS = (
    MunicipalityEvent.THEME_CHANGED,
    MunicipalityEvent.INDICATOR_CHANGED,
    MunicipalityEvent.PRIORITY_SET,
    MunicipalityEvent.PRIORITY_ENDED,
)
_TRAIL_SHOWN = 20


@dataclass(frozen=True)
class ThemeLine:
    """One theme in the list of a municipality."""

    theme: Theme
    is_on: bool
    priority: ThemeSetting | None
    lead: Responsibility | None
    indicators: int
    powers: int


# ---- where, and who may --------------------------------------------------------------------------
def place_at(user: User, slug: str = "", may: Callable[[User, Municipality], bool] | None = None) -> Municipality:
    """The municipality an address names, else somebody's own; only where they hold a role, and may do this."""
    first = municipality_of(user)
    places = sorted(places_of(user).values(), key=lambda place: (place != first, place.name))
    for place in places:
        if slug in {"", place.slug} and (may is None or may(user, place)):
            return place
    raise Http404


def may_keep(user: User, municipality: Municipality) -> bool:
    return may_edit(user, municipality)


def may_switch(user: User, municipality: Municipality) -> bool:
    """As the step of furnishing does it."""
    return may_do(user, municipality, SetupStep.DIRECTORY)


def is_sole(municipality: Municipality) -> bool:
    """Nobody else on the installation reads the shared catalogue."""
    return not Municipality.objects.exclude(pk=municipality.pk).exists()


def may_reword(municipality: Municipality, owner_id: int | None) -> bool:
    """What a municipality added is its own; what is shared belongs to all, so to the only one there is."""
    return owner_id == municipality.pk if owner_id is not None else is_sole(municipality)


# ---- the list ------------------------------------------------------------------------------------
def theme_lines(municipality: Municipality) -> list[ThemeLine]:
    """Active ones: with priority first, then watched, then off. Six queries however many there are."""
    settings = {row.theme_id: row for row in ThemeSetting.objects.filter(municipality=municipality)}
    urgent = set(_with_priority(municipality).values_list("theme_id", flat=True))
    leads = {row.theme_id: row for row in _leads(municipality)}
    indicators, powers = (
        _counted(Indicator.objects.used_in(municipality)),
        _counted(Power.objects.used_in(municipality)),
    )
    lines = [
        ThemeLine(
            theme,
            is_on=theme.pk not in settings or settings[theme.pk].is_on,
            priority=settings[theme.pk] if theme.pk in urgent else None,
            lead=leads.get(theme.pk),
            indicators=indicators.get(theme.pk, 0),
            powers=powers.get(theme.pk, 0),
        )
        for theme in Theme.objects.of(municipality).filter(is_active=True)
    ]
    return sorted(lines, key=lambda line: (line.priority is None, not line.is_on))


def retired_themes(municipality: Municipality) -> QuerySet[Theme]:
    """Those this municipality may take back."""
    rows = Theme.objects.filter(is_active=False)
    return rows.of(municipality) if is_sole(municipality) else rows.filter(municipality=municipality)


def _with_priority(municipality: Municipality) -> QuerySet[ThemeSetting]:
    return ThemeSetting.objects.with_priority(timezone.localdate()).filter(municipality=municipality)


def _leads(municipality: Municipality) -> QuerySet[Responsibility]:
    rows = Responsibility.objects.today().filter(municipality=municipality, part=Part.LEAD)
    return rows.select_related("department")


def _counted(rows: QuerySet[Indicator] | QuerySet[Power]) -> dict[int, int]:
    return dict(rows.order_by().values_list("theme").annotate(Count("pk")))


# ---- one theme -----------------------------------------------------------------------------------
def theme_at(municipality: Municipality, code: str) -> Theme:
    """Retired ones too. One that another municipality added does not exist here."""
    theme = Theme.objects.of(municipality).filter(code=code).first()
    if theme is None:
        raise Http404
    return theme


def is_watched(municipality: Municipality, theme: Theme) -> bool:
    off = ThemeSetting.objects.filter(municipality=municipality, theme=theme, is_on=False)
    return theme.is_active and not off.exists()


def parts_of(municipality: Municipality, theme: Theme) -> QuerySet[Responsibility]:
    """Who does what for it today."""
    rows = Responsibility.objects.today().filter(municipality=municipality, theme=theme)
    return rows.select_related("department").order_by("department__name", "level")


def powers_at(municipality: Municipality, theme: Theme) -> Sequence[Power]:
    """Those in use, then the retired ones."""
    rows = Power.objects.of(municipality).filter(theme=theme)
    return sorted(rows, key=lambda power: (not power.is_active, power.pk))


def power_at(municipality: Municipality, theme: Theme, pk: int) -> Power:
    power = Power.objects.of(municipality).filter(theme=theme, pk=pk).first()
    if power is None:
        raise Http404
    return power


def trail_of(municipality: Municipality, theme: Theme) -> QuerySet[MunicipalityEntry]:
    """What was decided about the theme there, the newest first."""
    rows = MunicipalityEntry.objects.filter(
        municipality=municipality, event__in=_EVENTS, detail__startswith=f"{theme.code} "
    )
    return rows.select_related("by").order_by("-pk")[:_TRAIL_SHOWN]


# ---- what would happen to it ---------------------------------------------------------------------
def is_named(theme: Theme) -> bool:
    """By a signal, a cell, an indicator, a proposal: any row of any app, but for what belongs to the theme itself."""
    relations = (each for each in Theme._meta.get_fields(include_hidden=True) if isinstance(each, ManyToOneRel))
    return any(
        relation.field.model._default_manager.filter(**{relation.field.name: theme}).exists()
        for relation in relations
        if relation.field.model not in _OF_THE_THEME_ITSELF
    )


def drafts_about(municipality: Municipality, theme: Theme) -> QuerySet[IndicatorDraft]:
    """Of indicators, that wait for a check."""
    return IndicatorDraft.objects.waiting().filter(municipality=municipality, theme=theme)


# ---- what is written down ------------------------------------------------------------------------
def hat_of(user: User, municipality: Municipality, roles: Collection[Role]) -> Role | None:
    """In which of these roles somebody does it there."""
    held = roles_of(user)
    return next((role for role in Role if role in roles and municipality.pk in held.municipalities(role)), None)


def seen_of(theme: Theme) -> str:
    """Names what a form showed, so that another change in between is noticed."""
    return digest_of(theme.name, theme.description, theme.partners)


def digest_of(*texts: object) -> str:
    return sha256("\x1f".join(map(str, texts)).encode()).hexdigest()[:16]
