"""Destroying keys for good: the key row goes, the register remembers, and a restored backup is told again."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from hkin.privacy.models import DataKey, DestroyedKey


def destroy_keys(owners: Iterable[UUID], *, reason: str = "retention") -> int:
    """How many keys were there and are gone now. `reason` is a code ("retention", "withdrawn"), never text."""
    wanted = list(owners)
    with transaction.atomic():
        DestroyedKey.objects.bulk_create(
            [DestroyedKey(owner=owner, reason=reason) for owner in wanted], ignore_conflicts=True
        )
        gone, _ = DataKey.objects.filter(owner__in=wanted).delete()
    return gone
