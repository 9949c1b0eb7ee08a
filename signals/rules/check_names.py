"""What privacy checks, their tests and what they came to are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signals.rules.checks import Test
from signals.rules.protocol import CheckOn

#: What is decided, as a question.
CHECK_QUESTIONS: dict[CheckOn, Promise] = {
    CheckOn.SOURCE: _("May this source be asked?"),
    CheckOn.CONTENT: _("May what this source knows move to the team?"),
    CheckOn.DEPARTMENT: _("Which data may this department get?"),
    CheckOn.POWER: _("Is sharing needed for this power?"),
}
#: In a word, for a list and a filter.
CHECK_NAMES: dict[CheckOn, Promise] = {
    CheckOn.SOURCE: _("Check 1: ask a source"),
    CheckOn.CONTENT: _("Second decision: content of a hit"),
    CheckOn.DEPARTMENT: _("Check 2A: a department"),
    CheckOn.POWER: _("Check 2B: a power"),
}
CHECK_LIMITS: dict[CheckOn, Promise] = {
    CheckOn.SOURCE: _("What exactly may be looked up?"),
    CheckOn.CONTENT: _("What exactly may move to the team?"),
    CheckOn.DEPARTMENT: _("What exactly may this department get?"),
    CheckOn.POWER: _("What exactly may be shared for this power?"),
}

TEST_NAMES: dict[Test, Promise] = {
    Test.GROUND: _("On which ground were these data collected?"),
    Test.COMPATIBILITY: _("Does the new use fit the purpose they were collected for?"),
    Test.NECESSITY: _("Is it needed for the purpose of the team?"),
    Test.PROPORTIONALITY: _("Is what it means for the resident in proportion to that purpose?"),
    Test.SUBSIDIARITY: _("Is there no lighter way to the same end?"),
}
TEST_HINTS: dict[Test, Promise] = {
    Test.GROUND: _("Name the law of the task. A duty of secrecy counts here."),
    Test.COMPATIBILITY: _("Would a resident expect this use? Is there a law that allows it?"),
    Test.NECESSITY: _("Can the team decide without it? Then it is not needed."),
    Test.PROPORTIONALITY: _("How many people does it touch, and how deeply?"),
    Test.SUBSIDIARITY: _("For example: hit or no hit first, another source, or asking the resident."),
}
#: The shape of the badge, and its words.
VERDICT_BADGES: dict[str, tuple[str, Promise]] = {
    "waiting": ("waiting", _("Waits")),
    "allowed": ("done", _("Allowed")),
    "refused": ("locked", _("Refused")),
    "withdrawn": ("neutral", _("Withdrawn")),
}
#: What a source said.
FOUND_BADGES: dict[str, tuple[str, Promise]] = {
    "waiting": ("waiting", _("Asked, no answer yet")),
    "hit": ("urgent", _("Hit")),
    "no_hit": ("done", _("No hit")),
    "withdrawn": ("neutral", _("Question withdrawn")),
}
