"""What somebody reads of an agenda: the lines they may see, numbered for them, and the look at them written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.privacy.access_log import log_looks
from hkin.privacy.sealing import Sealer
from network.models import User
from network.roles import roles_of
from network.rules import Role
from signals.access import Headlines, actor_for, role_towards
from signals.agenda import Draft, Line, whys_of
from signals.models import AgendaItem, Meeting, PlanAction, PrivacyCheck, Signal
from signals.models.assignment import Reply
from signals.models.meeting import ItemStage
from signals.rules.labels import OUTCOME_WORDS, URGENCY_ICONS, URGENCY_WORDS
from signals.rules.lifecycle import Outcome, Urgency

Text = str | Promise


@dataclass(frozen=True)
class Shared:
    """What check 2A lets a department know, and what it is asked to do."""

    department: str
    limits: str
    actions: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A line as one person reads it. Without `signal` they know it by the number of the line only."""

    number: int
    title: str
    stage: ItemStage
    signal: Signal | None = None
    item: AgendaItem | None = None
    shared: tuple[Shared, ...] = ()
    minutes: str = ""
    why: tuple[str, ...] = ()  # what made it ready, or what comes first

    @property
    def theme(self) -> str:
        theme = self.signal.theme if self.signal else None
        return theme.name if theme and theme.name != self.title else ""

    @property
    def urgency_icon(self) -> str:
        return URGENCY_ICONS[Urgency(self.signal.urgency)] if self.signal else ""

    @property
    def urgency_words(self) -> Text:
        return URGENCY_WORDS[Urgency(self.signal.urgency)] if self.signal else ""

    @property
    def due_on(self) -> date | None:
        return self.signal.due_on if self.signal else None

    @property
    def stage_words(self) -> str:
        return _("Approach") if self.stage == ItemStage.APPROACH else _("Weighing")

    @property
    def is_closed(self) -> bool:
        return self.signal is not None and not self.signal.is_open

    @property
    def outcome_words(self) -> Text:
        return OUTCOME_WORDS[Outcome(self.signal.outcome)] if self.signal and self.signal.outcome else ""

    @property
    def is_discussed(self) -> bool:
        return self.item is not None and self.item.discussed_at is not None


# ---- an agenda that was sent ---------------------------------------------------------------------
def items_of(meeting: Meeting, *, seen_by: User) -> list[AgendaItem]:
    """With `is_handled`: whether this person reads the signal itself."""
    handled = Signal.objects.visible_to(seen_by).filter(pk=OuterRef("signal"))
    rows = AgendaItem.objects.visible_to(seen_by).filter(meeting=meeting).in_order()
    items = list(rows.select_related("signal__theme", "signal__team").annotate(is_handled=Exists(handled)))
    for item in items:
        item.meeting = meeting
    return items


def handled_items(meeting: Meeting, *, seen_by: User) -> list[AgendaItem]:
    """Whose signal this person reads, and may put on a screen."""
    return [item for item in items_of(meeting, seen_by=seen_by) if _is_handled(item)]


def headlines_of(items: Sequence[AgendaItem]) -> Headlines:
    return Headlines([item.signal for item in items])


def agenda_shown(meeting: Meeting, items: Sequence[AgendaItem], *, to: User) -> list[Shown]:
    write_down((item.signal for item in items), meeting, by=to, action="list_agenda")
    handled = [item.signal for item in items if _is_handled(item) and not meeting.is_over]
    whys = whys_of([signal for signal in handled if signal.is_open])
    return numbered(meeting, items, headlines_of(items), to=to, whys=whys)


def numbered(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    headlines: Headlines,
    *,
    to: User,
    whys: Mapping[int, tuple[str, ...]] | None = None,
    until: datetime | None = None,
) -> list[Shown]:
    """Counted for this person: what they may not see leaves no gap. `until`: departments read nothing of later."""
    guest = [item.signal for item in items if not _is_handled(item)]
    departments = _departments(to, meeting)
    shared = shared_with(departments, guest, headlines.sealers, until=until) if guest else {}
    return [_shown(number, item, headlines, shared, whys or {}) for number, item in enumerate(items, 1)]


def _departments(user: User, meeting: Meeting) -> set[int] | None:
    """A contact person reads what was allowed for their departments, the privacy officer what was allowed at all."""
    return None if _oversees(user, meeting) else roles_of(user).departments(Role.CONTACT_PERSON)


def _oversees(user: User, meeting: Meeting) -> bool:
    return meeting.municipality_id in roles_of(user).municipalities(Role.PRIVACY_OFFICER)


def _is_handled(item: AgendaItem) -> bool:
    found: Any = item
    return bool(found.is_handled)


