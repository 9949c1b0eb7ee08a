"""A term ended and nobody acted: a claim is let go, a question goes unanswered, a silence is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import uuid4

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hkin.outbox.actions import ByMail
from hkin.privacy.sealing import open_key
from network.models import RoleGrant, User
from network.roles import Away, away_on
from network.telling import tell
from signals.actions.clockwork import for_each, write_down
from signals.actions.feedback import reach_reporter
from signals.actions.reminding import hearers
from signals.audience import audience_of
from signals.deadlines import leased_until, next_word_by
from signals.models import Note, Signal
from signals.models.note import NoteKind
from signals.rules.feedback import still_busy, still_waiting
from signals.rules.lifecycle import Route, Status
from signals.rules.reminding import Lapse


# ---- claims --------------------------------------------------------------------------------------
def end_claims() -> None:
    """A lease that ended, and an owner who is away or gone."""
    today = timezone.localdate()
    away = away_on(today)
    ended = Q(lease_until__lt=today) | Q(owner__in=away) | Q(owner__is_active=False)
    for_each(Signal.objects.open().filter(ended, owner__isnull=False), partial(_end_claim, away=away, today=today))


def _end_claim(signal: Signal, *, away: Away, today: date) -> None:
    absent = signal.owner
    has_ended = signal.lease_until is not None and signal.lease_until < today
    deputy = None if has_ended or absent is None else _deputy(signal, absent, away)
    if deputy is None or absent is None:
        release(signal)
        return
    detail = gettext("%(absent)s is away. %(name)s goes on.") % {"absent": absent, "name": deputy}
    give_claim(signal, deputy, lapse=Lapse.GIVE_TO_DEPUTY, detail=detail)


def give_claim(signal: Signal, owner: User, *, lapse: Lapse, detail: str) -> None:
    """A locked signal, to somebody who may open it."""
    signal.owner, signal.lease_until = owner, leased_until(signal)
    write_down(signal, lapse, before=signal.status, detail=detail)
    _tell(signal, [owner], kind="claim_passed_on")


def release(signal: Signal, *, lapse: Lapse = Lapse.RELEASE, detail: str = "") -> None:
    """A locked signal: nobody has it any more."""
    signal.owner, signal.lease_until = None, None
    write_down(signal, lapse, before=signal.status, detail=detail)
    _tell(signal, hearers(signal), kind="claim_released", by_mail="now" if signal.is_urgent else "digest")


def _deputy(signal: Signal, absent: User, away: Away) -> User | None:
    """Whom the absence names, else a standing deputy of a role there; only who is there and may open it."""
    for deputy in _deputies(signal, absent, away):
        is_there = deputy.is_active and deputy.pk not in away
        if is_there and Signal.objects.visible_to(deputy).filter(pk=signal.pk).exists():
            return deputy
    return None


def _deputies(signal: Signal, absent: User, away: Away) -> Iterator[User]:
    yield from User.objects.filter(pk=away.get(absent.pk) or 0)
    grants = RoleGrant.objects.filter(user=absent, municipality=signal.municipality_id, deputy__isnull=False)
    yield from (grant.deputy for grant in grants.select_related("deputy").order_by("pk") if grant.deputy)


# ---- readers who left ------------------------------------------------------------------------
def find_readers() -> None:
    """A chosen receiver or the officer of a theme lost the role: others of that role read it, else the law's two."""
    chosen = Q(route=Route.INTEGRITY, receiver__isnull=False) | Q(route=Route.ATTENTION_OFFICER)
    for_each(Signal.objects.open().filter(chosen), find_other_readers)


def find_other_readers(signal: Signal) -> None:
    """A locked signal."""
    if audience_of(signal).everybody:
        return
    signal.receiver, signal.attention_theme = None, None
    if signal.route == Route.ATTENTION_OFFICER and not audience_of(signal).everybody:
        signal.route = Route.RESTRICTED
    signal.owner, signal.lease_until = None, None
    write_down(signal, Lapse.OTHER_READERS, before=signal.status)
    _tell(signal, list(audience_of(signal).everybody), kind="signal_urgent" if signal.is_urgent else "signal_filed")


# ---- questions to the reporter -------------------------------------------------------------------
def go_on_without_answers() -> None:
    """When the last question is past its day, it is the team's turn again; an answer stays welcome."""
    questions = Note.objects.filter(signal=OuterRef("pk"), kind=NoteKind.QUESTION, replies=None)
    still_open = questions.filter(due_on__gte=timezone.localdate())
    for_each(Signal.objects.open().filter(~Exists(still_open), status=Status.WAITING_FOR_REPORTER), _go_on)


def _go_on(signal: Signal) -> None:
    before = signal.status
    signal.status = Status.ASSIGNED if signal.hand_overs.open().exists() else Status.IN_PROGRESS
    write_down(signal, Lapse.GO_ON_WITHOUT_ANSWER, before=before)
    _tell(signal, hearers(signal), kind="question_lapsed")


# ---- silence -------------------------------------------------------------------------------------
def break_silences() -> None:
    """The day of the next word came and nobody spoke. A question that waits for an answer is a word too."""
    due = Signal.objects.open().filter(next_word_on__lte=timezone.localdate())
    for_each(due.exclude(status=Status.WAITING_FOR_REPORTER), _break_silence)


def _break_silence(signal: Signal) -> None:
    signal.next_word_on = next_word_by(signal.municipality)
    words = still_waiting if signal.status == Status.RECEIVED else still_busy
    note = Note(signal=signal, uuid=uuid4(), kind=NoteKind.TO_REPORTER, author=None)
    text = words(next_word_on=signal.next_word_on)
    note.sealed_text = open_key(signal.uuid).seal("note.text", note.uuid, text)
    note.save(force_insert=True)
    write_down(signal, Lapse.BREAK_SILENCE, before=signal.status)
    reach_reporter(signal, kind="feedback_given", effect=f"note:{note.uuid}")


def _tell(signal: Signal, people: list[User], *, kind: str, by_mail: ByMail = "now") -> None:
    tell(
        people,
        kind=kind,
        effect=f"{kind}:{signal.uuid}:{signal.version}",
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
        by_mail=by_mail,
    )
