"""What the outbox asks of the project. Each answer is a dotted name in the settings, so that the blocks stay apart."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def open_address(sealed: bytes | memoryview) -> str:
    return str(_hook("OUTBOX_ADDRESS_OPENER")(bytes(sealed)))


def recipient_marks(user_id: int) -> Collection[bytes]:
    """Every mark under which this person is told something."""
    return [bytes(mark) for mark in _hook("OUTBOX_RECIPIENT_MARKS")(user_id)]


def managed_municipalities(user: Any) -> Collection[int]:
    """The municipalities whose deliveries this person looks after; empty for everybody else."""
    return set(_hook("OUTBOX_MANAGED_MUNICIPALITIES")(user))


def readable_reference(reference: str) -> str:
    """With its dashes, as it stands on the page it points at."""
    return str(_hook("OUTBOX_READABLE_REFERENCE")(reference))


def _hook(name: str) -> Any:
    return import_string(getattr(settings, name))
