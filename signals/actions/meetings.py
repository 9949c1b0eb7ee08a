"""A meeting is planned, its agenda put in order and sent, and its items discussed one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hkin.privacy.sealing import open_key
from network.models import Team, User
from network.telling import tell
from signals.actions.protocol import find_kind, must_be_shareable
from signals.actions.working import NotAllowed, NotYet, Stale, WrongMoment, at_work, refusals_written_down
from signals.agenda import coordinated_teams, draft_of, is_decided, leads, meeting_task, people_of, prepares, stage_of
from signals.models import AgendaItem, Meeting, Signal
from signals.protocols import follows_protocol, protocol_of
from signals.rules.lifecycle import Verb
from signals.rules.protocol import TaskKind
from signals.rules.reference import shown


@dataclass(frozen=True)
class Arrangement:
    """When, where, and who. `people` come besides the chair."""

    starts_at: datetime
    place: str
    chair: User
    people: Collection[User] = ()


# ---- planned, changed, cancelled -----------------------------------------------------------------
def plan_meeting(*, by: User, team: Team, arrangement: Arrangement, key: UUID) -> Meeting:
    """`key` names the form: sent twice, planned once."""
    if team not in coordinated_teams(by):
        raise NotAllowed
    with transaction.atomic():
        found, is_new = Meeting.objects.get_or_create(
            uuid=key,
            defaults={
                "municipality_id": team.municipality_id,
                "team": team,
                "starts_at": arrangement.starts_at,
                "place": arrangement.place,
                "chair": arrangement.chair,
                "planned_by": by,
            },
        )
        if found.planned_by_id != by.pk:
            raise Stale
        if is_new:
            found.people.set(arrangement.people)
            _tell(found, "meeting_planned", but=by)
    return found


def change_meeting(reference: str, *, by: User, arrangement: Arrangement, version: int) -> Meeting:
    with _prepared(reference, by=by, version=version) as meeting:
        if meeting.began_at is not None:
            raise WrongMoment
        meeting.starts_at, meeting.place = arrangement.starts_at, arrangement.place
        meeting.chair = arrangement.chair
        meeting.people.set(arrangement.people)
        _tell(meeting, "meeting_changed", but=by)
    return meeting


def cancel_meeting(reference: str, *, by: User, version: int) -> Meeting:
    """Its signals are ready for the next one by themselves."""
    with _prepared(reference, by=by, version=version) as meeting:
        if meeting.began_at is not None:
            raise WrongMoment
        meeting.cancelled_at = timezone.now()
        _tell(meeting, "meeting_cancelled", but=by)
    return meeting


# ---- the agenda ----------------------------------------------------------------------------------
def take_off(reference: str, *, by: User, signal: str, version: int) -> Meeting:
    with _prepared(reference, by=by, version=version) as meeting:
        row = _in_draft(meeting, by, signal)
        _keep(meeting, row, is_off=True)
    return meeting


def put_back(reference: str, *, by: User, signal: str, version: int) -> Meeting:
    with _prepared(reference, by=by, version=version) as meeting:
        _keep(meeting, _in_draft(meeting, by, signal), is_off=False)
    return meeting


def move_item(reference: str, *, by: User, signal: str, up: bool, version: int) -> Meeting:
    """One place up or down; from then on the order is the one of this hand."""
    with _prepared(reference, by=by, version=version) as meeting:
        _must_be_draft(meeting)
        lines = [line.signal for line in draft_of(meeting, seen_by=by).on]
        place = next((at for at, one in enumerate(lines) if one.reference == signal), None)
        if place is None:
            raise NotAllowed
        other = place - 1 if up else place + 1
        if 0 <= other < len(lines):
            lines[place], lines[other] = lines[other], lines[place]
        _keep_order(meeting, lines)
    return meeting


def add_item(reference: str, *, by: User, signal: str, version: int) -> Meeting:
    """By hand: also what is not ready, and after sending what cannot wait."""
    with (
        refusals_written_down(signal, by, Verb.PUT_ON_AGENDA),
        _prepared(reference, by=by, version=version) as meeting,
    ):
        _put(meeting, signal, by=by, position=None if meeting.is_draft else meeting.items.count() + 1)
    return meeting


def send_agenda(reference: str, *, by: User, version: int) -> Meeting:
    """From now on it does not change by itself. Who comes hears that it is there, and nothing of what is on it."""
    with _prepared(reference, by=by, version=version) as meeting:
        _must_be_draft(meeting)
        lines = draft_of(meeting, seen_by=by).on
        if not lines:
            raise WrongMoment
        for place, line in sorted(enumerate(lines, 1), key=lambda one: one[1].signal.pk):  # who sends another waits
            _put_named(meeting, line.signal.reference, by=by, position=place)
        meeting.sent_at = timezone.now()
        _tell(meeting, "agenda_sent", but=by)
    return meeting


def _in_draft(meeting: Meeting, by: User, signal: str) -> Signal:
    _must_be_draft(meeting)
    draft = draft_of(meeting, seen_by=by)
    found = next((line.signal for line in (*draft.on, *draft.off) if line.signal.reference == signal), None)
    if found is None:
        raise NotAllowed
    return found


def _must_be_draft(meeting: Meeting) -> None:
    if not meeting.is_draft:
        raise WrongMoment


def _keep(meeting: Meeting, signal: Signal, *, is_off: bool) -> None:
    AgendaItem.objects.update_or_create(
        meeting=meeting, signal=signal, defaults={"is_off": is_off}, create_defaults=_new(signal) | {"is_off": is_off}
    )


def _keep_order(meeting: Meeting, signals: Iterable[Signal]) -> None:
    rows = [
        AgendaItem(meeting=meeting, signal=signal, position=place, **_new(signal))
        for place, signal in enumerate(signals, 1)
    ]
    AgendaItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["meeting", "signal"], update_fields=["position"]
    )


def _new(signal: Signal) -> dict[str, str]:
    return {"stage": stage_of(protocol_of(signal), signal.step)}


def _put(meeting: Meeting, signal: str, *, by: User, position: int | None) -> None:
    with at_work(signal, by=by, verb=Verb.PUT_ON_AGENDA) as work:
        if work.signal.team_id != meeting.team_id or not follows_protocol(work.signal):
            raise NotAllowed
        must_be_shareable(work.signal)
        put = {"is_off": False, "put_at": timezone.now(), "put_by": by, "position": position, **_new(work.signal)}
        AgendaItem.objects.update_or_create(meeting=meeting, signal=work.signal, defaults=put)
        work.detail = _day_of(meeting)


def _put_named(meeting: Meeting, signal: str, *, by: User, position: int) -> None:
    """One of many: what is missing is said with its number."""
    try:
        _put(meeting, signal, by=by, position=position)
    except NotYet as not_yet:
        raise NotYet([f"{shown(signal)}: {sentence}" for sentence in not_yet.missing]) from None


# ---- the meeting itself --------------------------------------------------------------------------
def begin_meeting(reference: str, *, by: User, version: int) -> Meeting:
    """Pressed twice, or by two at once: it began when the first one pressed."""
    with _led(reference, by=by, version=version, done="began_at") as meeting:
        if meeting.sent_at is None:
            raise WrongMoment
        meeting.began_at = meeting.began_at or timezone.now()
    return meeting


def end_meeting(reference: str, *, by: User, version: int) -> Meeting:
    """What was not discussed stays ready, and comes back on the next agenda."""
    with _led(reference, by=by, version=version, done="ended_at") as meeting:
        if meeting.began_at is None:
            raise WrongMoment
        meeting.ended_at = meeting.ended_at or timezone.now()
    return meeting


def discuss(
    reference: str, item: str, *, by: User, minutes: str, version: int | None = None, key: UUID | None = None
) -> AgendaItem:
    """The last minutes hold; the trail keeps each of them. What was decided needs none: that stands in the report."""
    rows = AgendaItem.objects.visible_to(by).filter(meeting__reference=reference, reference=item)
    row = rows.select_related("signal", "meeting").first()
    if row is None:
        raise NotAllowed
    if row.meeting.began_at is None or row.meeting.is_over:
        raise WrongMoment
    if not minutes and not is_decided(row):
        raise WrongMoment
    if not row.signal.is_open:
        return _write_afterwards(row, by=by, minutes=minutes)
    with at_work(row.signal.reference, by=by, verb=Verb.DISCUSS, version=version, key=key) as work:
        if not leads(by, row.meeting):
            raise NotAllowed
        row.discussed_at, row.discussed_by = timezone.now(), by
        row.sealed_minutes = work.sealer.seal("agendaitem.minutes", row.uuid, minutes)
        row.save(update_fields=["discussed_at", "discussed_by", "sealed_minutes"])
        if meeting_task(protocol_of(work.signal), work.signal.step) is not None:
            find_kind(work, TaskKind.MEETING, "held")
        work.detail = minutes
    return row


def _write_afterwards(row: AgendaItem, *, by: User, minutes: str) -> AgendaItem:
    """It was closed in the meeting: that stands in its trail already, and nothing moves it any more."""
    if not leads(by, row.meeting):
        raise NotAllowed
    row.discussed_at, row.discussed_by = timezone.now(), by
    row.sealed_minutes = open_key(row.signal.uuid).seal("agendaitem.minutes", row.uuid, minutes)
    row.save(update_fields=["discussed_at", "discussed_by", "sealed_minutes"])
    return row


# ---- the frame -----------------------------------------------------------------------------------
@contextmanager
def _prepared(reference: str, *, by: User, version: int) -> Iterator[Meeting]:
    """The locked meeting, for who prepares it."""
    with transaction.atomic():
        meeting = _locked(reference, by)
        if not prepares(by, meeting):
            raise NotAllowed
        yield from _changed(meeting, version)


@contextmanager
def _led(reference: str, *, by: User, version: int, done: str) -> Iterator[Meeting]:
    """For who leads it; what a colleague did a moment ago stays as it is."""
    with transaction.atomic():
        meeting = _locked(reference, by)
        if not leads(by, meeting):
            raise NotAllowed
        if getattr(meeting, done) is not None:
            yield meeting
        else:
            yield from _changed(meeting, version)


def _locked(reference: str, by: User) -> Meeting:
    rows = Meeting.objects.visible_to(by).filter(reference=reference).select_for_update(of=("self",))
    meeting = rows.select_related("municipality", "team__municipality").first()
    if meeting is None:
        raise NotAllowed
    return meeting


def _changed(meeting: Meeting, version: int) -> Iterator[Meeting]:
    if meeting.version != version:
        raise Stale
    if meeting.is_over:
        raise WrongMoment
    yield meeting
    meeting.version += 1
    meeting.save()


def invited(meeting: Meeting) -> list[User]:
    """Who hears of it: the chair, the coordinators and members of the team that come, and the guests."""
    return list(dict.fromkeys([meeting.chair, *meeting.people.order_by("name")]))


def _tell(meeting: Meeting, kind: str, *, but: User) -> None:
    """A number and a link. A guest opens the link once the agenda was sent."""
    members = {person.pk for person in people_of(meeting.team)}
    people = [person for person in invited(meeting) if person.pk != but.pk]
    if meeting.sent_at is None and kind != "agenda_sent":
        people = [person for person in people if person.pk in members]
    tell(
        people,
        kind=kind,
        effect=f"{kind}:{meeting.uuid}:{meeting.version}",
        municipality_id=meeting.municipality_id,
        reference=meeting.reference,
        path=reverse("signals:meeting", args=[meeting.reference]),
    )


def _day_of(meeting: Meeting) -> str:
    day = date_format(timezone.localdate(meeting.starts_at), "j F Y")
    return _("Meeting of %(day)s") % {"day": day}
