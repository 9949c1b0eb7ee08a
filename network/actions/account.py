"""Somebody looks after their own account."""

from __future__ import annotations

from dataclasses import dataclass, fields

from django.db import transaction
from django.utils.translation import gettext as _

from network.actions.granting import write_down
from network.models import User
from network.models.trail import PersonEvent
from network.roles import home_of


@dataclass(frozen=True)
class OwnDetails:
    """What somebody writes about themselves. Their name is not in it: colleagues know them by it."""

    function: str
    phone: str
    best_hours: str


def change_own_details(*, by: User, details: OwnDetails) -> bool:
    """Whether anything changed. The trail says what, and not into what."""
    words = {"function": _("function"), "phone": _("phone number"), "best_hours": _("best hours")}
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=by.pk)
        changed = [each.name for each in fields(details) if getattr(person, each.name) != getattr(details, each.name)]
        if not changed:
            return False
        for name in changed:
            setattr(person, name, getattr(details, name))
        person.save(update_fields=changed)
        home = home_of(by)
        detail = _("Changed: %(what)s") % {"what": ", ".join(words[name] for name in changed)}
        write_down(
            PersonEvent.CHANGED,
            person,
            by=by,
            role=None,
            municipality=home.municipality if home else None,
            detail=detail,
        )
    return True
