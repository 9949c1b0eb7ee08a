"""A hand-over is one question to a department. It answers, gives it to a colleague, and reports the result."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.sealing import Sealer, open_key
from network.models import Department, Power, RoleGrant, User
from network.roles import away_on, present
from network.rules import Role
from network.telling import tell
from signals.actions.planning import plan_follows
from signals.actions.protocol import Answers, find_kind, must_be_shareable, record_purpose
from signals.actions.working import NotAllowed, NotYet, Stale, Work, WrongMoment, append_to_trail, at_work
from signals.approach import carries_hits, goes_by_sources, not_allowed_here
from signals.audience import audience_of
from signals.models import HandOver, Signal
from signals.models.assignment import ENDED, GOING_ON, TAKEN, OwnReport, Reply
from signals.rules.labels import REPLY_WORDS
from signals.rules.lifecycle import Status, Verb, may
from signals.rules.protocol import WAITING, TaskKind


@dataclass(frozen=True)
class Question:
    """What the team asks. Nothing of the signal goes along but what is ticked, one by one."""

    question: str
    text: str
    due_on: date
    power: Power | str = ""  # or in words, where none of the theme fits
    shares_text: bool = False
    shares_reporter: bool = False
    attachments: Collection[UUID] = ()
    takes_lead: bool = False  # asked to take the whole signal over
    purpose: Answers | None = None  # purpose and ground, when they were not recorded before
    allowed: str = ""  # why this may be shared, where a closed law or police data ask that


class NobodyThere(Exception):
    """The department has nobody who may read it now."""


class CannotTakeIt(Exception):
    """This colleague cannot get it now. Whether they are away or kept out, nobody hears."""


def hand_over(
    reference: str, *, by: User, department: Department, question: Question, version: int, key: UUID | None = None
) -> HandOver:
    """`key` names the form: see asked_before."""
    with at_work(reference, by=by, verb=Verb.HAND_OVER, version=version, key=key) as work:
        if question.purpose:
            record_purpose(work, question.purpose)
        _must_be_askable(work.signal, department, question)
        to = addressed(department, kept_out=work.signal.kept_out())
        if not to.people:
            raise NobodyThere
        row = _asked(work, department, question, to, key=key or uuid4())
        work.detail = "\n".join(filter(None, [department.name, question.allowed]))
        _who_leads(row, work)
        tell_of_question(to.people, row, effect=f"handover:{row.uuid}")
        return row


def _must_be_askable(signal: Signal, department: Department, question: Question) -> None:
    """NotYet with what the law or the protocol asks before this leaves."""
    if department.municipality_id != signal.municipality_id:
        raise NotAllowed
    must_be_shareable(signal)
    missing = not_allowed_here(signal, department, question.power)
    if not question.takes_lead and goes_by_sources(signal, department):
        missing.append(_("Ask this through the sources of this department: first check 1."))
    elif not question.takes_lead and carries_hits(signal):
        missing.append(_("A source had a hit. Ask departments in the approach, after the check on what they get."))
    if signal.needs_permission and not question.allowed:
        missing.append(_("Write down why this may be shared."))
    if missing:
        raise NotYet(missing)


def _asked(work: Work, department: Department, question: Question, to: Addressed, *, key: UUID) -> HandOver:
    signal = work.signal
    row = HandOver(
        uuid=key,
        signal=signal,
        department=department,
        asked_by=work.by,
        contact=to.people[0],
        given_to=to.fallback,
        due_on=question.due_on,
        shares_text=question.shares_text,
        shares_reporter=question.shares_reporter and not signal.is_shielded,
        takes_lead=question.takes_lead,
    )
    _seal(row, work.sealer, question=question.question, text=question.text, power=str(question.power))
    row.save(force_insert=True)
    row.shared_attachments.set(signal.attachments.filter(uuid__in=list(question.attachments)))
    return row


def asked_before(reference: str, *, by: User, key: UUID) -> HandOver | None:
    """The question this form became, when it was sent before."""
    return (
        HandOver.objects.filter(uuid=key, signal__reference=reference, asked_by=by)
        .select_related("department", "contact")
        .first()
    )


@dataclass(frozen=True)
class Addressed:
    people: list[User]
    fallback: User | None  # to whom it is given in person


def addressed(department: Department, *, kept_out: Container[int]) -> Addressed:
    return addressed_each([department], kept_out=kept_out)[department.pk]


def addressed_each(departments: Collection[Department], *, kept_out: Container[int]) -> dict[int, Addressed]:
    """Whoever answers for a department today; when no contact person can, its fallback, who gets it in person."""
    away = away_on(timezone.localdate())
    grants = (
        RoleGrant.objects.current(timezone.localdate())
        .filter(department__in=departments, role=Role.CONTACT_PERSON)
        .select_related("user", "deputy")
        .order_by("pk")
    )
    found = {one.pk: Addressed([], None) for one in departments}
    for grant in grants:
        here = found[grant.department_id or 0].people
        here += [person for person, _absent in present([grant], away) if person.pk not in kept_out]
    for one in departments:
        person = None if found[one.pk].people else one.fallback
        if person is not None and person.is_active and person.pk not in away and person.pk not in kept_out:
            found[one.pk] = Addressed([person], person)
    return found


def contacts_of(department: Department, *, kept_out: Container[int]) -> list[User]:
    """Who answers for a department today: contact persons, or their deputies; never who is kept out."""
    to = addressed(department, kept_out=kept_out)
    return [] if to.fallback else to.people


@dataclass(frozen=True)
class Answer:
    """yes / yes, later / no, because / first a question."""

    reply: Reply
    words: str = ""
    later_on: date | None = None


def answer_hand_over(reference: str, *, by: User, answer: Answer, version: int) -> HandOver:
    with _at_hand_over(reference, by=by, version=version) as (row, work):
        row.reply, row.later_on, row.replied_at = answer.reply, answer.later_on, timezone.now()
        _seal(row, work.sealer, reply=answer.words)
        if answer.reply == Reply.ASKED_BACK:
            _seal(row, work.sealer, answer="")  # to the question before this one; the trail keeps both
        work.detail = "\n".join(filter(None, [f"{row.department.name}: {REPLY_WORDS[answer.reply]}", answer.words]))
        _free_when_last(row)
        plan_follows(row, work)
        _who_leads(row, work)
        _tell_asker(row, effect=f"reply:{row.uuid}:{row.version}")
    return row


def answer_department(
    reference: str, *, by: User, question: str, text: str, version: int, key: UUID | None = None
) -> HandOver:
    """The team answers what a department asked first; then the department chooses again.

    `question` is the number of the hand-over, and `version` that of the hand-over.
    """
    with at_work(reference, by=by, verb=Verb.ANSWER_DEPARTMENT, key=key) as work:
        row = _asked_row(work, question, version, when=[Reply.ASKED_BACK])
        row.reply = Reply.WAITING
        row.version += 1
        _seal(row, work.sealer, answer=text)
        people = now_with(row)
        row.save()
        work.detail = f"{row.department.name}: {text}"
        tell_of_question(people, row, effect=f"answered:{row.uuid}:{row.version}")
    return row


def take_back(
    reference: str, *, by: User, question: str, reason: str, version: int, key: UUID | None = None
) -> HandOver:
    """The team asks it no more: it was for somebody else, or nobody answers. The department reads only the reason.

    `question` is the number of the hand-over, and `version` that of the hand-over.
    """
    with at_work(reference, by=by, verb=Verb.TAKE_BACK, key=key) as work:
        row = _asked_row(work, question, version, when=GOING_ON)
        people = now_with(row)
        row.reply = Reply.TAKEN_BACK
        row.version += 1
        _seal(row, work.sealer, taken_back=reason)
        row.save()
        work.detail = f"{row.department.name}: {reason}"
        _free_when_last(row)
        plan_follows(row, work)
        _who_leads(row, work)
        tell_of_question(people, row, kind="hand_over_taken_back", effect=f"taken_back:{row.uuid}")
    return row


def _asked_row(work: Work, reference: str, version: int, *, when: Collection[str]) -> HandOver:
    """A question of this signal, locked; `when` are the replies at which this can be done."""
    rows = work.signal.hand_overs.select_for_update(of=("self",)).select_related("department__fallback", "given_to")
    row = rows.filter(reference=reference).first()
    if row is None:
        raise NotAllowed
    if row.reply not in when:
        raise WrongMoment
    if row.version != version:
        raise Stale
    return row


def now_with(row: HandOver) -> list[User]:
    """The colleague it was given to, as long as they can read it; else whoever answers for the department today."""
    given = row.given_to
    reads_it = given is not None and HandOver.objects.visible_to(given).filter(pk=row.pk).exists()
    if given is not None and reads_it and given.pk not in away_on(timezone.localdate()):
        return [given]
    to = addressed(row.department, kept_out=row.signal.kept_out())
    row.given_to = to.fallback or given
    return to.people


def give_to_colleague(reference: str, *, by: User, to: User, version: int) -> HandOver:
    """To somebody of the same department."""
    with _at_hand_over(reference, by=by, version=version) as (row, work):
        if not colleagues_in(row.department).filter(pk=to.pk).exists():
            raise NotAllowed
        if to.pk in row.signal.kept_out() or to.pk in away_on(timezone.localdate()):
            raise CannotTakeIt
        row.given_to = to
        work.detail = row.department.name
        tell_of_question([to], row, effect=f"given:{row.uuid}:{row.version}")
    return row


def report_result(
    reference: str, *, by: User, result: str, own_number: str, version: int, own_report: OwnReport | None = None
) -> HandOver:
    """A signal is a tip: what a department found itself stands in a report of its own.

    Whoever took the lead tells it after the team closed the signal too, as long as that is kept.
    """
    with _at_hand_over(reference, by=by, version=version, after_the_end=True) as (row, work):
        if row.reply not in TAKEN:
            raise WrongMoment
        row.reply, row.replied_at = Reply.DONE, timezone.now()
        row.own_report = own_report or ""
        _seal(row, work.sealer, result=result, own_number=own_number)
        _free_when_last(row)
        plan_follows(row, work)
        work.detail = row.department.name
        _tell_asker(row, effect=f"result:{row.uuid}")
    return row


def colleagues_in(department: Department) -> models.QuerySet[User]:
    """Everybody: a list without whom the reporter kept out would name them."""
    return User.objects.filter(
        is_active=True,
        pk__in=RoleGrant.objects.current(timezone.localdate()).filter(department=department).values("user_id"),
    )


@contextmanager
def _at_hand_over(
    reference: str, *, by: User, version: int, after_the_end: bool = False
) -> Iterator[tuple[HandOver, Work]]:
    with transaction.atomic():
        row = (
            HandOver.objects.visible_to(by)
            .select_for_update(of=("signal", "self"))  # in the order of the team's moves
            .select_related("signal__municipality", "signal__team", "department", "asked_by")
            .filter(reference=reference)
            .first()
        )
        if row is None:
            raise NotAllowed
        goes_on = after_the_end and row.leads
        may_answer = goes_on or may(Role.CONTACT_PERSON, Verb.RECEIVE_REPLY, Status(row.signal.status))
        if row.reply in ENDED or not may_answer:
            raise WrongMoment
        if row.version != version:
            raise Stale
        work = Work(row.signal, by, Role.CONTACT_PERSON, Verb.RECEIVE_REPLY, open_key(row.signal.uuid))
        before = row.signal.status
        yield row, work
        row.version += 1
        row.save()
        if row.signal.status != before:
            Signal.objects.filter(pk=row.signal_id).update(status=row.signal.status, version=F("version") + 1)
        append_to_trail(work, before=before, after=row.signal.status)


def _free_when_last(row: HandOver) -> None:
    """When no department works on it any more, it is the team's turn again."""
    others = row.signal.hand_overs.open().exclude(pk=row.pk)
    if row.reply in ENDED and row.signal.status == Status.ASSIGNED and not others.exists():
        row.signal.status = Status.IN_PROGRESS


