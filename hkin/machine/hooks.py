"""What this block asks of the project: a dotted name in the settings."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def looks_after_machine(user: Any) -> bool:
    return bool(import_string(settings.MACHINE_LOOKED_AFTER_BY)(user))
