"""Finding people by name, and naming them, for pages that know only their ids."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from network.models import Municipality, RoleGrant, User
from network.roles import away_on, present
from network.rules import Role

MOST_FOUND = 100


def people_called(text: str) -> set[int]:
    """Ids of the people whose name holds the text, or whose account is called so."""
    found = User.objects.filter(Q(name__icontains=text.strip()) | Q(username__iexact=text.strip()))
    return set(found.values_list("pk", flat=True)[:MOST_FOUND])


def names_of(people: Collection[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=people).only("name", "username")}


def account_at(address: str) -> User | None:
    """Whose mail address this is; of several people who share one, the first."""
    return User.objects.filter(email__iexact=address).order_by("pk").only("username").first()


def coordinator_of(municipality: Municipality) -> User | None:
    """Who answers as coordinator today: the first of them who is here, or whoever stands in."""
    today = timezone.localdate()
    grants = RoleGrant.objects.current(today).filter(municipality=municipality, role=Role.COORDINATOR)
    answering = present(grants.select_related("user", "deputy").order_by("pk"), away_on(today))
    return answering[0][0] if answering else None
