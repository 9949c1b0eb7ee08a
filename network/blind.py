"""Blind rounds: which there are, who may fill one in for a department, and who may read what was said."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from network.askings import departments_spoken_for
from network.models import BlindAnswer, BlindRound, Department, Municipality, Theme, User
from network.roles import roles_of
from network.rules.workshop import AT_THE_TABLE, OPENS_ROUNDS

#: More rounds than this nobody looks back.
SHOWN = 100


def may_open(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*OPENS_ROUNDS)


def sits_at_table(user: User, municipality: Municipality) -> bool:
    """Whoever speaks for a department, keeps the directory, leads the team or holds the portfolio."""
    return municipality.pk in roles_of(user).municipalities(*AT_THE_TABLE)


def rounds_of(municipality: Municipality) -> QuerySet[BlindRound]:
    """Newest first."""
    return BlindRound.objects.filter(municipality=municipality).select_related("theme", "opened_by", "municipality")


def rounds_shown_to(user: User, municipality: Municipality) -> list[BlindRound] | None:
    """All of them for the table, the own ones for who only speaks for a department; None: this is not for you."""
    rows = rounds_of(municipality)
    if sits_at_table(user, municipality):
        return list(rows[:SHOWN])
    own = list(departments_spoken_for(user).filter(municipality=municipality).values_list("pk", flat=True))
    return list(rows.filter(asked__overlap=own)[:SHOWN]) if own else None


def round_for(user: User, uuid: UUID) -> BlindRound:
    """One that somebody sits at the table of, or was asked to fill in; any other does not exist."""
    found = BlindRound.objects.filter(uuid=uuid).select_related("theme", "opened_by", "municipality").first()
    if found is None or not (sits_at_table(user, found.municipality) or own_departments(user, found)):
        raise Http404
    return found


def own_departments(user: User, blind_round: BlindRound) -> list[Department]:
    """Those that were asked and that this person speaks for."""
    return list(departments_spoken_for(user).filter(pk__in=blind_round.asked, municipality=blind_round.municipality))


def may_close(user: User, blind_round: BlindRound) -> bool:
    """Who opened it; when that colleague left, whoever may open one."""
    if blind_round.is_closed or not may_open(user, blind_round.municipality):
        return False
    return blind_round.opened_by_id == user.pk or not blind_round.opened_by.is_active


def answer_of(blind_round: BlindRound, department: Department) -> BlindAnswer | None:
    return blind_round.answers.filter(department=department).select_related("by").first()


def answers_of(blind_round: BlindRound) -> Sequence[BlindAnswer]:
    """What everybody said: of a closed round only. Before that there is nothing to read, for anybody."""
    if not blind_round.is_closed:
        return []
    return list(blind_round.answers.select_related("department").order_by("department__name"))


def answered(blind_round: BlindRound) -> set[int]:
    """Ids of the departments that said something; not what."""
    return set(blind_round.answers.values_list("department_id", flat=True))


def last_closed(municipality: Municipality, theme: Theme) -> BlindRound | None:
    return next((one for one in rounds_of(municipality).filter(theme=theme)[:5] if one.is_closed), None)
