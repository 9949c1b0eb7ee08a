"""A blind round as its page shows it: who answered, and after it closed where departments differ, the most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.blind import answered, answers_of, own_departments
from network.choices import departments_of
from network.matrix_page import PART_LETTERS
from network.models import BlindAnswer, BlindRound, Department, Municipality, Responsibility, Theme, User
from network.models.matrix import Part
from network.rules.workshop import NOTHING, difference, heaviest

_NOTHING, _UNKNOWN = _("nothing"), _("does not know")
_ORDER = [Part.LEAD, Part.EXECUTOR, Part.ADVISER, Part.INFORMED, ""]


def part_name(part: str) -> str | Promise:
    return Part(part).label if part else _NOTHING


def _mark(name: str, part: str | None) -> tuple[str, str | Promise, str | Promise]:
    if part is None:
        return name, "?", _UNKNOWN
    return name, PART_LETTERS[Part(part)] if part else "–", part_name(part)


@dataclass(frozen=True)
class Said:
    """Who said the same of a department."""

    part: str | Promise
    departments: Sequence[str]
    is_real: bool  # what stands in the matrix


@dataclass(frozen=True)
class Judged:
    """One department: what stands in the matrix, and what the others and itself said."""

    department: Department
    real: str | Promise
    said: Sequence[Said]
    size: int
    letters: Sequence[tuple[str, str | Promise, str | Promise]]  # who said it, one letter, the word


@dataclass(frozen=True)
class Overlay:
    answers: Sequence[BlindAnswer]
    judged: Sequence[Judged]  # of whom somebody said something, the most different first

    @property
    def compares(self) -> bool:
        """One answer alone is no difference."""
        return len(self.answers) > 1

    @property
    def agenda(self) -> list[Judged]:
        return [one for one in self.judged if one.size and self.compares]

    @property
    def agreed(self) -> list[Judged]:
        return [one for one in self.judged if not one.size and self.compares]

    @property
    def everything(self) -> list[Judged]:
        return sorted(self.judged, key=lambda one: one.department.name)


@dataclass(frozen=True)
class Asked:
    department: Department
    has_answered: bool
    is_own: bool


def asked_of(blind_round: BlindRound, user: User) -> list[Asked]:
    done = answered(blind_round)
    own = {department.pk for department in own_departments(user, blind_round)}
    rows = blind_round.municipality.departments.filter(pk__in=blind_round.asked)
    return [Asked(row, row.pk in done, row.pk in own) for row in rows]


def real_parts(municipality: Municipality, theme: Theme) -> dict[int, str]:
    """What each department does for the theme today; of several levels the heaviest."""
    parts: dict[int, list[str]] = defaultdict(list)
    rows = Responsibility.objects.current(timezone.localdate()).filter(municipality=municipality, theme=theme)
    for department, part in rows.values_list("department_id", "part"):
        parts[department].append(part)
    return {department: heaviest(found) for department, found in parts.items()}


def overlay_of(blind_round: BlindRound) -> Overlay:
    """Of a closed round; of an open one it is empty."""
    answers = answers_of(blind_round)
    if not answers:
        return Overlay([], [])
    real = real_parts(blind_round.municipality, blind_round.theme)
    judged = [_judged(row, real.get(row.pk, ""), answers) for row in departments_of(blind_round.municipality)]
    judged.sort(key=lambda one: (-one.size, one.department.name))
    return Overlay(answers, [one for one in judged if one.said])


def _judged(department: Department, real: str, answers: Sequence[BlindAnswer]) -> Judged:
    said: dict[str, list[str]] = defaultdict(list)
    letters = []
    for answer in answers:
        part = _part(answer.parts, department)
        letters.append(_mark(answer.department.name, part))
        if part is not None:
            said[part].append(answer.department.name)
    size = difference(real, [part for part, names in said.items() for _name in names])
    groups = [Said(part_name(part), said[part], part == real) for part in _ORDER if said[part]]
    return Judged(department, part_name(real), groups if size or real else [], size, letters)


def _part(parts: Mapping[str, str], department: Department) -> str | None:
    """Empty for nothing; None when they do not know, or for a part that is no part any more."""
    part = parts.get(str(department.pk))
    if part == NOTHING:
        return ""
    return part if part in Part.values else None
