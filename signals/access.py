"""The only way to a signal for a page: it checks the right, writes down the look, and then hands the row over.

The transaction of the look is committed before anything is shown; a refusal too.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404

from hkin.privacy.access_log import log_look
from hkin.privacy.actor import Actor
from hkin.privacy.marks import person_mark
from hkin.privacy.models import Result
from hkin.privacy.sealing import KeyGone, SealBroken, Sealer, open_key, open_keys
from network.models import User
from network.roles import roles_of
from network.rules import Role
from signals.models import Attachment, HandOver, Signal
from signals.rules.lifecycle import MOVES, Route, Verb, acting_role
from signals.rules.reference import parse, shown

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A signal somebody may see, in the role they see it in, with what opens its seals."""

    signal: Signal
    role: Role
    sealer: Sealer

    def text(self, column: str) -> str:
        return open_text(self.sealer, self.signal, column)


def open_text(sealer: Sealer, row: Any, column: str) -> str:
    """Of a signal, or of a row that is sealed under the key of its signal."""
    return sealer.open(f"{row._meta.model_name}.{column}", row.uuid, getattr(row, f"sealed_{column}"))


def actor_for(user: User, role: Role, municipality_id: int | None) -> Actor:
    """A reporter acts under a mark, everybody else by account (durability: nothing neighbours a reporter)."""
    if role is Role.REPORTER:
        return Actor(mark=person_mark(user.pk), role=role, municipality_id=municipality_id)
    return Actor(user_id=user.pk, role=role, municipality_id=municipality_id)


def role_towards(user: User, signal: Signal, verb: Verb = Verb.READ) -> Role | None:
    """In which role somebody does this to a signal they may see: a role that opens its queue."""
    return acting_role(roles_towards(user, signal), verb)


def who_may(people: Iterable[User], signal: Signal, verb: Verb) -> list[User]:
    """Of those who may see it: behind a flag the privacy officer only reads along."""
    return [user for user in people if role_towards(user, signal, verb) is not None]


def roles_towards(user: User, signal: Signal) -> frozenset[Role]:
    """All roles of somebody that open the queue of a signal they may see."""
    held = [one for one in roles_of(user) if one.municipality_id == signal.municipality_id]
    if signal.route in {Route.TEAM, Route.STAFF_SAFETY}:
        # Behind a flag the privacy officer reads along.
        checks = Role.PRIVACY_OFFICER if signal.is_flagged else None
        held = [one for one in held if one.team_id == signal.team_id or one.role is checks]
    else:
        opening = _OPENING[Route(signal.route)]
        held = [one for one in held if one.role in opening]
    return frozenset(one.role for one in held)


_OPENING = {
    Route.RESTRICTED: {Role.COORDINATOR, Role.PRIVACY_OFFICER},
    Route.ATTENTION_OFFICER: {Role.ATTENTION_OFFICER},
    Route.INTEGRITY: {Role.INTEGRITY_RECEIVER},
}


def open_signal(reference: str, *, by: User, purpose: str) -> Opened:
    """For whoever handles it. Unknown and forbidden answer alike (404); a refusal is written down first."""
    with transaction.atomic():
        signal = (
            Signal.objects.visible_to(by)
            .select_related(
                "municipality",
                "team__municipality",
                "theme",
                "lead_department",
                "proposed_contact",
                "owner",
                "origin_department",
            )
            .filter(reference=reference)
            .first()
        )
        role = role_towards(by, signal) if signal else None
        if signal is None or role is None:
            log_refusal(reference, by=by, purpose=purpose)
        else:
            log_look(
                actor=actor_for(by, role, signal.municipality_id),
                action="open_signal",
                purpose=purpose,
                signals=[signal.uuid],
            )
    if signal is None or role is None:
        raise Http404
    return Opened(signal, role, _sealer(signal.uuid))


def log_fetch(opened: Opened, *, by: User, purpose: str) -> None:
    """The package of a transfer is taken out: a row of its own beside the look."""
    signal = opened.signal
    actor = actor_for(by, opened.role, signal.municipality_id)
    with transaction.atomic():
        log_look(actor=actor, action="download_package", purpose=purpose, signals=[signal.uuid])


def is_visible(reference: str, *, to: User) -> bool:
    """Where to go after a move: no content, so no look."""
    return Signal.objects.visible_to(to).filter(reference=reference).exists()


