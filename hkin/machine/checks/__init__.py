"""Is this installation fit to use? Every line is green, red with what to do, or grey: cannot be seen from here."""

from django.http import HttpRequest

from hkin.machine.checks import clock, database, delivery, disk, keys, nightly, roles, versions, web
from hkin.machine.checks.line import Check, State

__all__ = ["Check", "State", "look_at_machine"]


def look_at_machine(*, request: HttpRequest | None = None) -> list[Check]:
    """What proxy and browser do is only seen in a request: without one that line is grey."""
    found = list(database.look())
    if not any(check.is_red for check in found):
        found += [*roles.look(), *delivery.look(), *clock.look(), keys.on_paper(), *nightly.look()]
    return [*found, *keys.look(), *disk.look(), *web.look(request), *versions.look()]
