"""A task of the protocol comes to something, and a signal takes a way: to another step, or to its end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from network.rules import Role
from signals.access import roles_towards
from signals.actions.feedback import send_feedback
from signals.actions.working import NotAllowed, NotYet, Work, WrongMoment, at_work
from signals.agenda import chairs_now
from signals.models import Finding, Signal
from signals.protocols import Standing, follows_protocol, protocol_of, standing_of
from signals.rules.lifecycle import Outcome, Verb, acting_role
from signals.rules.protocol import WAITING, CheckOn, Task, TaskKind, Way
from signals.rules.protocol_words import missing_in_words, refused_in_words

#: Question code -> what was typed, the code of an option, or the codes of several.
Answers = Mapping[str, str | list[str]]


def find(work: Work, task: Task, verdict: str, *, answers: Answers | None = None) -> Finding:
    """Write down what a task came to, inside the move that brought it there. WAITING: begun, not decided."""
    if verdict != WAITING and verdict not in task.outcomes:
        raise ValueError(verdict)
    row = Finding(
        signal=work.signal, step=work.signal.step, task=task.code, verdict=verdict, by=work.by, role=work.role
    )
    if answers:
        row.sealed_answers = work.sealer.seal("finding.answers", row.uuid, json.dumps(answers, ensure_ascii=False))
    row.save(force_insert=True)
    return row


def find_kind(work: Work, kind: TaskKind, verdict: str, *, on: CheckOn | None = None) -> Finding | None:
    """The same for the one task of a kind; None where the protocol of this signal does not ask it."""
    if not follows_protocol(work.signal):
        return None
    task = protocol_of(work.signal).first_of(kind, on=on)
    return find(work, task, verdict) if task is not None else None


def weigh(
    reference: str, *, by: User, task: str, verdict: str, answers: Answers, version: int, key: UUID | None = None
) -> Finding:
    """Answer the questions of a task of this step; the form has checked that they are complete."""
    with at_work(reference, by=by, verb=Verb.WEIGH, version=version, key=key) as work:
        if not follows_protocol(work.signal):
            raise WrongMoment
        standing = standing_of(work.signal)
        asked = next((one for one in standing.tasks if one.code == task), None)
        if asked is None or asked.kind is not TaskKind.QUESTIONS or verdict not in asked.outcomes:
            raise WrongMoment
        if not _acts_as(work, asked.by):
            raise NotAllowed
        first = standing.missing_before(asked)
        if first:
            raise NotYet(missing_in_words(standing.protocol, standing.facts, first))
        work.detail = f"{asked.label}\n{asked.verdict_words(verdict)}"
        return find(work, asked, verdict, answers=answers)


def go_on(
    reference: str, *, by: User, way: str, reason: str, feedback: str = "", version: int, key: UUID | None = None
) -> Signal:
    """To another step of the protocol, by somebody whom the definition names, when everything it asks is done."""
    with at_work(reference, by=by, verb=Verb.DECIDE, version=version, key=key) as work:
        signal = work.signal
        if not follows_protocol(signal):
            raise WrongMoment
        standing = standing_of(signal)
        chosen = standing.protocol.way(signal.step, way)
        if chosen is None or not chosen.to_step:
            raise WrongMoment
        pass_gates(work, standing, chosen, reason=reason)
        ahead = standing.protocol.step(chosen.to_step)
        signal.step = ahead.code
        if not signal.is_urgent:
            signal.due_on = signal.calendar.add_reading_days(timezone.localdate(), ahead.days)
        if feedback:
            send_feedback(work, feedback)
        work.detail = f"{chosen.label}. {reason}"
    return signal


def end_by(work: Work, outcome: Outcome, *, reason: str, way: str = "") -> None:
    """The gates of an ending. Of what the team does not weigh, the queues of officers, only that it is called false."""
    if not follows_protocol(work.signal):
        if outcome is Outcome.FALSE_OR_MALICIOUS:  # it asks a second reader, which only the protocol does
            raise WrongMoment
        return
    standing = standing_of(work.signal)
    ways = standing.protocol.ways_ending_in(standing.step.code, outcome)
    chosen = next((one for one in ways if way in {"", one.code}), None)
    if chosen is None:
        raise NotYet([_("In the step “%(step)s” a signal cannot end like this.") % {"step": standing.step.label}])
    pass_gates(work, standing, chosen, reason=reason)


def pass_gates(work: Work, standing: Standing, way: Way, *, reason: str) -> None:
    """NotYet with every sentence of what stands in between: who decides this, and what must be done first."""
    is_chair = standing.is_for_chair() and chairs_now(work.by, work.signal)
    _acts_as(work, frozenset(role for role in Role if standing.may_take(way, role, is_chair=is_chair)))
    refused = refused_in_words(standing, way, [work.role], is_chair=is_chair)
    if refused:
        raise NotYet(refused)
    if way.records is not None:
        find(work, standing.protocol.task(way.records.task), way.records.verdict, answers={"why": reason})


def _acts_as(work: Work, named: frozenset[Role]) -> bool:
    """Whoever holds more roles here acts in the one that the definition names."""
    if work.role not in named:
        able = acting_role(roles_towards(work.by, work.signal) & named, work.verb)
        work.role = able or work.role
    return work.role in named


def record_purpose(work: Work, answers: Answers) -> None:
    """Purpose and ground, in the move that asks for them. Nothing happens when they stand already."""
    standing = standing_of(work.signal)
    for need in standing.missing_to_share():
        task = standing.protocol.task(need.task)
        if task.kind is TaskKind.QUESTIONS and _acts_as(work, task.by):
            find(work, task, need.verdict or task.outcomes[0], answers=answers)


def must_be_shareable(signal: Signal) -> None:
    """Purpose and ground stand first, before anything of it leaves for a department or a source (R1)."""
    if not follows_protocol(signal):
        return
    standing = standing_of(signal)
    missing = standing.missing_to_share()
    if missing:
        raise NotYet(missing_in_words(standing.protocol, standing.facts, missing))
