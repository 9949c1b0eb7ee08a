"""A colleague files a signal: one transaction, sealed, routed, told. Sent twice, filed once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import BooleanField, Exists, Func, OuterRef, Value
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.destruction import is_destroyed
from hkin.privacy.marks import exclusion_mark, index_hash, person_mark
from hkin.privacy.sealing import KeyGone, Sealer, create_key, create_keys, evened, open_key
from hkin.privacy.words import INDEX_VERSION, index_words
from network.models import Department, Indicator, Municipality, RoleGrant, Theme, User
from network.rules import Role
from network.telling import tell
from network.working_days import ReadingCalendar
from signals.actions.drafting import KeyUsed
from signals.actions.routing import Plan, in_words, plan, report_holes, team_for
from signals.actions.working import Work, append_to_trail
from signals.deadlines import deadlines_of
from signals.models import Attachment, Draft, Mention, Reporter, Signal, Subject, SubjectKey
from signals.protocols import protocol_named
from signals.rules.addresses import read_line
from signals.rules.areas import area_of
from signals.rules.deadlines import Deadline, Deadlines
from signals.rules.lifecycle import Status, Verb
from signals.rules.moments import Seen
from signals.rules.reference import new_reference
from signals.rules.routing import Routing
from signals.rules.safety import Observed, PlaceKind, RegimeAnswer, Safety
from signals.rules.subjects import Subject as Typed
from signals.rules.subjects import SubjectKind, address_keys


@dataclass(frozen=True)
class Caller:
    """Somebody without an account (or a colleague on the phone) for whom a signal is filed."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Filing:
    """The answers of the form, checked. Numbers that must not be kept are masked already."""

    text: str
    place: str
    place_kind: PlaceKind
    seen: Seen
    safety: Safety
    regime: str = ""
    regime_answer: RegimeAnswer | None = None
    themes: Sequence[Theme] = ()
    indicators: Sequence[Indicator] = ()
    subjects: Sequence[Typed] = ()
    observed: Observed | None = None
    source: str = "own_work"
    done_already: str = ""
    is_shielded: bool = False
    excluded: frozenset[int] = frozenset()
    receiver_id: int | None = None
    ask_by: str = ""  # how the team may ask something: in the reporter's own words
    on_behalf_of: User | Caller | None = None


class NobodyReads(Exception):
    """The reporter keeps out everybody who could read it."""


@dataclass(frozen=True)
class Filed:
    signal: Signal
    is_new: bool


def file_signal(
    *,
    filing: Filing,
    by: User,
    key: UUID,
    municipality: Municipality,
    department: Department | None,
    now: datetime | None = None,
) -> Filed:
    """`key` names the form: a second call with the same key returns the signal of the first.

    A draft with that key goes over into the signal, with its attachments. Raises KeyUsed for a key of somebody else.
    """
    mark = person_mark(by.pk)
    try:
        with transaction.atomic():
            signal = _file(
                filing=filing,
                by=by,
                mark=mark,
                key=key,
                municipality=municipality,
                department=department,
                now=now or timezone.now(),
            )
    except IntegrityError:
        earlier = filed_before(key=key, by=by)
        if earlier is None:
            raise KeyUsed from None
        return Filed(earlier, is_new=False)
    return Filed(signal, is_new=True)


def says_the_same(signal: Signal, filing: Filing) -> bool:
    """Whether this form holds the words of a signal that was filed with it before."""
    try:
        return open_key(signal.uuid).open("signal.text", signal.uuid, signal.sealed_text) == filing.text
    except KeyGone:
        return False


def filed_before(*, key: UUID, by: User) -> Signal | None:
    """The signal this form became, when this person sent it before."""
    signal = Signal.objects.select_related("municipality", "team__municipality").filter(uuid=key).first()
    if signal is None or person_mark(by.pk) not in {bytes(signal.reporter_mark), bytes(signal.entered_by_mark or b"")}:
        return None
    return signal


class _Practises(Func):
    """Of this moment, not of when the page began: what is filed while two people go live must not vanish as practice.

    Who file share the lock; whoever goes live waits for them, and they for whoever does. It costs no query of its own.
    """

    template = "(SELECT NOT is_live FROM network_municipality WHERE id = %(expressions)s FOR SHARE)"
    output_field = BooleanField()


