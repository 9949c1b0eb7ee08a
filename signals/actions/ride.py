"""The test ride is over when nothing runs dead any more."""

from __future__ import annotations

from network.actions.starting import finish_step
from network.models import Municipality, User
from network.rules.starting import SetupStep
from signals.ride import ride


class RunsDead(Exception):
    """An example, or a theme, still meets a gap."""


def finish_ride(*, by: User, municipality: Municipality) -> None:
    """Ridden once more: what was mended counts, and what broke since does too."""
    if ride(municipality).dead_ends:
        raise RunsDead
    finish_step(by=by, municipality=municipality, step=SetupStep.TEST_RIDE)