def open_own(reference: str, *, by: User, purpose: str) -> Opened:
    """For the reporter, by their mark."""
    with transaction.atomic():
        signal = (
            Signal.objects.filed_by(person_mark(by.pk))
            .select_related("municipality", "team__municipality", "theme")
            .filter(reference=reference)
            .first()
        )
        if signal is None:
            log_refusal(reference, by=by, purpose=purpose)
        else:
            log_look(
                actor=actor_for(by, Role.REPORTER, signal.municipality_id),
                action="open_own_signal",
                purpose=purpose,
                signals=[signal.uuid],
            )
    if signal is None:
        raise Http404
    return Opened(signal, Role.REPORTER, _sealer(signal.uuid))


def open_receipt(reference: str, *, by: User) -> Signal:
    """Whoever filed it, for themselves or for somebody else. A receipt shows no content."""
    mark = person_mark(by.pk)
    signal = (
        Signal.objects.followed_by(mark)
        .select_related("municipality", "team__municipality")
        .filter(reference=reference)
        .first()
    )
    if signal is None:
        with transaction.atomic():
            log_refusal(reference, by=by, purpose="receipt")
        raise Http404
    return signal


def is_relay(reference: str, *, by: User) -> bool:
    """Whether somebody entered this signal for a colleague: then the receipt is all they see of it."""
    mark = person_mark(by.pk)
    return Signal.objects.followed_by(mark).exclude(reporter_mark=mark).filter(reference=reference).exists()


@dataclass(frozen=True)
class OpenedHandOver:
    hand_over: HandOver
    role: Role
    sealer: Sealer

    def text(self, column: str) -> str:
        return open_text(self.sealer, self.hand_over, column)


def open_hand_over(reference: str, *, by: User, purpose: str) -> OpenedHandOver:
    """For the department that was asked; of the signal it gets what was ticked, nothing else."""
    with transaction.atomic():
        hand_over = (
            HandOver.objects.visible_to(by)
            .select_related("signal", "department", "asked_by", "contact", "given_to")
            .prefetch_related("shared_attachments")
            .filter(reference=reference)
            .first()
        )
        if hand_over is None:
            log_refusal(_asked_about(reference), by=by, purpose=purpose, action="open_hand_over")
        else:
            log_look(
                actor=actor_for(by, Role.CONTACT_PERSON, hand_over.signal.municipality_id),
                action="open_hand_over",
                purpose=purpose,
                signals=[hand_over.signal.uuid],
            )
    if hand_over is None:
        raise Http404
    return OpenedHandOver(hand_over, Role.CONTACT_PERSON, _sealer(hand_over.signal.uuid))


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class OpenedRow(Generic[Row]):
    """Something put to a person outside the queue: a check, a question to a source, a sheet to score on."""

    row: Row
    role: Role
    sealer: Sealer

    def text(self, column: str) -> str:
        return open_text(self.sealer, self.row, column)


def open_row(rows: QuerySet[Row], *, by: User, role: Role, purpose: str, action: str) -> OpenedRow[Row]:
    """`rows` is narrowed to one by its own `visible_to`, and selects its `signal`."""
    with transaction.atomic():
        found: Any = rows.first()
        if found is None:
            log_refusal("", by=by, purpose=purpose, action=action)
        else:
            actor = actor_for(by, role, found.signal.municipality_id)
            log_look(actor=actor, action=action, purpose=purpose, signals=[found.signal.uuid])
    if found is None:
        raise Http404
    return OpenedRow(found, role, _sealer(found.signal.uuid))


def _asked_about(reference: str) -> str:
    """The number of the signal behind a question; empty for an unknown one."""
    asked = HandOver.objects.filter(reference=reference).values_list("signal__reference", flat=True)
    return asked.first() or ""


@dataclass(frozen=True)
class Copy:
    """What people see of an attachment: the copy without hidden data, opened."""

    content: bytes
    content_type: str


