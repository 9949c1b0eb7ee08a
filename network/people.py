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


def account_called(name: str) -> User | None:
    """Whose user name this is, else whose mail address; of several people who share one, the first."""
    found = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).only("username", "session_round")
    return min(found, key=lambda user: (user.username.casefold() != name.casefold(), user.pk), default=None)


def coordinator_of(municipality: Municipality) -> User | None:
    """Who answers as coordinator today: the first of them who is here, or whoever stands in."""
    today = timezone.localdate()
    grants = RoleGrant.objects.current(today).filter(municipality=municipality, role=Role.COORDINATOR)
    answering = present(grants.select_related("user", "deputy").order_by("pk"), away_on(today))
    return answering[0][0] if answering else None


def homes_elsewhere(people: Collection[int], municipality: Municipality) -> dict[int, str]:
    """Of the people who file in another municipality only: its name. A village shares some with its neighbour."""
    grants = RoleGrant.objects.today().filter(role=Role.REPORTER, user__in=people).select_related("municipality")
    here = {grant.user_id for grant in grants if grant.municipality_id == municipality.pk}
    return {grant.user_id: grant.municipality.name for grant in grants if grant.user_id not in here}
