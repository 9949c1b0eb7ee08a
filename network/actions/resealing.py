"""After a new key was put in front of the ring: what was typed about acts of two people is sealed under it."""

from __future__ import annotations

from django.db import transaction

from hkin.privacy.keyring import is_under_current_key
from hkin.privacy.sealing import open_under_ring, seal_under_ring
from network.models import JointAct

_COLUMNS = {"sealed_reason": "jointact.reason", "sealed_answer": "jointact.answer"}


def reseal_acts(*, look_only: bool) -> int:
    """How many texts lay under an older key. Each row commits, so it can be stopped."""
    return sum(_reseal(pk, look_only=look_only) for pk in JointAct.objects.order_by("pk").values_list("pk", flat=True))


def _reseal(pk: int, *, look_only: bool) -> int:
    with transaction.atomic():
        row = JointAct.objects.select_for_update().filter(pk=pk).first()
        old = _under_old_keys(row) if row else []
        if row and old and not look_only:
            for column in old:
                place = _COLUMNS[column]
                text = open_under_ring(place, row.uuid, getattr(row, column))
                setattr(row, column, seal_under_ring(place, row.uuid, text))
            row.save(update_fields=old)
        return len(old)


def _under_old_keys(row: JointAct) -> list[str]:
    sealed = {column: getattr(row, column) for column in _COLUMNS}
    return [column for column, blob in sealed.items() if blob is not None and not is_under_current_key(bytes(blob))]