def _file(
    *,
    filing: Filing,
    by: User,
    mark: bytes,
    key: UUID,
    municipality: Municipality,
    department: Department | None,
    now: datetime,
) -> Signal:
    planned = plan(
        municipality=municipality,
        safety=filing.safety,
        regime_answer=filing.regime_answer,
        themes=filing.themes,
        excluded=filing.excluded,
        chosen_receiver=filing.receiver_id,
        now=now,
    )
    if filing.excluded and not planned.readers.everybody:
        raise NobodyReads
    routing = planned.routing
    team = planned.team or team_for(municipality, routing.route)
    reporter = filing.on_behalf_of if isinstance(filing.on_behalf_of, User) else by
    subjects = with_place(filing)
    origin = origin_of(department)
    promised_on = _word_by(planned.calendar, deadlines_of(municipality), now)
    signal = Signal(
        reference=new_reference(),
        uuid=key,
        municipality=municipality,
        is_practice=_Practises(Value(municipality.pk)),
        protocol_version=municipality.protocol_version,
        step=protocol_named(municipality.protocol_version).first.code,
        created_at=now,
        route=routing.route,
        status=Status.RECEIVED,
        team=team,
        receiver_id=routing.receiver_id,
        attention_theme_id=routing.attention_theme_id,
        lead_department_id=routing.lead_department_id,
        proposed_contact_id=routing.contact_id,
        has_hole=bool(routing.holes),
        theme=filing.themes[0] if filing.themes else None,
        area=area_of(filing.place, subjects),
        place_kind=filing.place_kind,
        occurred_from=filing.seen.first,
        occurred_until=filing.seen.last,
        daypart=filing.seen.daypart,
        precision=filing.seen.precision,
        is_repeated=filing.seen.is_repeated,
        observed=filing.observed or "",
        source=filing.source,
        safety=filing.safety,
        regime=filing.regime,
        regime_answer=filing.regime_answer or "",
        reporter_mark=person_mark(reporter.pk),
        entered_by_mark=mark if filing.on_behalf_of is not None else None,
        is_shielded=filing.is_shielded,
        origin_department=origin.department,
        origin_cluster=origin.cluster,
        excluded_marks=[exclusion_mark(user_id) for user_id in sorted(filing.excluded)],
        next_word_on=promised_on,
        word_promised_on=promised_on,
        words=index_words(" ".join([filing.text, filing.place, filing.done_already])),
        index_version=INDEX_VERSION,
    )
    signal.set_urgency(planned.urgency, due_on=planned.due_on)
    link = Reporter(signal=signal, uuid=uuid4())
    draft, has_attachments = _draft(key, mark)
    sealer, link_sealer = _keys(signal, link, draft)
    _seal(signal, filing, routing, sealer)
    signal.save(force_insert=True)
    signal.is_practice = not municipality.is_live  # as the page knows it; the row was asked at the last moment
    if filing.themes[1:]:
        signal.more_themes.add(*filing.themes[1:])
    if filing.indicators:
        signal.indicators.add(*filing.indicators)
    _keep_reporter(link, link_sealer, filing, reporter, department)
    mention(signal, subjects, sealer)
    work = Work(signal, by, Role.REPORTER, Verb.FILE, sealer)
    append_to_trail(work, before="", after=signal.status)
    if draft is not None:
        if has_attachments:
            Attachment.objects.filter(draft=draft).update(draft=None, signal=signal)
        draft.delete()
    report_holes(routing, municipality=municipality)
    _tell_readers(signal, planned)
    return signal


def with_place(filing: Filing) -> list[Typed]:
    """The line "where" is a subject too when it names a house, so that signals meet by it."""
    subjects = list(filing.subjects)
    address = read_line(filing.place) if filing.place_kind is PlaceKind.LINE else None
    if address is None or not address.number:
        return subjects
    place = Typed(SubjectKind.ADDRESS, filing.place, address.line, address_keys(address))
    known = {key for subject in subjects for key in subject.keys}
    return subjects if set(place.keys) <= known else [*subjects, place]


def _seal(signal: Signal, filing: Filing, routing: Routing, sealer: Sealer) -> None:
    written = {
        "text": filing.text,
        "place": filing.place,
        "done_already": filing.done_already,
        "why": in_words(routing.reasons),
    }
    for column, text in written.items():
        if text:
            setattr(signal, f"sealed_{column}", sealer.seal(f"signal.{column}", signal.uuid, text))


