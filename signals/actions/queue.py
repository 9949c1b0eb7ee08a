"""A team opens its queue. Nothing is moved; but a queue that nobody opens is told to its manager."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from network.models import Team, User
from network.roles import roles_of
from network.rules import Role

#: Fresh enough: a page that is opened again within it writes nothing.
_LATELY = timedelta(minutes=10)


def open_queue(*, by: User) -> None:
    now = timezone.now()
    teams = roles_of(by).of(Role.TEAM_MEMBER, Role.COORDINATOR).teams()
    long_ago = Q(last_opened_at=None) | Q(last_opened_at__lt=now - _LATELY)
    Team.objects.filter(long_ago, pk__in=teams).update(last_opened_at=now)
