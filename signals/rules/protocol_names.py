"""What the kinds of tasks and their verdicts are called on a page; a definition names its own weighings itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from signals.rules.protocol import Answer, Need, Protocol, Task, TaskKind

Text = str | Promise

KIND_WORDS: Mapping[TaskKind, Text] = {
    TaskKind.QUESTIONS: gettext_lazy("weighing"),
    TaskKind.SCORES: gettext_lazy("scores"),
    TaskKind.CHECK: gettext_lazy("privacy check"),
    TaskKind.SOURCES: gettext_lazy("sources"),
    TaskKind.LEAD: gettext_lazy("taking the lead"),
    TaskKind.TRANSFER: gettext_lazy("transfer"),
    TaskKind.MEETING: gettext_lazy("meeting"),
    TaskKind.PLAN: gettext_lazy("plan"),
    TaskKind.MONITORING: gettext_lazy("monitoring"),
    TaskKind.SECOND_READER: gettext_lazy("second reader"),
}

_VERDICTS: Mapping[tuple[TaskKind, str], Text] = {
    (TaskKind.SCORES, "scored"): gettext_lazy("scored"),
    (TaskKind.SCORES, "tied"): gettext_lazy("the advice balances"),
    (TaskKind.CHECK, "allowed"): gettext_lazy("it may"),
    (TaskKind.CHECK, "refused"): gettext_lazy("it may not"),
    (TaskKind.SOURCES, "hit"): gettext_lazy("hit"),
    (TaskKind.SOURCES, "no_hit"): gettext_lazy("no hit"),
    (TaskKind.LEAD, "accepted"): gettext_lazy("the department says yes"),
    (TaskKind.LEAD, "declined"): gettext_lazy("the department says no"),
    (TaskKind.TRANSFER, "sent"): gettext_lazy("sent"),
    (TaskKind.MEETING, "held"): gettext_lazy("discussed"),
    (TaskKind.PLAN, "agreed"): gettext_lazy("agreed"),
    (TaskKind.PLAN, "done"): gettext_lazy("every action has a result"),
    (TaskKind.MONITORING, "planned"): gettext_lazy("planned"),
    (TaskKind.MONITORING, "over"): gettext_lazy("looked at"),
    (TaskKind.SECOND_READER, "agreed"): gettext_lazy("the second reader agrees"),
    (TaskKind.SECOND_READER, "refused"): gettext_lazy("the second reader does not agree"),
}

ANSWER_WORDS: Mapping[Answer, Text] = {
    Answer.TEXT: gettext_lazy("in own words"),
    Answer.YES_NO: gettext_lazy("yes or no"),
    Answer.ONE: gettext_lazy("one of these"),
    Answer.SOME: gettext_lazy("any of these"),
}


def verdict_in_words(task: Task, verdict: str) -> str:
    return str(_VERDICTS.get((task.kind, verdict)) or task.verdict_words(verdict))


def need_in_words(protocol: Protocol, need: Need) -> str:
    """What a way asks: "Weighing 1: Yes", or only the task when whatever it came to will do."""
    task = protocol.task(need.task)
    if not need.verdict:
        return _("%(task)s (done)") % {"task": task.label}
    mark = "" if task.label.endswith("?") else ":"
    return f"{task.label}{mark} {verdict_in_words(task, need.verdict)}"
