"""Sets of changes, as somebody makes and proposes them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from network.actions.change_sets import propose, set_change, start_set
from network.actions.matrix import standing
from network.cast import Cast
from network.matrix import Cell, Content
from network.models import ChangeSet, Municipality, User
from network.models.matrix import Part
from network.rules.levels import Level

TITLE = "Vergunningen trekt de horeca"

Wanted = tuple[Cell, Content | None]


def cell(cast: Cast, theme: str, department: str, level: Level = Level.TACTICAL, at: str = "oudeveen") -> Cell:
    return Cell(cast.themes[theme].pk, cast.department(department, at).pk, level)


def advising(cast: Cast, theme: str, department: str) -> Wanted:
    return cell(cast, theme, department), Content(Part.ADVISER)


def leading(cast: Cast, theme: str, department: str, at: str = "oudeveen") -> Wanted:
    return cell(cast, theme, department, at=at), Content(Part.LEAD)


def drafted(by: User, municipality: Municipality, *wanted: Wanted, from_on: date | None = None) -> ChangeSet:
    first = from_on or timezone.localdate()
    row = start_set(by=by, municipality=municipality, title=TITLE, why="Zo werkt het al.", from_on=first)
    for place, content in wanted:
        now = standing(municipality, place, first)
        set_change(by=by, change_set=row, cell=place, content=content, seen=now.pk if now else None)
    return row


def proposed(by: User, municipality: Municipality, *wanted: Wanted, from_on: date | None = None) -> ChangeSet:
    row = drafted(by, municipality, *wanted, from_on=from_on)
    propose(by=by, change_set=row)
    row.refresh_from_db()
    return row