def _draft(key: UUID, mark: bytes) -> tuple[Draft | None, bool]:
    """Locked, so that it is not forgotten while it is filed; and whether something is attached to it."""
    attachments = Attachment.objects.filter(draft=OuterRef("pk"))
    own = Draft.objects.select_for_update().filter(uuid=key, reporter_mark=mark)
    draft = own.annotate(attached=Exists(attachments)).first()
    return draft, draft is not None and draft.attached


def _keys(signal: Signal, link: Reporter, draft: Draft | None) -> tuple[Sealer, Sealer]:
    """One key for the content and one for who it comes from. The key of a draft goes on."""
    if draft is None:
        if is_destroyed(signal.uuid):
            raise KeyUsed
        content, identity = create_keys(owners=[signal.uuid, link.uuid], municipality_id=signal.municipality_id)
        return content, identity
    identity = create_key(owner=link.uuid, municipality_id=signal.municipality_id)
    return open_key(signal.uuid), identity


def _keep_reporter(
    link: Reporter, sealer: Sealer, filing: Filing, reporter: User, department: Department | None
) -> None:
    """The one tie between person and signal."""
    caller = filing.on_behalf_of if isinstance(filing.on_behalf_of, Caller) else None
    identity = {
        "user_id": reporter.pk,
        "name": caller.name if caller else reporter.name,
        "phone": caller.phone if caller else reporter.phone,
        "department": department.name if department else "",
        "ask_by": filing.ask_by,
        "is_caller": caller is not None,
    }
    link.sealed_identity = sealer.seal("reporter.identity", link.uuid, evened(json.dumps(identity)))
    link.save(force_insert=True)


def mention(signal: Signal, subjects: Sequence[Typed], sealer: Sealer) -> None:
    """Keep what was typed, and meet other signals by keyed hash. Keys go in sorted, so that two filings never wait."""
    if not subjects:
        return
    rows = [Subject(signal=signal, kind=typed.kind) for typed in subjects]
    for row, typed in zip(rows, subjects, strict=True):
        row.sealed_typed = sealer.seal("subject.typed", row.uuid, typed.typed)
    Subject.objects.bulk_create(rows)
    hashes = sorted({(kind, index_hash(kind, value)) for typed in subjects for kind, value in typed.keys})
    shared = SubjectKey.objects.bulk_create(
        [SubjectKey(kind=kind, hash=digest, index_version=INDEX_VERSION) for kind, digest in hashes],
        update_conflicts=True,  # writes nothing new, but tells the ids of keys that were there
        unique_fields=["kind", "hash", "index_version"],
        update_fields=["index_version"],
    )
    keys = {(key.kind, bytes(key.hash)): key for key in shared}
    Mention.objects.bulk_create(
        Mention(signal=signal, subject=row, key=keys[kind, index_hash(kind, value)])
        for row, typed in zip(rows, subjects, strict=True)
        for kind, value in dict.fromkeys(typed.keys)
    )


@dataclass(frozen=True)
class Origin:
    """What may stand beside a signal: the department where enough colleagues could be meant, else its cluster (R11)."""

    department: Department | None = None
    cluster: str = ""

    def __str__(self) -> str:
        return self.department.name if self.department else self.cluster


def origin_of(department: Department | None) -> Origin:
    if department is None:
        return Origin()
    enough = department.municipality.named_from_accounts
    in_department, in_cluster = RoleGrant.objects.accounts_around(department)
    if in_department >= enough:
        return Origin(department)
    return Origin(cluster=department.cluster if in_cluster >= enough else "")


def _tell_readers(signal: Signal, planned: Plan) -> None:
    tell(
        planned.told,
        kind="signal_urgent" if signal.is_urgent else "signal_filed",
        effect=f"filed:{signal.uuid}",
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
        by_mail="now" if planned.tells_at_once else "digest",
    )


def _word_by(calendar: ReadingCalendar, deadlines: Deadlines, now: datetime) -> date:
    longest = timezone.localdate(now) + deadlines.silence
    return min(calendar.due_on(now, deadlines[Deadline.WORD]), longest)
