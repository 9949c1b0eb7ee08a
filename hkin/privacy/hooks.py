"""What this block asks of the project. Each answer is a dotted name in the settings; no name: nobody and nothing."""

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


def may_read_log(user: Any) -> Mapping[int, str]:
    """Municipalities whose access log this person may read, each with the role in which they do."""
    ask = _hook("PRIVACY_MAY_READ_LOG")
    return ask(user) if ask else {}


def signal_with_reference(text: str) -> UUID | None:
    ask = _hook("PRIVACY_SIGNAL_LOOKUP")
    return ask(text) if ask else None


def hidden_from(user: Any) -> Collection[UUID]:
    """Signals this person may not even know of: their log is read without them."""
    ask = _hook("PRIVACY_HIDDEN_SIGNALS")
    return ask(user) if ask else ()


def references_of(signals: Collection[UUID]) -> Mapping[UUID, str]:
    ask = _hook("PRIVACY_SIGNAL_NAMES")
    return ask(signals) if ask and signals else {}


def people_called(text: str) -> Collection[int]:
    ask = _hook("PRIVACY_PERSON_LOOKUP")
    return ask(text) if ask else ()


def names_of(people: Collection[int]) -> Mapping[int, str]:
    ask = _hook("PRIVACY_PERSON_NAMES")
    return ask(people) if ask and people else {}


def role_names() -> Mapping[str, Any]:
    """What roles are called; the setting names a mapping."""
    dotted = getattr(settings, "PRIVACY_ROLE_NAMES", "")
    return import_string(dotted) if dotted else {}


def reseal_others(*, look_only: bool) -> int:
    """How many secrets that others keep under the ring lie under an older key; sealed again, unless only counted."""
    ask = _hook("PRIVACY_RESEALER")
    return ask(look_only=look_only) if ask else 0


def _hook(name: str) -> Callable[..., Any] | None:
    dotted = getattr(settings, name, "")
    return import_string(dotted) if dotted else None
