"""Another mail address for an account: who reads the mailbox can make a new password, so the old one hears of it."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from network.models import EntryLink, Municipality, User
from network.telling import tell


def replace_address(person: User, email: str, *, municipality: Municipality) -> None:
    """Every session ends, and no letter to the mailbox of before lets anybody in. In the transaction of who may."""
    changed = User.objects.filter(pk=person.pk).exclude(email=email)
    tell(
        [person],
        kind="mail_address_changed",
        effect=f"mail_address_changed/{person.pk}/{person.session_round}",
        municipality_id=municipality.pk,
    )
    now = timezone.now()
    EntryLink.objects.of_invited(person).usable(now).exclude(email=email).update(withdrawn_at=now)
    changed.update(email=email, session_round=F("session_round") + 1)
    person.refresh_from_db(fields=["email", "session_round"])
