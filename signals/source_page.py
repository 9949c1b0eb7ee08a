"""One question to a source as its holder reads it: the question, what may be looked up, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from network.models import User
from network.rules import Role
from signals.access import OpenedRow, open_row, open_text
from signals.models import SourceQuestion
from signals.models.research import Found
from signals.rules.lifecycle import Status, Verb, may
from signals.sources import badge_of

OpenedQuestion = OpenedRow[SourceQuestion]


def open_source_question(reference: str, *, by: User) -> OpenedQuestion:
    rows = (
        SourceQuestion.objects.visible_to(by)
        .filter(reference=reference)
        .select_related("signal__municipality", "source__department", "check_1", "content_check", "asked_by")
    )
    return open_row(rows, by=by, role=Role.SOURCE_HOLDER, purpose="answer_source", action="open_source_question")


@dataclass(frozen=True)
class SourcePage:
    row: SourceQuestion
    question: str  # empty once nothing is asked any more
    limits: str
    content_limits: str
    may_answer: bool
    may_give_content: bool
    may_be_asked_more: bool  # of a hit, while the team works on it

    @property
    def badge(self) -> tuple[str, Promise]:
        return badge_of(self.row)


def source_page(opened: OpenedQuestion) -> SourcePage:
    """What was answered is over: the question is shown as long as something is asked."""
    row = opened.row
    is_worked_on = may(opened.role, Verb.ANSWER_SOURCE, Status(row.signal.status))
    may_answer = is_worked_on and row.found == Found.WAITING
    may_give_content = is_worked_on and row.may_give_content
    is_asked = may_answer or may_give_content
    return SourcePage(
        row=row,
        question=opened.text("question") if is_asked else "",
        limits=open_text(opened.sealer, row.check_1, "limits") if is_asked else "",
        content_limits=open_text(opened.sealer, row.content_check, "limits") if may_give_content else "",
        may_answer=may_answer,
        may_give_content=may_give_content,
        may_be_asked_more=is_worked_on and row.found == Found.HIT and row.content_at is None,
    )
