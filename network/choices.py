"""What a form can offer: themes, indicators and colleagues of a municipality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from network.models import (
    Department,
    Indicator,
    Municipality,
    Power,
    Responsibility,
    RoleGrant,
    Theme,
    ThemeSetting,
    User,
)
from network.models.directory import switched_off
from network.models.matrix import Part
from network.rules import Role

#: A colleague recognises this many at a glance; the rest is found by a word.
OWN_INDICATORS = 7
FOUND_AT_MOST = 12


def themes_of(municipality: Municipality) -> QuerySet[Theme]:
    """Active themes, without those the municipality switched off; the ones it watches first."""
    watched = ThemeSetting.objects.with_priority(timezone.localdate()).filter(
        theme=OuterRef("pk"), municipality=municipality
    )
    return (
        Theme.objects.of(municipality)
        .filter(~switched_off(municipality), is_active=True)
        .annotate(is_watched=Exists(watched))
        .order_by("-is_watched", "name")
    )


@dataclass
class ThemeChoice:
    """A theme as a municipality can choose it: watched or not, and who does what for it."""

    theme: Theme
    is_on: bool
    lead_id: int | None = None
    is_proposal: bool = False  # of who leads it
    helping: list[str] = field(default_factory=list)  # names of departments


def theme_choices(municipality: Municipality) -> list[ThemeChoice]:
    """Every theme of the catalogue, the watched ones first."""
    watched = set(themes_of(municipality).values_list("pk", flat=True))
    choices = {
        theme.pk: ThemeChoice(theme, theme.pk in watched)
        for theme in Theme.objects.of(municipality).filter(is_active=True)
    }
    parts = Responsibility.objects.current(timezone.localdate()).filter(municipality=municipality, theme__in=choices)
    for part in parts.select_related("department").order_by("department__name"):
        choice = choices[part.theme_id]
        if part.part == Part.LEAD:
            choice.lead_id, choice.is_proposal = part.department_id, part.is_proposal
        elif part.part == Part.EXECUTOR:
            choice.helping.append(part.department.name)
    return sorted(choices.values(), key=lambda choice: not choice.is_on)


def power_names(theme: Theme, municipality: Municipality, *, most: int) -> list[str]:
    return list(Power.objects.used_in(municipality).filter(theme=theme).values_list("name", flat=True)[:most])


def departments_of(municipality: Municipality) -> QuerySet[Department]:
    return municipality.departments.filter(is_active=True)


def departments_at(places: Collection[Municipality]) -> QuerySet[Department]:
    """Of several municipalities, each under its name."""
    rows = Department.objects.filter(municipality__in=places, is_active=True)
    return rows.select_related("municipality").order_by("municipality__name", "name")


def indicators_for(
    municipality: Municipality,
    department: Department | None,
    codes: Collection[str] = (),
    *,
    themes: QuerySet[Theme, int] | None = None,
    most: int = OWN_INDICATORS,
) -> list[Indicator]:
    """The strongest of what a department can notice, and those already chosen, in one query.

    Of one theme no second one comes before every theme had its turn. `themes` are ids that it is limited to.
    What was chosen while it was in use stays, in the words of then.
    """
    own_code = [department.code] if department else []
    noticed = Indicator.objects.used_in(municipality).filter(department_codes__overlap=own_code)
    if themes is not None:
        noticed = noticed.filter(theme__in=themes)
    wanted = Q(pk__in=noticed.values("pk")) | Q(code__in=list(codes))
    found = list(Indicator.objects.of(municipality).filter(wanted).order_by("code"))
    rank = {Indicator.Strength.STRONG: 0, Indicator.Strength.MEDIUM: 1, Indicator.Strength.WEAK: 2}
    ranked = sorted(found, key=lambda one: (rank[Indicator.Strength(one.strength)], one.code))
    turns: Counter[int] = Counter()
    offered: list[tuple[int, Indicator]] = []
    for indicator in ranked:
        if set(indicator.department_codes) & set(own_code):
            offered.append((turns[indicator.theme_id], indicator))
            turns[indicator.theme_id] += 1
    own = [indicator for _turn, indicator in sorted(offered, key=lambda pair: pair[0])[:most]]
    return own + [one for one in found if one.code in set(codes) and one not in own]


def strongest_indicators(department: Department, *, most: int) -> list[Indicator]:
    """Of the themes that its municipality watches; where those give too few, of the others too."""
    watched = themes_of(department.municipality).values_list("pk", flat=True)
    first = indicators_for(department.municipality, department, themes=watched, most=most)
    if len(first) == most:
        return first
    known = {indicator.pk for indicator in first}
    more = indicators_for(department.municipality, department, most=2 * most)
    others = [one for one in more if one.pk not in known]
    return [*first, *others][:most]


def find_indicators(municipality: Municipality, words: str) -> QuerySet[Indicator]:
    """Indicators in which every word stands, in the text or in the theme."""
    return Indicator.objects.used_in(municipality).filter(_all_words(words, "text", "theme__name"))[:FOUND_AT_MOST]


def offered_indicators(
    municipality: Municipality, department: Department | None, codes: tuple[str, ...], words: str
) -> dict[str, Indicator]:
    """By code: the department's own, those chosen before, and what was found."""
    found = indicators_for(municipality, department, codes)
    found += find_indicators(municipality, words) if words else []
    return {one.code: one for one in found}


def colleagues_of(municipality: Municipality) -> QuerySet[User]:
    """Everybody with an account who holds a role in the municipality today."""
    grants = RoleGrant.objects.current(timezone.localdate()).filter(municipality=municipality, user=OuterRef("pk"))
    return User.objects.filter(Exists(grants), is_active=True).order_by("name")


def find_colleagues(municipality: Municipality, words: str) -> QuerySet[User]:
    return colleagues_of(municipality).filter(_all_words(words, "name", "function"))[:FOUND_AT_MOST]


def integrity_receivers(municipality: Municipality) -> list[RoleGrant]:
    return list(
        RoleGrant.objects.current(timezone.localdate())
        .filter(municipality=municipality, role=Role.INTEGRITY_RECEIVER)
        .select_related("user")
        .order_by("line", "pk")
    )


def municipalities() -> QuerySet[Municipality]:
    """All that share this installation."""
    return Municipality.objects.all()


def possible_neighbours(municipality: Municipality) -> QuerySet[Municipality]:
    return Municipality.objects.exclude(pk=municipality.pk)


def _all_words(words: str, *fields: str) -> Q:
    """Each word in one of the fields; nothing for no words."""
    wanted = [word for word in words.split() if word]
    if not wanted:
        return Q(pk__in=[])
    return reduce(
        and_, (reduce(lambda a, b: a | b, (Q(**{f"{f}__icontains": word}) for f in fields)) for word in wanted)
    )
