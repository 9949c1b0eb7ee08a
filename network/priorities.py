"""What comes first now: themes with priority, who said so, and until when."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.models import Municipality, Theme, ThemeSetting, User
from network.rules import Role
from network.rules.matrix import SETS_PRIORITY
from network.rules.starting import SETS_UP
from network.themes import digest_of, hat_of

#: Somebody at the strategic level looks at it again at least once a year.
LONGEST = timedelta(days=365)
#: A change this long ago is still news.
LATELY = timedelta(days=31)


def setters(municipality: Municipality) -> frozenset[Role]:
    """The strategic level; in practice everybody who furnishes the municipality."""
    return SETS_PRIORITY if municipality.is_live else SETS_PRIORITY | SETS_UP


def may_prioritise(user: User, municipality: Municipality) -> bool:
    return hat_of(user, municipality, setters(municipality)) is not None


def priorities_of(municipality: Municipality) -> QuerySet[ThemeSetting]:
    rows = ThemeSetting.objects.with_priority(timezone.localdate()).filter(municipality=municipality)
    return rows.select_related("theme", "priority_by").order_by("theme__name")


def priority_names(municipality: Municipality) -> list[str]:
    return list(priorities_of(municipality).values_list("theme__name", flat=True))


def setting_of(municipality: Municipality, theme: Theme) -> ThemeSetting:
    """Unsaved when nothing was ever said about the theme."""
    rows = ThemeSetting.objects.filter(municipality=municipality, theme=theme).select_related("priority_by")
    return rows.first() or ThemeSetting(municipality=municipality, theme=theme)


def is_current(setting: ThemeSetting, today: date) -> bool:
    return (
        setting.is_on and setting.has_priority and (setting.priority_until is None or setting.priority_until >= today)
    )


def seen_of(setting: ThemeSetting) -> str:
    """Names what a form showed, so that another change in between is noticed."""
    return digest_of(setting.has_priority, setting.reason, setting.priority_on, setting.priority_until)


def changed_lately(places: set[int], today: date) -> QuerySet[ThemeSetting]:
    """With priority now, or until not long ago."""
    since = today - LATELY
    ended = Q(has_priority=False, priority_on__gte=since) | Q(has_priority=True, priority_until__range=(since, today))
    now = Q(pk__in=ThemeSetting.objects.with_priority(today).values("pk"))
    return ThemeSetting.objects.filter(now | ended, municipality_id__in=places).order_by("-has_priority", "theme__name")
