"""A privacy check: the team asks, the privacy officer decides. Once decided it stands; asking again makes a new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Department, Power, RoleGrant, Source, User
from network.roles import away_on, present, roles_of
from network.rules import Role
from network.telling import tell
from signals.access import open_text
from signals.actions.protocol import find, must_be_shareable
from signals.actions.working import NotAllowed, NotYet, Work, WrongMoment, at_asked, at_work
from signals.audience import audience_of
from signals.deadlines import answered_by
from signals.models import PrivacyCheck, Signal, SourceQuestion
from signals.models.check import CheckVerdict
from signals.protocols import follows_protocol, protocol_of
from signals.rules.checks import Answers, came_to
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Verb
from signals.rules.protocol import WAITING, CheckOn, Task, TaskKind
from signals.sources import holders_of

#: The page where a check is asked.
_WHERE_ASKED = {
    CheckOn.SOURCE: "signals:research",
    CheckOn.CONTENT: "signals:research",
    CheckOn.DEPARTMENT: "signals:approach",
    CheckOn.POWER: "signals:approach",
}


def ask_check(
    reference: str,
    *,
    by: User,
    on: CheckOn,
    asked: str,
    source: Source | None = None,
    department: Department | None = None,
    power: Power | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> PrivacyCheck:
    """SOURCE and CONTENT are about a source, DEPARTMENT about a department, POWER about a power it uses.

    WrongMoment where the protocol has no such check, NotYet with what must be done first.
    """
    with at_work(reference, by=by, verb=Verb.ASK_CHECK, version=version, key=key) as work:
        return put_check(work, on=on, asked=asked, source=source, department=department, power=power)


def put_check(
    work: Work,
    *,
    on: CheckOn,
    asked: str,
    source: Source | None = None,
    department: Department | None = None,
    power: Power | None = None,
) -> PrivacyCheck:
    """The same inside a move of somebody else."""
    signal = work.signal
    task = _task(signal, on)
    must_be_shareable(signal)
    place = source.department if source is not None else department
    if place is None or place.municipality_id != signal.municipality_id:
        raise NotAllowed
    row = PrivacyCheck(
        signal=signal, task=task.code, on=on, source=source, department=department, power=power, asked_by=work.by
    )
    _must_be_new(work, row, asked)
    officers = deciders_of(signal, asker=work.by)
    if not officers:
        raise NotYet([_("Nobody can decide about this now. Name a privacy officer or a deputy first.")])
    row.due_on = answered_by(signal, Deadline.CHECK)
    row.sealed_asked = work.sealer.seal("privacycheck.asked", row.uuid, asked)
    row.save(force_insert=True)
    find(work, task, WAITING)
    work.detail = _named(row)
    _tell_deciders(officers, row)
    return row


def _must_be_new(work: Work, row: PrivacyCheck, asked: str) -> None:
    """Nobody asks twice: not while the first waits, and not in the words of a yes that stands.

    Of a hit its question knows whether a yes stands (`ask_content`): each hit has one of its own.
    """
    before = PrivacyCheck.objects.about_the_same(row)
    if before.waiting().exists():
        raise NotYet([_("This is asked already. The privacy officer has not decided yet.")])
    last = before.decided().order_by("pk").last()
    if last is None or last.verdict != CheckVerdict.ALLOWED or last.on == CheckOn.CONTENT:
        return
    if open_text(work.sealer, last, "asked").split() == asked.split():
        raise NotYet([_("This is allowed already. Ask again only when you ask something else.")])


def decide_check(
    uuid: UUID,
    *,
    by: User,
    allowed: bool,
    answers: Answers,
    limits: str = "",
    version: int | None = None,
    key: UUID | None = None,
) -> PrivacyCheck:
    """By the privacy officer or who stands in for them; never by who asked it."""
    rows = PrivacyCheck.objects.visible_to(by).filter(uuid=uuid)
    with at_asked(rows, by=by, role=Role.PRIVACY_OFFICER, verb=Verb.DECIDE_CHECK, version=version, key=key) as (
        row,
        work,
    ):
        if row.asked_by_id == by.pk:
            raise NotAllowed
        if row.verdict != CheckVerdict.WAITING:
            raise WrongMoment
        row.verdict = CheckVerdict.ALLOWED if allowed else CheckVerdict.REFUSED
        row.decided_by, row.decided_at = by, timezone.now()
        _seal_decision(work, row, answers, limits)
        row.save()
        _find(work, CheckOn(row.on))
        work.detail = _named(row)
        _tell_asker(row)
        if allowed and row.on == CheckOn.CONTENT:
            _tell_holders(row)
    return row


def _seal_decision(work: Work, row: PrivacyCheck, answers: Answers, limits: str) -> None:
    words = json.dumps({str(test): text for test, text in answers.items()}, ensure_ascii=False)
    row.sealed_answers = work.sealer.seal("privacycheck.answers", row.uuid, words)
    if limits:
        row.sealed_limits = work.sealer.seal("privacycheck.limits", row.uuid, limits)


def withdraw_check(uuid: UUID, *, by: User, version: int | None = None, key: UUID | None = None) -> PrivacyCheck:
    """The team does not need it any more. `version` is that of the check."""
    asked = PrivacyCheck.objects.filter(uuid=uuid).values_list("signal__reference", flat=True).first() or ""
    with at_work(asked, by=by, verb=Verb.ASK_CHECK, key=key) as work:
        row = work.signal.checks.select_for_update(of=("self",)).get(uuid=uuid)
        if row.verdict != CheckVerdict.WAITING or (version is not None and version != row.version):
            raise WrongMoment
        row.verdict = CheckVerdict.WITHDRAWN
        row.version += 1
        row.save()
        _find(work, CheckOn(row.on))
        work.detail = _named(row)
    return row


def about_what(row: PrivacyCheck) -> str:
    """In a word: the source, the department, the power it uses."""
    about = (row.source and f"{row.source} ({row.source.department})", row.department, row.power)
    return ", ".join(str(one) for one in about if one)


def _named(row: PrivacyCheck) -> str:
    """As the trail says it."""
    return f"{protocol_of(row.signal).task(row.task).label} {about_what(row)}"


def deciders_of(signal: Signal, *, asker: User) -> list[User]:
    """The privacy officers who are there, or who stands in for them. Never who asks, and never the FG."""
    grants = (
        RoleGrant.objects.today()
        .filter(municipality=signal.municipality_id, role=Role.PRIVACY_OFFICER)
        .select_related("user", "deputy")
        .order_by("pk")
    )
    kept_out = signal.kept_out()
    people = {user.pk: user for user, _absent in present(grants, away_on(timezone.localdate()))}
    return [
        user
        for user in people.values()
        if user.is_active
        and user.pk != asker.pk
        and user.pk not in kept_out
        and signal.municipality_id not in roles_of(user).municipalities(Role.DATA_PROTECTION_OFFICER)
    ]


def _task(signal: Signal, on: CheckOn) -> Task:
    """The task of this check, in the step the signal is in."""
    protocol = protocol_of(signal)
    task = protocol.first_of(TaskKind.CHECK, on=on) if follows_protocol(signal) else None
    if task is None:
        raise WrongMoment
    if task.code not in protocol.step(signal.step).tasks:
        step = protocol.step_of(task.code)
        raise NotYet([_("This is asked in the step “%(step)s”.") % {"step": step.label}])
    return task


def _find(work: Work, on: CheckOn) -> None:
    """What all checks on this come to together."""
    task = protocol_of(work.signal).first_of(TaskKind.CHECK, on=on)
    if task is not None:
        find(work, task, came_to(_verdicts(work.signal, on)))


def _verdicts(signal: Signal, on: CheckOn) -> set[str]:
    """Of each thing the newest holds; under a yes that a source was asked by, its answer stands."""
    asked = signal.checks.filter(on=on).exclude(verdict=CheckVerdict.WITHDRAWN).order_by("pk")
    rows = asked.values_list("source", "department", "power", "question", "content_of", "verdict")
    newest = {tuple(thing): verdict for *thing, verdict in rows}
    return set(newest.values())


def _tell_deciders(officers: Sequence[User], row: PrivacyCheck) -> None:
    tell(
        officers,
        kind="check_asked",
        effect=f"check:{row.uuid}",
        municipality_id=row.signal.municipality_id,
        reference=row.signal.reference,
        path=reverse("signals:check", args=[row.uuid]),
    )


def _tell_asker(row: PrivacyCheck) -> None:
    readers = audience_of(row.signal).everybody
    theirs = [user for user in readers if user.pk in {row.asked_by_id, row.signal.owner_id}]
    tell(
        theirs or readers,
        kind="check_decided",
        effect=f"check_decided:{row.uuid}",
        municipality_id=row.signal.municipality_id,
        reference=row.signal.reference,
        path=reverse(_WHERE_ASKED[CheckOn(row.on)], args=[row.signal.reference]),
    )


def _tell_holders(row: PrivacyCheck) -> None:
    """What they know may move now."""
    question = SourceQuestion.objects.select_related("source__department").get(content_check=row)
    tell(
        holders_of(question.source.department, kept_out=row.signal.kept_out()),
        kind="source_content_asked",
        effect=f"content_asked:{row.uuid}",
        municipality_id=row.signal.municipality_id,
        reference=question.reference,
        path=reverse("signals:source_question", args=[question.reference]),
    )
