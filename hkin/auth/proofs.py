"""Second proofs as allauth keeps them, and what we add: sealed secrets, and the last one stays that a role needs."""

from __future__ import annotations

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hkin.auth.sealing import open_secret, seal_secret
from hkin.auth.second_proof import by_provider
from network.models import User
from network.second_proofs import needs_second_proof, proofs_of


class SealedProofs(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Look in your app and try again."),
        "cannot_delete_authenticator": _("Your role asks a second step. Add another one first."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove(authenticator)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 (allauth names it)
        number = sum(proof.type == type for proof in proofs_of(user)) + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "HKIN"}  # a phone shows it to whoever looks along


def may_remove(proof: Authenticator) -> bool:
    """Not the last one of somebody whose role needs it, unless the identity provider gives it."""
    others = [other for other in proofs_of(proof.user) if other.pk != proof.pk]
    return bool(others) or by_provider(context.request) or not needs_second_proof(proof.user)
