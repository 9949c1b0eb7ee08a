"""What the agenda of a signals meeting is made of: what is ready, what is not, and what somebody made of that by hand.

An agenda that was not sent makes itself; nothing is kept of it but what somebody changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import In
from django.utils import timezone

from network.models import Absence, Municipality, RoleGrant, Team, User
from network.models.place import TeamKind
from network.roles import places_of, roles_of, teams_of
from network.rules import Role
from signals.models import AgendaItem, Finding, Meeting, Signal, TrailEntry
from signals.models.meeting import ItemStage
from signals.protocols import facts_by_signal, protocol_named, protocol_of, protocols_for, shipped
from signals.rules.lifecycle import WORKED_ON, Route, Verb
from signals.rules.protocol import WAITING, CheckOn, Facts, Need, Protocol, Task, TaskKind
from signals.rules.protocol_names import need_in_words
from signals.rules.protocol_words import missing_in_words

#: More than this no meeting gets through; what waits longest comes first.
MOST = 120
#: Of the meetings that come or were, on one page.
MEETINGS = 20
#: Signals that are not ready, on one page.
MISSING_SHOWN = 25


# ---- by the definition ---------------------------------------------------------------------------
def stage_of(protocol: Protocol, step: str) -> ItemStage:
    """Where departments hear only what a check allows, members do too."""
    return ItemStage.APPROACH if _check_of(protocol, step, CheckOn.DEPARTMENT) else ItemStage.WEIGHING


def _of_kind(protocol: Protocol, step: str, kind: TaskKind) -> Task | None:
    return next((task for task in protocol.tasks_of(step) if task.kind is kind), None)


def _check_of(protocol: Protocol, step: str, on: CheckOn) -> Task | None:
    return next((task for task in protocol.tasks_of(step) if task.on == on), None)


def ready_after(protocol: Protocol, step: str) -> tuple[Need, ...] | None:
    """One of these makes a signal of this step ready; without any it is ready at once. None: it never comes by itself.

    The room talks about scores that are shown, about what sources answered when a weighing follows, or, where only a
    meeting is asked, about what a check opened to departments.
    """
    scores = _of_kind(protocol, step, TaskKind.SCORES)
    if scores is not None:
        return (Need(scores.code),)
    sources = _of_kind(protocol, step, TaskKind.SOURCES)
    if sources is not None and _of_kind(protocol, step, TaskKind.QUESTIONS) is not None:
        check = _check_of(protocol, step, CheckOn.SOURCE)
        return (Need(sources.code), *([Need(check.code, "refused")] if check is not None else ()))
    if meeting_task(protocol, step) is None:
        return None
    check = _check_of(protocol, step, CheckOn.DEPARTMENT)
    return (Need(check.code),) if check is not None else ()


def meeting_task(protocol: Protocol, step: str) -> Task | None:
    return _of_kind(protocol, step, TaskKind.MEETING)


def why_ready(protocol: Protocol, step: str, facts: Facts) -> tuple[str, ...]:
    """What made it ready, in the words of the definition; empty when nothing did yet."""
    met = next((need for need in ready_after(protocol, step) or () if need.is_met(facts)), None)
    if met is None:
        return ()
    is_for_few = protocol.task(met.task).kind is TaskKind.SOURCES  # that a source answered, never what
    return (need_in_words(protocol, Need(met.task, "" if is_for_few else facts[met.task])),)


def why_not_ready(protocol: Protocol, step: str, facts: Facts) -> tuple[str, ...]:
    """What comes first; empty when it was discussed already."""
    needs = ready_after(protocol, step) or ()
    if any(need.is_met(facts) for need in needs):
        return ()
    return tuple(missing_in_words(protocol, facts, needs[:1]))


def whys_of(signals: Collection[Signal]) -> dict[int, tuple[str, ...]]:
    """What made each of them ready. One query, and none for nothing."""
    facts = facts_by_signal(signal.pk for signal in signals) if signals else {}
    return {one.pk: why_ready(protocol_of(one), one.step, facts.get(one.pk, {})) for one in signals}


# ---- the same, asked of the database -------------------------------------------------------------
@dataclass(frozen=True)
class Asking:
    """The steps of these definitions whose signals come on an agenda, as conditions on signals."""

    comes: Q
    ready: Q

    @classmethod
    def of(cls, protocols: Iterable[Protocol]) -> Asking:
        comes, ready = Q(pk__in=[]), Q(pk__in=[])
        for protocol in protocols:
            for step in protocol.steps:
                needs = ready_after(protocol, step.code)
                if needs is None:
                    continue
                here = Q(protocol_version=protocol.code, step=step.code)
                is_one_met = reduce(or_, (_is_met(protocol, need) for need in needs), Q())
                comes |= here
                ready |= here & is_one_met & _is_not_discussed(protocol, step.code)
        return cls(comes, ready)


def _is_met(protocol: Protocol, need: Need) -> Q:
    task = protocol.task(need.task)
    return _came_to(task, [need.verdict] if need.verdict else task.outcomes)


def _is_not_discussed(protocol: Protocol, step: str) -> Q:
    meeting = meeting_task(protocol, step)
    return ~_came_to(meeting, meeting.outcomes) if meeting is not None else Q()


def _came_to(task: Task, verdicts: Sequence[str]) -> Q:
    rows = Finding.objects.filter(signal=OuterRef("pk"), task=task.code).order_by("-id")
    last = Coalesce(Subquery(rows.values("verdict")[:1]), Value(WAITING))
    return Q(In(last, list(verdicts)))


def worked_on_by(*teams: int, seen_by: User) -> QuerySet[Signal]:
    worked_on = Signal.objects.visible_to(seen_by).filter(status__in=sorted(WORKED_ON), route=Route.TEAM)
    return worked_on.filter(team_id__in=teams)


# ---- the agenda that makes itself ----------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """A signal on an agenda that was not sent, or beside it."""

    signal: Signal
    stage: ItemStage
    is_ready: bool
    position: int | None = None
    is_off: bool = False
    is_put: bool = False
    why: tuple[str, ...] = ()  # what made it ready, or what comes first

    @property
    def is_on(self) -> bool:
        return not self.is_off and (self.is_ready or self.is_put)


@dataclass(frozen=True)
class Draft:
    """`on` in the order of the agenda; `off` was taken off by hand; `missing` is not ready yet."""

    on: Sequence[Line]
    off: Sequence[Line]
    missing: Sequence[Line]
    more_missing: int = 0


def draft_of(meeting: Meeting, *, seen_by: User) -> Draft:
    asking = Asking.of(protocols_for(meeting.municipality))
    lines = [_line(signal) for signal in _asked(meeting, asking, seen_by)]
    on = sorted((one for one in lines if one.is_on), key=lambda one: (one.position is None, one.position or 0))
    off = [one for one in lines if one.is_off]
    rest = [one for one in lines if not one.is_on and not one.is_off]
    said = _saying_why([*on, *rest[:MISSING_SHOWN]])
    return Draft(said[: len(on)], off, said[len(on) :], max(len(rest) - MISSING_SHOWN, 0))


def _asked(meeting: Meeting, asking: Asking, seen_by: User) -> QuerySet[Signal]:
    """Urgent ones first, then what is due first; what is not ready never takes the place of what is."""
    item = AgendaItem.objects.filter(meeting=meeting, signal=OuterRef("pk"))
    kept = item.values(row=JSONObject(position="position", is_off="is_off", put_at="put_at"))[:1]
    is_ready = Case(When(asking.ready, then=Value(True)), default=Value(False), output_field=BooleanField())
    asked = worked_on_by(meeting.team_id, seen_by=seen_by).filter(asking.comes | Q(Exists(item)))
    annotated: QuerySet[Signal] = asked.annotate(is_ready=is_ready, kept=Subquery(kept))
    waits = Case(When(Q(is_ready=True) | Q(kept__isnull=False), then=Value(0)), default=Value(1))
    return annotated.select_related("theme", "owner").order_by(waits, "urgency_rank", "due_on", "pk")[:MOST]


def _line(signal: Signal) -> Line:
    found: Any = signal
    kept: dict[str, Any] = found.kept or {}
    return Line(
        signal,
        stage_of(protocol_of(signal), signal.step),
        found.is_ready,
        kept.get("position"),
        bool(kept.get("is_off")),
        bool(kept.get("put_at")),
    )


def _saying_why(lines: Sequence[Line]) -> list[Line]:
    facts = facts_by_signal(line.signal.pk for line in lines) if lines else {}
    return [replace(line, why=_why(line, facts.get(line.signal.pk, {}))) for line in lines]


def _why(line: Line, facts: Facts) -> tuple[str, ...]:
    say = why_ready if line.is_ready else why_not_ready
    return say(protocol_of(line.signal), line.signal.step, facts)


# ---- meetings ------------------------------------------------------------------------------------
def meetings_to_come(user: User) -> list[Meeting]:
    """Those that nobody ended, the first one first."""
    return list(_listed(Meeting.objects.visible_to(user).to_come())[:MEETINGS])


@dataclass(frozen=True)
class Past:
    meetings: Sequence[Meeting]
    older: str = ""  # the key of the page after this one


def meetings_past(user: User, *, after: str = "") -> Past:
    """The last one first. `after` is the reference of the last of the page before."""
    seen = Meeting.objects.visible_to(user)
    rows = _listed(seen.exclude(pk__in=Meeting.objects.to_come().values("pk"))).order_by("-starts_at", "-pk")
    last = seen.filter(reference=after).first() if after else None
    if last is not None:
        rows = rows.filter(Q(starts_at__lt=last.starts_at) | Q(starts_at=last.starts_at, pk__lt=last.pk))
    found = list(rows[: MEETINGS + 1])
    return Past(found[:MEETINGS], found[MEETINGS - 1].reference if len(found) > MEETINGS else "")


def _listed(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("municipality", "chair")


def coordinated_teams(user: User) -> list[Team]:
    """Of the teams that weigh signals, those whose meeting this person prepares."""
    mine = roles_of(user).of(Role.COORDINATOR).teams()
    return [team for team in teams_of(user) if team.pk in mine and team.kind == TeamKind.INTEGRAL]


def prepares(user: User, meeting: Meeting) -> bool:
    return meeting.team_id in roles_of(user).of(Role.COORDINATOR).teams()


def leads(user: User, meeting: Meeting) -> bool:
    """Who has the screen during the meeting: the chair, their deputy, and who prepared it."""
    return prepares(user, meeting) or meeting.chair_id in _chairs_as(user, meeting.team_id)


def chairs_now(user: User, signal: Signal) -> bool:
    """Whether they chair the meeting of its team in which it is talked about at this moment."""
    items = AgendaItem.objects.filter(signal=signal, is_off=False, meeting__team=signal.team_id)
    going_on = items.filter(meeting__began_at__isnull=False, meeting__ended_at=None)
    return going_on.filter(meeting__chair__in=_chairs_as(user, signal.team_id)).exists()


def _chairs_as(user: User, team: int | None) -> set[int | None]:
    """Themselves, and the absent colleagues they stand in for in this team."""
    return {user.pk, *(held.instead_of for held in roles_of(user) if held.team_id == team)}


def meets(user: User) -> bool:
    """Whether there are meetings this person may come to or reads."""
    held = roles_of(user)
    teams = {team.pk for team in teams_of(user) if team.kind == TeamKind.INTEGRAL}
    in_team = any(one.team_id in teams for one in held.of(Role.TEAM_MEMBER, Role.COORDINATOR))
    return in_team or held.has(Role.CONTACT_PERSON, Role.PRIVACY_OFFICER)


def protocols_at(user: User) -> list[Protocol]:
    """Those that signals here are most likely weighed by: what is shipped, and what each municipality chose."""
    chosen = {place.protocol_version for place in places_of(user).values()} - shipped().keys()
    return [*shipped().values(), *(protocol_named(code) for code in sorted(chosen))]


# ---- what it decided ------------------------------------------------------------------------------
#: What a meeting decides or asks: where it goes, the plan, and what departments, sources, members and the privacy
#: officer are asked. How urgent it is, who may see it and that something was split off is no decision of a meeting.
DECISIONS = (
    Verb.DECIDE,
    Verb.CLOSE,
    Verb.HAND_OVER,
    Verb.PLAN,
    Verb.MONITOR,
    Verb.TRANSFER,
    Verb.ASK_CHECK,
    Verb.ASK_SOURCE,
    Verb.OPEN_ROUND,
)


def over_at(meeting: Meeting) -> datetime:
    """Until when something is of this meeting: one that nobody ended is over at the end of the day it began."""
    began_at = timezone.localtime(meeting.began_at)
    last = began_at.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return min(meeting.ended_at or timezone.now(), last)


def decided_in(meeting: Meeting) -> QuerySet[TrailEntry]:
    """What was decided while it went on, by who led it; of every signal, so narrow it to those of its agenda."""
    if meeting.began_at is None:
        return TrailEntry.objects.none()
    during = TrailEntry.objects.filter(verb__in=DECISIONS, at__gte=meeting.began_at, at__lte=over_at(meeting))
    return during.filter(_by_who_led(meeting)).order_by("id")


def _by_who_led(meeting: Meeting) -> Q:
    """The chair, the coordinators who were asked to come, who wrote minutes, and on that day who stood in for them."""
    day = timezone.localdate(meeting.began_at)
    grants = RoleGrant.objects.filter(Q(until_on=None) | Q(until_on__gte=day), team=meeting.team_id, from_on__lte=day)
    coordinators = Q(pk__in=grants.filter(role=Role.COORDINATOR).values("user"))
    asked = Q(pk__in=Meeting.people.through.objects.filter(meeting=meeting).values("user"))
    wrote = Q(pk__in=AgendaItem.objects.filter(meeting=meeting).values("discussed_by"))
    led = User.objects.filter(Q(pk=meeting.chair_id) | (asked & coordinators) | wrote).values("pk")
    away = Absence.objects.on(day).filter(user__in=led)
    deputies = grants.filter(user__in=away.values("user")).values("deputy")
    return Q(actor__in=led) | Q(actor__in=away.values("deputy")) | Q(actor__in=deputies)


def is_decided(item: AgendaItem) -> bool:
    """Its minutes are written already, by what happened."""
    return decided_in(item.meeting).filter(signal=item.signal_id).exists()


# ---- who may come --------------------------------------------------------------------------------
def people_of(team: Team) -> list[User]:
    """Its members, who may be chair too."""
    grants = RoleGrant.objects.today().filter(team=team, role__in=[Role.TEAM_MEMBER, Role.COORDINATOR])
    return list(dict.fromkeys(grant.user for grant in grants.select_related("user").order_by("user__name", "pk")))


def contact_persons_in(municipality: Municipality) -> dict[User, list[str]]:
    """With the departments they answer for."""
    grants = RoleGrant.objects.today().filter(municipality=municipality, role=Role.CONTACT_PERSON)
    found: dict[User, list[str]] = {}
    for grant in grants.select_related("user", "department").order_by("user__name", "department__name"):
        found.setdefault(grant.user, []).append(str(grant.department))
    return found
