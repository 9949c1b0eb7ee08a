"""What an application manager does on the page: each asks for the right again."""

from typing import Any

from django.core.exceptions import PermissionDenied

from hkin.machine.hooks import looks_after_machine
from hkin.machine.keys_on_paper import confirm_fingerprints
from hkin.machine.mail_trial import confirm_arrival, send_trial


def mail_yourself(*, by: Any) -> None:
    """May raise MailNotSent."""
    _require_right(by)
    send_trial(to=by.email)


def type_code(*, by: Any, code: str) -> bool:
    _require_right(by)
    return confirm_arrival(code=code, by_name=str(by))


def type_fingerprints(*, by: Any, ring: str, index: str) -> list[str]:
    """Which of the two are wrong."""
    _require_right(by)
    return confirm_fingerprints(ring=ring, index=index, by_name=str(by))


def _require_right(user: Any) -> None:
    if not looks_after_machine(user):
        raise PermissionDenied
