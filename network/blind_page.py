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
from network.rules.workshop import difference, heaviest

NOTHING = _("nothing")
_ORDER = [Part.LEAD, Part.EXECUTOR, Part.ADVISER, Part.INFORMED, ""]


def part_name(part: str) -> str | Promise:
    return Part(part).label if part else NOTHING


def _letter(part: str) -> str | Promise:
    return PART_LETTERS[Part(part)] if part else "–"


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
    agenda: Sequence[Judged]  # where it differs, the most first
    agreed: Sequence[Judged]

    @property
    def everything(self) -> list[Judged]:
        return sorted([*self.agenda, *self.agreed], key=lambda one: one.department.name)


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
        return Overlay([], [], [])
    real = real_parts(blind_round.municipality, blind_round.theme)
    judged = [_judged(row, real.get(row.pk, ""), answers) for row in departments_of(blind_round.municipality)]
    judged.sort(key=lambda one: (-one.size, one.department.name))
    return Overlay(answers, [one for one in judged if one.size], [one for one in judged if not one.size and one.said])


def _judged(department: Department, real: str, answers: Sequence[BlindAnswer]) -> Judged:
    said: dict[str, list[str]] = defaultdict(list)
    letters = []
    for answer in answers:
        part = _part(answer.parts, department)
        said[part].append(answer.department.name)
        letters.append((answer.department.name, _letter(part), part_name(part)))
    size = difference(real, [part for part, names in said.items() for _name in names])
    groups = [Said(part_name(part), said[part], part == real) for part in _ORDER if said[part]]
    return Judged(department, part_name(real), groups if size or real else [], size, letters)


def _part(parts: Mapping[str, str], department: Department) -> str:
    """A part that is no part any more is nothing."""
    part = parts.get(str(department.pk), "")
    return part if part in Part.values else ""
