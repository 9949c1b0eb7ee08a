"""How far a municipality is with furnishing, and who may go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from network.models import Municipality, StepDone, User
from network.roles import roles_of
from network.rules.starting import SETS_UP, SetupStep


@dataclass(frozen=True)
class StepState:
    step: SetupStep
    done_at: datetime | None = None
    done_by: str = ""


def set_up_by(user: User) -> QuerySet[Municipality]:
    """The municipalities this person may furnish."""
    return Municipality.objects.filter(pk__in=roles_of(user).municipalities(*SETS_UP))


def steps_of(municipality: Municipality) -> list[StepState]:
    """All seven, in order."""
    done = {row.step: row for row in StepDone.objects.filter(municipality=municipality).select_related("by")}
    return [
        StepState(step, done[step].at, str(done[step].by)) if step in done else StepState(step) for step in SetupStep
    ]
