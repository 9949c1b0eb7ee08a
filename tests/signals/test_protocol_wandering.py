"""However a real signal wanders, by the actions behind the pages, it comes nowhere without what its file asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from random import Random

import pytest
from django.db import transaction

from network.cast import Cast
from network.models import User
from signals.actions.closing import Ending, close_signal
from signals.actions.own_protocol import load_protocol
from signals.actions.protocol import go_on
from signals.actions.working import NotYet
from signals.models import Finding, Signal
from signals.protocols import shipped
from signals.rules.lifecycle import Outcome, Status
from signals.rules.protocol import WAITING
from tests.signals.life import filed, taken_up
from tests.signals.protocols.asked import Asked, Row, recipients
from tests.signals.transferring import copy_at

WALKS = 50
LONGEST = 20
DEFINITIONS = ("model-1", "light-1", "drie-fasen")


@pytest.fixture
def signal(cast: Cast, name: str) -> Signal:
    """Of a municipality that weighs by this definition; omar took it up."""
    asked = Asked.of(name)
    code = name if name in shipped() else load_protocol(asked.text, municipality=cast.oudeveen).protocol.code
    cast.oudeveen.protocol_version = code
    cast.oudeveen.save()
    taken_up(filed(User.objects.get(pk=cast.sanne.pk)), cast.omar)
    return Signal.objects.latest("pk")


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def found(signal: Signal, need: str, asked: Asked, chance: Random) -> tuple[str, str]:
    """Somebody does what a way asks: mostly to the end, and now and then it comes to something else."""
    task, _colon, verdict = need.partition(":")
    others = [WAITING, *(one["code"] for one in asked.task(task).get("verdicts", []))]
    done = chance.choice(others) if chance.random() < 0.15 else verdict or "done"
    Finding.objects.create(signal=signal, step=signal.step, task=task, verdict=done)
    return task, done


def tries(signal: Signal, by: User, row: Row) -> bool:
    """Whether the action lets it through."""
    code, version = row["code"], signal.version
    try:
        if "to" in row:
            go_on(signal.reference, by=by, way=code, reason="Zoals besproken.", version=version)
        else:
            ending = Ending(Outcome(row["ends"]), "Zoals besproken.", "Bedankt voor je signaal.", way=code)
            close_signal(signal.reference, by=by, ending=ending, version=version)
    except NotYet:
        return False
    return True


def wander(signal: Signal, asked: Asked, cast: Cast, chance: Random) -> list[tuple[str, str]]:
    """The ways it took. `facts` is its own diary: by that and the file it stands where it should after each try."""
    taken, facts, turns, sent_to = [], dict[str, str](), dict[str, int](), set[str]()
    clock = count()
    for _turn in range(LONGEST):
        rows = [row for row in asked.ways if row["from"] == signal.step]
        onward = [row for row in rows if "to" in row]
        row = chance.choice(rows if chance.random() < 0.3 else onward or rows)
        for need in row.get("needs", []):
            if chance.random() < 0.9:
                task, verdict = found(signal, need, asked, chance)
                facts[task], turns[task] = verdict, next(clock)
        kinds = recipients(row) if chance.random() < 0.8 else {"tax"}
        for kind in kinds - sent_to:
            copy_at(kind, signal)
        sent_to |= kinds
        role, by = chance.choice([("coordinator", cast.omar)] * 3 + [("team_member", cast.bea)])
        lets_through = asked.lets_through(row, signal.step, role, asked.counted(facts, turns), sent_to=sent_to)
        assert tries(signal, by, row) == lets_through, (row, role, facts, sent_to)
        before, signal = signal.step, Signal.objects.get(pk=signal.pk)
        there = row.get("to", before) if lets_through else before
        assert (signal.step, signal.outcome) == (there, row.get("ends", "") if lets_through else ""), row
        if lets_through:
            taken.append((before, row["code"]))
            if "records" in row:
                task, _colon, verdict = row["records"].partition(":")
                facts[task], turns[task] = verdict, next(clock)
        if signal.status == Status.CLOSED:
            break
    return taken


@pytest.mark.parametrize("name", DEFINITIONS)
def test_no_walk_comes_anywhere_without_what_the_file_asks(cast: Cast, signal: Signal, name: str) -> None:
    asked, taken = Asked.of(name), set()
    for number in range(WALKS):
        with rolled_back():
            taken |= set(wander(signal, asked, cast, Random(number)))
    assert {step for step, _way in taken} == set(asked.steps), "some step was never reached"
