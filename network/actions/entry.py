"""Somebody gets a way in: an invitation, a first manager, an account they asked for, a new password."""

from __future__ import annotations

from network.models import Department, EntryLink, Municipality, User


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
    raise NotImplementedError


def resend_invitation(*, by: User, person: User) -> None:
    """A new letter with a new link; the links of before open nothing any more."""
    raise NotImplementedError


def withdraw_invitation(*, by: User, person: User) -> None:
    """Nobody comes in by the letter any more."""
    raise NotImplementedError


def first_admin_link(*, reason: str = "") -> str:
    """The address that makes somebody application manager, once. With a manager at work it asks a reason."""
    raise NotImplementedError


def register(*, email: str, name: str, department: Department | None) -> None:
    """A colleague asks for an account. What comes of it stands in a letter, and nowhere else."""
    raise NotImplementedError


def use_link(*, link: EntryLink, password: str) -> User:
    """The person comes in, once."""
    raise NotImplementedError
