"""What a definition asks, read from the words of its file alone: the other side of the gate, for tests to hold to."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from signals.protocols import shipped
from tests.signals.protocols import text_of

#: Code of a task -> what it came to last.
Facts = Mapping[str, str]
Row = Mapping[str, Any]

#: The end with another organisation -> whoever must have a copy by then.
ELSEWHERE: Mapping[str, set[str]] = {
    "to_riec": {"riec"},
    "to_police": {"police"},
    "to_labour_inspectorate": {"inspectorate"},
    "to_care_and_safety": {"care_and_safety", "care"},
}

#: No turn comes after this one.
LATER = 10**6

DEFINITIONS = ("model-1", "light-1", "drie-fasen", "zeven-fasen")


@dataclass(frozen=True)
class Asked:
    """The tables of one file."""

    text: str
    rows: Row

    @classmethod
    def of(cls, name: str) -> Asked:
        text = shipped()[name].text if name in shipped() else text_of(name)
        return cls(text, tomllib.loads(text))

    @property
    def steps(self) -> list[str]:
        return [row["code"] for row in self.rows["steps"]]

    @property
    def ways(self) -> list[Row]:
        return list(self.rows["ways"])

    def task(self, code: str) -> Row:
        found: Row = next(row for row in self.rows["tasks"] if row["code"] == code)
        return found

    def tasks_of(self, step: str) -> list[str]:
        found: list[str] = next(row["tasks"] for row in self.rows["steps"] if row["code"] == step)
        return found

    def counted(self, facts: Facts, turns: Mapping[str, int]) -> dict[str, str]:
        """What still holds: an answer that is older than what it rests on is to be given again."""
        rests = {row["code"]: row.get("rests_on", []) for row in self.rows["tasks"]}
        return {
            task: "waiting" if any(turns.get(one, LATER) > turns[task] for one in rests.get(task, [])) else verdict
            for task, verdict in facts.items()
        }

    def is_tied(self, step: str, facts: Facts) -> bool:
        return any(self.task(code)["kind"] == "scores" and facts.get(code) == "tied" for code in self.tasks_of(step))

    def is_for_chair(self, step: str) -> bool:
        scores = any(self.task(code)["kind"] == "scores" for code in self.tasks_of(step))
        return scores and any(row["kind"] == "meeting" for row in self.rows["tasks"])

    def lets_through(
        self,
        way: Row,
        step: str,
        role: str,
        facts: Facts,
        *,
        is_chair: bool = False,
        sent_to: Collection[str] = frozenset(),
    ) -> bool:
        if way["from"] != step or role not in way["by"]:
            return False
        if role != "coordinator" and (self.is_tied(step, facts) or (self.is_for_chair(step) and not is_chair)):
            return False
        if way.get("ends") in ELSEWHERE and ELSEWHERE[way["ends"]].isdisjoint(sent_to):
            return False
        answer, _colon, verdict = way.get("records", "").partition(":")
        if facts.get(answer, "waiting") not in {"waiting", verdict}:
            return False
        return all(is_met(need, facts) for need in way.get("needs", []))


def recipients(way: Row) -> frozenset[str]:
    """A kind of organisation that this way asks a copy for; empty when it ends with nobody outside."""
    return frozenset(sorted(ELSEWHERE.get(way.get("ends", ""), []))[:1])


def is_met(need: str, facts: Facts) -> bool:
    task, _colon, verdict = need.partition(":")
    found = facts.get(task, "waiting")
    return found != "waiting" and verdict in {"", found}


def as_asked(way: Row, asked: Asked) -> dict[str, str]:
    """Facts with which every need of a way is met."""
    facts = {}
    for need in way.get("needs", []):
        task, _colon, verdict = need.partition(":")
        facts[task] = verdict or _something(asked.task(task))
    return facts


def _something(task: Row) -> str:
    plain = {"scores": "scored", "check": "allowed", "sources": "hit", "meeting": "held"}
    verdicts = task.get("verdicts", [])
    return str(verdicts[0]["code"]) if verdicts else plain[task["kind"]]


def spoilt(way: Row, asked: Asked) -> list[tuple[str, dict[str, str]]]:
    """(the need, facts in which only that one is not met): not begun, not finished, or come to something else."""
    good, found = as_asked(way, asked), []
    for need in way.get("needs", []):
        task, _colon, verdict = need.partition(":")
        bad = ["", "waiting", *(["anders"] if verdict else [])]
        found += [(need, {code: one for code, one in (good | {task: instead}).items() if one}) for instead in bad]
    return found
