"""Whoever writes a protocol finds every word of the file in the recipe, and an example that can be loaded."""

import re

import pytest

from signals.rules.lifecycle import Outcome
from signals.rules.protocol import VERDICTS, Answer, Asks, CheckOn, Records, TaskKind
from signals.rules.protocol_faults import DECIDES, able
from signals.rules.protocol_reading import WORDS
from tests.house.test_doors_and_names import ROOT
from tests.signals.protocols import faults_in

RECIPE = (ROOT / "docs" / "recipes" / "own-protocol.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The table under a heading, without its first two lines."""
    part = RECIPE.split(f"\n### {heading}\n")[1].split("\n#")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def codes(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def described(heading: str) -> list[str]:
    return [row[0].strip("`") for row in rows(heading)]


def row_of(heading: str, word: str) -> str:
    return next(" ".join(row) for row in rows(heading) if row[0] == f"`{word}`")


@pytest.mark.parametrize("table", WORDS)
def test_every_word_of_a_table_is_explained_once(table: str) -> None:
    assert sorted(described(table)) == sorted(WORDS[table])


def test_every_kind_of_task_is_explained_with_who_and_what_it_comes_to() -> None:
    told = {row[0].strip("`"): (codes(row[2]), codes(row[3])) for row in rows("Soorten taken")}
    assert told == {
        kind.value: ({role.value for role in able(kind)}, set(VERDICTS.get(kind, ["verdicts"]))) for kind in TaskKind
    }


def test_every_thing_a_check_can_be_about_is_explained() -> None:
    assert described("Waarover een toets gaat") == list(CheckOn)


def test_every_outcome_is_explained() -> None:
    assert described("Uitkomsten") == [outcome for outcome in Outcome if outcome is not Outcome.WITHDRAWN]


@pytest.mark.parametrize(
    ("table", "word", "values"),
    [
        ("questions", "answer", {one.value for one in Answer}),
        ("ways", "asks", {one.value for one in Asks if one}),
        ("ways", "by", {one.value for one in DECIDES}),
        ("tasks", "records", {one.value for one in Records}),
    ],
)
def test_every_value_of_a_word_stands_beside_it(table: str, word: str, values: set[str]) -> None:
    assert values <= codes(row_of(table, word))


def test_the_example_can_be_loaded() -> None:
    assert faults_in(RECIPE.split("```toml\n")[1].split("```")[0]) == []
