"""What the page of splitting offers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone

from network.models import Municipality, RoleGrant
from network.rules import Role
from signals.actions.routing import team_for
from signals.rules.lifecycle import Route
from signals.rules.safety import Safety, route_for

#: The answers that bring the new part to a queue, in the order of the form; a part is no danger by itself.
_ANSWERS = (Safety.NONE, Safety.VICTIM, Safety.STAFF_THREAT, Safety.CONDUCT)


def who_reads_queues(municipality: Municipality) -> Mapping[Safety, list[tuple[int, str]]]:
    """Everybody behind each queue: a list without some would name whom a reporter kept out."""
    return {safety: _behind(municipality, route_for(safety, None)) for safety in _ANSWERS}


def _behind(municipality: Municipality, route: Route) -> list[tuple[int, str]]:
    team = Q(role__in=[Role.TEAM_MEMBER, Role.COORDINATOR], team=team_for(municipality, route))
    officers = {Route.ATTENTION_OFFICER: Role.ATTENTION_OFFICER, Route.INTEGRITY: Role.INTEGRITY_RECEIVER}
    behind = Q(role=officers[route]) if route in officers else team
    grants = RoleGrant.objects.current(timezone.localdate()).filter(behind, municipality=municipality)
    readers = grants.filter(user__is_active=True).order_by("user__name")
    return [
        (pk, name or username)
        for pk, name, username in readers.values_list("user_id", "user__name", "user__username").distinct()
    ]
