"""Indicators and their drafts as the pages show them: in words, with who wrote and who checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.indicators import checkers_of, checks_of, drafts_of, indicators_at, may_check, may_write, settled_lately
from network.models import Indicator, IndicatorDraft, Municipality, User
from network.rules.indicator_words import Hint, hints_in
from network.rules.indicators import CHECKLIST, KIND_NAMES, Question

Text = str | Promise

STATE_WORDS: dict[str, tuple[str, Text]] = {
    IndicatorDraft.State.WRITTEN: ("waiting", _("waits for a check")),
    IndicatorDraft.State.PUBLISHED: ("done", _("published")),
    IndicatorDraft.State.REFUSED: ("question", _("not published")),
    IndicatorDraft.State.WITHDRAWN: ("neutral", _("taken back")),
}


@dataclass(frozen=True)
class IndicatorLine:
    """`check` is the draft it came from; None for one of the catalogue."""

    indicator: Indicator
    departments: Sequence[str]
    check: IndicatorDraft | None

    @property
    def kind(self) -> Text:
        return KIND_NAMES.get(self.indicator.kind, self.indicator.kind)


@dataclass(frozen=True)
class DraftLine:
    draft: IndicatorDraft

    @property
    def badge(self) -> str:
        return STATE_WORDS[self.draft.state][0]

    @property
    def state_words(self) -> Text:
        return STATE_WORDS[self.draft.state][1]


@dataclass(frozen=True)
class Answered:
    """A question of the checklist as it was answered."""

    question: Text
    answer: Text
    is_fine: bool


@dataclass(frozen=True)
class DraftShown(DraftLine):
    departments: Sequence[str]
    hints: Sequence[Hint]
    beside: Sequence[Indicator]  # what is noticed about the theme already
    checkers: Sequence[str]  # who may check it
    may_check: bool
    may_withdraw: bool
    may_rewrite: bool
    answered: Sequence[Answered] = field(default_factory=tuple)

    @property
    def kind(self) -> Text:
        return KIND_NAMES.get(self.draft.kind, self.draft.kind)


@dataclass(frozen=True)
class DraftList:
    to_check: Sequence[DraftLine]
    own: Sequence[DraftLine]  # waiting for somebody else
    others: Sequence[DraftLine]  # waiting; not for this person to check
    settled: Sequence[DraftLine]


def indicator_lines(municipality: Municipality, indicators: Iterable[Indicator]) -> list[IndicatorLine]:
    """Two queries for all of them."""
    shown = list(indicators)
    names, checks = _department_names(municipality), checks_of(shown)
    return [IndicatorLine(one, _named(one.department_codes, names), checks.get(one.pk)) for one in shown]


def draft_list(user: User, municipality: Municipality) -> DraftList:
    waiting = list(drafts_of(municipality).filter(state=IndicatorDraft.State.WRITTEN).order_by("written_at"))
    checks = may_check(user, municipality)
    own = [draft for draft in waiting if draft.written_by_id == user.pk]
    others = [draft for draft in waiting if draft.written_by_id != user.pk]
    return DraftList(
        to_check=[DraftLine(draft) for draft in others if checks],
        own=[DraftLine(draft) for draft in own],
        others=[DraftLine(draft) for draft in others if not checks],
        settled=[DraftLine(draft) for draft in settled_lately(municipality)],
    )


def draft_shown(draft: IndicatorDraft, user: User) -> DraftShown:
    municipality, waits = draft.municipality, draft.state == IndicatorDraft.State.WRITTEN
    is_writer = draft.written_by_id == user.pk
    beside = [one for one in indicators_at(municipality, draft.theme) if one.pk != draft.rewords_id]
    refused = draft.state == IndicatorDraft.State.REFUSED
    return DraftShown(
        draft=draft,
        departments=_named(draft.department_codes, _department_names(municipality)),
        hints=hints_in(" ".join([draft.text, draft.why, draft.innocent])),
        beside=beside,
        checkers=[str(one) for one in checkers_of(municipality, besides=draft.written_by)] if waits else [],
        may_check=waits and not is_writer and may_check(user, municipality),
        may_withdraw=waits and is_writer,
        may_rewrite=refused and draft.theme.is_active and may_write(user, municipality),
        answered=answers_in_words(draft),
    )


def answers_in_words(draft: IndicatorDraft) -> list[Answered]:
    return [
        Answered(asked.question, asked.fine if draft.answers[question] else asked.objection, draft.answers[question])
        for question, asked in CHECKLIST.items()
        if question in draft.answers
    ]


def checklist() -> list[Text]:
    return [CHECKLIST[question].question for question in Question]


def _department_names(municipality: Municipality) -> dict[str, str]:
    return dict(municipality.departments.filter(is_active=True).values_list("code", "name"))


def _named(codes: Iterable[str], names: dict[str, str]) -> list[str]:
    """A department that is not there, in a small municipality, is left out."""
    return sorted(names[code] for code in codes if code in names)
