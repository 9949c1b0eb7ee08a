"""Every worked example of the domain is filed, goes where the domain says, and is seen by nobody else."""

import pytest

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.loading import load_signals
from signals.models import Signal, SubjectKey
from signals.rules.subjects import KEY_STRENGTH, Strength
from tests.signals.worked_examples import LINKS, SIGNALS

NAMES = [record["id"] for record in SIGNALS]

#: What the domain expects: "route" and "lead", each by the id of the example.
EXPECTED = {fact: {record["id"]: record["expected"][fact] for record in SIGNALS} for fact in ("route", "lead")}

#: Route -> who of the cast reads it; nobody else of the cast may.
READERS = {
    "team": {"omar", "bea", "kees", "joris", "wil"},
    "restricted": {"omar", "wil", "fatma"},
    "integrity": {"paul"},
    "staff_safety": {"ruud", "mirjam", "anneke"},
}
OFFICERS = {"S03": {"aicha", "tess"}, "S18": {"tess"}}

#: What the words of the examples ask of the keys that two signals share.
ASKED = {
    "sterk": Strength.STRONG,
    "middel": Strength.MEDIUM,
    "zwak": Strength.WEAK,
    "NIET": Strength.WEAK,  # a street alone never links
}


@pytest.fixture
def filed(cast: Cast) -> dict[str, Signal]:
    """By the id of the example, each filed on its own."""
    signals: dict[str, Signal] = {}
    for record in SIGNALS:
        load_signals([record], municipality=cast.oudeveen, by=None)
        signals[record["id"]] = Signal.objects.latest("pk")
    return signals


def readers(filed: dict[str, Signal], cast: Cast) -> dict[str, set[str]]:
    """By the id of an example: who of the cast sees it."""
    seen = {name: set(Signal.objects.visible_to(user)) for name, user in cast.people.items()}
    return {example: {name for name in seen if signal in seen[name]} for example, signal in filed.items()}


def test_every_example_is_filed(cast: Cast) -> None:
    report = load_signals(SIGNALS, municipality=cast.oudeveen, by=None)
    assert (report.filed, report.skipped, report.refusals) == (len(SIGNALS), 0, [])


def test_each_example_takes_its_route(filed: dict[str, Signal]) -> None:
    assert {name: signal.route for name, signal in filed.items()} == EXPECTED["route"]


def test_each_example_meets_its_lead(filed: dict[str, Signal]) -> None:
    leads = {name: signal.lead_department and signal.lead_department.code for name, signal in filed.items()}
    assert leads == EXPECTED["lead"]


def test_only_who_stands_behind_the_route_sees_it(filed: dict[str, Signal], cast: Cast) -> None:
    behind = {name: OFFICERS.get(name) or READERS[route] for name, route in EXPECTED["route"].items()}
    assert readers(filed, cast) == behind


def test_ilse_sees_none_of_them(filed: dict[str, Signal], cast: Cast) -> None:
    assert not Signal.objects.visible_to(cast.ilse).exists()


def test_the_threatened_colleague_keeps_the_name_shielded(filed: dict[str, Signal]) -> None:
    assert filed["S17"].is_shielded


def test_why_it_went_there_is_kept_in_words(filed: dict[str, Signal]) -> None:
    signal = filed["S13"]
    why = open_key(signal.uuid).open("signal.why", signal.uuid, signal.sealed_why)
    assert "Subsidies" in why


def shared(first: Signal, second: Signal) -> set[Strength]:
    keys = SubjectKey.objects.filter(mentions__signal=first).filter(mentions__signal=second)
    return {KEY_STRENGTH[key.kind] for key in keys}


def strongest(strengths: set[Strength]) -> Strength | None:
    return next((strength for strength in Strength if strength in strengths), None)


def test_two_examples_meet_as_strongly_as_they_should(filed: dict[str, Signal]) -> None:
    met = {(link["a"], link["b"]): strongest(shared(filed[link["a"]], filed[link["b"]])) for link in LINKS}
    assert met == {(link["a"], link["b"]): ASKED[link["expected"].split()[0].strip(",:")] for link in LINKS}


def test_no_other_two_examples_link_by_themselves(filed: dict[str, Signal]) -> None:
    named = {frozenset((link["a"], link["b"])) for link in LINKS}
    linked = {
        frozenset((one, other))
        for one in NAMES
        for other in NAMES
        if one < other and Strength.STRONG in shared(filed[one], filed[other])
    }
    assert linked <= named


def test_the_team_sees_no_link_to_a_shielded_queue(filed: dict[str, Signal], cast: Cast) -> None:
    bea: User = cast.bea
    met = Signal.objects.visible_to(bea).filter(mentions__key__mentions__signal=filed["S10"])
    assert filed["S17"] not in met
