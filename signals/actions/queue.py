"""A team opens its queue. Nothing is moved; but a queue that nobody opens is told to its manager."""

from __future__ import annotations

from django.utils import timezone

from network.models import Team, User
from network.roles import roles_of
from network.rules import Role


def open_queue(*, by: User) -> None:
    teams = roles_of(by).of(Role.TEAM_MEMBER, Role.COORDINATOR).teams()
    Team.objects.filter(pk__in=teams).update(last_opened_at=timezone.now())
