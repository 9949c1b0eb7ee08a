"""What the page of splitting offers."""

from __future__ import annotations

from django.utils import timezone

from network.models import Municipality, RoleGrant
from network.rules import Role

_READING = (Role.TEAM_MEMBER, Role.COORDINATOR, Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER)


def who_reads_queues(municipality: Municipality) -> list[tuple[int, str]]:
    """Everybody behind a queue there: a list without some would name whom a reporter kept out."""
    grants = RoleGrant.objects.current(timezone.localdate()).filter(
        municipality=municipality, role__in=_READING, user__is_active=True
    )
    rows = grants.order_by("user__name").values_list("user_id", "user__name", "user__username").distinct()
    return [(pk, name or username) for pk, name, username in rows]
