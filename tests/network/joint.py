"""Acts of two people in short steps, for the tests that ask who may agree to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils import timezone

from network import joint
from network.actions.joint import ask_together
from network.joint import Effect, register
from network.models import Absence, JointAct, JointRule, Municipality, User
from network.rules import Role
from network.rules.joint import Act, Arrangement

REASON = "De deurwaarder vraagt of de melder gevaar loopt."


def asked(
    by: User, *, municipality: Municipality, role: Role = Role.COORDINATOR, act: Act = Act.GRANT_SIGHT, **more: Any
) -> JointAct:
    return ask_together(act=act, by=by, role=role, municipality=municipality, reason=REASON, **more)


def arranged(municipality: Municipality, arrangement: Arrangement, partner: Municipality | None = None) -> None:
    for act in Act:
        JointRule.objects.update_or_create(
            municipality=municipality, act=act, defaults={"arrangement": arrangement, "partner": partner}
        )


def away(user: User, *, deputy: User) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=user, from_on=today, until_on=today + timedelta(days=2), deputy=deputy)


def as_new(user: User) -> User:
    """Without the roles that were kept on the object."""
    return User.objects.get(pk=user.pk)


@contextmanager
def meaning(act: Act, effect: Effect) -> Iterator[None]:
    """For the time of a test the act is something else."""
    before = joint._effects.get(act)
    register(act, effect)
    try:
        yield
    finally:
        if before is None:
            del joint._effects[act]
        else:
            register(act, before)
