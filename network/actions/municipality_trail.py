"""What was decided about a municipality as a whole goes into its trail."""

from __future__ import annotations

from network.models import Municipality, MunicipalityEntry, User
from network.models.trail import MunicipalityEvent
from network.rules import Role

#: Fits the column.
_LONGEST = 300


def write_down(
    event: MunicipalityEvent, municipality: Municipality, *, by: User, role: Role, detail: str
) -> MunicipalityEntry:
    return MunicipalityEntry.objects.create(
        municipality=municipality, by=by, role=role, event=event, detail=detail[:_LONGEST]
    )
