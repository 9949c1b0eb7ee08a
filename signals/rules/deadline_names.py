"""What a term is called where it is set."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from signals.rules.deadlines import Deadline

Text = str | Promise

DEADLINE_NAMES: dict[Deadline, Text] = {
    Deadline.READ: gettext_lazy("The team reads a signal within"),
    Deadline.WORD: gettext_lazy("The reporter hears what we do within"),
    Deadline.SILENCE: gettext_lazy("After that the reporter hears something at least every"),
    Deadline.THIS_WEEK: gettext_lazy("“This week”: somebody decides within"),
    Deadline.NEXT_MEETING: gettext_lazy("“Next meeting”: somebody decides within"),
    Deadline.SEEN_NOW: gettext_lazy("“Now”: nobody has seen it, the next is told after"),
    Deadline.SEEN_TODAY: gettext_lazy("“Today”: nobody has seen it, the next is told after"),
    Deadline.CLAIM: gettext_lazy("Who takes up a signal has it for"),
    Deadline.UNOPENED: gettext_lazy("Nobody opens the queue: the manager is told after"),
    Deadline.DEPARTMENT_ANSWER: gettext_lazy("A department answers a question within"),
    Deadline.CHECK: gettext_lazy("The privacy officer decides a check within"),
    Deadline.SOURCE_ANSWER: gettext_lazy("A source says hit or no hit within"),
    Deadline.SCORES: gettext_lazy("Members give their own scores within"),
    Deadline.REPORTER_ANSWER: gettext_lazy("A reporter answers a question within"),
}
