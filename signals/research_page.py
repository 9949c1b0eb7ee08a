"""The source research of one signal as the team reads it: each source, its checks, what was asked, what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Source
from network.rules import Role
from signals.access import Opened, open_text
from signals.checks import Said, said_of
from signals.models import Note, PrivacyCheck, SourceQuestion
from signals.models.check import DECIDED, CheckVerdict
from signals.models.research import Found
from signals.protocols import follows_protocol, standing_of
from signals.rules.check_names import FOUND_BADGES
from signals.rules.flags import hit_elsewhere
from signals.rules.lifecycle import Status, Verb, may
from signals.rules.protocol import CheckOn, Protocol, TaskKind
from signals.rules.protocol_standing import READ_HITS
from signals.sources import Kept, sources_to_ask

PAGE = 25

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
class SourceLine:
    """A source that nobody asked anything of yet, or a check about it with the question that followed."""

    source: Source
    kept: Kept | None  # None: not in use any more
    sees_hits: bool
    check_1: PrivacyCheck | None = None
    is_last: bool = True  # of the checks about this source
    holds: bool = False  # nobody decided anew since
    question: SourceQuestion | None = None
    said: Said | None = None  # of check 1
    asked: str = ""
    reason: str = ""  # why the holder gave it back
    second: Said | None = None  # the decision about the content
    content: str = ""

    @property
    def key(self) -> str:
        """What stands apart on the page."""
        return f"{self.source.pk}-{self.check_1.pk}" if self.check_1 is not None else str(self.source.pk)

    @property
    def named(self) -> dict[str, str]:
        """How a form names it."""
        return {"source": str(self.source.pk), "check": str(self.check_1.uuid) if self.check_1 is not None else ""}

    @property
    def verdict(self) -> str:
        """Of check 1; empty when nobody asked it."""
        return self.check_1.verdict if self.check_1 is not None else ""

    @property
    def hit_in_words(self) -> str:
        """Of a source under a closed law nobody of the team reads more (R3)."""
        return hit_elsewhere(self.source.department.name)

    @property
    def badge(self) -> tuple[str, Promise] | None:
        if self.question is not None:
            return self._found_badge(self.question)
        return _CHECK_BADGES.get(self.verdict)

    def _found_badge(self, question: SourceQuestion) -> tuple[str, Promise]:
        if question.is_given_back:
            return GIVEN_BACK
        if not self.sees_hits and question.found in {Found.HIT, Found.NO_HIT, Found.WAITING}:
            return ASKED
        return FOUND_BADGES[question.found]

    @property
    def is_begun(self) -> bool:
        return self.check_1 is not None

    @property
    def is_hit(self) -> bool:
        return self.sees_hits and self.question is not None and self.question.found == Found.HIT

    @property
    def is_late(self) -> bool:
        question = self.question
        return question is not None and question.found == Found.WAITING and question.due_on < timezone.localdate()

    @property
    def may_ask_check(self) -> bool:
        """For the first time, once more, or about something else once the source answered."""
        if self.kept is None or not self.is_last:
            return False
        is_over = self.verdict in {"", CheckVerdict.REFUSED, CheckVerdict.WITHDRAWN}
        return is_over or self.asks_something_else

    @property
    def asks_something_else(self) -> bool:
        return self.sees_hits and self.question is not None and self.question.found in {Found.HIT, Found.NO_HIT}

    @property
    def may_withdraw_check(self) -> bool:
        return self.verdict == CheckVerdict.WAITING

    @property
    def may_ask(self) -> bool:
        is_allowed = self.verdict == CheckVerdict.ALLOWED and self.holds
        return is_allowed and (self.question is None or self.question.found == Found.WITHDRAWN)

    @property
    def still_asks(self) -> bool:
        """Somebody has to answer yet."""
        return self.may_ask or self.may_withdraw_check

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

    def offered(self, after: str) -> tuple[Sequence[SourceLine], str]:
        """A page of the others, past this one; and its last one, when more follow."""
        start = next((number for number, line in enumerate(self.lines, 1) if str(line.source.pk) == after), 0)
        rest = [line for line in self.lines[start:] if not line.is_begun]
        return rest[:PAGE], rest[PAGE - 1].key if len(rest) > PAGE else ""

    def line(self, source: str, check: str) -> SourceLine | None:
        """The one that a form names; of a source alone the last."""
        found = [one for one in self.lines if str(one.source.pk) == source]
        named = [one for one in found if one.check_1 is not None and str(one.check_1.uuid) == check]
        return next(reversed(named or found), None)


def research_page(opened: Opened, *, roles: Collection[Role]) -> ResearchPage:
    """`roles`: all that the reader holds towards this signal."""
    signal = opened.signal
    if not follows_protocol(signal):
        return ResearchPage([], _("Outside the queue of the team no sources are asked."), False, False, False)
    standing = standing_of(signal)
    not_now = _not_now(standing.protocol, signal.step)
    sees_hits = standing.reads_hits(roles)
    status = Status(signal.status)
    if not not_now and not any(may(role, Verb.ASK_CHECK, status) for role in roles):
        not_now = _("First somebody takes this signal up.")
    return ResearchPage(
        lines=_lines(opened, sees_hits=sees_hits, reads_closed=not READ_HITS.isdisjoint(roles)),
        not_now=not_now,
        may_ask_check=not not_now,
        may_ask_source=not not_now and any(may(role, Verb.ASK_SOURCE, status) for role in roles),
        sees_hits=sees_hits,
    )


def _not_now(protocol: Protocol, step: str) -> str:
    task = protocol.first_of(TaskKind.SOURCES)
    if task is None:
        return _("The protocol of this signal asks no sources.")
    if task.code not in protocol.step(step).tasks:
        return _("This is asked in the step “%(step)s”.") % {"step": protocol.step_of(task.code).label}
    return ""


def _lines(opened: Opened, *, sees_hits: bool, reads_closed: bool) -> list[SourceLine]:
    """Of each source what was asked and decided, the oldest first; sources out of use come last."""
    signal = opened.signal
    kept = {one.source: one for one in sources_to_ask(signal.municipality, kept_out=signal.kept_out())}
    rows = signal.checks.filter(on=CheckOn.SOURCE).order_by("pk")
    checks: dict[Source, list[PrivacyCheck]] = defaultdict(list)
    for row in rows.select_related("source__department", "asked_by", "question__content_check__asked_by"):
        if row.source is not None:
            checks[row.source].append(row)
    reasons = _reasons(opened)
    lines = []
    for source in kept | checks:
        blank = SourceLine(source, kept.get(source), sees_hits)
        begun = _begun(blank, checks[source])
        lines += [_opened(opened, line, reasons, reads_closed=reads_closed) for line in begun] or [blank]
    return lines


def _reasons(opened: Opened) -> dict[UUID, str]:
    """Why holders gave questions back, by the key of the note."""
    given_back = opened.signal.source_questions.filter(found=Found.WITHDRAWN, answered_by__isnull=False)
    keys = [row.reason_key for row in given_back]
    notes = Note.objects.filter(signal=opened.signal, uuid__in=keys) if keys else []
    return {note.uuid: open_text(opened.sealer, note, "text") for note in notes}


def _begun(blank: SourceLine, checks: Sequence[PrivacyCheck]) -> list[SourceLine]:
    """Of the checks about one source: what led to a question, the decision that holds, and the last one."""
    last = ([row for row in checks if row.verdict != CheckVerdict.WITHDRAWN] or checks)[-1:]
    holding = [row for row in checks if row.verdict in DECIDED][-1:]
    return [
        replace(blank, check_1=row, is_last=row in last, holds=row in holding, question=_question(row))
        for row in checks
        if _question(row) is not None or row in last or row in holding
    ]


def _question(check: PrivacyCheck) -> SourceQuestion | None:
    return getattr(check, "question", None)


def _opened(opened: Opened, line: SourceLine, reasons: Mapping[UUID, str], *, reads_closed: bool) -> SourceLine:
    """Content of a closed source is for the coordinator and who decides, also when the rest is shared (R3)."""
    question, sealer = line.question, opened.sealer
    said = said_of(sealer, line.check_1) if line.check_1 is not None else None
    if question is None:
        return replace(line, said=said)
    reads_content = line.sees_hits and (reads_closed or not line.source.is_closed)
    second = question.content_check if line.sees_hits else None
    return replace(
        line,
        said=said,
        asked=open_text(sealer, question, "question"),
        reason=reasons.get(question.reason_key, "") if question.is_given_back else "",
        second=said_of(sealer, second) if second is not None else None,
        content=open_text(sealer, question, "content") if reads_content else "",
    )
