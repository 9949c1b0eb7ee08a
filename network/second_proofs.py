"""The second proof beside a password: who has one, and who cannot do without."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.conf import settings

from network.models import User
from network.roles import roles_of
from network.rules.roles import NEEDS_SECOND_PROOF

#: Recovery codes stand in for one of these and are none themselves.
PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_proof(user: User) -> bool:
    return bool(settings.SECOND_PROOF_REQUIRED) and roles_of(user).has(*NEEDS_SECOND_PROOF)


def has_second_proof(user: User) -> bool:
    return bool(with_second_proof([user.pk]))


def with_second_proof(people: Collection[int]) -> set[int]:
    """Those of these people who have one."""
    found = Authenticator.objects.filter(user__in=people, type__in=PROOFS)
    return set(found.values_list("user_id", flat=True))


def proofs_of(user: User) -> list[Authenticator]:
    """Apps and passkeys, the oldest first."""
    return list(Authenticator.objects.filter(user=user, type__in=PROOFS).order_by("pk"))


def takes_codes(user: User) -> list[Authenticator]:
    """What a typed code may be of, the app first."""
    return list(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"))


def recovery_codes_left(user: User) -> int | None:
    """None for somebody who has no recovery codes."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else None