def _who_leads(row: HandOver, work: Work) -> None:
    """What the task "one department takes the lead" comes to, over all who were asked that; one yes is enough."""
    if not row.takes_lead:
        return
    others = row.signal.hand_overs.filter(takes_lead=True).exclude(pk=row.pk).values_list("reply", flat=True)
    replies = {row.reply, *others} - {Reply.TAKEN_BACK}
    if replies & {Reply.ACCEPTED, Reply.LATER, Reply.DONE}:
        verdict = "accepted"
    elif replies == {Reply.DECLINED}:
        verdict = "declined"
    else:
        verdict = WAITING
    find_kind(work, TaskKind.LEAD, verdict)


def _seal(row: HandOver, sealer: Sealer, **texts: str) -> None:
    for column, text in texts.items():
        sealed = sealer.seal(f"handover.{column}", row.uuid, text) if text else None
        setattr(row, f"sealed_{column}", sealed)


def tell_of_question(people: Sequence[User], row: HandOver, *, effect: str, kind: str = "hand_over_asked") -> None:
    tell(
        people,
        kind=kind,
        effect=effect,
        municipality_id=row.signal.municipality_id,
        reference=row.reference,
        path=reverse("signals:hand_over", args=[row.reference]),
    )


def _tell_asker(row: HandOver, *, effect: str) -> None:
    readers = audience_of(row.signal).everybody
    owner = [user for user in readers if user.pk in {row.signal.owner_id, row.asked_by_id}]
    tell(
        owner or readers,
        kind="hand_over_answered",
        effect=effect,
        municipality_id=row.signal.municipality_id,
        reference=row.signal.reference,
        path=reverse("signals:team_detail", args=[row.signal.reference]),
    )
