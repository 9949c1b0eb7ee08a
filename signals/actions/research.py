"""Source research: no question without a check (R2), hit or no hit first, content after a second decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from network.roles import roles_of
from network.rules import Role
from network.telling import tell
from signals.actions.checks import put_check
from signals.actions.notes import write_note
from signals.actions.protocol import find, must_be_shareable
from signals.actions.working import NotAllowed, NotYet, Stale, Work, WrongMoment, at_asked, at_work
from signals.audience import audience_of
from signals.deadlines import answered_by
from signals.models import PrivacyCheck, Signal, SourceQuestion
from signals.models.check import CheckVerdict
from signals.models.note import NoteKind
from signals.models.research import Found, SourceQuestionQuerySet
from signals.protocols import follows_protocol, protocol_of
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Verb
from signals.rules.protocol import WAITING, CheckOn, Task, TaskKind
from signals.sources import holders_of


# ---- the team asks -------------------------------------------------------------------------------
def ask_source(
    reference: str, *, by: User, check: UUID, question: str, version: int | None = None, key: UUID | None = None
) -> SourceQuestion:
    """`check` allowed it. A question that was withdrawn or given back is asked again under the same check."""
    with at_work(reference, by=by, verb=Verb.ASK_SOURCE, version=version, key=key) as work:
        task = _task(work.signal)
        must_be_shareable(work.signal)
        allowed = work.signal.checks.select_related("source__department").filter(uuid=check, on=CheckOn.SOURCE).first()
        if allowed is None or allowed.source is None:
            raise NotAllowed
        if allowed.verdict != CheckVerdict.ALLOWED:
            raise NotYet([_("The privacy officer must allow it first: check 1.")])
        if allowed.is_overtaken:
            raise WrongMoment
        holders = holders_of(allowed.source.department, kept_out=work.signal.kept_out())
        if not holders:
            raise NotYet([_("Nobody of this source can answer now. Ask the department who stands in.")])
        row = _asked(work, allowed, question)
        find(work, task, WAITING)
        work.detail = str(allowed.source)
        _tell_holders(holders, row, kind="source_asked", effect=f"source:{row.uuid}:{row.version}")
    return row


def _asked(work: Work, allowed: PrivacyCheck, question: str) -> SourceQuestion:
    row = SourceQuestion.objects.select_for_update().filter(check_1=allowed).first()
    if row is None:
        row = SourceQuestion(signal=work.signal, source=allowed.source, check_1=allowed)
    elif row.found == Found.WITHDRAWN:
        row.version += 1
    else:
        raise WrongMoment
    row.asked_by, row.asked_at = work.by, timezone.now()
    row.due_on = answered_by(work.signal, Deadline.SOURCE_ANSWER)
    row.found, row.answered_by, row.answered_at = Found.WAITING, None, None
    row.sealed_question = work.sealer.seal("sourcequestion.question", row.uuid, question)
    row.save()
    return row


def withdraw_question(
    reference: str, *, by: User, question: str, version: int | None = None, key: UUID | None = None
) -> SourceQuestion:
    """`question` is the number of the question, and `version` that of the question."""
    with at_work(reference, by=by, verb=Verb.ASK_SOURCE, key=key) as work:
        row = _of(work.signal, question, version)
        if row.found != Found.WAITING:
            raise WrongMoment
        row.found = Found.WITHDRAWN
        row.version += 1
        row.save()
        _find(work)
        work.detail = str(row.source)
    return row


def ask_content(
    reference: str, *, by: User, question: str, asked: str, version: int | None = None, key: UUID | None = None
) -> PrivacyCheck:
    """The second decision: may what the source knows of this hit move to the team? `version` is of the signal."""
    with at_work(reference, by=by, verb=Verb.ASK_CHECK, version=version, key=key) as work:
        row = _of(work.signal, question, None)
        if row.found != Found.HIT or row.content_at is not None or row.may_give_content:
            raise WrongMoment
        row.content_check = put_check(work, on=CheckOn.CONTENT, asked=asked, source=row.source)
        row.version += 1
        row.save()
    return row.content_check


# ---- the source holder answers -------------------------------------------------------------------
@dataclass(frozen=True)
class HolderAnswer:
    """Hit, no hit, or WITHDRAWN: "I cannot look this up", with a reason."""

    found: Found
    reason: str = ""


def answer_source(
    question: str, *, by: User, answer: HolderAnswer, version: int | None = None, key: UUID | None = None
) -> SourceQuestion:
    """`question` is its own number; of the signal the holder knows none."""
    with at_asked(
        _seen_by(by, question), by=by, role=Role.SOURCE_HOLDER, verb=Verb.ANSWER_SOURCE, version=version, key=key
    ) as (row, work):
        if row.found != Found.WAITING:
            raise WrongMoment
        row.found, row.answered_by, row.answered_at = answer.found, by, timezone.now()
        row.save()
        if answer.found == Found.WITHDRAWN:
            words = {"source": row.source, "reason": answer.reason}
            text = _("%(source)s: the holder cannot look this up. %(reason)s") % words
            write_note(work, NoteKind.INTERNAL, text, key=row.reason_key)
        _find(work)
        work.detail = str(row.source)
        _tell_team(row, effect=f"source_answered:{row.uuid}:{row.version}")
    return row


def give_content(
    question: str, *, by: User, content: str, version: int | None = None, key: UUID | None = None
) -> SourceQuestion:
    """Only after the second decision allowed it, within its limits."""
    with at_asked(
        _seen_by(by, question), by=by, role=Role.SOURCE_HOLDER, verb=Verb.ANSWER_SOURCE, version=version, key=key
    ) as (row, work):
        if not row.may_give_content:
            raise WrongMoment
        row.sealed_content = work.sealer.seal("sourcequestion.content", row.uuid, content)
        row.content_at = timezone.now()
        work.detail = str(row.source)
        _tell_team(row, effect=f"source_content:{row.uuid}")
    return row


# ---- inside --------------------------------------------------------------------------------------
def _seen_by(by: User, question: str) -> SourceQuestionQuerySet:
    return SourceQuestion.objects.visible_to(by).filter(reference=question)


def _of(signal: Signal, question: str, version: int | None) -> SourceQuestion:
    rows = signal.source_questions.select_for_update(of=("self",)).select_related("source__department", "content_check")
    row = rows.filter(reference=question).first()
    if row is None:
        raise NotAllowed
    if version is not None and row.version != version:
        raise Stale
    return row


def _task(signal: Signal) -> Task:
    protocol = protocol_of(signal)
    task = protocol.first_of(TaskKind.SOURCES) if follows_protocol(signal) else None
    if task is None:
        raise WrongMoment
    if task.code not in protocol.step(signal.step).tasks:
        raise NotYet([_("This is asked in the step “%(step)s”.") % {"step": protocol.step_of(task.code).label}])
    return task


def _find(work: Work) -> None:
    """WAITING while one waits; one hit is enough."""
    task = protocol_of(work.signal).first_of(TaskKind.SOURCES)
    if task is None:
        return
    found = set(work.signal.source_questions.values_list("found", flat=True))
    verdict = WAITING
    if Found.WAITING not in found:
        verdict = next((str(one) for one in (Found.HIT, Found.NO_HIT) if one in found), WAITING)
    find(work, task, verdict)


def _tell_holders(people: Sequence[User], row: SourceQuestion, *, kind: str, effect: str) -> None:
    tell(
        people,
        kind=kind,
        effect=effect,
        municipality_id=row.signal.municipality_id,
        reference=row.reference,
        path=reverse("signals:source_question", args=[row.reference]),
    )


def _tell_team(row: SourceQuestion, *, effect: str) -> None:
    """The coordinators: a member reads no hits (dossier 5.3)."""
    readers = audience_of(row.signal).everybody
    coordinators = [user for user in readers if roles_of(user).has(Role.COORDINATOR)]
    asker = [user for user in coordinators if user.pk == row.asked_by_id]
    tell(
        asker or coordinators or readers,
        kind="source_answered",
        effect=effect,
        municipality_id=row.signal.municipality_id,
        reference=row.signal.reference,
        path=reverse("signals:research", args=[row.signal.reference]),
    )
