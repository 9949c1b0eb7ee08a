"""Somebody gets a way in: an invitation, a first manager, an account they asked for, a new password."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from hkin.outbox.actions import post_letter
from hkin.privacy.sealing import seal_address
from network.actions.accounts import account_for, open_account
from network.actions.entry_asks import may_ask
from network.actions.people import give_role, write_down
from network.actions.refusals import HasLeft, NotAllowed
from network.entry import municipality_for, reference_of
from network.models import Department, EntryLink, Municipality, RoleGrant, User
from network.models.entry import LASTS, EntryKind, EntryLinkQuerySet, LinkState
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.entry import tidy_address
from network.rules.people import givers_of

#: Whoever may give this role anywhere in the municipality may let the people in who are to hold it.
_FILLED_BY_INVITING = Role.CONTACT_PERSON


class LinkClosed(Exception):
    """The link was used or withdrawn, or it is too old."""


class AddressTaken(Exception):
    """Somebody with this mail address has an account."""


# ---- inviting ------------------------------------------------------------------------------------
def invite(
    *,
    by: User,
    municipality: Municipality,
    name: str,
    email: str,
    department: Department | None = None,
    function: str = "",
) -> User:
    """The colleague at this address, with an account: there is one already, or it waits until they take it.

    Raises NotAllowed, and HasLeft when the account at this address is closed.
    """
    acting = inviting_role(by, municipality)
    address = tidy_address(email)
    with transaction.atomic():
        person = account_for(address)
        if person is None:
            person = open_account(email=address, name=name, function=function)
            give_role(by=None, person=person, role=Role.REPORTER, municipality=municipality, department=department)
        elif not person.is_active:
            raise HasLeft
        if may_be_invited(person):
            send_invitation(person=person, municipality=municipality, by=by)
            write_down(PersonEvent.INVITED, person, by=by, role=acting, municipality=municipality)
    return person


def resend_invitation(*, by: User, person: User) -> None:
    """A new letter with a new link; the links of before open nothing any more."""
    municipality, acting = _place_to_invite(by, person)
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if not may_be_invited(person):
            raise NotAllowed
        withdraw_links(person)
        send_invitation(person=person, municipality=municipality, by=by)
        write_down(PersonEvent.INVITED, person, by=by, role=acting, municipality=municipality)


def withdraw_invitation(*, by: User, person: User) -> None:
    """Nobody comes in by the letter any more."""
    municipality, acting = _place_to_invite(by, person)
    with transaction.atomic():
        if withdraw_links(person):
            write_down(PersonEvent.INVITATION_WITHDRAWN, person, by=by, role=acting, municipality=municipality)


def inviting_role(by: User, municipality: Municipality) -> Role:
    held = roles_of(by)
    for giver in givers_of(_FILLED_BY_INVITING, is_live=municipality.is_live):
        if municipality.pk in held.municipalities(giver):
            return giver
    raise NotAllowed


def may_be_invited(person: User) -> bool:
    """Never came in, by a letter or by the account of their work."""
    return person.is_active and person.entered_at is None and not person.has_usable_password()


def withdraw_links(person: User) -> int:
    """Not only by hand: whoever leaves is not let in by an old letter either."""
    return _invitations(person).update(withdrawn_at=timezone.now())


def send_invitation(*, person: User, municipality: Municipality, by: User | None) -> None:
    """Nothing while a letter of before still opens the door."""
    if not _invitations(person).exists():
        link = _new_link(EntryKind.INVITATION, user=person, municipality=municipality, made_by=by, email=person.email)
        _post(link, kind="invitation_sent", municipality=municipality)


def open_invitation(person: User) -> EntryLink | None:
    """For somebody whose mailbox proves who they are: the link they have, or a new one, without a letter of its own.

    None when a colleague took the invitation back.
    """
    last = EntryLink.objects.of_invited(person).order_by("-pk").first()
    if last is None or last.state(timezone.now()) is LinkState.EXPIRED:
        place = last.municipality if last else None
        return _new_link(EntryKind.INVITATION, user=person, municipality=place, email=person.email)
    return last if last.state(timezone.now()) is LinkState.OPEN else None


def _invitations(person: User) -> EntryLinkQuerySet:
    return EntryLink.objects.of_invited(person).usable(timezone.now())


def _place_to_invite(by: User, person: User) -> tuple[Municipality, Role]:
    grants = RoleGrant.objects.today().filter(user=person).select_related("municipality").order_by("pk")
    for municipality in {grant.municipality_id: grant.municipality for grant in grants}.values():
        try:
            return municipality, inviting_role(by, municipality)
        except NotAllowed:
            continue
    raise NotAllowed


# ---- asking for oneself --------------------------------------------------------------------------
def register(*, email: str, name: str, department: Department | None, place: str) -> None:
    """A colleague asks for an account. What comes of it stands in a letter, and nowhere else.

    `place` is the network address they ask from. Raises AskedTooOften.
    """
    if may_ask(address=email, place=place):
        said = {"email": tidy_address(email), "name": name.strip(), "department": department}
        _ask(EntryKind.REGISTRATION, "registration_asked", said)


def ask_new_password(*, email: str, place: str) -> None:
    """Somebody forgot a password. Whether there is an account at this address, the letter finds out."""
    if may_ask(address=email, place=place):
        _ask(EntryKind.FORGOTTEN, "password_forgotten", {"email": tidy_address(email)})


def _ask(kind: EntryKind, message: str, said: Mapping[str, object]) -> None:
    with transaction.atomic():
        _post(_new_link(kind, **said), kind=message)


# ---- coming in -----------------------------------------------------------------------------------
def use_link(*, link: EntryLink, password: str) -> User:
    """The invited or registering person comes in, once. Raises LinkClosed or AddressTaken."""
    with transaction.atomic():
        link = take(link)
        if link.kind == EntryKind.INVITATION and link.user is not None and may_be_invited(link.user):
            person, municipality = link.user, link.municipality
        elif link.kind == EntryKind.REGISTRATION:
            person, municipality = _register_now(link)
        else:
            raise LinkClosed
        enter(person, password=password)
        withdraw_links(person)
        write_down(PersonEvent.ENTERED, person, by=None, role=None, municipality=municipality, detail=link.kind)
    return person


def take(link: EntryLink) -> EntryLink:
    """In the transaction of what it lets happen, so that two who follow it at once do not both come in."""
    row = EntryLink.objects.select_for_update().filter(pk=link.pk).usable(timezone.now()).first()
    if row is None:
        raise LinkClosed
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return row


def enter(person: User, *, password: str) -> None:
    person.set_password(password)
    person.entered_at = timezone.now()
    person.save(update_fields=["password", "entered_at"])


def _register_now(link: EntryLink) -> tuple[User, Municipality]:
    municipality = municipality_for(link.email, link.department)
    if municipality is None:
        raise LinkClosed
    if account_for(link.email) is not None:
        raise AddressTaken
    person = open_account(email=link.email, name=link.name)
    is_there = link.department is not None and link.department.municipality_id == municipality.pk
    department = link.department if is_there else None
    give_role(by=None, person=person, role=Role.REPORTER, municipality=municipality, department=department)
    return person, municipality


# ---- links and letters ---------------------------------------------------------------------------
def _new_link(kind: EntryKind, **said: object) -> EntryLink:
    now = timezone.now()
    return EntryLink.objects.create(kind=kind, created_at=now, expires_at=now + LASTS[kind], **said)


def _post(link: EntryLink, *, kind: str, municipality: Municipality | None = None) -> None:
    post_letter(
        kind=kind,
        effect=f"entry:{link.uuid}",
        sealed_address=seal_address(link.email),
        municipality_id=municipality.pk if municipality else None,
        reference=reference_of(link),
    )
