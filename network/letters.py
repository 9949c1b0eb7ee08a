"""What stands in a letter that lets somebody in, written when it leaves: only then it is known who reads it.

Each function gets the reference of a link. None: there is nothing to tell, and no letter leaves. Asked again, for
another attempt, it says the same.
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.outbox.kinds import Wording
from network.actions.accounts import account_for
from network.actions.entry import may_be_invited, open_invitation
from network.entry import link_with, municipality_for, token_of
from network.models import EntryLink, User
from network.models.entry import LinkState


def invitation(reference: str) -> Wording | None:
    link = _open_link(reference)
    if link is None or link.user is None or not may_be_invited(link.user):
        return None
    return _to_come_in(link)


def registration(reference: str) -> Wording | None:
    """The same answer on the page has three outcomes here: make an account, you have one, or no letter at all."""
    link = _open_link(reference)
    if link is None:
        return None
    if municipality_for(link.email, link.department) is None:
        link.delete()  # nobody is waiting for a letter, so the address that was typed is forgotten too
        return None
    person = _account(link)
    if person is None:
        text = _("You asked for an account. Make it with this link. It works for seven days.")
        return Wording(text, _address(link))
    if not person.is_active:
        return Wording(_("Your account was closed. Ask the application manager of your municipality."), _login())
    if may_be_invited(person):
        return _invited_already(person)
    return Wording(_("You have an account already. Log in here, or choose a new password there."), _login())


def new_password(reference: str) -> Wording | None:
    link = _open_link(reference)
    if link is None:
        return None
    person = _account(link)
    if person is None or not person.is_active:
        link.delete()
        return None
    if may_be_invited(person):
        return _invited_already(person)
    if not person.has_usable_password():
        return Wording(_("You have no password here. You log in with the account of your municipality."), _login())
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    text = _("Somebody, probably you, asked for a new password. Choose it with this link.")
    return Wording(text, reverse("account_reset_password_from_key", kwargs=key))


def _open_link(reference: str) -> EntryLink | None:
    link = link_with(reference)
    return link if link and link.state(timezone.now()) is LinkState.OPEN else None


def _account(link: EntryLink) -> User | None:
    with transaction.atomic():
        return account_for(link.email)


def _invited_already(person: User) -> Wording | None:
    link = open_invitation(person)
    return _to_come_in(link) if link else None


def _to_come_in(link: EntryLink) -> Wording:
    text = _("A colleague made an account for you. Come in with this link. It works for 14 days.")
    return Wording(text, _address(link))


def _address(link: EntryLink) -> str:
    return reverse("network:enter", args=[token_of(link)])


def _login() -> str:
    return reverse("account_login")
