"""After a new key was put in front of the ring: wrap every data key again. The sealed text itself does not change."""

from django.db import transaction
from django.db.models import BinaryField, Count
from django.db.models.functions import Substr

from hkin.privacy.keyring import ID_BYTES, key_ring
from hkin.privacy.models import DataKey, Look


def rewrap_batch(*, size: int) -> int:
    """How many were wrapped again; 0 when all are under the first key. Each batch commits, so it can be stopped."""
    ring = key_ring()
    with transaction.atomic():
        waiting = DataKey.objects.exclude(key_name=ring.current.name).select_for_update(skip_locked=True)
        rows = list(waiting.order_by("owner")[:size])
        for row in rows:
            bound_to = DataKey.place_of(row.owner)
            secret = ring.open(blob=bytes(row.wrapped), bound_to=bound_to)
            row.wrapped = ring.seal(secret=secret, bound_to=bound_to)
            row.key_name = ring.current.name
        DataKey.objects.bulk_update(rows, ["wrapped", "key_name"])
    return len(rows)


def keys_in_use() -> dict[str, int]:
    """How many data keys hang on each ring key, by name."""
    return dict(DataKey.objects.values_list("key_name").annotate(Count("owner")).order_by("key_name"))


def reasons_under_old_keys() -> int:
    """Log rows are never changed: their typed reasons stay under the key of that day until the rows fall."""
    sealed = Look.objects.filter(reason__isnull=False).annotate(
        ring_key=Substr("reason", 2, ID_BYTES, output_field=BinaryField())
    )
    return sealed.exclude(ring_key=key_ring().current.id).count()
