"""The strategic level says what comes first, why, and until when it looks at that again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.actions.matrix import lock_matrix
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed, WrongDays
from network.models import Municipality, Theme, ThemeSetting, User
from network.models.trail import MunicipalityEvent
from network.priorities import LONGEST, is_current, seen_of, setters, setting_of
from network.rules import Role
from network.themes import hat_of


class PriorityChanged(Exception):
    """Somebody was first: `now` is how it stands."""

    def __init__(self, now: ThemeSetting) -> None:
        super().__init__()
        self.now = now


def set_priority(
    *, by: User, municipality: Municipality, theme: Theme, reason: str, until: date, seen: str
) -> ThemeSetting:
    """From today until that day, included. `seen` names what the form showed (priorities.seen_of)."""
    role, today = _setter(by, municipality), timezone.localdate()
    if not today < until <= today + LONGEST:
        raise WrongDays
    with transaction.atomic():
        setting = _unchanged(municipality, theme, seen)
        if not theme.is_active or not setting.is_on:
            raise NotAllowed
        setting.has_priority, setting.reason = True, reason
        setting.priority_on, setting.priority_until, setting.priority_by = today, until, by
        setting.save()
        words = _("priority until %(day)s: %(reason)s") % {"day": date_format(until), "reason": reason}
        _note(MunicipalityEvent.PRIORITY_SET, setting, by=by, role=role, words=words)
    return setting


def end_priority(*, by: User, municipality: Municipality, theme: Theme, reason: str, seen: str) -> None:
    """Before its last day."""
    role, today = _setter(by, municipality), timezone.localdate()
    with transaction.atomic():
        setting = _unchanged(municipality, theme, seen)
        if not is_current(setting, today):
            return
        setting.has_priority, setting.reason = False, ""
        setting.priority_on, setting.priority_until, setting.priority_by = today, None, by
        setting.save()
        words = _("no priority any more: %(reason)s") % {"reason": reason}
        _note(MunicipalityEvent.PRIORITY_ENDED, setting, by=by, role=role, words=words)


def _setter(by: User, municipality: Municipality) -> Role:
    role = hat_of(by, municipality, setters(municipality))
    if role is None:
        raise NotAllowed
    return role


def _unchanged(municipality: Municipality, theme: Theme, seen: str) -> ThemeSetting:
    lock_matrix(municipality)
    setting = setting_of(municipality, theme)
    if seen_of(setting) != seen:
        raise PriorityChanged(setting)
    return setting


def _note(event: MunicipalityEvent, setting: ThemeSetting, *, by: User, role: Role, words: str) -> None:
    theme = setting.theme
    write_down(event, setting.municipality, by=by, role=role, detail=f"{theme.code} {theme.name}: {words}")
