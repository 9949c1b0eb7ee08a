"""A municipality says what ondermijning is there, and colleagues say what does not work well."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from network.actions.refusals import NotAllowed
from network.models import Definition, Municipality, Remark, User
from network.roles import roles_of
from network.rules import Role
from network.rules.starting import SETS_UP


def write_definition(*, by: User, municipality: Municipality, text: str, from_on: date) -> Definition:
    """Never written over: what held before stays to be read."""
    if municipality.pk not in roles_of(by).municipalities(*SETS_UP):
        raise NotAllowed
    return Definition.objects.create(municipality=municipality, text=text, from_on=from_on, written_by=by)


def make_remark(*, municipality: Municipality, page: str, text: str) -> Remark:
    """From nobody in particular: it is about a page, not about who was on it."""
    return Remark.objects.create(municipality=municipality, page=page, text=text)


def handle_remark(*, by: User, pk: int) -> None:
    places = roles_of(by).municipalities(Role.APPLICATION_MANAGER)
    Remark.objects.filter(pk=pk, municipality_id__in=places, handled_at=None).update(handled_at=timezone.now())
