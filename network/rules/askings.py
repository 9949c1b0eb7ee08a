""" "Klopt dit?": what is asked of a department, how long it is good, and what follows when nobody answers."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from network.working_days import ReadingCalendar

#: Only who acts says yes: an adviser or a department that hears is asked nothing.
ASKED_PARTS = frozenset({"lead", "executor"})
REMIND_AFTER = timedelta(days=7)
DUE_AFTER = timedelta(days=14)
#: Working days in which the tactical level decides about a contested cell.
SETTLE_WITHIN = 10
#: How many months a confirmation may be good, and how many themes one person may carry.
MONTHS = (1, 24)
THEMES_OF_ONE = (1, 40)


class AskingStep(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"


def due_on(asked_on: date, calendar: ReadingCalendar) -> date:
    """Never a day on which the municipality is closed: the next one then."""
    return calendar.add_reading_days(asked_on + DUE_AFTER, 0)


def step_due(*, asked_on: date, due_on: date, is_reminded: bool, is_escalated: bool, today: date) -> AskingStep | None:
    """What is due now. Who is too late for a reminder goes to the responsible person at once."""
    if today >= due_on:
        return None if is_escalated else AskingStep.ESCALATE
    if today >= asked_on + REMIND_AFTER and not is_reminded:
        return AskingStep.REMIND
    return None
