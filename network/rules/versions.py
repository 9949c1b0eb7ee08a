"""A mark of what a form showed, so that who saves it does not undo what somebody else saved in between."""

from __future__ import annotations

import json
from hashlib import sha256


def version_of(*values: object) -> str:
    """Equal for equal values; says nothing of them."""
    return sha256(json.dumps(values, default=str).encode()).hexdigest()[:16]
