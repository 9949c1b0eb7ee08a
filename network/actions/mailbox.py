"""Another mail address for an account: who reads the mailbox can make a new password, so the old one hears of it."""

from __future__ import annotations

from django.db.models import F

from network.models import Municipality, User
from network.telling import tell


def replace_address(person: User, email: str, *, municipality: Municipality) -> None:
    """Every session ends. In the transaction of whoever may do this."""
    changed = User.objects.filter(pk=person.pk).exclude(email=email)
    tell(
        [person],
        kind="mail_address_changed",
        effect=f"mail_address_changed/{person.pk}/{person.session_round}",
        municipality_id=municipality.pk,
    )
    changed.update(email=email, session_round=F("session_round") + 1)
    person.refresh_from_db(fields=["email", "session_round"])
