"""One account for one mail address, under a name nobody has yet."""

from __future__ import annotations

from itertools import count

from django.db import connection

from network.models import User
from network.rules.entry import tidy_address, username_from

#: Any number, the same everywhere: who opens an account waits for who is doing so.
_OPENING_ACCOUNTS = 7_240_113


def account_for(address: str) -> User | None:
    """Whose mail address this is; first of all somebody who still works here. After this the turn is ours."""
    wait_for_turn()
    return User.objects.filter(email__iexact=tidy_address(address)).order_by("-is_active", "pk").first()


def wait_for_turn() -> None:
    """Until the transaction ends nobody else opens an account."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_OPENING_ACCOUNTS])


def open_account(*, email: str, name: str, function: str = "", username: str = "") -> User:
    """Without a password: nobody can come in yet. In the transaction of `account_for`."""
    address = tidy_address(email)
    return User.objects.create_user(
        username or free_username(address), address, None, name=name.strip(), function=function.strip()
    )


def is_taken(username: str) -> bool:
    return User.objects.filter(username__iexact=username.strip()).exists()


def free_username(address: str) -> str:
    wanted = username_from(address)
    names = (f"{wanted}{number}" if number > 1 else wanted for number in count(1))
    return next(name for name in names if not is_taken(name))
