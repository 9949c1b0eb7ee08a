"""The frame of every move: check the right, check the moment, lock the row, change it, append to the trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.marks import person_mark
from hkin.privacy.sealing import Sealer, open_key
from network.models import User
from network.roles import roles_of
from network.rules import Role
from signals.access import actor_for, log_refusal, role_towards
from signals.models import Signal, TrailEntry
from signals.models.signal import SignalQuerySet
from signals.rules.lifecycle import AFTER_DECISION, ENDS_OR_LEAVES, MOVES, TO_THE_REPORTER, Route, Status, Verb, may

Row = TypeVar("Row", bound=Model)

_RELAYED = frozenset({Verb.REPORTER_ADDS, Verb.REPORTER_ASKS, Verb.REPORTER_CORRECTS})
_OF_OWN_WORDS = frozenset({Verb.REPORTER_CORRECTS, Verb.REPORTER_WITHDRAWS})


class NotAllowed(PermissionDenied):
    """This person may not do this to this signal, or may not know that it exists: one page answers both."""


class WrongMoment(Exception):
    """The signal is not in a status in which this can be done."""


class DoneBefore(Exception):
    """The form with this key was sent before, and did what it asks."""


class NotYet(Exception):
    """The protocol asks something first; `missing` are the sentences that say what."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__()
        self.missing = tuple(missing)


class Stale(Exception):
    """Somebody changed the signal since the form was shown, or its key names the form of something else."""


@dataclass
class Work:
    """A locked signal in the hands of somebody who may move it."""

    signal: Signal
    by: User
    role: Role
    verb: Verb
    sealer: Sealer
    detail: str = ""  # goes sealed into the trail
    key: UUID | None = None  # of the form: the row of the trail is called so

    def seal(self, column: str, text: str) -> bytes:
        return self.sealer.seal(f"signal.{column}", self.signal.uuid, text)

    def open(self, column: str) -> str:
        return self.sealer.open(f"signal.{column}", self.signal.uuid, getattr(self.signal, f"sealed_{column}"))


@contextmanager
def at_work(
    reference: str, *, by: User, verb: Verb, version: int | None = None, key: UUID | None = None
) -> Iterator[Work]:
    """A colleague moves a signal of a queue they stand in. `version` is the one their form was made from.

    `key` names the form: sent twice, done once.
    """
    with refusals_written_down(reference, by, verb), sent_once(key):
        signal = _locked(Signal.objects.visible_to(by), reference)
        role = role_towards(by, signal, verb)
        if role is None:
            raise NotAllowed
        if done_before(key, by=by, reference=reference):
            raise DoneBefore
        work = Work(signal, by, role, verb, open_key(signal.uuid), key=key)
        yield from _moved(work, version)


@contextmanager
def reporter_at_work(reference: str, *, by: User, verb: Verb, key: UUID | None = None) -> Iterator[Work]:
    """The reporter moves their own signal, under their mark. Whoever entered it for them may only pass on words.

    `key` names the form, and what it wrote; never the row of the trail.
    """
    mark = person_mark(by.pk)
    theirs = Signal.objects.followed_by(mark) if verb in _RELAYED else Signal.objects.filed_by(mark)
    with refusals_written_down(reference, by, verb), sent_once(key):
        signal = _locked(theirs, reference)
        if not reporter_may(signal, verb):
            raise WrongMoment
        work = Work(signal, by, Role.REPORTER, verb, open_key(signal.uuid))
        yield from _moved(work, None)


def reporter_may(signal: Signal, verb: Verb) -> bool:
    """A part that was split off too, as any signal of theirs; but a colleague wrote its words."""
    may_now = may(Role.REPORTER, verb, Status(signal.status))
    return may_now and not (verb in _OF_OWN_WORDS and signal.is_part)


@contextmanager
def at_asked(
    rows: QuerySet[Row], *, by: User, role: Role, verb: Verb, version: int | None = None, key: UUID | None = None
) -> Iterator[tuple[Row, Work]]:
    """Somebody outside the queue answers what was put to them: a question to a source, a privacy check, a sheet.

    `rows` is narrowed to one, by its own `visible_to`; it has a `signal` and a `version`. Both are locked, in the
    order of the team's moves.
    """
    with sent_once(key):
        found: Any = rows.select_for_update(of=("signal", "self")).select_related("signal__municipality").first()
        if found is None:
            raise NotAllowed
        signal = found.signal
        if done_before(key, by=by, reference=signal.reference):
            raise DoneBefore
        if not may(role, verb, Status(signal.status)):
            raise WrongMoment
        if version is not None and found.version != version:
            raise Stale
        work = Work(signal, by, role, verb, open_key(signal.uuid), key=key)
        before = signal.status
        yield found, work
        found.version += 1
        found.save()
        Signal.objects.filter(pk=signal.pk).update(status=signal.status, version=F("version") + 1)
        append_to_trail(work, before=before, after=signal.status)


