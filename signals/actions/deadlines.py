"""A municipality sets its own terms."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from network.actions.municipality_trail import write_down
from network.models import Municipality, User
from network.models.trail import MunicipalityEvent
from network.rules.starting import SetupStep
from network.starting import doing_as
from signals.actions.working import NotAllowed
from signals.deadlines import deadlines_of
from signals.models import OwnDeadline
from signals.rules.deadline_names import DEADLINE_NAMES
from signals.rules.deadlines import TERMS, Deadline


class OutOfBounds(ValueError):
    """A term shorter or longer than any municipality may have it."""


def set_deadlines(*, by: User, municipality: Municipality, amounts: Mapping[Deadline, int]) -> None:
    """What is promised from now on; days that stand with a signal stay. The default needs no row."""
    role = doing_as(by, municipality, SetupStep.READING)
    if role is None:
        raise NotAllowed
    for deadline, amount in amounts.items():
        if not TERMS[deadline].least <= amount <= TERMS[deadline].most:
            raise OutOfBounds(deadline)
    own = {name: amount for name, amount in amounts.items() if amount != TERMS[name].default}
    with transaction.atomic():
        before = deadlines_of(Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk))
        changed = [f"{DEADLINE_NAMES[one]}: {amount}" for one, amount in amounts.items() if before[one] != amount]
        if changed:
            detail = "; ".join(changed)
            write_down(MunicipalityEvent.DEADLINES_SET, municipality, by=by, role=role, detail=detail)
        OwnDeadline.objects.filter(municipality=municipality, name__in=amounts.keys() - own.keys()).delete()
        OwnDeadline.objects.bulk_create(
            [OwnDeadline(municipality=municipality, name=name, amount=amount) for name, amount in own.items()],
            update_conflicts=True,
            unique_fields=["municipality", "name"],
            update_fields=["amount"],
        )
    municipality.__dict__.pop("_deadlines", None)
