"""Each verb, status and role: what the table of moves allows works, everything else is refused with a sentence."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from network.cast import Cast
from network.models import User
from network.rules import Role
from network.rules.role_names import ROLE_NAMES
from signals.actions.working import NotAllowed, WrongMoment, at_asked, at_work
from signals.models import PrivacyCheck, Signal
from signals.rules.labels import STATUS_WORDS
from signals.rules.lifecycle import AFTER_DECISION, MOVES, Outcome, Route, Status, Verb, may
from signals.rules.move_words import move_refused_in_words
from signals.rules.safety import RegimeAnswer, Safety
from tests.signals.life import filed, taken_up
from tests.signals.researching import asked, in_research


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


#: Queue -> what brings a signal there, who reads it in which role, and who takes it up.
QUEUES: dict[Route, tuple[dict[str, Any], dict[Role, str], str]] = {
    Route.TEAM: ({}, {Role.COORDINATOR: "omar", Role.TEAM_MEMBER: "bea"}, "omar"),
    Route.RESTRICTED: (
        {"regime_answer": RegimeAnswer.UNKNOWN},
        {Role.COORDINATOR: "omar", Role.PRIVACY_OFFICER: "fatma"},
        "omar",
    ),
    Route.ATTENTION_OFFICER: ({"safety": Safety.VICTIM}, {Role.ATTENTION_OFFICER: "aicha"}, "aicha"),
    Route.STAFF_SAFETY: ({"safety": Safety.STAFF_THREAT}, {Role.TEAM_MEMBER: "ruud"}, "ruud"),
    Route.INTEGRITY: ({"safety": Safety.CONDUCT}, {Role.INTEGRITY_RECEIVER: "paul"}, "paul"),
}
#: One of every kind; of a queue that one of them reads they are no outsider.
EVERYBODY = ("omar", "bea", "fatma", "aicha", "ruud", "paul", "dirk", "tom", "hans", "jasper", "sanne", "ilse")


def in_queue(cast: Cast, route: Route, status: Status) -> Signal:
    more, _readers, owner = QUEUES[route]
    of_paul: dict[str, Any] = {"receiver_id": cast.paul.pk} if route is Route.INTEGRITY else {}
    of_aicha: dict[str, Any] = {"themes": [cast.themes["T04"]]} if route is Route.ATTENTION_OFFICER else {}
    signal = filed(cast.sanne, **more, **of_paul, **of_aicha)
    taken_up(signal, cast[owner])
    ended = {"outcome": Outcome.NO_ACTION, "closed_at": timezone.now()} if status is Status.CLOSED else {}
    Signal.objects.filter(pk=signal.pk).update(status=status, **ended)
    assert signal.route == route
    return signal


@pytest.mark.parametrize(("route", "status"), list(product(QUEUES, Status)))
def test_the_frame_of_every_move_lets_through_what_the_table_says(cast: Cast, route: Route, status: Status) -> None:
    _more, readers, owner = QUEUES[route]
    signal = in_queue(cast, route, status)
    found = {(verb, role): attempt(signal, cast[name], verb) for verb, (role, name) in product(Verb, readers.items())}
    expected = {
        (verb, role): _expected(role, verb, status, is_owner=name == owner, undecided=route is Route.RESTRICTED)
        for verb, (role, name) in product(Verb, readers.items())
    }
    assert {move: (found[move], wanted) for move, wanted in expected.items() if found[move] != wanted} == {}


@pytest.mark.parametrize(("route", "status"), list(product(QUEUES, Status)))
def test_who_does_not_read_the_queue_moves_nothing(cast: Cast, route: Route, status: Status) -> None:
    """Each verb is tried by one of them, another one in each status; who filed it is no exception."""
    outsiders = [name for name in EVERYBODY if name not in QUEUES[route][1].values()]
    signal, shift = in_queue(cast, route, status), list(Status).index(status)
    tried = {verb: outsiders[(number + shift) % len(outsiders)] for number, verb in enumerate(Verb)}
    assert [(verb, by) for verb, by in tried.items() if attempt(signal, cast[by], verb) != "not allowed"] == []


def answer(row: PrivacyCheck, by: User, role: Role, verb: Verb) -> str:
    try:
        with transaction.atomic(), at_asked(PrivacyCheck.objects.filter(pk=row.pk), by=by, role=role, verb=verb):
            raise Undone
    except Undone:
        return "works"
    except WrongMoment:
        return "wrong moment"


@pytest.mark.parametrize("status", Status)
def test_who_answers_from_outside_the_queue_does_what_the_table_says(cast: Cast, status: Status) -> None:
    """For each verb the roles that do it, and of the others a different one in each status."""
    row = asked(in_research(cast), cast)
    ended = {"outcome": Outcome.NO_ACTION, "closed_at": timezone.now()} if status is Status.CLOSED else {}
    Signal.objects.filter(pk=row.signal_id).update(status=status, **ended)
    wrong = []
    for number, verb in enumerate(Verb):
        move, shift = MOVES[verb], number + list(Status).index(status)
        others = [role for role in Role if role not in move.roles]
        for role in [*sorted(move.roles), others[shift % len(others)]]:
            expected = "works" if role in move.roles and status in move.when else "wrong moment"
            if answer(row, cast.fatma, role, verb) != expected:
                wrong.append((verb, role, expected))
    assert wrong == []


def _expected(role: Role, verb: Verb, status: Status, *, is_owner: bool, undecided: bool) -> str:
    move = MOVES[verb]
    if role not in move.roles:
        return "not allowed"
    if status not in move.when or (undecided and verb in AFTER_DECISION):
        return "wrong moment"
    return "not allowed" if move.by_owner and not is_owner else "works"
