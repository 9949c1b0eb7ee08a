"""A second proof is tried, and taken away from who lost their phone."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from network.actions.granting import homes_of, lock_people, managing_role, write_down
from network.actions.refusals import NotForOneself
from network.models import CodeTries, Municipality, PersonEntry, User
from network.models.trail import PersonEvent
from network.roles import home_of, roles_of
from network.rules import Role
from network.telling import tell

TRIES_AT_MOST = 8
TRIES_WITHIN = timedelta(minutes=15)


class TooManyTries(Exception):
    """Whoever tries has the password already, so it is the account that waits, at whatever address."""


def count_try(*, by: User) -> None:
    """Before the code is looked at, so that many tries at once are no more than their number. Raises TooManyTries."""
    now = timezone.now()
    with transaction.atomic():
        tries, _is_new = CodeTries.objects.select_for_update().get_or_create(user=by)
        if now - tries.since > TRIES_WITHIN:
            tries.count, tries.since = 0, now
        if tries.count >= TRIES_AT_MOST:
            raise TooManyTries
        tries.count += 1
        tries.save(update_fields=["count", "since"])


def forget_tries(*, by: User) -> None:
    CodeTries.objects.filter(user=by).update(count=0)


def use_step(*, by: User, step: int) -> bool:
    """Whether a code of this time step is new; then it is used."""
    with transaction.atomic():
        tries, _is_new = CodeTries.objects.select_for_update().get_or_create(user=by)
        if step <= tries.last_step:
            return False
        tries.last_step = step
        tries.save(update_fields=["last_step"])
        return True


def note_change(*, by: User, detail: str) -> None:
    """Somebody changed how they log in themselves: whoever did not, hears of it."""
    home = home_of(by)
    with transaction.atomic():
        entry = write_down(
            PersonEvent.CHANGED, by, by=by, role=None, municipality=home.municipality if home else None, detail=detail
        )
        tell(
            [by],
            kind="second_proof_changed",
            effect=f"second_proof_changed/{entry.pk}",
            municipality_id=home.municipality_id if home else None,
        )


def clear_second_proof(*, by: User, person: User, reason: str) -> PersonEntry:
    """For who lost their phone: they come in with their password and set up a new one. All their sessions end.

    Only the application manager of where the account is at home. Raises NotAllowed and NotForOneself.
    """
    acting = managing_role(by, person)
    if by.pk == person.pk:
        raise NotForOneself
    home = _home_looked_after(by, person)
    with transaction.atomic():
        lock_people(person)
        Authenticator.objects.filter(user=person).delete()
        CodeTries.objects.filter(user=person).delete()
        User.objects.filter(pk=person.pk).update(session_round=F("session_round") + 1)
        entry = write_down(
            PersonEvent.SECOND_PROOF_CLEARED, person, by=by, role=acting, municipality=home, reason=reason
        )
        tell(
            [person],
            kind="second_proof_cleared",
            effect=f"second_proof_cleared/{entry.pk}",
            municipality_id=home.pk,
        )
    return entry


def _home_looked_after(by: User, person: User) -> Municipality:
    both = homes_of(person) & roles_of(by).municipalities(Role.APPLICATION_MANAGER)
    return Municipality.objects.get(pk=min(both))
