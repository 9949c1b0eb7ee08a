"""The source research of one signal as the team reads it: each source, its checks, what was asked, what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Source
from network.rules import Role
from signals.access import Opened
from signals.models import Note, PrivacyCheck, SourceQuestion
from signals.models.check import CheckVerdict
from signals.models.research import Found
from signals.protocols import follows_protocol, standing_of
from signals.rules.check_names import FOUND_BADGES, TEST_NAMES
from signals.rules.checks import Test
from signals.rules.flags import hit_elsewhere
from signals.rules.lifecycle import Status, Verb, may
from signals.rules.protocol import CheckOn, Facts, Protocol, TaskKind
from signals.sources import Kept, sources_to_ask

Text = str | Promise

#: What the team reads, beside a source; who reads no hits reads ASKED.
_CHECK_BADGES: dict[str, tuple[str, Promise]] = {
    CheckVerdict.WAITING: ("waiting", gettext_lazy("Check 1 waits")),
    CheckVerdict.ALLOWED: ("new", gettext_lazy("May be asked")),
    CheckVerdict.REFUSED: ("locked", gettext_lazy("May not be asked")),
    CheckVerdict.WITHDRAWN: ("neutral", gettext_lazy("Check withdrawn")),
}
ASKED = ("busy", gettext_lazy("Asked"))
GIVEN_BACK = ("warning", gettext_lazy("Could not be looked up"))


@dataclass(frozen=True)
class Decided:
    """What the privacy officer said of a check."""

    check: PrivacyCheck
    asked: str
    limits: str
    answers: Sequence[tuple[Text, str]]


@dataclass(frozen=True)
class SourceLine:
    source: Source
    kept: Kept | None  # None: not in use any more
    check: Decided | None = None
    question: SourceQuestion | None = None
    asked: str = ""
    reason: str = ""  # why the holder gave it back
    second: Decided | None = None  # the decision about the content
    content: str = ""
    sees_hits: bool = False

    @property
    def hit_in_words(self) -> str:
        """Of a source under a closed law nobody of the team reads more (R3)."""
        return hit_elsewhere(self.source.department.name)

    @property
    def badge(self) -> tuple[str, Promise] | None:
        if self.question is not None:
            return self._found_badge(self.question)
        return _CHECK_BADGES[self.check.check.verdict] if self.check is not None else None

    def _found_badge(self, question: SourceQuestion) -> tuple[str, Promise]:
        if question.is_given_back:
            return GIVEN_BACK
        if not self.sees_hits and question.found in {Found.HIT, Found.NO_HIT, Found.WAITING}:
            return ASKED
        return FOUND_BADGES[question.found]

    @property
    def is_begun(self) -> bool:
        return self.check is not None

    @property
    def is_hit(self) -> bool:
        return self.sees_hits and self.question is not None and self.question.found == Found.HIT

    @property
    def is_late(self) -> bool:
        question = self.question
        return question is not None and question.found == Found.WAITING and question.due_on < timezone.localdate()

    @property
    def may_ask_check(self) -> bool:
        if self.kept is None or self.question is not None:
            return False
        closed = {CheckVerdict.REFUSED, CheckVerdict.WITHDRAWN}
        return self.check is None or self.check.check.verdict in closed

    @property
    def may_withdraw_check(self) -> bool:
        return self.check is not None and self.check.check.verdict == CheckVerdict.WAITING

    @property
    def may_ask(self) -> bool:
        if self.check is None or self.check.check.verdict != CheckVerdict.ALLOWED:
            return False
        return self.question is None or self.question.found == Found.WITHDRAWN

    @property
    def may_withdraw(self) -> bool:
        return self.question is not None and self.question.found == Found.WAITING

    @property
    def may_ask_content(self) -> bool:
        if not self.is_hit or self.content or (self.question and self.question.may_give_content):
            return False
        return self.second is None or self.second.check.verdict != CheckVerdict.WAITING


@dataclass(frozen=True)
class ResearchPage:
    lines: Sequence[SourceLine]
    not_now: str  # why nothing can be asked
    may_ask_check: bool
    may_ask_source: bool
    sees_hits: bool

    @property
    def begun(self) -> list[SourceLine]:
        return [line for line in self.lines if line.is_begun]

    @property
    def others(self) -> list[SourceLine]:
        return [line for line in self.lines if not line.is_begun]


def research_page(opened: Opened) -> ResearchPage:
    signal = opened.signal
    if not follows_protocol(signal):
        return ResearchPage([], _("Outside the queue of the team no sources are asked."), False, False, False)
    standing = standing_of(signal)
    not_now = _not_now(standing.protocol, signal.step)
    sees_hits = opened.role is Role.COORDINATOR or _is_shared(standing.protocol, standing.facts)
    status = Status(signal.status)
    if not not_now and not may(opened.role, Verb.ASK_CHECK, status):
        not_now = _("First somebody takes this signal up.")
    return ResearchPage(
        lines=_lines(opened, sees_hits=sees_hits),
        not_now=not_now,
        may_ask_check=not not_now,
        may_ask_source=not not_now and may(opened.role, Verb.ASK_SOURCE, status),
        sees_hits=sees_hits,
    )


def _not_now(protocol: Protocol, step: str) -> str:
    task = protocol.first_of(TaskKind.SOURCES)
    if task is None:
        return _("The protocol of this signal asks no sources.")
    if task.code not in protocol.step(step).tasks:
        return _("This is asked in the step “%(step)s”.") % {"step": protocol.step_of(task.code).label}
    return ""


def _is_shared(protocol: Protocol, facts: Facts) -> bool:
    """Members read hits from check 2A on, or from the meeting (dossier 5.3)."""
    department = protocol.first_of(TaskKind.CHECK, on=CheckOn.DEPARTMENT)
    meeting = protocol.first_of(TaskKind.MEETING)
    is_allowed = department is not None and facts.get(department.code) == "allowed"
    return is_allowed or (meeting is not None and facts.get(meeting.code) == "held")


@dataclass(frozen=True)
class Known:
    """The rows about one source."""

    source: Source
    kept: Kept | None
    check: PrivacyCheck | None
    question: SourceQuestion | None
    reason: str


def _lines(opened: Opened, *, sees_hits: bool) -> list[SourceLine]:
    signal = opened.signal
    checks = _last_checks(signal.checks.select_related("source__department", "asked_by").order_by("pk"))
    questions = {
        row.source_id: row
        for row in signal.source_questions.select_related("source__department", "content_check").order_by("pk")
    }
    reasons = _reasons(opened, questions)
    kept = {one.source.pk: one for one in sources_to_ask(signal.municipality, kept_out=signal.kept_out())}
    sources = {pk: one.source for pk, one in kept.items()}
    sources |= {pk: row.source for pk, row in checks.items() if row.source is not None and pk not in sources}
    return [
        _line(
            opened,
            Known(source, kept.get(pk), checks.get(pk), questions.get(pk), reasons.get(pk, "")),
            sees_hits=sees_hits,
        )
        for pk, source in sources.items()
    ]


def _last_checks(rows: Iterable[PrivacyCheck]) -> dict[int, PrivacyCheck]:
    """The last one of each source; an allowed one is not undone by a later question."""
    found: dict[int, PrivacyCheck] = {}
    for row in rows:
        if row.on != CheckOn.SOURCE or row.source_id is None:
            continue
        known = found.get(row.source_id)
        if known is None or known.verdict != CheckVerdict.ALLOWED:
            found[row.source_id] = row
    return found


def _reasons(opened: Opened, questions: Mapping[int, SourceQuestion]) -> dict[int, str]:
    named = {row.reason_key: pk for pk, row in questions.items() if row.is_given_back}
    if not named:
        return {}
    notes = Note.objects.filter(signal=opened.signal, uuid__in=list(named))
    return {named[note.uuid]: opened.sealer.open("note.text", note.uuid, note.sealed_text) for note in notes}


def _line(
    opened: Opened,
    known: Known,
    *,
    sees_hits: bool,
) -> SourceLine:
    """Content of a closed source is for the coordinator only, also when the rest is shared (R3)."""
    question, check = known.question, known.check
    reads_content = sees_hits and (opened.role is Role.COORDINATOR or not known.source.is_closed)
    return SourceLine(
        source=known.source,
        kept=known.kept,
        check=decided(opened, check) if check is not None else None,
        question=question,
        asked=_open(opened, question, "question") if question is not None else "",
        reason=known.reason,
        second=decided(opened, question.content_check) if sees_hits and question and question.content_check else None,
        content=_open(opened, question, "content") if reads_content and question is not None else "",
        sees_hits=sees_hits,
    )


def decided(opened: Opened, row: PrivacyCheck) -> Decided:
    def text(column: str) -> str:
        return opened.sealer.open(f"privacycheck.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    answers = json.loads(text("answers") or "{}")
    return Decided(row, text("asked"), text("limits"), [(TEST_NAMES[test], answers[test]) for test in Test if answers])


def _open(opened: Opened, row: SourceQuestion, column: str) -> str:
    return opened.sealer.open(f"sourcequestion.{column}", row.uuid, getattr(row, f"sealed_{column}"))
