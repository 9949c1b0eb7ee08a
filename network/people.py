"""Finding people by name, and naming them, for pages that know only their ids."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from network.models import User

MOST_FOUND = 100


def people_called(text: str) -> set[int]:
    """Ids of the people whose name holds the text, or whose account is called so."""
    found = User.objects.filter(Q(name__icontains=text.strip()) | Q(username__iexact=text.strip()))
    return set(found.values_list("pk", flat=True)[:MOST_FOUND])


def names_of(people: Collection[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=people).only("name", "username")}
