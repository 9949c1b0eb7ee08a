"""Which other signal this one is a part of, or was split into: for who may see both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from network.models import User
from signals.models import Signal
from signals.models.signal import SignalQuerySet
from signals.models.tie import Tie
from signals.rules.lifecycle import Verb


@dataclass(frozen=True)
class Tied:
    reference: str
    is_part: bool  # the other one is a part of this one


def ties_for(signal: Signal, *, user: User) -> Sequence[Tied]:
    """For whoever handles them: both must be in their queues."""
    return _among(signal, Signal.objects.visible_to(user))


def knows_of_split(signal: Signal, *, user: User) -> bool:
    """Whether they see every part that was ever split off from it."""
    parts = Tie.objects.filter(whole=signal, part__in=Signal.objects.visible_to(user)).count()
    return parts > 0 and signal.trail.filter(verb=Verb.SPLIT).count() == parts


def own_ties(signal: Signal, *, mark: bytes) -> Sequence[Tied]:
    """For the reporter: both are theirs."""
    return _among(signal, Signal.objects.filed_by(mark))


def _among(signal: Signal, seen: SignalQuerySet) -> Sequence[Tied]:
    rows = Tie.objects.filter(Q(whole=signal, part__in=seen) | Q(part=signal, whole__in=seen))
    return [
        Tied(part if whole_id == signal.pk else whole, is_part=whole_id == signal.pk)
        for whole_id, whole, part in rows.values_list("whole_id", "whole__reference", "part__reference")
    ]
