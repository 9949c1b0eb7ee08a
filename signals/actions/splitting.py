"""A story that belongs in two queues becomes two signals, each with its own text, key and rights.

The new part says that a colleague wrote it, and nothing of the other. The reporter follows it without its words.

What goes to the integrity receivers out of another queue is no signal of the reporter: it may be about somebody they
know, or about themselves. It holds no name and sends no word; both stand with the signal they filed (R14).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.marks import exclusion_mark
from hkin.privacy.sealing import Sealer, create_keys, evened
from hkin.privacy.words import INDEX_VERSION, index_words
from network.models import Theme, User
from network.rules import Role
from network.telling import tell
from signals.actions.clockwork import SYSTEM_ROLE
from signals.actions.feedback import Identity, reporter_identity
from signals.actions.filing import mention
from signals.actions.routing import in_words, plan, report_holes, team_for
from signals.actions.working import NotYet, Work, at_work
from signals.audience import audience_of
from signals.deadlines import next_word_by
from signals.models import Reporter, Signal, TrailEntry
from signals.models.tie import Tie
from signals.protocols import protocol_of
from signals.rules.flags import FLAG_FIELD
from signals.rules.lifecycle import BEGAN_AS_PART, Route, Status, Verb
from signals.rules.reference import new_reference
from signals.rules.routing import Routing
from signals.rules.safety import PlaceKind, Safety
from signals.rules.subjects import Subject, SubjectError, normalise


@dataclass(frozen=True)
class Part:
    """What goes into the new one; nothing of the old goes along but what is named here."""

    text: str
    safety: Safety  # decides the queue, as with filing
    theme: Theme | None = None
    subjects: Collection[UUID] = ()
    with_place: bool = False
    with_time: bool = False
    excluded: Collection[int] = ()  # colleagues of the new queue who may not read it, besides those of the old


def split_off(reference: str, *, by: User, part: Part, version: int, key: UUID | None = None) -> Signal:
    with at_work(reference, by=by, verb=Verb.SPLIT, version=version, key=key) as work:
        signal = _new_part(work, part)
        if not audience_of(signal).everybody:
            raise NotYet([_("Nobody could read the new part. Keep fewer colleagues out, or choose another queue.")])
        Tie.objects.create(whole=work.signal, part=signal)
        _tell_readers(signal)
    return signal


def _new_part(work: Work, part: Part) -> Signal:
    whole = work.signal
    signal, routing = _routed(whole, part)
    link = Reporter(signal=signal, uuid=uuid4())
    sealer, link_sealer = create_keys(owners=[signal.uuid, link.uuid], municipality_id=whole.municipality_id)
    signal.sealed_text = sealer.seal("signal.text", signal.uuid, part.text)
    signal.sealed_why = sealer.seal("signal.why", signal.uuid, in_words(routing.reasons))
    _take_along(work, part, signal, sealer)
    signal.save(force_insert=True)
    signal.stepped_aside.set(whole.stepped_aside.all())
    is_followed = _is_followed(whole, signal)
    identity = evened(json.dumps(dict(reporter_identity(whole) if is_followed else Identity())))
    link.sealed_identity = link_sealer.seal("reporter.identity", link.uuid, identity)
    link.save(force_insert=True)
    mention(signal, _named(work, part.subjects), sealer)
    _begin_trail(signal, role=Role.REPORTER if is_followed else SYSTEM_ROLE)
    report_holes(routing, municipality=whole.municipality)
    return signal


def _routed(whole: Signal, part: Part) -> tuple[Signal, Routing]:
    """As with filing; with the flags of the whole, whoever may not read that, and the reporter shielded."""
    place, now = whole.municipality, timezone.now()
    planned = plan(municipality=place, safety=part.safety, themes=[part.theme] if part.theme else [], now=now)
    routing = planned.routing
    signal = Signal(
        uuid=uuid4(),
        reference=new_reference(),
        municipality=place,
        is_practice=whole.is_practice,
        protocol_version=whole.protocol_version,
        step=protocol_of(whole).first.code,
        created_at=now,
        route=routing.route,
        status=Status.RECEIVED,
        team=planned.team or team_for(place, routing.route),
        receiver_id=routing.receiver_id,
        attention_theme_id=routing.attention_theme_id,
        lead_department_id=routing.lead_department_id,
        proposed_contact_id=routing.contact_id,
        has_hole=bool(routing.holes),
        theme=part.theme,
        source=whole.source,
        safety=part.safety,
        reporter_mark=whole.reporter_mark,
        is_shielded=True,
        excluded_marks=[*whole.excluded_marks, *(exclusion_mark(user_id) for user_id in sorted(part.excluded))],
        next_word_on=next_word_by(place),
        words=index_words(part.text),
        index_version=INDEX_VERSION,
        **{column: getattr(whole, column) for column in FLAG_FIELD.values()},
    )
    if not _is_followed(whole, signal):
        signal.reporter_mark, signal.next_word_on = uuid4().bytes, None
    signal.set_urgency(planned.urgency, due_on=planned.due_on)
    return signal, routing


def _is_followed(whole: Signal, signal: Signal) -> bool:
    return whole.is_followed and (signal.route != Route.INTEGRITY or whole.route == Route.INTEGRITY)


def _begin_trail(signal: Signal, *, role: str) -> None:
    """Without the name of who wrote it: that would say in which queue the other one is."""
    mark = bytes(signal.reporter_mark)
    entry = TrailEntry(
        signal=signal, verb=BEGAN_AS_PART, role=role, actor_mark=mark, status_after=Status(signal.status)
    )
    entry.save(force_insert=True)


def _take_along(work: Work, part: Part, signal: Signal, sealer: Sealer) -> None:
    """The place and the time of the whole, where they were ticked."""
    whole = work.signal
    signal.place_kind = whole.place_kind if part.with_place else PlaceKind.UNKNOWN
    signal.area = whole.area if part.with_place else ""
    if part.with_place and whole.sealed_place:
        signal.sealed_place = sealer.seal("signal.place", signal.uuid, work.open("place"))
    if part.with_time:
        for column in ("occurred_from", "occurred_until", "daypart", "precision", "is_repeated"):
            setattr(signal, column, getattr(whole, column))


def _named(work: Work, chosen: Collection[UUID]) -> list[Subject]:
    """The subjects somebody ticked, read again from what was typed; one that cannot be read stays behind."""
    rows = work.signal.subjects.filter(uuid__in=list(chosen)).order_by("pk")
    found = []
    for row in rows:
        with suppress(SubjectError):
            found.append(normalise(row.kind, work.sealer.open("subject.typed", row.uuid, row.sealed_typed)))
    return found


def _tell_readers(signal: Signal) -> None:
    """As with filing, to whoever reads the new queue."""
    tell(
        list(audience_of(signal).present),
        kind="signal_urgent" if signal.is_urgent else "signal_filed",
        effect=f"filed:{signal.uuid}",
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
        by_mail="now" if signal.is_urgent else "digest",
    )
