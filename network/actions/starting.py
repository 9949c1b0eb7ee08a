"""A municipality is furnished, step by step."""

from __future__ import annotations

from network.models import Municipality, StepDone, User
from network.rules.starting import SetupStep


def finish_step(*, by: User, municipality: Municipality, step: SetupStep) -> None:
    """Finished once; doing it again changes nothing. The door asked already whether this person may."""
    StepDone.objects.get_or_create(municipality=municipality, step=step, defaults={"by": by})
