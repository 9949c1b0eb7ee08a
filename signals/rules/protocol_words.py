"""Why a signal may not go on yet, in sentences: who it is for, and what must be done first."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from network.rules import Role
from network.rules.role_names import ROLE_NAMES
from signals.rules.protocol import Answer, Facts, Need, Protocol, Question, TaskKind, Way
from signals.rules.protocol_names import state_of, verdict_in_words
from signals.rules.protocol_standing import Standing
from signals.rules.transfer import whom_it_ends_with


def refused_in_words(standing: Standing, way: Way, roles: Collection[Role], *, is_chair: bool = False) -> list[str]:
    """The gate: every sentence of what stands between these roles and this way; empty when it is open."""
    if way not in standing.ways:
        return [_("This is no way out of the step “%(step)s”.") % {"step": standing.step.label}]
    if any(standing.may_take(way, role, is_chair=is_chair) for role in roles):
        return _missing_for(standing, way)
    return [_who_decides(standing, way), *_missing_for(standing.as_read_by(roles), way)]


def _missing_for(standing: Standing, way: Way) -> list[str]:
    whom = whom_it_ends_with(way.outcome)
    return missing_in_words(standing.protocol, standing.facts, standing.missing(way), whom=whom)


def _who_decides(standing: Standing, way: Way) -> str:
    if standing.is_tied():
        return _("The advice of the members balances. The coordinator decides.")
    if standing.is_for_chair() and Role.TEAM_MEMBER in way.by:
        return _("The chair of the meeting or the coordinator decides this.")
    return _("Who decides this: %(roles)s.") % {"roles": roles_in_words(way.by)}


def roles_in_words(roles: Iterable[Role]) -> str:
    named = set(roles)
    return ", ".join(str(name) for role, name in ROLE_NAMES.items() if role in named)


def missing_in_words(protocol: Protocol, facts: Facts, missing: Iterable[Need], *, whom: str = "") -> list[str]:
    """`whom`: the organisation outside with which it would end."""
    return [_missing(protocol, facts, need, whom) for need in missing]


def _missing(protocol: Protocol, facts: Facts, need: Need, whom: str) -> str:
    task = protocol.task(need.task)
    found = facts.get(need.task)
    if whom and task.kind is TaskKind.TRANSFER:
        return _ended(_("Still to do: %(task)s. A copy must go to %(whom)s.") % {"task": task.label, "whom": whom})
    if found is None:
        return _ended(_("Still to do: %(task)s.") % {"task": task.label})
    badge, words = state_of(task, found)
    if badge in {"busy", "waiting"}:
        return _ended(_("Not finished yet: %(task)s.") % {"task": task.label})
    named = {"task": task.label, "found": words, "asked": verdict_in_words(task, need.verdict)}
    return _("“%(task)s” came to “%(found)s”. This way asks for “%(asked)s”.") % named


def _ended(sentence: str) -> str:
    """A task that is a question ends in its own sign."""
    return sentence.replace("?.", "?")


def answer_in_words(question: Question, given: str | list[str], *, between: str = ", ") -> str:
    """What was typed or chosen, as somebody reads it back."""
    labels = {option.code: option.label for option in question.options}
    if question.answer is Answer.YES_NO:
        labels = {"yes": _("Yes"), "no": _("No")}
    return between.join(labels.get(one, one) for one in ([given] if isinstance(given, str) else given))
