"""However a signal wanders through its protocol, it stands nowhere without what its file asks on the way there."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest

from network.rules import Role
from signals.rules.protocol import WAITING, Protocol
from signals.rules.protocol_reading import read_protocol
from signals.rules.protocol_standing import Standing
from signals.rules.protocol_words import refused_in_words
from tests.signals.protocols.asked import DEFINITIONS, ELSEWHERE, Asked, Row, is_met, recipients

WALKS = 10_000
LONGEST = 40


@dataclass
class Walk:
    """One signal, moved by the rule alone. `happened` is its own diary: what was done, and where it came."""

    protocol: Protocol
    step: str
    facts: dict[str, str] = field(default_factory=dict)
    sent_to: frozenset[str] = frozenset()
    happened: list[tuple[str, str]] = field(default_factory=list)
    taken: list[tuple[str, str]] = field(default_factory=list)
    ended: str = ""

    def do(self, task: str, verdict: str) -> None:
        self.facts[task] = verdict
        self.happened.append((task, verdict))

    def try_way(self, code: str, role: Role) -> bool:
        way = self.protocol.way(self.step, code)
        assert way is not None
        here = Standing(self.protocol, self.protocol.step(self.step), self.facts, self.sent_to)
        if refused_in_words(here, way, [role]):
            return False
        self.taken.append((self.step, code))
        if way.records is not None:
            self.do(way.records.task, way.records.verdict)
        self.ended, self.step = way.ends, way.to_step or self.step
        return True


def wander(protocol: Protocol, asked: Asked, chance: Random) -> Walk:
    """It tries ways at random, onward ones most. Somebody mostly does first what the way asks, and now and then not."""
    walk = Walk(protocol, asked.steps[0])
    for _turn in range(LONGEST):
        if walk.ended:
            break
        rows = [row for row in asked.ways if row["from"] == walk.step]
        row = chance.choice([*rows, *(row for row in rows if "to" in row), *(row for row in rows if "to" in row)])
        for need in row.get("needs", []):
            if chance.random() < 0.9:
                _do(walk, need, chance)
        if chance.random() < 0.9:
            walk.sent_to |= recipients(row) if chance.random() < 0.8 else {chance.choice(["tax", "police", "riec"])}
        if chance.random() < 0.2:
            _do(walk, chance.choice(protocol.tasks).code, chance)
        was, facts, sent_to = walk.step, dict(walk.facts), walk.sent_to
        role = chance.choice(list(Role)) if chance.random() < 0.4 else Role.COORDINATOR
        lets_through = asked.lets_through(row, was, role, facts, sent_to=sent_to)
        assert walk.try_way(row["code"], role) == lets_through, (row, role, facts, sent_to)
    return walk


def _do(walk: Walk, need: str, chance: Random) -> None:
    task, _colon, verdict = need.partition(":")
    outcomes = walk.protocol.task(task).outcomes
    if chance.random() < 0.1:
        walk.do(task, chance.choice([WAITING, *outcomes]))
    else:
        walk.do(task, verdict or chance.choice(outcomes))


def always_asked(asked: Asked) -> dict[str, set[str]]:
    """Step -> what every path to it asks, from the file alone. A path that comes by twice asks no less."""
    found: dict[str, set[str]] = {asked.steps[0]: set()}
    while True:
        before = {step: set(needs) for step, needs in found.items()}
        for step in asked.steps[1:]:
            roads = [
                found[row["from"]] | needs_of(row)
                for row in asked.ways
                if row.get("to") == step and row["from"] in found
            ]
            if roads:
                found[step] = set.intersection(*roads)
        if found == before:
            return found


def needs_of(row: Row) -> set[str]:
    return set(row.get("needs", []))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_no_walk_comes_anywhere_without_what_is_asked_on_the_way(name: str) -> None:
    asked, taken = Asked.of(name), set()
    protocol, gates = read_protocol(asked.text), always_asked(asked)
    for number in range(WALKS):
        walk = wander(protocol, asked, Random(number))
        taken |= set(walk.taken)
        wanted = set(gates[walk.step])
        if walk.ended:
            last = next(row for row in asked.ways if (row["from"], row["code"]) == walk.taken[-1])
            wanted |= needs_of(last)
            assert walk.ended not in ELSEWHERE or walk.sent_to & ELSEWHERE[walk.ended], (number, walk)
        was = [{task: verdict} for task, verdict in walk.happened]
        assert [need for need in wanted if not any(is_met(need, one) for one in was)] == [], (number, walk)
    assert taken == {(row["from"], row["code"]) for row in asked.ways}, "some way was never walked"


@pytest.mark.parametrize("name", DEFINITIONS)
def test_no_step_beyond_the_intake_is_reached_without_purpose(name: str) -> None:
    asked = Asked.of(name)
    records = {row["code"] for row in asked.rows["tasks"] if row.get("records") == "purpose"}
    team = {"scores", "sources", "check", "meeting", "plan", "lead", "monitoring"}
    for step, needs in always_asked(asked).items():
        if team & {asked.task(code)["kind"] for code in asked.tasks_of(step)}:
            assert records & {need.partition(":")[0] for need in needs}, step