def append_to_trail(work: Work, *, before: str, after: str) -> TrailEntry:
    actor = actor_for(work.by, work.role, work.signal.municipality_id)
    entry = TrailEntry(
        signal=work.signal,
        verb=work.verb,
        role=work.role,
        actor_id=actor.user_id,
        actor_mark=actor.mark,
        status_before=before,
        status_after=after,
    )
    if work.key is not None:
        entry.uuid = work.key
    if work.detail:
        entry.sealed_detail = work.sealer.seal("trailentry.detail", entry.uuid, work.detail)
    entry.save(force_insert=True)
    return entry


@contextmanager
def sent_once(key: UUID | None) -> Iterator[None]:
    """One transaction, in which rows are called after the key of the form. Stale when that names something else."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if key is None or str(key) not in str(error):
            raise
        raise Stale from None


@contextmanager
def refusals_written_down(reference: str, by: User, verb: Verb) -> Iterator[None]:
    """The move is rolled back; that somebody tried is committed before the page answers."""
    try:
        yield
    except NotAllowed:
        with transaction.atomic():
            log_refusal(reference, by=by, action=verb, purpose="move")
        raise


def _locked(signals: SignalQuerySet, reference: str) -> Signal:
    signal = signals.select_for_update(of=("self",)).filter(reference=reference).first()
    if signal is None:
        raise NotAllowed
    return signal


def _moved(work: Work, version: int | None) -> Iterator[Work]:
    signal, move = work.signal, MOVES[work.verb]
    before = Status(signal.status)
    if not may(work.role, work.verb, before) or waits_for_decision(signal, work.verb):
        raise WrongMoment
    if work.verb in TO_THE_REPORTER and not signal.is_followed:
        raise WrongMoment
    if version is not None and signal.version != version:
        raise Stale
    if work.verb in ENDS_OR_LEAVES and has_moved_it_here(work.by, signal):
        raise NotYet([_("You moved it to this queue yourself. Somebody else who reads it here decides.")])
    if move.by_owner and not has_claim(signal, work.by):
        raise NotAllowed
    yield work
    if move.then is not None and signal.status == before:
        signal.status = move.then
    signal.version += 1
    signal.save()
    append_to_trail(work, before=before, after=signal.status)


def covers_for(user: User) -> set[int]:
    """Absent colleagues of a queue whose work this person goes on with: a claim passes to the deputy meanwhile."""
    behind_a_queue = roles_of(user).of(*MOVES[Verb.READ].roles)
    return {held.instead_of for held in behind_a_queue if held.instead_of is not None}


def has_claim(signal: Signal, user: User) -> bool:
    """The owner, or the deputy of an absent one, as long as the lease lasts."""
    if signal.owner_id is None or signal.lease_until is None or signal.lease_until < timezone.localdate():
        return False
    return signal.owner_id == user.pk or signal.owner_id in covers_for(user)


def open_verbs(user: User, signal: Signal) -> frozenset[Verb]:
    """What somebody may do to a signal as it is now: what a page offers."""
    status, holds = Status(signal.status), has_claim(signal, user)
    able = ((verb, role_towards(user, signal, verb)) for verb in Verb)
    return frozenset(
        verb
        for verb, role in able
        if role is not None and may(role, verb, status) and (holds or not MOVES[verb].by_owner)
    ) - _not_now(signal)


def _not_now(signal: Signal) -> frozenset[Verb]:
    waiting = AFTER_DECISION if awaits_decision(signal) else frozenset()
    return waiting if signal.is_followed else waiting | TO_THE_REPORTER


def has_moved_it_here(user: User, signal: Signal) -> bool:
    """Alone, to a queue outside the protocol: that is no way around what the protocol asks.

    Under a closed law it is enough that the other of the two decided since.
    """
    if signal.route == Route.TEAM:
        return False
    turns = signal.trail.filter(verb__in=[Verb.CONFIRM_ROUTE, Verb.DECIDE_REGIME]).order_by("-id")
    rows = list(turns.values_list("verb", "actor_id"))
    mover = next((actor_id for verb, actor_id in rows if verb == Verb.CONFIRM_ROUTE), None)
    return mover == user.pk and rows[0][1] == user.pk


def waits_for_decision(signal: Signal, verb: Verb) -> bool:
    return verb in AFTER_DECISION and awaits_decision(signal)


def awaits_decision(signal: Signal) -> bool:
    """Whether the team may see it is not decided yet, since it came into the queue of those who decide."""
    if signal.route != Route.RESTRICTED:
        return False
    turns = signal.trail.filter(verb__in=[Verb.CONFIRM_ROUTE, Verb.DECIDE_REGIME]).order_by("-id")
    return turns.values_list("verb", flat=True).first() != Verb.DECIDE_REGIME


def done_before(key: UUID | None, *, by: User, reference: str) -> bool:
    """By this person, to this signal: what names the form of something else is no second press."""
    return key is not None and TrailEntry.objects.filter(uuid=key, actor=by, signal__reference=reference).exists()
