"""Somebody comes in with the account of their municipality: known, invited, or new."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.accounts import free_username, open_account, wait_for_turn
from network.actions.claims import follow_claims
from network.actions.people import write_down
from network.actions.refusals import HasLeft
from network.models import EntryLink, Municipality, User
from network.models.trail import PersonEvent
from network.rules.claims import RoleRule


class NoMunicipality(Exception):
    """New here, and nothing says in which municipality."""


@dataclass(frozen=True)
class Identity:
    """Somebody as their identity provider names them; `email` is there only when it is proven to be theirs."""

    issuer: str
    uid: str
    name: str
    login: str = ""
    email: str = ""
    municipality: str | None = None  # its slug; empty is the only one there is, None says that it is not known
    departments: tuple[str, ...] = ()
    roles: tuple[RoleRule, ...] = ()


def come_in(*, identity: Identity) -> User:
    """The account of this person, with the roles that the provider claims.

    Raises HasLeft for an account that is closed, and NoMunicipality when a new one would belong nowhere.
    """
    with transaction.atomic():
        municipality = _municipality(identity)
        person, is_tied_now = _known(identity), False
        if person is None:
            person, is_tied_now = _tie(identity, municipality)
        if not person.is_active:
            raise HasLeft
        follow_claims(person=person, municipality=municipality, departments=identity.departments, rules=identity.roles)
        # Writing names the municipality, so it comes after what locks it.
        if person.entered_at is None:
            _enter(person, municipality)
        elif is_tied_now:
            _write(PersonEvent.CHANGED, person, municipality, _("Tied to the municipality account"))
        _keep_address(person, identity, municipality)
    return person


def _municipality(identity: Identity) -> Municipality | None:
    if identity.municipality is None:
        return None
    named = {"slug": identity.municipality} if identity.municipality else {}
    found = list(Municipality.objects.filter(**named)[:2])
    return found[0] if len(found) == 1 else None


def _known(identity: Identity) -> User | None:
    return User.objects.filter(socialaccount__provider=identity.issuer, socialaccount__uid=identity.uid).first()


def _tie(identity: Identity, municipality: Municipality | None) -> tuple[User, bool]:
    """To the account that waits for this person, or to a new one; unless somebody else just did."""
    wait_for_turn()  # two tabs would make two accounts, and two people could take one
    if person := _known(identity):
        return person, False
    person = _waiting_for(identity)
    if person is None:
        if municipality is None:
            raise NoMunicipality
        called = identity.login or identity.email or identity.name
        username = free_username(f"{called.partition('@')[0]}@")
        person = open_account(email=identity.email, name=identity.name[:100], username=username)
    SocialAccount.objects.create(user=person, provider=identity.issuer, uid=identity.uid)
    return person, True


def _waiting_for(identity: Identity) -> User | None:
    """An account of before that is this person's: by the number the municipality gave it, else by its mail address.

    Never one that is tied to somebody else there: a mail address is given to a successor. Nor when two could be meant.
    """
    free = User.objects.exclude(socialaccount__provider=identity.issuer)
    person = _only(free.filter(external_id=identity.uid))
    if person is None and identity.email:
        person = _only(free.filter(email__iexact=identity.email))
    return person


def _only(people: QuerySet[User]) -> User | None:
    """Who works here goes before who left."""
    for candidates in (people.filter(is_active=True), people.filter(is_active=False)):
        found = list(candidates[:2])
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _enter(person: User, municipality: Municipality | None) -> None:
    """For the first time; a letter that would let them in is not needed any more."""
    now = timezone.now()
    person.entered_at = now
    person.save(update_fields=["entered_at"])
    EntryLink.objects.usable(now).filter(user=person).update(used_at=now)
    _write(PersonEvent.ENTERED, person, municipality, _("Came in with the municipality account"))


def _keep_address(person: User, identity: Identity, municipality: Municipality | None) -> None:
    """Letters go where the municipality says that this person's mail is."""
    address = identity.email
    if not address or address.casefold() == person.email.casefold():
        return
    if User.objects.filter(email__iexact=address).exclude(pk=person.pk).exists():
        return
    person.email = address
    person.save(update_fields=["email"])
    _write(PersonEvent.CHANGED, person, municipality, _("Mail address taken over from the municipality account"))


def _write(event: PersonEvent, person: User, municipality: Municipality | None, reason: str) -> None:
    write_down(event, person, by=None, role=None, municipality=municipality, reason=reason)
