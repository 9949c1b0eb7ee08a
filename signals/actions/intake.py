"""The team takes a signal up: seen, claimed, passed on, given a headline, an urgency, a theme, a route."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hkin.outbox.actions import forget
from hkin.privacy.marks import duty_mark
from hkin.privacy.words import INDEX_VERSION, index_words
from network.models import Theme, User
from network.models.place import TeamKind
from network.telling import tell
from signals.access import who_may
from signals.actions.feedback import send_feedback
from signals.actions.routing import consult_directory, in_words, report_holes, team_for
from signals.actions.working import NotAllowed, Work, WrongMoment, at_work, covers_for, refusals_written_down
from signals.audience import audience_of
from signals.deadlines import decided_by, leased_until, next_word_by
from signals.models import ScoreSheet, Signal
from signals.rules import feedback as prepared
from signals.rules.lifecycle import URGENT, Route, Status, Urgency, Verb
from signals.rules.routing import decide
from signals.rules.safety import RegimeAnswer, Safety


class AlreadyClaimed(Exception):
    """A colleague holds the claim; taking over is an act of its own."""

    def __init__(self, owner: User) -> None:
        super().__init__()
        self.owner = owner


def mark_seen(reference: str, *, by: User, key: UUID | None = None) -> Signal:
    """A human says "seen" to an urgent signal; the chain of reminders stops."""
    with at_work(reference, by=by, verb=Verb.MARK_SEEN, key=key) as work:
        work.signal.seen_at = work.signal.seen_at or timezone.now()
    return work.signal


def claim(reference: str, *, by: User, feedback: str | None = "") -> Signal:
    """One owner, decided by one conditional UPDATE: of fifty colleagues who press at once, one wins.

    `feedback` goes to the reporter when it is taken up for the first time; None is the prepared text.
    """
    today = timezone.localdate()
    free = Q(owner=None) | Q(lease_until__lt=today) | Q(owner__in=covers_for(by))
    with refusals_written_down(reference, by, Verb.CLAIM), transaction.atomic():
        candidate = (
            Signal.objects.visible_to(by)
            .select_related("municipality", "team__municipality")
            .filter(reference=reference)
            .first()
        )
        if candidate is None:
            raise NotAllowed
        open_row = Signal.objects.open().filter(free, pk=candidate.pk)
        if not open_row.update(owner=by, lease_until=leased_until(candidate)):
            candidate.refresh_from_db(fields=["owner", "status"])
            if candidate.owner == by:
                return candidate  # pressed twice
            if candidate.owner is None:
                raise WrongMoment
            raise AlreadyClaimed(candidate.owner)
        with at_work(reference, by=by, verb=Verb.CLAIM) as work:
            signal = work.signal
            signal.municipality = candidate.municipality
            signal.seen_at = signal.seen_at or timezone.now()
            if signal.status == Status.RECEIVED:
                signal.status = Status.IN_PROGRESS
                text = taken_up_text(signal) if feedback is None else feedback
                if text:
                    send_feedback(work, text)
    return signal


def taken_up_text(signal: Signal) -> str:
    """What the reporter hears when nobody changes it."""
    return prepared.taken_up(next_word_on=next_word_by(signal.municipality))


def take_over(reference: str, *, by: User, reason: str, version: int | None = None, key: UUID | None = None) -> Signal:
    """The claim of a colleague becomes mine, with a reason; the colleague hears of it."""
    with at_work(reference, by=by, verb=Verb.TAKE_OVER, version=version, key=key) as work:
        before = work.signal.owner
        _give_claim(work, by)
        work.detail = reason
        if before is not None and before != by:
            _tell_owner(work, before, kind="claim_taken_over")
    return work.signal


def pass_on(
    reference: str, *, by: User, to: User, reason: str, version: int | None = None, key: UUID | None = None
) -> Signal:
    """To a colleague who may see it too."""
    with at_work(reference, by=by, verb=Verb.PASS_ON, version=version, key=key) as work:
        if not Signal.objects.visible_to(to).filter(pk=work.signal.pk).exists():
            raise NotAllowed
        _give_claim(work, to)
        work.detail = gettext("Passed on to %(name)s. %(reason)s") % {"name": to, "reason": reason}
        _tell_owner(work, to, kind="claim_passed_on")
    return work.signal


def step_aside(reference: str, *, by: User, key: UUID | None = None) -> Signal:
    """ "Ik ken deze persoon of dit adres": from now on it is out of my sight, and my colleagues hear that it waits."""
    with at_work(reference, by=by, verb=Verb.STEP_ASIDE, key=key) as work:
        signal = work.signal
        others = [user for user in audience_of(signal).everybody if user != by]
        if not others:
            raise WrongMoment
        signal.stepped_aside.add(by)
        questions = (signal.hand_overs, signal.source_questions)
        numbers = [number for rows in questions for number in rows.values_list("reference", flat=True)]
        forget_what_was_told(signal, [by], also=numbers)
        if signal.owner_id == by.pk:
            signal.owner, signal.lease_until = None, None
        tell(
            others,
            kind="signal_filed",
            effect=f"aside:{signal.uuid}:{signal.version}",
            municipality_id=signal.municipality_id,
            reference=signal.reference,
            path=reverse("signals:team_detail", args=[signal.reference]),
            by_mail="now" if signal.is_urgent else "digest",
        )
    return work.signal


def forget_what_was_told(signal: Signal, people: Iterable[User], *, also: Iterable[str] = ()) -> None:
    """Who may not see it any more: of the signal and of scoring it. What they were told as its reporter stays.

    What a department was asked is another row with a number of its own, and stays with it.
    """
    sheets = ScoreSheet.objects.filter(round__signal=signal).values_list("reference", flat=True)
    numbers = [signal.reference, *sheets, *also]
    forget(references=numbers, recipient_marks=[duty_mark(user.pk) for user in people])


def write_headline(reference: str, *, by: User, headline: str, version: int, key: UUID | None = None) -> Signal:
    with at_work(reference, by=by, verb=Verb.WRITE_HEADLINE, version=version, key=key) as work:
        work.signal.sealed_headline = work.seal("headline", headline)
        work.signal.words = sorted({*work.signal.words, *index_words(headline)})
        work.signal.index_version = INDEX_VERSION
    return work.signal


def set_urgency(
    reference: str, *, by: User, urgency: Urgency, reason: str, version: int, key: UUID | None = None
) -> Signal:
    with at_work(reference, by=by, verb=Verb.SET_URGENCY, version=version, key=key) as work:
        signal = work.signal
        was_urgent = signal.is_urgent
        signal.set_urgency(urgency, due_on=decided_by(signal, urgency))
        work.detail = reason
        if urgency in URGENT and not was_urgent:
            signal.seen_at = timezone.now()  # whoever raises it has seen it
    return work.signal


def set_theme(reference: str, *, by: User, theme: Theme, reason: str, version: int, key: UUID | None = None) -> Signal:
    """The theme changes at once; where it would go now is proposed, and a person confirms (confirm_route)."""
    with at_work(reference, by=by, verb=Verb.SET_THEME, version=version, key=key) as work:
        signal = work.signal
        signal.theme = theme
        directory = consult_directory(
            municipality=signal.municipality,
            themes=[theme],
            team_kind=TeamKind.INTEGRAL,
            on=timezone.localdate(),
        )
        kept_out = signal.kept_out()
        contacts = {person.user_id for lead in directory.leads for person in lead.contacts}
        routing = decide(
            safety=Safety(signal.safety),
            regime_answer=RegimeAnswer(signal.regime_answer) if signal.regime_answer else None,
            directory=directory,
            excluded=frozenset(user_id for user_id in contacts if user_id in kept_out),
            chosen_receiver=signal.receiver_id,
        )
        signal.lead_department_id = routing.lead_department_id
        signal.proposed_contact_id = routing.contact_id
        signal.has_hole = bool(routing.holes)
        signal.sealed_why = work.seal("why", in_words(routing.reasons))
        work.detail = reason
        report_holes(routing, municipality=signal.municipality)
    return work.signal


def move_to_queue(
    reference: str, *, by: User, route: Route, reason: str, version: int, key: UUID | None = None
) -> Signal:
    """A person moves it to another receiving queue: the attention officer hands it to the team, for one."""
    with at_work(reference, by=by, verb=Verb.CONFIRM_ROUTE, version=version, key=key) as work:
        if work.signal.route == Route.RESTRICTED:
            raise WrongMoment  # only a decision about the law lets it out
        _move(work, route)
        work.detail = reason
    return work.signal


def decide_regime(
    reference: str, *, by: User, allowed: bool, reason: str, version: int, key: UUID | None = None
) -> Signal:
    """Coordinator or privacy officer decides whether the team may see it (R3, R26); if not, it stays."""
    with at_work(reference, by=by, verb=Verb.DECIDE_REGIME, version=version, key=key) as work:
        if work.signal.route != Route.RESTRICTED:
            raise WrongMoment
        work.detail = reason
        if allowed:
            after = Route.ATTENTION_OFFICER if work.signal.safety == Safety.VICTIM else Route.TEAM
            _move(work, after)
            work.signal.regime_answer = RegimeAnswer.NO
    return work.signal


def _move(work: Work, route: Route) -> None:
    signal = work.signal
    before = audience_of(signal).everybody
    signal.route = route
    signal.team = team_for(signal.municipality, route)
    signal.owner, signal.lease_until = None, None
    signal.receiver = None
    if not (readers := audience_of(signal)).everybody:
        raise WrongMoment
    forget_what_was_told(signal, set(before) - set(readers.everybody))
    tell(
        [user for user in readers.present or readers.everybody if user != work.by],
        kind="signal_urgent" if signal.is_urgent else "signal_filed",
        effect=f"moved:{signal.uuid}:{signal.version}",
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:team_detail", args=[signal.reference]),
        by_mail="now" if signal.is_urgent or route != Route.TEAM else "digest",
    )


def _give_claim(work: Work, owner: User) -> None:
    work.signal.owner = owner
    work.signal.lease_until = leased_until(work.signal)


def _tell_owner(work: Work, owner: User, *, kind: str) -> None:
    tell(
        [owner],
        kind=kind,
        effect=f"{kind}:{work.signal.uuid}:{work.signal.version}",
        municipality_id=work.signal.municipality_id,
        reference=work.signal.reference,
        path=reverse("signals:team_detail", args=[work.signal.reference]),
    )


def colleagues_of(signal: Signal) -> list[User]:
    """Who may take it over: everybody who can open it, in a role that handles signals."""
    return who_may(audience_of(signal).everybody, signal, Verb.CLAIM)
