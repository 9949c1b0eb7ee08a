"""Holes in the matrix: who leads, which level is missing, what nobody confirmed, what nobody uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from network.askings import overdue, overdue_contests
from network.models import Department, Power, RoleGrant
from network.models.matrix import Part
from network.rules import HoleKind, Role
from network.rules.holes import missing_everywhere
from network.rules.levels import Level
from network.sweep.found import Found
from network.sweep.snapshot import Snapshot


def cell_holes(snapshot: Snapshot) -> Iterator[Found]:
    yield from _without_lead(snapshot)
    yield from _unconfirmed(snapshot)
    yield from _contested(snapshot)
    yield from _idle_departments(snapshot)
    yield from _overloaded(snapshot)
    yield from _without_level(snapshot)
    yield from _unused_powers(snapshot)


def _without_lead(snapshot: Snapshot) -> Iterator[Found]:
    for pk, theme in snapshot.themes.items():
        if pk not in snapshot.leads:
            yield Found(snapshot.municipality, HoleKind.NO_LEAD, theme=theme, themes=1)


# ---- klopt dit? ----------------------------------------------------------------------------------
def _unconfirmed(snapshot: Snapshot) -> Iterator[Found]:
    for asking in overdue(snapshot.municipality, snapshot.on):
        department = snapshot.departments.get(asking.department_id)
        if department is not None:
            yield Found(
                snapshot.municipality,
                HoleKind.UNCONFIRMED,
                department=department,
                since=asking.due_on,
                themes=len(snapshot.carried.get(department.pk, ())),
            )


def _contested(snapshot: Snapshot) -> Iterator[Found]:
    for contest in overdue_contests(snapshot.municipality, snapshot.on):
        theme = snapshot.themes.get(contest.theme_id)
        department = snapshot.departments.get(contest.department_id)
        if theme is not None and department is not None:
            yield Found(
                snapshot.municipality,
                HoleKind.CONTESTED,
                theme=theme,
                department=department,
                level=contest.level,
                since=contest.decide_by,
                themes=1,
            )


# ---- too little, too much ------------------------------------------------------------------------
def _idle_departments(snapshot: Snapshot) -> Iterator[Found]:
    """Part of another department, or made of others: then those say what is done."""
    parts: dict[int, set[str]] = defaultdict(set)
    for cell in snapshot.cells:
        parts[cell.department_id].add(cell.part)
    chosen = {cell.department_id for cell in snapshot.chosen}
    above = {department.parent_id for department in snapshot.departments.values() if department.pk in parts}
    for department in snapshot.departments.values():
        does = parts.get(department.pk)
        if does == {Part.INFORMED} and department.pk in chosen:
            yield Found(snapshot.municipality, HoleKind.ONLY_INFORMED, department=department)
        elif does is None and snapshot.chosen and not _is_covered(department, parts, above):
            yield Found(snapshot.municipality, HoleKind.NO_THEME, department=department)


def _is_covered(department: Department, parts: dict[int, set[str]], above: set[int | None]) -> bool:
    return department.parent_id in parts or department.pk in above


def _overloaded(snapshot: Snapshot) -> Iterator[Found]:
    """Contact persons of departments that lead a theme or do its work."""
    themes: dict[int, set[int]] = defaultdict(set)
    people: dict[int, RoleGrant] = {}
    for department, grants in snapshot.contacts.items():
        for grant in grants:
            themes[grant.user_id] |= snapshot.carried.get(department, set())
            people.setdefault(grant.user_id, grant)
    for pk, carried in themes.items():
        if len(carried) > snapshot.municipality.most_themes:
            yield Found(
                snapshot.municipality,
                HoleKind.TOO_MANY_THEMES,
                person=people[pk].user,
                asked=people[pk].department,
                names=sorted(snapshot.themes[theme].name for theme in carried),
                themes=len(carried),
                grant=people[pk],
            )


# ---- levels --------------------------------------------------------------------------------------
def _without_level(snapshot: Snapshot) -> Iterator[Found]:
    """Of themes that somebody chose a lead for; a theme without a lead is a hole already."""
    themes = {pk for pk, lead in snapshot.leads.items() if not lead.is_proposal}
    missing = {level: {pk for pk in themes if not _stands(snapshot, level, pk)} for level in Level}
    everywhere = set(missing_everywhere(missing, themes))
    for level in Level:
        if level in everywhere:
            yield Found(snapshot.municipality, HoleKind.NO_LEVEL, level=level, themes=len(themes))
            continue
        for pk in missing[level]:
            lead = snapshot.departments[snapshot.leads[pk].department_id]
            theme = snapshot.themes[pk]
            yield Found(snapshot.municipality, HoleKind.NO_LEVEL, theme=theme, level=level, themes=1, asked=lead)


def _stands(snapshot: Snapshot, level: Level, theme: int) -> bool:
    """Somebody does something for the theme there: whoever only hears does not."""
    if (theme, level) in snapshot.active_levels:
        return True
    lead = snapshot.leads[theme].department_id
    match level:
        case Level.STRATEGIC:
            return any(grant.theme_id in {None, theme} for grant in snapshot.holders(Role.BOARD_MEMBER))
        case Level.TACTICAL:
            return any(grant.department_id == lead for grant in snapshot.holders(Role.DEPARTMENT_HEAD))
        case Level.OPERATIONAL:
            return lead in snapshot.contacts


# ---- powers --------------------------------------------------------------------------------------
def _unused_powers(snapshot: Snapshot) -> Iterator[Found]:
    named = {power for cell in snapshot.cells for power in cell.powers}
    unused: dict[int, list[str]] = defaultdict(list)
    themes = [pk for pk, lead in snapshot.leads.items() if not lead.is_proposal]
    for power in Power.objects.used_in(snapshot.municipality).filter(theme__in=themes):
        if power.pk not in named:
            unused[power.theme_id].append(power.name)
    for pk, powers in unused.items():
        lead = snapshot.departments[snapshot.leads[pk].department_id]
        yield Found(
            snapshot.municipality,
            HoleKind.POWER_UNUSED,
            theme=snapshot.themes[pk],
            names=powers,
            asked=lead,
            themes=len(powers),
        )
