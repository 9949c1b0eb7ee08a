"""Is this installation fit to use? Every line is green, red with what to do, or grey: cannot be seen from here."""

from django.http import HttpRequest

from hkin.machine.checks import database
from hkin.machine.checks.line import Check, State

__all__ = ["Check", "State", "look_at_machine"]


def look_at_machine(*, request: HttpRequest | None = None) -> list[Check]:  # noqa: ARG001
    """What proxy and browser do is only seen in a request: without one those lines are grey."""
    return list(database.look())
