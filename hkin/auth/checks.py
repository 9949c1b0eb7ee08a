"""What `manage.py check --deploy` says of signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _


@checks.register(deploy=True)
def check_second_proof(**_more: Any) -> list[checks.CheckMessage]:
    if settings.SECOND_PROOF_REQUIRED:
        return []
    return [
        checks.Warning(
            _("HKIN_MFA_REQUIRED is off: a stolen password alone opens the signals."),
            hint=_("Leave it out, or set it to true."),
            id="hkin.auth.W001",
        )
    ]
