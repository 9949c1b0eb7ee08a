"""What is missing before a signal may go on, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from signals.rules.protocol import WAITING, Facts, Need, Protocol


def missing_in_words(protocol: Protocol, facts: Facts, missing: Iterable[Need]) -> list[str]:
    return [_missing(protocol, facts, need) for need in missing]


def _missing(protocol: Protocol, facts: Facts, need: Need) -> str:
    task = protocol.task(need.task)
    found = facts.get(need.task)
    if found is None:
        return _("Still to do: %(task)s.") % {"task": task.label}
    if found == WAITING:
        return _("Not finished yet: %(task)s.") % {"task": task.label}
    return _("%(task)s came to something else, so this way is closed.") % {"task": task.label}
