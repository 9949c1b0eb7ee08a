"""A municipality is furnished, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from hkin.machine.proofs import KEYS_WRITTEN_DOWN, MAIL_ARRIVED, proven
from network.actions.founding import begin_municipality
from network.actions.people import forget_roles, give_role
from network.actions.refusals import NotAllowed
from network.models import Municipality, StepDone, User
from network.rules import Role
from network.rules.starting import SetupStep
from network.starting import may_add_municipality, may_do

#: Nobody goes on without these.
BEFORE_ALL_ELSE = (MAIL_ARRIVED, KEYS_WRITTEN_DOWN)


def finish_step(*, by: User, municipality: Municipality, step: SetupStep) -> None:
    """Finished once; doing it again changes nothing."""
    if not may_do(by, municipality, step):
        raise NotAllowed
    StepDone.objects.get_or_create(municipality=municipality, step=step, defaults={"by": by})


class MachineNotReady(Exception):
    """Mail that arrived and keys on paper come before everything else."""


def finish_machine(*, by: User, municipality: Municipality) -> None:
    """The first step, for every municipality on this machine."""
    if not all(proven(name) for name in BEFORE_ALL_ELSE):
        raise MachineNotReady
    finish_step(by=by, municipality=municipality, step=SetupStep.MACHINE)


def add_municipality(
    *, by: User, name: str, places: Sequence[str] = (), neighbour: Municipality | None = None
) -> Municipality:
    """Another one on the same machine; whoever adds it manages it, and shares nothing else of it."""
    if not may_add_municipality(by):
        raise NotAllowed
    with transaction.atomic():
        municipality = begin_municipality(name=name, places=places)
        if neighbour is not None:
            municipality.neighbour = neighbour
            municipality.save(update_fields=["neighbour"])
        give_role(
            by=None,
            person=by,
            role=Role.APPLICATION_MANAGER,
            municipality=municipality,
            reason=municipality.name,
        )
    forget_roles(by)
    return municipality
