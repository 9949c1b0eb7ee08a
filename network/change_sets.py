"""Sets of changes to the matrix: who reads which, and what each would change of how the matrix stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from network.actions.matrix import is_the_same
from network.matrix import Cell, Content, may_adopt, rows_on
from network.models import Change, ChangeSet, Municipality, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.models.proposal import ChangeSetState
from network.roles import places_of, roles_of
from network.rules.matrix import ADOPTS, PROPOSES

PAGE = 25


@dataclass(frozen=True)
class Compared:
    """One cell: how it was when the change was made, how it stands on that day, and how it would become."""

    change: Change
    cell: Cell
    now: Responsibility | None
    after: Content | None

    @property
    def before(self) -> Content | None:
        return Content.of(self.now) if self.now else None

    @property
    def is_overtaken(self) -> bool:
        """Somebody changed the cell in the meantime, or took its theme or department out of use."""
        is_gone = not (self.change.theme.is_active and self.change.department.is_active)
        return (self.now.pk if self.now else None) != self.change.seen or (self.after is not None and is_gone)

    @property
    def changes_nothing(self) -> bool:
        return is_the_same(self.now, self.after)


@dataclass(frozen=True)
class Comparison:
    """`rows` is how the themes that the set touches stand on the day from which it would hold."""

    day: date
    rows: Mapping[Cell, Responsibility]
    cells: Sequence[Compared]

    @property
    def overtaken(self) -> list[Compared]:
        return [one for one in self.cells if one.is_overtaken]

    @cached_property
    def follow_on(self) -> list[Responsibility]:
        """Leads that are in no change of the set, and yet go on as executor because another department takes over."""
        named = {one.cell for one in self.cells}
        taken = {one.cell.theme_id for one in self.cells if one.after and one.after.part is Part.LEAD}
        leads = [(cell, row) for cell, row in self.rows.items() if row.part == Part.LEAD and cell.theme_id in taken]
        return [row for cell, row in leads if cell not in named]

    @cached_property
    def leads_before(self) -> dict[int, int]:
        """Theme -> department, of the themes that are touched."""
        touched = {one.cell.theme_id for one in self.cells}
        leads = [cell for cell, row in self.rows.items() if row.part == Part.LEAD and cell.theme_id in touched]
        return {cell.theme_id: cell.department_id for cell in leads}

    @cached_property
    def leads_after(self) -> dict[int, int]:
        leads = dict(self.leads_before)
        for one in self.cells:
            gave_up = one.now is not None and one.now.part == Part.LEAD
            if gave_up and not (one.after and one.after.part is Part.LEAD):
                leads.pop(one.cell.theme_id, None)
        gained = [one.cell for one in self.cells if one.after and one.after.part is Part.LEAD]
        return leads | {cell.theme_id: cell.department_id for cell in gained}

    @property
    def takes_lead(self) -> bool:
        """A department that leads a theme would not lead it any more."""
        return any(self.leads_after.get(theme) != department for theme, department in self.leads_before.items())

    @cached_property
    def without_lead(self) -> set[int]:
        """Themes that the set leaves without a lead."""
        return self.leads_before.keys() - self.leads_after.keys()


def compare(change_set: ChangeSet, *, today: date | None = None) -> Comparison:
    """Two queries, and those that name what a page shows of it."""
    day = holds_from(change_set, today=today)
    changes = change_set.changes.select_related("theme", "department").order_by("theme__name", "department__name", "pk")
    rows = rows_on(change_set.municipality, day, themes={change.theme_id for change in changes})
    cells = [
        Compared(change, cell, rows.get(cell), Content.of(change)) for change in changes for cell in [Cell.of(change)]
    ]
    return Comparison(day, rows, cells)


def stamp_of(change_set: ChangeSet, comparison: Comparison) -> str:
    """What somebody decides about: as it was proposed then, and as the themes it touches stand now."""
    shown = sorted(row.pk for row in comparison.rows.values())
    return f"{change_set.proposed_at} {blake2b(repr(shown).encode(), digest_size=8).hexdigest()}"


def holds_from(change_set: ChangeSet, *, today: date | None = None) -> date:
    """The chosen day; today when that day is over. Of a set that was adopted, the day it was adopted for."""
    if change_set.state == ChangeSetState.ADOPTED and change_set.decided_at:
        return max(change_set.from_on, timezone.localdate(change_set.decided_at))
    return max(change_set.from_on, today or timezone.localdate())


# ---- who reads which -----------------------------------------------------------------------------
def proposing_places(user: User) -> list[Municipality]:
    places, held = places_of(user), roles_of(user).municipalities(*PROPOSES)
    return sorted((place for pk, place in places.items() if pk in held), key=lambda place: place.name)


def sets_read_by(user: User) -> QuerySet[ChangeSet]:
    """Of the municipalities where somebody proposes or adopts; a draft, and one that never was sent, its maker only."""
    places = roles_of(user).municipalities(*PROPOSES, *ADOPTS)
    unsent = Q(proposed_at=None) | Q(state=ChangeSetState.DRAFT)
    rows = ChangeSet.objects.filter(municipality__in=places).exclude(unsent & ~Q(proposed_by=user))
    return rows.select_related("municipality", "proposed_by", "decided_by").order_by("-pk")


def set_for(user: User, key: UUID) -> ChangeSet | None:
    return sets_read_by(user).filter(uuid=key).first()


@dataclass(frozen=True)
class Page:
    sets: Sequence[ChangeSet]
    next_after: int | None


def page_of_sets(user: User, *, after: int | None = None) -> Page:
    rows = sets_read_by(user)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def waiting_sets(municipalities: Collection[int]) -> QuerySet[ChangeSet]:
    """Proposed and not decided, the oldest first."""
    rows = ChangeSet.objects.filter(municipality__in=municipalities, state=ChangeSetState.PROPOSED)
    return rows.order_by("proposed_at", "pk")


# ---- who decides ---------------------------------------------------------------------------------
def adopters_of(municipality: Municipality) -> list[User]:
    """Everybody who may adopt there today, by name."""
    grants = RoleGrant.objects.today().filter(role__in=ADOPTS, municipality=municipality, user__is_active=True)
    return list(dict.fromkeys(grant.user for grant in grants.select_related("user").order_by("user__name")))


@dataclass(frozen=True)
class Decision:
    """What somebody may do with a set that waits. `needs_another`: it is their own and takes the lead from somebody."""

    may_adopt: bool = False
    may_refuse: bool = False
    needs_another: bool = False
    is_alone: bool = False  # nobody else may adopt there: then their own word, with a reason, will do


def decision_for(user: User, change_set: ChangeSet, comparison: Comparison) -> Decision:
    if change_set.state != ChangeSetState.PROPOSED or not may_adopt(user, change_set.municipality):
        return Decision()
    if change_set.proposed_by_id != user.pk or not comparison.takes_lead:
        return Decision(may_adopt=True, may_refuse=True)
    if any(one != user for one in adopters_of(change_set.municipality)):
        return Decision(needs_another=True)
    return Decision(may_adopt=True, is_alone=True)