def open_copy(attachments: QuerySet[Attachment], number: int) -> Copy:
    """The n-th of these, counted from 1. Call it after the look at the signal or hand-over they belong to."""
    row = attachments.order_by("pk")[number - 1 : number].first() if 0 < number < 1000 else None
    if row is None:
        raise Http404
    try:
        with storages["sealed"].open(row.shown_file) as file:
            content = _sealer(row.uuid).open_bytes("attachment.shown", row.uuid, file.read())
    except (FileNotFoundError, SealBroken) as broken:
        logger.error("The file of attachment %s cannot be read", row.uuid)
        raise Http404 from broken
    return Copy(content, row.content_type)


def log_list(signals: Sequence[Signal], *, by: User, role: Role, purpose: str, action: str = "list_signals") -> None:
    """One row for an opened list or search, with what it showed."""
    municipality_id = next(
        (held.municipality_id for held in roles_of(by).of(role)), signals[0].municipality_id if signals else None
    )
    with transaction.atomic():
        log_look(
            actor=actor_for(by, role, municipality_id),
            action=action,
            purpose=purpose,
            signals=[signal.uuid for signal in signals],
        )


def log_queue(signals: Sequence[Signal], *, by: User, purpose: str, action: str = "list_signals") -> None:
    """An opened list of a queue, written down in the municipality and the role in which each signal is seen."""
    shown: dict[tuple[Role, int], list[UUID]] = {}
    for signal in signals:
        role = role_towards(by, signal)
        if role is not None:
            shown.setdefault((role, signal.municipality_id), []).append(signal.uuid)
    if not shown:  # an empty list is a look too
        held = next(one for one in roles_of(by) if one.role in MOVES[Verb.READ].roles)
        shown[held.role, held.municipality_id] = []
    with transaction.atomic(savepoint=False):
        for (role, municipality_id), uuids in shown.items():
            log_look(actor=actor_for(by, role, municipality_id), action=action, purpose=purpose, signals=uuids)


@dataclass
class Headlines:
    """Opens the headlines of one page of signals with one query for their keys."""

    signals: Sequence[Signal]
    sealers: dict[UUID, Sealer] = field(init=False)

    def __post_init__(self) -> None:
        self.sealers = open_keys([signal.uuid for signal in self.signals])

    def of(self, signal: Signal) -> str:
        sealer = self.sealers.get(signal.uuid)
        return sealer.open("signal.headline", signal.uuid, signal.sealed_headline) if sealer else ""


def _sealer(owner: UUID) -> Sealer:
    try:
        return open_key(owner)
    except KeyGone as gone:
        raise Http404 from gone


def log_refusal(reference: str, *, by: User, purpose: str, action: str = "open_signal") -> None:
    """Which signal was tried is kept only when it exists, in the log of its municipality; the answer is the same.

    Whoever tries a signal of somebody else stands in the log by account. A number that does not exist may be one of
    their own that was destroyed: that stays under their mark.
    """
    tried = (
        Signal.objects.filter(reference=reference)
        .only("uuid", "municipality_id", "reporter_mark", "entered_by_mark")
        .first()
        if reference
        else None
    )
    held = roles_of(by)
    home_id = held[0].municipality_id if held else None
    municipality_id = tried.municipality_id if tried else home_id
    if tried is None or person_mark(by.pk) in {bytes(tried.reporter_mark), bytes(tried.entered_by_mark or b"")}:
        actor = actor_for(by, Role.REPORTER, municipality_id)
    else:
        role = next((one.role for one in held if one.role is not Role.REPORTER), Role.REPORTER)
        actor = Actor(user_id=by.pk, role=role, municipality_id=municipality_id)
    log_look(
        actor=actor,
        action=action,
        purpose=purpose,
        signals=[tried.uuid] if tried else [],
        result=Result.REFUSED,
    )


# ---- what the page of the access log asks: numbers, never content -----------------------------------------------
def signal_with_reference(typed: str) -> UUID | None:
    reference = parse(typed)
    found = Signal.objects.filter(reference=reference) if reference else Signal.objects.none()
    return found.values_list("uuid", flat=True).first()


def signals_hidden_from(user: User) -> set[UUID]:
    """Whoever is kept out does not meet the signal in the access log either."""
    return set(Signal.objects.kept_from(user).values_list("uuid", flat=True))


def references_of(signals: Collection[UUID]) -> dict[UUID, str]:
    """A signal that was destroyed has no number any more and is left out."""
    rows = Signal.objects.filter(uuid__in=signals).values_list("uuid", "reference")
    return {signal: shown(reference) for signal, reference in rows}
