"""Who hears, when its time comes, that something waits: an urgent signal, a queue, a deadline, a question."""

from __future__ import annotations

from collections.abc import Collection, Container
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils import timezone

from network.models import Municipality, RoleGrant, Team, User
from network.roles import Away, away_on, roles_of
from network.rules import Role
from network.telling import tell
from network.working_days import ReadingCalendar
from signals.actions.assignment import contacts_of
from signals.actions.clockwork import for_each
from signals.audience import audience_of
from signals.deadlines import deadlines_of
from signals.models import HandOver, Signal
from signals.models.assignment import Reply
from signals.models.signal import SignalQuerySet
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import TEAM_QUEUES, URGENT, Urgency, Verb
from signals.rules.reminding import ChainStep, steps_due

#: The others are read by people in a role, not by a team with a manager.


# ---- urgent, and nobody said "seen" --------------------------------------------------------------
def tell_of_unseen() -> None:
    """The next in the chain hears of it; never anybody who may not open it, but for the last, who hears no number."""
    for_each(Signal.objects.unseen_urgent(), _tell_next)


def _tell_next(signal: Signal) -> None:
    since = _in_this_queue_since(signal)
    waited = signal.calendar.reading_time_between(since, timezone.now())
    for step in steps_due(deadlines_of(signal.municipality).patience(Urgency(signal.urgency)), waited):
        effect = f"unseen:{signal.uuid}:{step}:{since.isoformat()}"
        if step is ChainStep.MANAGER:
            kept_out = signal.kept_out()
            team = signal.team if signal.route in TEAM_QUEUES else None
            above = responsible_for(signal.municipality, team, kept_out=kept_out)
            tell(above, kind="queue_unseen", effect=effect, municipality_id=signal.municipality_id)
        else:
            _tell_about(signal, _readers(signal, step), kind="signal_unseen", effect=effect)


def _in_this_queue_since(signal: Signal) -> datetime:
    moved = signal.trail.filter(verb__in=[Verb.CONFIRM_ROUTE, Verb.DECIDE_REGIME]).aggregate(last=Max("at"))["last"]
    return max(signal.created_at, moved) if moved else signal.created_at


def _readers(signal: Signal, step: ChainStep) -> list[User]:
    found = audience_of(signal)
    people = list(found.present or found.everybody)
    if step is ChainStep.COORDINATORS:
        return [user for user in people if roles_of(user).has(Role.COORDINATOR)] or people
    return people


def responsible_for(municipality: Municipality, team: Team | None, *, kept_out: Container[int]) -> list[User]:
    """Who answers for a queue without reading it: the team's manager or who stands in, else application managers."""
    away = away_on(timezone.localdate())
    manager = _present(team.manager, away) if team and team.manager else None
    if manager is not None and manager.pk not in kept_out:
        return [manager]
    holders = RoleGrant.objects.holders(Role.APPLICATION_MANAGER, municipality_id=municipality.pk)
    people = User.objects.filter(pk__in=holders).order_by("pk")
    return [user for user in people if user.pk not in kept_out]


def _present(person: User, away: Away) -> User | None:
    if person.pk not in away:
        return person if person.is_active else None
    return User.objects.filter(pk=away[person.pk] or 0, is_active=True).exclude(pk__in=away).first()


# ---- a queue nobody opens ------------------------------------------------------------------------
def tell_of_unopened_queues() -> None:
    for team in Team.objects.select_related("municipality", "manager").order_by("pk"):
        with transaction.atomic():
            _tell_if_unopened(team, timezone.localdate())


def _tell_if_unopened(team: Team, today: date) -> None:
    """Whole reading days count, from when something waited or the queue was last opened; told again as long again."""
    waiting = Signal.objects.open().filter(team=team, route__in=sorted(TEAM_QUEUES), owner=None)
    oldest = waiting.aggregate(first=Min("created_at"))["first"]
    if oldest is None:
        return
    patience = deadlines_of(team.municipality)[Deadline.UNOPENED]
    since = timezone.localdate(max(oldest, team.last_opened_at or oldest))
    times = team.calendar.reading_days_between(since, today - timedelta(days=1)) // patience
    if times < 1:
        return
    tell(
        responsible_for(team.municipality, team, kept_out=()),
        kind="queue_unopened",
        effect=f"unopened:{team.pk}:{since}:{times}",
        municipality_id=team.municipality_id,
    )


# ---- a term that ends ----------------------------------------------------------------------------
def remind_of_deadlines() -> None:
    """One reading day before. What is urgent has a chain of its own."""
    today = timezone.localdate()
    for team in Team.objects.select_related("municipality").order_by("pk"):
        for_each(_due_next(team.calendar, today).filter(team=team), _remind)
    for municipality in Municipality.objects.order_by("pk"):
        calendar = municipality.calendar
        for_each(_due_next(calendar, today).filter(team=None, municipality=municipality), _remind)


def _due_next(calendar: ReadingCalendar, today: date) -> SignalQuerySet:
    near = calendar.add_reading_days(today, 1)
    return Signal.objects.open().exclude(urgency__in=sorted(URGENT)).filter(due_on__range=(today, near))


def _remind(signal: Signal) -> None:
    _tell_about(signal, hearers(signal), kind="deadline_near", effect=f"near:{signal.uuid}:{signal.due_on}")


def remind_of_hand_overs() -> None:
    today = timezone.localdate()
    away = away_on(today)
    waiting = HandOver.objects.open().exclude(reply=Reply.ASKED_BACK)  # that is the team's turn
    rows = waiting.select_related("signal__municipality", "department", "contact", "given_to")
    for municipality in Municipality.objects.order_by("pk"):
        near = municipality.calendar.add_reading_days(today, 1)
        due = Q(reply=Reply.LATER, later_on__range=(today, near)) | ~Q(reply=Reply.LATER) & Q(
            due_on__range=(today, near)
        )
        for row in rows.filter(due, signal__municipality=municipality).order_by("pk"):
            with transaction.atomic():
                _remind_department(row, away)


def _remind_department(row: HandOver, away: Away) -> None:
    kept_out = row.signal.kept_out()
    asked = row.given_to or row.contact
    reads_it = asked is not None and HandOver.objects.visible_to(asked).filter(pk=row.pk).exists()
    people = [asked] if asked and reads_it and asked.pk not in away else contacts_of(row.department, kept_out=kept_out)
    day = row.later_on if row.reply == Reply.LATER else row.due_on
    tell(
        people,
        kind="hand_over_near",
        effect=f"near:{row.uuid}:{day}",
        municipality_id=row.signal.municipality_id,
        reference=row.reference,
        path=reverse("signals:hand_over", args=[row.reference]),
    )


# ---- whom a signal is told to --------------------------------------------------------------------
def hearers(signal: Signal) -> list[User]:
    """The owner; without one, everybody behind the queue who is there."""
    found = audience_of(signal)
    owner = [user for user in found.everybody if user.pk == signal.owner_id]
    return owner or list(found.present or found.everybody)


def _tell_about(signal: Signal, people: Collection[User], *, kind: str, effect: str) -> None:
    tell(
        people,
        kind=kind,
        effect=effect,
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
    )
