"""What one line of a list shows of a signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.models import User
from signals.access import Headlines, role_towards
from signals.actions.working import covers_for
from signals.models import Signal
from signals.rules.labels import OUTCOME_WORDS, ROUTE_WORDS, STATUS_BADGES, STATUS_WORDS, URGENCY_ICONS, URGENCY_WORDS
from signals.rules.lifecycle import Outcome, Route, Status, Urgency, Verb

Text = str | Promise


@dataclass(frozen=True)
class Row:
    signal: Signal
    headline: str  # empty as long as nobody wrote one
    owner: str  # empty when anybody may take it up
    is_mine: bool
    stands_in: bool  # the owner is away and this person goes on with it
    may_claim: bool

    @property
    def title(self) -> str:
        """Never a word of the text itself: that is read by whoever opens the signal."""
        nameless = _("No headline yet") if self.signal.is_open else _("No headline")
        return self.headline or (self.signal.theme.name if self.signal.theme else nameless)

    @property
    def theme(self) -> str:
        return self.signal.theme.name if self.signal.theme and self.headline else ""

    @property
    def is_free(self) -> bool:
        return not self.owner

    @property
    def is_late(self) -> bool:
        return self.signal.is_open and self.signal.due_on < timezone.localdate()

    @property
    def is_late_for_all(self) -> bool:
        """Only what nobody took up in time is shouted about."""
        return self.is_late and self.is_free

    @property
    def needs_decision(self) -> bool:
        """First coordinator or privacy officer decides whether the team may see it."""
        is_decided = getattr(self.signal, "is_decided", False)
        return self.signal.route == Route.RESTRICTED and self.is_free and self.signal.is_open and not is_decided

    @property
    def is_unseen(self) -> bool:
        return self.signal.is_urgent and self.signal.seen_at is None

    @property
    def is_new(self) -> bool:
        return self.signal.status == Status.RECEIVED

    @property
    def is_for_you(self) -> bool:
        return self.is_mine or self.stands_in

    @property
    def is_asked(self) -> bool:
        """By the reporter, after the end: then it has a day again by which they hear something."""
        return not self.signal.is_open and self.signal.next_word_on is not None

    @property
    def status_badge(self) -> str:
        return STATUS_BADGES[Status(self.signal.status)]

    @property
    def status_words(self) -> Text:
        return STATUS_WORDS[Status(self.signal.status)]

    @property
    def urgency_icon(self) -> str:
        return URGENCY_ICONS[Urgency(self.signal.urgency)]

    @property
    def urgency_words(self) -> Text:
        return URGENCY_WORDS[Urgency(self.signal.urgency)]

    @property
    def other_queue(self) -> Text:
        """Named only where it is not the ordinary one."""
        return "" if self.signal.route == Route.TEAM else ROUTE_WORDS[Route(self.signal.route)]

    @property
    def outcome_words(self) -> Text:
        return OUTCOME_WORDS[Outcome(self.signal.outcome)] if self.signal.outcome else ""


def rows_of(user: User, signals: Sequence[Signal]) -> list[Row]:
    headlines, absent, today = Headlines(signals), covers_for(user), timezone.localdate()
    rows = []
    for signal in signals:
        is_free = signal.owner_id is None or (signal.lease_until is not None and signal.lease_until < today)
        rows.append(
            Row(
                signal=signal,
                headline=headlines.of(signal),
                owner="" if is_free else str(signal.owner),
                is_mine=not is_free and signal.owner_id == user.pk,
                stands_in=not is_free and signal.owner_id in absent,
                may_claim=is_free and signal.is_open and role_towards(user, signal, Verb.CLAIM) is not None,
            )
        )
    return rows
