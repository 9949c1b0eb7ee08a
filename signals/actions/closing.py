"""A signal ends: with an outcome, a reason, and always a word to the reporter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from network.models import Department, User
from network.telling import tell
from signals.actions.assignment import addressed
from signals.actions.feedback import end, send_feedback
from signals.actions.improvements import Better, note_improvement
from signals.actions.protocol import end_by
from signals.actions.working import NotAllowed, NotYet, Work, WrongMoment, at_work
from signals.models import Signal
from signals.protocols import follows_protocol
from signals.rules.lifecycle import Outcome, Verb
from signals.rules.transfer import has_gone_to, whom_it_ends_with


@dataclass(frozen=True)
class Ending:
    """What a person decided; `feedback` goes to the reporter as it stands."""

    outcome: Outcome
    reason: str
    feedback: str
    goes_to: str = ""  # whom it was passed on to, in words
    department: Department | None = None  # of ours, when that is whom
    way: str = ""  # of the protocol; empty: the first that ends so
    lesson: str = ""  # what to do otherwise next time
    improvement: Better | None = None  # of an own rule or way of working; it keeps no way back to the signal


def close_signal(reference: str, *, by: User, ending: Ending, version: int, key: UUID | None = None) -> Signal:
    """The 60-second lane uses this too: it needs no claim, only a right."""
    with at_work(reference, by=by, verb=Verb.CLOSE, version=version, key=key) as work:
        if work.signal.hand_overs.keeping_open().exists():
            raise WrongMoment  # a department still works on it
        _must_have_gone(work.signal, ending.outcome)
        end_by(work, ending.outcome, reason=ending.reason, way=ending.way)
        send_feedback(work, ending.feedback)
        end(work.signal, ending.outcome)
        if ending.department is not None:
            _announce(work, ending.department)
        if ending.improvement is not None:
            note_improvement(ending.improvement, municipality=work.signal.municipality)
        work.detail = "\n".join(filter(None, [ending.reason, ending.goes_to, ending.lesson]))
    return work.signal


def _announce(work: Work, department: Department) -> None:
    """A department hears who calls, and nothing of the signal: there is no ground for that (R1)."""
    signal = work.signal
    if department.municipality_id != signal.municipality_id:
        raise NotAllowed
    tell(
        addressed(department, kept_out=signal.kept_out()).people,
        kind="call_announced",
        effect=f"call:{signal.uuid}",
        municipality_id=signal.municipality_id,
        path=reverse("network:colleague", args=[work.by.key]),
    )


def _must_have_gone(signal: Signal, outcome: Outcome) -> None:
    """Where no protocol asks it: in the queues of officers (R6)."""
    if follows_protocol(signal) or has_gone_to(outcome, signal.transfers.values_list("kind", flat=True)):
        return
    whom = whom_it_ends_with(outcome)
    raise NotYet([_("First transfer it to %(whom)s. Then it is on record what went, and why.") % {"whom": whom}])
