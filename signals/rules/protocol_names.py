"""What tasks and what they came to are called on every page; a definition names its own weighings itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from signals.rules.check_names import VERDICT_BADGES
from signals.rules.protocol import WAITING, Answer, Need, Protocol, Task, TaskKind

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

#: What a task came to: the shape of its badge, and its words.
_VERDICTS: Mapping[tuple[TaskKind, str], tuple[str, Text]] = {
    (TaskKind.SCORES, "scored"): ("done", gettext_lazy("The scores are shown")),
    (TaskKind.SCORES, "tied"): ("done", gettext_lazy("Scored, and the advice balances")),
    (TaskKind.CHECK, "allowed"): VERDICT_BADGES["allowed"],
    (TaskKind.CHECK, "refused"): VERDICT_BADGES["refused"],
    (TaskKind.SOURCES, "hit"): ("done", gettext_lazy("Hit")),
    (TaskKind.SOURCES, "no_hit"): ("done", gettext_lazy("No hit")),
    (TaskKind.LEAD, "accepted"): ("done", gettext_lazy("The department said yes")),
    (TaskKind.LEAD, "declined"): ("warning", gettext_lazy("The department said no")),
    (TaskKind.TRANSFER, "sent"): ("done", gettext_lazy("Transferred")),
    (TaskKind.MEETING, "held"): ("done", gettext_lazy("Discussed")),
    (TaskKind.PLAN, "agreed"): ("busy", gettext_lazy("Everybody said yes")),
    (TaskKind.PLAN, "done"): ("done", gettext_lazy("Every action has a result")),
    (TaskKind.MONITORING, "planned"): ("waiting", gettext_lazy("The day is planned")),
    (TaskKind.MONITORING, "over"): ("done", gettext_lazy("Looked")),
    (TaskKind.SECOND_READER, "agreed"): ("done", gettext_lazy("The second reader agrees")),
    (TaskKind.SECOND_READER, "refused"): ("warning", gettext_lazy("The second reader does not agree")),
}

ANSWER_WORDS: Mapping[Answer, Text] = {
    Answer.TEXT: gettext_lazy("in own words"),
    Answer.YES_NO: gettext_lazy("yes or no"),
    Answer.ONE: gettext_lazy("one of these"),
    Answer.SOME: gettext_lazy("any of these"),
}


def verdict_in_words(task: Task, verdict: str) -> str:
    return str(_came_to(task, verdict)[1])


def state_of(task: Task, verdict: str | None) -> tuple[str, str]:
    """How far a task is: the shape of its badge, and its words. None: nobody began it."""
    if verdict is None:
        return "neutral", _("To do")
    if verdict == WAITING:
        return "busy", _("Begun")
    badge, words = _came_to(task, verdict)
    return badge, str(words)


def _came_to(task: Task, verdict: str) -> tuple[str, Text]:
    return _VERDICTS.get((task.kind, verdict)) or ("done", task.verdict_words(verdict))


def need_in_words(protocol: Protocol, need: Need) -> str:
    """What a way asks: "Weighing 1: Yes", or only the task when whatever it came to will do."""
    task = protocol.task(need.task)
    if not need.verdict:
        return _("%(task)s (done)") % {"task": task.label}
    mark = "" if task.label.endswith("?") else ":"
    return f"{task.label}{mark} {verdict_in_words(task, need.verdict)}"
