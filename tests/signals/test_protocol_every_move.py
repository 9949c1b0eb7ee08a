"""Each verb, status and role: what the table of moves allows works, everything else is refused with a sentence."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import transaction
from django.utils import timezone

from network.cast import Cast
from network.models import User
from network.rules import Role
from network.rules.role_names import ROLE_NAMES
from signals.actions.working import NotAllowed, WrongMoment, at_work
from signals.models import Signal
from signals.rules.labels import STATUS_WORDS
from signals.rules.lifecycle import MOVES, Outcome, Status, Verb, may
from signals.rules.move_words import move_refused_in_words
from tests.signals.life import filed, taken_up


@pytest.mark.parametrize("verb", Verb)
def test_what_is_refused_says_who_may_or_that_it_cannot_be_done_now(verb: Verb) -> None:
    move = MOVES[verb]
    for status, role in product(Status, Role):
        said = move_refused_in_words([role], verb, status)
        if may(role, verb, status):
            assert said == ""
        elif role not in move.roles:
            assert all(str(ROLE_NAMES[one]) in said for one in move.roles), said
        else:
            assert str(STATUS_WORDS[status]) in said


class Undone(Exception):
    """The move was let through; it is rolled back."""


def attempt(signal: Signal, by: User, verb: Verb) -> str:
    try:
        with transaction.atomic(), at_work(signal.reference, by=by, verb=verb):
            raise Undone
    except Undone:
        return "works"
    except NotAllowed:
        return "not allowed"
    except WrongMoment:
        return "wrong moment"


@pytest.mark.parametrize("status", Status)
def test_the_frame_of_every_move_lets_through_what_the_table_says(cast: Cast, status: Status) -> None:
    """Of a signal of the team that omar took up. The privacy officer, an officer and a colleague do not see it."""
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    ended = {"outcome": Outcome.NO_ACTION, "closed_at": timezone.now()} if status is Status.CLOSED else {}
    Signal.objects.filter(pk=signal.pk).update(status=status, **ended)
    people = {Role.COORDINATOR: cast.omar, Role.TEAM_MEMBER: cast.bea}
    outsiders = (cast.fatma, cast.aicha, cast.dirk, cast.tom, cast.hans, cast.ilse)
    wrong = []
    for verb in Verb:
        expected = {role: _expected(role, verb, status) for role in people}
        found = {role: attempt(signal, by, verb) for role, by in people.items()}
        if found != expected:
            wrong.append((verb, expected, found))
        if status is Status.IN_PROGRESS:
            wrong += [(verb, by) for by in outsiders if attempt(signal, by, verb) != "not allowed"]
    assert wrong == []


def _expected(role: Role, verb: Verb, status: Status) -> str:
    move = MOVES[verb]
    if role not in move.roles:
        return "not allowed"
    if status not in move.when:
        return "wrong moment"
    return "not allowed" if move.by_owner and role is not Role.COORDINATOR else "works"
