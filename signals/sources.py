"""Who answers for a source today, and which questions to their sources a holder sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import Department, Municipality, RoleGrant, Source, User
from network.roles import Away, away_on, present, roles_of
from network.rules import Role
from signals.access import log_list
from signals.models import SourceQuestion
from signals.models.research import Found, SourceQuestionQuerySet
from signals.rules.cursor import Cursor
from signals.rules.lifecycle import WORKED_ON

MOST_COUNTED = 100

#: From the side of the holder: the kind of badge, and the words in it.
ANSWER_WORDS: dict[str, tuple[str, Promise]] = {
    Found.WAITING: ("question", _("Waits for you")),
    Found.HIT: ("done", _("You said: hit")),
    Found.NO_HIT: ("done", _("You said: no hit")),
    Found.WITHDRAWN: ("neutral", _("Not needed any more")),
}
CONTENT_ASKED = ("question", _("Waits for what you found"))
GIVEN_BACK = ("neutral", _("You gave it back"))


# ---- who keeps it --------------------------------------------------------------------------------
def holders_of(department: Department, *, kept_out: Container[int]) -> list[User]:
    """The source holders who are there, or who stands in for them; never who may not know of the signal."""
    grants = (
        RoleGrant.objects.today()
        .filter(department=department, role=Role.SOURCE_HOLDER)
        .select_related("user", "deputy")
        .order_by("pk")
    )
    return _there(grants, away_on(timezone.localdate()), kept_out)


def _there(grants: Iterable[RoleGrant], away: Away, kept_out: Container[int]) -> list[User]:
    people = {user.pk: user for user, _absent in present(grants, away)}
    return [user for user in people.values() if user.is_active and user.pk not in kept_out]


@dataclass(frozen=True)
class Kept:
    """A source, and who would be asked today."""

    source: Source
    holders: Sequence[User]


def sources_to_ask(municipality: Municipality, *, kept_out: Container[int]) -> list[Kept]:
    """Every source in use; whoever holds several is looked up once."""
    away = away_on(timezone.localdate())
    grants: dict[int, list[RoleGrant]] = defaultdict(list)
    held = RoleGrant.objects.today().filter(role=Role.SOURCE_HOLDER, municipality=municipality)
    for grant in held.select_related("user", "deputy").order_by("pk"):
        grants[grant.department_id or 0].append(grant)
    holders = {department: _there(of_department, away, kept_out) for department, of_department in grants.items()}
    rows = Source.objects.used_in(municipality).select_related("department").order_by("department__name", "name")
    return [Kept(row, holders.get(row.department_id, [])) for row in rows]


# ---- what a holder sees --------------------------------------------------------------------------
def keeps_sources(user: User) -> bool:
    return roles_of(user).has(Role.SOURCE_HOLDER)


def to_answer(user: User) -> SourceQuestionQuerySet:
    """What waits for an answer, and hits of which the content may move now."""
    return SourceQuestion.objects.visible_to(user).awaiting_holder()


def source_questions_waiting(user: User) -> int:
    kept: int | None = getattr(user, "_source_questions_waiting", None)
    return kept if kept is not None else to_answer(user)[:MOST_COUNTED].count()


@dataclass(frozen=True)
class Line:
    question: SourceQuestion

    @property
    def badge(self) -> tuple[str, Promise]:
        return badge_of(self.question)

    @property
    def is_late(self) -> bool:
        return self.badge is ANSWER_WORDS[Found.WAITING] and self.question.due_on < timezone.localdate()


def badge_of(row: SourceQuestion) -> tuple[str, Promise]:
    is_worked_on = row.signal.status in WORKED_ON
    if row.may_give_content and is_worked_on:
        return CONTENT_ASKED
    if row.found == Found.WAITING and not is_worked_on:
        return ANSWER_WORDS[Found.WITHDRAWN]
    if row.is_given_back:
        return GIVEN_BACK
    return ANSWER_WORDS[row.found]


@dataclass(frozen=True)
class SourceQuestionList:
    lines: Sequence[Line]
    older: Cursor | None
    waiting: int


def source_question_list(user: User, *, ended: bool, after: Cursor | None) -> SourceQuestionList:
    """What waits: first due first. What is answered: the latest day first."""
    rows = SourceQuestion.objects.visible_to(user).ended() if ended else to_answer(user)
    rows = rows.select_related("signal", "source__department", "content_check")
    shown, older = rows.page_by_day(ended=ended, after=after)
    signals = {row.signal_id: row.signal for row in shown}
    log_list(
        list(signals.values()),
        by=user,
        role=Role.SOURCE_HOLDER,
        purpose="answer_source",
        action="list_source_questions",
    )
    return SourceQuestionList([Line(row) for row in shown], older, source_questions_waiting(user))
