"""What the law asks no protocol can leave out: purpose and ground, and what comes before sharing and ends."""

import pytest

from tests.signals.protocols import changed, faults_in, one_more, text_of, way

SMALL = text_of("klein")
SOURCES = ("wegen", "bron", "sources", "source_holder")
CHECK = ("wegen", "toets", "check", "privacy_officer")
ON_SOURCE = 'on = "source"'
TOO_EARLY = "Een signaal komt hier alleen als doel en grondslag vastliggen. Vraag dat op elke weg hierheen."
NO_CHECK = "Aan “{0}” gaat een toets vooraf. Voeg een toets toe met on = “{1}”."


def test_purpose_must_be_recorded() -> None:
    assert faults_in(changed(SMALL, ('records = "purpose"\n', ""))) == [
        ("tasks", "Geen taak legt doel en grondslag vast. Zonder die twee mag niemand verder.")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "purpose"', 'code = "why"'),
        ('code = "ground"', 'code = "law"'),
        ('label = "Doel"', 'label = "Doel"\nrequired = false'),
    ],
)
def test_purpose_and_ground_are_asked_and_required(old: str, new: str) -> None:
    why = "Vraag “purpose” en “ground”. Allebei zijn ze verplicht."
    assert ("tasks intake questions", why) in faults_in(changed(SMALL, (old, new)))


@pytest.mark.parametrize("asked", ["[]", '["zwaar"]', '["intake"]', '["intake:nee"]'])
def test_sharing_asks_a_verdict_in_which_purpose_and_ground_stand(asked: str) -> None:
    broken = changed(SMALL, ('sharing_needs = ["intake:ja"]', f"sharing_needs = {asked}"))
    assert faults_in(broken) == [("sharing_needs", "Voor het delen moeten doel en grondslag vastliggen.")]


@pytest.mark.parametrize("asked", ["[]", '["intake"]'])
def test_no_signal_is_weighed_without_purpose(asked: str) -> None:
    broken = changed(SMALL, ('by = ["coordinator"]\nneeds = ["intake:ja"]', f'by = ["coordinator"]\nneeds = {asked}'))
    assert faults_in(broken) == [("steps wegen", TOO_EARLY)]


def test_no_way_round_the_step_in_which_purpose_is_recorded() -> None:
    broken = SMALL + way("kort", "begin", 'to = "wegen"')
    assert faults_in(broken) == [("steps wegen", TOO_EARLY)]


def test_no_source_is_asked_without_a_check() -> None:
    assert faults_in(one_more(SMALL, *SOURCES)) == [("tasks bron", NO_CHECK.format("bron", "source"))]


def test_a_check_on_something_else_is_not_the_one_that_sources_need() -> None:
    broken = one_more(one_more(SMALL, *SOURCES), *CHECK, more='on = "power"')
    assert faults_in(broken) == [("tasks bron", NO_CHECK.format("bron", "source"))]


def test_no_plan_without_a_check_for_each_department() -> None:
    broken = one_more(SMALL, "wegen", "plan", "plan", "coordinator")
    assert faults_in(broken) == [("tasks plan", NO_CHECK.format("plan", "department"))]


def test_a_check_comes_no_later_than_what_it_is_about() -> None:
    broken = one_more(one_more(SMALL, *SOURCES), *CHECK, more=ON_SOURCE)
    broken = changed(broken, ('"toets", "bron"', '"bron"'))
    broken += '\n[[steps]]\ncode = "na"\nlabel = "Na"\ntasks = ["toets"]\n'
    broken += way("na", "wegen", 'to = "na"') + way("klaar", "na", 'ends = "no_action"')
    why = "Deze toets komt te laat. Hij staat in de stap van “bron”, of daarvoor."
    assert faults_in(broken) == [("tasks toets", why)]


def test_who_leans_on_a_source_asks_for_its_check() -> None:
    text = one_more(one_more(SMALL, *SOURCES), *CHECK, more=ON_SOURCE)
    why = "Deze weg vraagt “bron”, maar niet de toets die daarbij hoort: “toets”. Vraag ze allebei."
    assert faults_in(text + way("raak", "wegen", 'ends = "no_action"', "bron:hit")) == [("ways wegen/raak needs", why)]
    assert faults_in(text + way("raak", "wegen", 'ends = "no_action"', "bron:hit", "toets:allowed")) == []


@pytest.mark.parametrize(
    ("kind", "verdict", "other", "outcome", "why"),
    [
        (
            "second_reader",
            "agreed",
            "refused",
            "false_or_malicious",
            "Een signaal heet pas vals als een tweede lezer het daarmee eens is.",
        ),
        ("lead", "accepted", "declined", "one_department", "Het eindigt pas bij een afdeling als die ja zei."),
        (
            "transfer",
            "sent",
            "",
            "to_police",
            "Het eindigt pas bij een andere organisatie na een vastgelegde overdracht.",
        ),
        (
            "transfer",
            "sent",
            "",
            "to_riec",
            "Het eindigt pas bij een andere organisatie na een vastgelegde overdracht.",
        ),
        (
            "transfer",
            "sent",
            "",
            "to_labour_inspectorate",
            "Het eindigt pas bij een andere organisatie na een vastgelegde overdracht.",
        ),
        (
            "transfer",
            "sent",
            "",
            "to_care_and_safety",
            "Het eindigt pas bij een andere organisatie na een vastgelegde overdracht.",
        ),
    ],
)
def test_some_ends_ask_something_first(kind: str, verdict: str, other: str, outcome: str, why: str) -> None:
    text = one_more(SMALL, "wegen", "eerst", kind, "coordinator")
    ends = f'ends = "{outcome}"'
    fault = [("ways wegen/einde needs", why)]
    assert faults_in(SMALL + way("einde", "wegen", ends)) == fault
    assert faults_in(text + way("einde", "wegen", ends)) == fault
    assert faults_in(text + way("einde", "wegen", ends, f"eerst:{other}" if other else "eerst")) == fault
    assert faults_in(text + way("einde", "wegen", ends, f"eerst:{verdict}")) == []
