"""Nobody is there yet: who runs the server lets the first application manager in."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.accounts import account_for, is_taken, open_account
from network.actions.entry import AddressTaken, enter, take
from network.actions.founding import begin_municipality, load_catalogue
from network.actions.people import give_role, write_down
from network.entry import has_application_manager, token_of
from network.models import EntryLink, Municipality, RoleGrant, User
from network.models.entry import LASTS, EntryKind
from network.models.trail import PersonEvent
from network.reference import read_catalogue
from network.rules import Role


class ManagerThere(Exception):
    """There is an application manager, and no reason was given why another one comes this way."""


class UsernameTaken(Exception):
    """Somebody has this user name."""


@dataclass(frozen=True, kw_only=True)
class FirstAdmin:
    """`municipality` is one that is here already; else one is founded with the name."""

    name: str
    email: str
    username: str
    password: str
    municipality: Municipality | None = None
    municipality_name: str = ""


def first_admin_link(*, reason: str = "") -> str:
    """The address that makes somebody application manager, once. Made again, the one of before opens nothing.

    Raises ManagerThere when there is a manager and no reason.
    """
    with transaction.atomic():
        is_beside = has_application_manager()
        if is_beside and not reason.strip():
            raise ManagerThere
        now = timezone.now()
        EntryLink.objects.filter(kind=EntryKind.FIRST_ADMIN).usable(now).update(withdrawn_at=now)
        link = EntryLink.objects.create(
            kind=EntryKind.FIRST_ADMIN,
            reason=reason.strip()[:300],
            created_at=now,
            expires_at=now + LASTS[EntryKind.FIRST_ADMIN],
        )
        if is_beside:
            _write_down_beside(reason)
    return f"{settings.BASE_URL}{reverse('network:enter', args=[token_of(link)])}"


def become_first_admin(*, link: EntryLink, answers: FirstAdmin) -> User:
    """Raises LinkClosed, AddressTaken or UsernameTaken."""
    with transaction.atomic():
        link = take(link)
        if account_for(answers.email) is not None:
            raise AddressTaken
        if is_taken(answers.username):
            raise UsernameTaken
        load_catalogue(read_catalogue())
        municipality = answers.municipality or begin_municipality(name=answers.municipality_name.strip())
        person = open_account(email=answers.email, name=answers.name, username=answers.username.strip())
        enter(person, password=answers.password)
        for role in (Role.REPORTER, Role.APPLICATION_MANAGER):
            give_role(by=None, person=person, role=role, municipality=municipality, reason=link.reason)
        write_down(
            PersonEvent.ENTERED,
            person,
            by=None,
            role=None,
            municipality=municipality,
            detail=link.kind,
            reason=link.reason,
        )
    return person


def _write_down_beside(reason: str) -> None:
    """Each manager who is passed over finds it in their own trail, also when nobody follows the link."""
    managers = RoleGrant.objects.today().filter(role=Role.APPLICATION_MANAGER).select_related("user", "municipality")
    for grant in managers:
        write_down(
            PersonEvent.INVITED,
            grant.user,
            by=None,
            role=None,
            municipality=grant.municipality,
            detail=EntryKind.FIRST_ADMIN,
            reason=reason,
        )
