"""A code that somebody types: six figures of an app, or a recovery code. Each is good once, and guessing stops."""

from __future__ import annotations

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from hkin.auth.sealing import open_secret
from network.actions.second_proof import count_try, forget_tries, use_step
from network.models import User
from network.second_proofs import takes_codes


class WrongCode(Exception):
    """Of no app and no recovery code of this person."""


class CodeUsed(Exception):
    """Right, and used before: whoever looked along has it too."""


def proof_for(user: User, code: str) -> Authenticator:
    """The app or the recovery codes that this code is of. Raises WrongCode, CodeUsed and TooManyTries."""
    count_try(by=user)
    for proof in takes_codes(user):
        if _is_of(proof, user, code):
            forget_tries(by=user)
            return proof
    raise WrongCode


def _is_of(proof: Authenticator, user: User, code: str) -> bool:
    if proof.type == Authenticator.Type.RECOVERY_CODES:
        return bool(proof.wrap().validate_code(code))
    step = step_of(open_secret(proof.data["secret"]), code)
    if step is None:
        return False
    if not use_step(by=user, step=step):
        raise CodeUsed
    return True


def step_of(secret: str, code: str) -> int | None:
    """The time step for which the app shows this code, now or just before or after."""
    for step in totp.yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, step))):
            return int(step)
    return None
