"""Tell colleagues something through the outbox: an inbox row each, and a letter when the moment asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hkin.outbox.actions import ByMail, Recipient, post_messages
from hkin.privacy.marks import duty_mark
from hkin.privacy.sealing import seal_address
from network.models import User


def recipient(user: User, *, by_mail: ByMail, mark: Callable[[int], bytes]) -> Recipient:
    return Recipient(
        mark=mark(user.pk), sealed_address=seal_address(user.email) if user.email else None, by_mail=by_mail
    )


def tell(
    people: Iterable[User],
    *,
    kind: str,
    effect: str,
    municipality_id: int | None,
    reference: str = "",
    path: str = "",
    by_mail: ByMail = "now",
    mark: Callable[[int], bytes] = duty_mark,
) -> None:
    """`effect` names what happened, once: telling the same twice is one message.

    Only a reporter is told under another mark, the one of their signals.
    """
    post_messages(
        kind=kind,
        effect=effect,
        recipients=[recipient(user, by_mail=by_mail, mark=mark) for user in people if user.is_active],
        municipality_id=municipality_id,
        reference=reference,
        path=path,
    )