def _shown(
    number: int,
    item: AgendaItem,
    headlines: Headlines,
    shared: Mapping[int, tuple[Shared, ...]],
    whys: Mapping[int, tuple[str, ...]],
) -> Shown:
    stage = ItemStage(item.stage)
    if not _is_handled(item):
        title = _("Item %(number)s") % {"number": number}
        return Shown(number, title, stage, item=item, shared=shared.get(item.signal_id, ()))
    minutes = minutes_of(item, headlines.sealers.get(item.signal.uuid))
    why = whys.get(item.signal_id, ())
    return Shown(number, title_of(item.signal, headlines), stage, item.signal, item, minutes=minutes, why=why)


def title_of(signal: Signal, headlines: Headlines) -> str:
    return headlines.of(signal) or (signal.theme.name if signal.theme else _("No headline yet"))


def minutes_of(item: AgendaItem, sealer: Sealer | None) -> str:
    return sealer.open("agendaitem.minutes", item.uuid, item.sealed_minutes) if sealer else ""


def shared_with(
    departments: Collection[int] | None,
    signals: Sequence[Signal],
    sealers: Mapping[UUID, Sealer],
    *,
    until: datetime | None = None,
) -> dict[int, tuple[Shared, ...]]:
    """What check 2A allowed these departments, by signal; None: all of them. `until`: allowed and sent by then."""
    checks = PrivacyCheck.objects.opened_departments().filter(signal__in=signals)
    planned = PlanAction.objects.filter(plan__signal__in=signals, dropped_at=None)
    actions = planned.exclude(hand_over__reply=Reply.TAKEN_BACK)
    if until is not None:
        checks = checks.filter(decided_at__lte=until)
        actions = actions.filter(hand_over__asked_at__lte=until)
    if departments is not None:
        checks = checks.filter(department_id__in=departments)
        actions = actions.filter(department_id__in=departments)
    asked: dict[tuple[int, int], list[str]] = {}
    opened = {signal.pk: sealers.get(signal.uuid) for signal in signals}
    for action in actions.select_related("plan"):
        sealer = opened.get(action.plan.signal_id)
        if sealer is not None:
            what = sealer.open("planaction.what", action.uuid, action.sealed_what)
            asked.setdefault((action.plan.signal_id, action.department_id), []).append(what)
    found: dict[int, list[Shared]] = {}
    for check in checks.select_related("department"):
        sealer = opened.get(check.signal_id)
        if sealer is None or check.department is None:
            continue
        limits = sealer.open("privacycheck.limits", check.uuid, check.sealed_limits)
        texts = tuple(asked.get((check.signal_id, check.department.pk), ()))
        found.setdefault(check.signal_id, []).append(Shared(check.department.name, limits, texts))
    return {pk: tuple(rows) for pk, rows in found.items()}


# ---- an agenda that still makes itself -----------------------------------------------------------
@dataclass(frozen=True)
class DraftShown:
    on: Sequence[Shown]
    off: Sequence[Shown]
    missing: Sequence[Shown]
    more_missing: int


def draft_shown(draft: Draft, meeting: Meeting, *, to: User) -> DraftShown:
    lines = [*draft.on, *draft.off, *draft.missing]
    headlines = Headlines([line.signal for line in lines])

    def shown(rows: Iterable[Line]) -> list[Shown]:
        return [
            Shown(number, title_of(row.signal, headlines), row.stage, row.signal, why=row.why)
            for number, row in enumerate(rows, 1)
        ]

    write_down((line.signal for line in lines), meeting, by=to, action="list_agenda")
    return DraftShown(shown(draft.on), shown(draft.off), shown(draft.missing), draft.more_missing)


# ---- the look ------------------------------------------------------------------------------------
def write_down(signals: Iterable[Signal], meeting: Meeting, *, by: User, action: str) -> None:
    """One row for each role in which something of the page is read."""
    shown: dict[Role, list[UUID]] = {}
    for signal in signals:
        shown.setdefault(_role(by, signal, meeting), []).append(signal.uuid)
    if not shown:
        return
    looks = [(actor_for(by, role, meeting.municipality_id), signals) for role, signals in shown.items()]
    with transaction.atomic(savepoint=False):
        log_looks(looks, action=action, purpose="meeting")


def _role(user: User, signal: Signal, meeting: Meeting) -> Role:
    """As who they read it: behind the queue, else as the privacy officer, else for a department."""
    behind = role_towards(user, signal)
    if behind is not None:
        return behind
    return Role.PRIVACY_OFFICER if _oversees(user, meeting) else Role.CONTACT_PERSON
