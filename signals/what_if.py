"""Where a signal would go if: the very plan of filing, of another moment, with others away, after a set of changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, QuerySet
from django.utils import timezone

from network.matrix import leads_on
from network.models import ChangeSet, Department, Municipality, Responsibility, RoleGrant, Theme, User
from network.models.place import Regime
from network.models.proposal import ChangeSetState
from network.roles import places_of, roles_of
from network.rules import HoleKind, Role
from network.rules.matrix import ASKS_WHAT_IF, editors
from signals.actions.routing import Plan, plan
from signals.models import Signal
from signals.models.signal import SignalQuerySet
from signals.rules.routing import HoleFound
from signals.rules.safety import RegimeAnswer, Safety
from signals.rules.what_if import COUNTS_EXACTLY, Elsewhere, elsewhere
from signals.statistics import SILENT, SMALLEST, countable

#: Whose absence changes where something goes, or who reads it.
_MISSED = (
    Role.CONTACT_PERSON,
    Role.COORDINATOR,
    Role.TEAM_MEMBER,
    Role.ATTENTION_OFFICER,
    Role.INTEGRITY_RECEIVER,
    Role.PRIVACY_OFFICER,
)


@dataclass(frozen=True)
class Question:
    municipality: Municipality
    moment: datetime
    themes: Sequence[Theme] = ()
    department: Department | None = None
    safety: Safety = Safety.NONE
    answer: RegimeAnswer | None = None
    away: Collection[int] = ()
    excluded: frozenset[int] = field(default_factory=frozenset)

    @property
    def regime(self) -> Regime:
        return Regime(self.department.regime) if self.department else Regime.NONE

    @property
    def regime_answer(self) -> RegimeAnswer | None:
        """The closed law is only asked about in departments that work under one, as the form does."""
        return None if self.regime is Regime.NONE else self.answer


@dataclass(frozen=True)
class Walked:
    """Where it goes."""

    question: Question
    plan: Plan

    @cached_property
    def dead_ends(self) -> tuple[HoleFound, ...]:
        """The holes that filing would report, and a queue that nobody can open."""
        return dead_ends_of(self.plan)

    @property
    def waits(self) -> bool:
        """There are people who can open it, and all of them are away."""
        return bool(self.plan.readers.everybody) and not self.plan.readers.present

    @property
    def is_read_later(self) -> bool:
        """Nobody reads at that moment."""
        return not self.plan.calendar.is_reading_time(self.question.moment)


def walk(question: Question, *, as_if: ChangeSet | None = None) -> Walked:
    planned = plan(
        municipality=question.municipality,
        safety=question.safety,
        regime_answer=question.regime_answer,
        themes=question.themes,
        excluded=question.excluded,
        now=question.moment,
        also_away=question.away,
        as_if=as_if,
    )
    return Walked(question, planned)


def dead_ends_of(planned: Plan) -> tuple[HoleFound, ...]:
    holes = planned.routing.holes
    if planned.readers.everybody or any(hole.kind is HoleKind.NO_RECEIVER for hole in holes):
        return holes
    return (*holes, HoleFound(HoleKind.NO_RECEIVER, route=planned.routing.route))


# ---- how many would go elsewhere -----------------------------------------------------------------
def open_elsewhere(change_set: ChangeSet, *, by: User, moment: datetime) -> Elsewhere:
    """Of the open signals, those whose theme another department would lead. Four queries; never which signals."""
    municipality = change_set.municipality
    themes = Theme.objects.filter(pk__in=change_set.changes.values("theme"))
    day = timezone.localdate(moment)
    before = leads_on(municipality, day, themes)
    after = leads_on(municipality, day, themes, as_if=change_set)
    moving = {theme for theme in before.keys() | after.keys() if _led_by(before, theme) != _led_by(after, theme)}
    counted = _open(municipality).order_by().values_list("theme_id").annotate(count=Count("pk"))
    handles = municipality.pk in roles_of(by).municipalities(*COUNTS_EXACTLY)
    return elsewhere(dict(counted), moving, smallest=1 if handles else SMALLEST)


def _led_by(leads: Mapping[int, Responsibility], theme_id: int) -> int | None:
    row = leads.get(theme_id)
    return row.department_id if row else None


def _open(municipality: Municipality) -> SignalQuerySet:
    """While a municipality practises, what it practised with."""
    if municipality.is_live:
        return countable(municipality.pk).open()
    return Signal.objects.filter(municipality=municipality).exclude(route__in=SILENT).open()


# ---- who asks, and what can be chosen --------------------------------------------------------------
def asking_places(user: User) -> list[Municipality]:
    held = roles_of(user)
    places = [
        place
        for pk, place in places_of(user).items()
        if pk in held.municipalities(*ASKS_WHAT_IF, *editors(is_live=place.is_live))
    ]
    return sorted(places, key=lambda place: place.name)


def missed_people(municipality: Municipality) -> list[User]:
    """Everybody who reads or answers there, and their deputies, by name."""
    grants = RoleGrant.objects.today().filter(municipality=municipality, role__in=_MISSED, user__is_active=True)
    people: dict[int, User] = {}
    for grant in grants.select_related("user", "deputy"):
        people |= {one.pk: one for one in (grant.user, grant.deputy) if one is not None and one.is_active}
    return sorted(people.values(), key=str)


def sets_to_compare(user: User, municipality: Municipality) -> QuerySet[ChangeSet]:
    """What waits, and what this person is still making."""
    own_drafts = ChangeSet.objects.filter(state=ChangeSetState.DRAFT, proposed_by=user)
    waiting = ChangeSet.objects.filter(state=ChangeSetState.PROPOSED)
    return (own_drafts | waiting).filter(municipality=municipality).order_by("-pk")
