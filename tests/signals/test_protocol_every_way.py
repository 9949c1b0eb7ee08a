"""Every step, way and role, with each thing missing: what the file allows is open, the rest is refused in words."""

from itertools import product

import pytest
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.protocol import Protocol
from signals.rules.protocol_reading import read_protocol
from signals.rules.protocol_standing import Standing
from signals.rules.protocol_words import refused_in_words
from tests.signals.protocols.asked import DEFINITIONS, Asked, Facts, Row, as_asked, is_met, recipients, spoilt

pytestmark = pytest.mark.parametrize("name", DEFINITIONS)

WHOM = {
    "to_riec": _("the RIEC"),
    "to_police": _("the police"),
    "to_labour_inspectorate": _("an inspectorate"),
    "to_care_and_safety": _("a care and safety house or a care organisation"),
}


def standing(protocol: Protocol, step: str, facts: Facts, sent_to: frozenset[str] = frozenset()) -> Standing:
    return Standing(protocol, protocol.step(step), facts, sent_to)


def situations(asked: Asked, way: Row) -> list[dict[str, str]]:
    """Nothing done, all done, all but one thing, and all done while the advice balances."""
    good = as_asked(way, asked)
    scores = [row["code"] for row in asked.rows["tasks"] if row["kind"] == "scores"]
    return [{}, good, *(facts for _need, facts in spoilt(way, asked)), *(good | {code: "tied"} for code in scores)]


def test_the_gate_is_what_the_file_says(name: str) -> None:
    asked, wrong, looked = Asked.of(name), [], 0
    protocol = read_protocol(asked.text)
    for step, row, role, is_chair in product(asked.steps, asked.ways, Role, (False, True)):
        way = protocol.way(row["from"], row["code"])
        assert way is not None
        for facts in situations(asked, row):
            for sent_to in {recipients(row), frozenset({"tax"})}:
                looked += 1
                here = standing(protocol, step, facts, sent_to)
                allowed = asked.lets_through(row, step, role, facts, is_chair=is_chair, sent_to=sent_to)
                if (not refused_in_words(here, way, [role], is_chair=is_chair)) != allowed:
                    wrong.append((step, row["code"], role, is_chair, facts, sent_to))
    assert wrong == []
    assert looked > 13 * len(asked.steps) * len(asked.ways)


def test_each_thing_that_is_missing_is_named(name: str) -> None:
    asked, unnamed = Asked.of(name), []
    protocol = read_protocol(asked.text)
    for row in asked.ways:
        way = protocol.way(row["from"], row["code"])
        assert way is not None
        for facts in situations(asked, row):
            here = standing(protocol, row["from"], facts, recipients(row))
            sentences = refused_in_words(here, way, [Role.COORDINATOR])
            missing = [need for need in row.get("needs", []) if not is_met(need, facts)]
            labels = [asked.task(need.partition(":")[0])["label"] for need in missing]
            if len(sentences) < len(missing) or not all(any(label in one for one in sentences) for label in labels):
                unnamed.append((row["from"], row["code"], facts, sentences))
    assert unnamed == []


def test_who_may_not_reads_who_may(name: str) -> None:
    asked = Asked.of(name)
    protocol = read_protocol(asked.text)
    for row in asked.ways:
        way = protocol.way(row["from"], row["code"])
        assert way is not None
        here = standing(protocol, row["from"], as_asked(row, asked))
        for role in set(Role) - {Role(one) for one in row["by"]}:
            who = refused_in_words(here, way, [role])[0]
            by_chair = asked.is_for_chair(row["from"]) and "team_member" in row["by"]
            assert who.startswith("De voorzitter van het overleg" if by_chair else "Wie dit beslist: regisseur")


def test_a_way_of_another_step_says_so(name: str) -> None:
    asked = Asked.of(name)
    protocol = read_protocol(asked.text)
    for step, row in product(asked.steps, asked.ways):
        if row["from"] != step:
            way = protocol.way(row["from"], row["code"])
            assert way is not None
            said = refused_in_words(standing(protocol, step, as_asked(row, asked)), way, [Role.COORDINATOR])
            assert said == [f"Dit is geen weg uit de stap “{protocol.step(step).label}”."]


def test_a_copy_that_went_elsewhere_opens_no_end_and_is_told_where_it_must_go(name: str) -> None:
    asked = Asked.of(name)
    protocol = read_protocol(asked.text)
    for row in [one for one in asked.ways if recipients(one)]:
        way = protocol.way(row["from"], row["code"])
        assert way is not None
        here = standing(protocol, row["from"], as_asked(row, asked), frozenset({"tax", "environment"}))
        [said] = refused_in_words(here, way, [Role.COORDINATOR])
        assert said.endswith(f" {WHOM[row['ends']]}.")
