"""One privacy check as its decider reads it: what is asked and why, for which purpose, and the text of the signal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from network.models import User
from network.rules import Role
from signals.access import OpenedRow, open_row, open_text
from signals.actions.checks import about_what
from signals.checks import Said, said_of
from signals.models import PrivacyCheck, SourceQuestion
from signals.models.check import CheckVerdict
from signals.protocols import protocol_of
from signals.rules.check_names import (
    CHECK_LIMITS,
    CHECK_NAMES,
    CHECK_QUESTIONS,
    FOUND_BADGES,
    VERDICT_BADGES,
)
from signals.rules.lifecycle import Status, Verb, may
from signals.rules.protocol import CheckOn, Records
from signals.rules.protocol_words import answer_in_words
from signals.sources import holders_of

OpenedCheck = OpenedRow[PrivacyCheck]


def open_check(uuid: UUID, *, by: User) -> OpenedCheck:
    rows = (
        PrivacyCheck.objects.visible_to(by)
        .filter(uuid=uuid)
        .select_related("signal__municipality", "source__department", "department", "power", "asked_by", "decided_by")
    )
    return open_row(rows, by=by, role=Role.PRIVACY_OFFICER, purpose="check", action="open_check")


@dataclass(frozen=True)
class Earlier:
    """A decision about the same signal, for who decides the next."""

    row: PrivacyCheck
    about: str
    limits: str

    @property
    def name(self) -> Promise:
        return CHECK_NAMES[CheckOn(self.row.on)]

    @property
    def badge(self) -> tuple[str, Promise]:
        return VERDICT_BADGES[self.row.verdict]


@dataclass(frozen=True)
class Answered:
    """What a source said, for who decides whether more of it moves."""

    row: SourceQuestion
    content: str

    @property
    def badge(self) -> tuple[str, Promise]:
        return FOUND_BADGES[self.row.found]


@dataclass(frozen=True)
class CheckPage:
    row: PrivacyCheck
    about: str
    said: Said
    purpose: Sequence[tuple[str, str]]  # question and answer of the weighing that records purpose and ground
    text: str
    is_part: bool  # a colleague wrote it
    place: str
    earlier: Sequence[Earlier]
    sources: Sequence[Answered]
    may_decide: bool
    is_own: bool  # asked by who looks
    nobody_answers: bool  # of the source, whatever is decided

    @property
    def name(self) -> Promise:
        return CHECK_NAMES[CheckOn(self.row.on)]

    @property
    def question(self) -> Promise:
        return CHECK_QUESTIONS[CheckOn(self.row.on)]

    @property
    def limits_label(self) -> Promise:
        return CHECK_LIMITS[CheckOn(self.row.on)]

    @property
    def badge(self) -> tuple[str, Promise]:
        return VERDICT_BADGES[self.row.verdict]


def check_page(opened: OpenedCheck, user: User) -> CheckPage:
    row, signal = opened.row, opened.row.signal
    waits = row.verdict == CheckVerdict.WAITING and may(opened.role, Verb.DECIDE_CHECK, Status(signal.status))
    is_own = row.asked_by_id == user.pk
    said = said_of(opened.sealer, row)
    return CheckPage(
        row=row,
        about=about_what(row),
        said=said,
        purpose=_purpose(opened),
        text=open_text(opened.sealer, signal, "text"),
        is_part=signal.is_part,
        place=open_text(opened.sealer, signal, "place"),
        earlier=_earlier(opened),
        sources=_answered(opened),
        may_decide=waits and not is_own,
        is_own=is_own,
        nobody_answers=waits and _nobody_answers(row),
    )


def _nobody_answers(row: PrivacyCheck) -> bool:
    return row.source is not None and not holders_of(row.source.department, kept_out=row.signal.kept_out())


def _purpose(opened: OpenedCheck) -> list[tuple[str, str]]:
    """Purpose, ground and task, as the team recorded them before anything could be asked (R1)."""
    signal = opened.row.signal
    task = next((one for one in protocol_of(signal).tasks if one.records == Records.PURPOSE), None)
    if task is None:
        return []
    found = signal.findings.filter(task=task.code, sealed_answers__isnull=False).order_by("-id").first()
    if found is None:
        return []
    said = json.loads(open_text(opened.sealer, found, "answers"))
    shown = ((question, said.get(question.code)) for question in task.questions)
    return [(question.label, answer_in_words(question, answer)) for question, answer in shown if answer]


def _answered(opened: OpenedCheck) -> list[Answered]:
    rows = opened.row.signal.source_questions.select_related("source__department").order_by("pk")
    return [Answered(one, open_text(opened.sealer, one, "content")) for one in rows]


def _earlier(opened: OpenedCheck) -> list[Earlier]:
    """All of them: as many as the team asked about one signal."""
    rows = opened.row.signal.checks.exclude(pk=opened.row.pk).exclude(verdict=CheckVerdict.WAITING)
    return [
        Earlier(one, about_what(one), open_text(opened.sealer, one, "limits"))
        for one in rows.select_related("source__department", "department", "power").order_by("-id")
    ]
