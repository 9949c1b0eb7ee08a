"""In a protocol no signal is left standing: every step can be reached, and from each an outcome too."""

import pytest

from signals.rules.protocol_paths import Arrival, arrivals_of
from tests.signals.protocols import changed, definition, faults_in, one_more, text_of, way

SMALL = text_of("klein")
DEAD_END = "Dit loopt dood: geen weg leidt van hier naar een uitkomst."
NO_WAY_OUT = "Er is geen weg uit deze stap als het hierop uitkomt."
STANDS_STILL = "Een signaal kan hier blijven steken. Elke weg vraagt iets dat eerder overgeslagen kan zijn."
NOT_BY_THEN = "Wat hier gevraagd wordt, kan dan nog niet of niet meer gedaan zijn."
TOO_MANY = "Deze taken kunnen samen op te veel uitkomen om na te gaan. Verdeel ze over twee stappen."
YES_OR_NO = 'verdicts = [{ code = "ja", label = "Ja" }, { code = "nee", label = "Nee" }]'


def one_more_step(text: str, code: str, *tasks: str) -> str:
    listed = ", ".join(f'"{task}"' for task in tasks)
    return f'{text}\n[[steps]]\ncode = "{code}"\nlabel = "{code}"\ntasks = [{listed}]\n'


def test_a_step_that_no_way_leads_to() -> None:
    broken = one_more_step(SMALL, "los") + way("klaar", "los", 'ends = "no_action"')
    assert faults_in(broken) == [("steps los", "Geen weg leidt naar deze stap.")]


def test_a_step_behind_a_way_that_never_opens_is_not_reached_either() -> None:
    broken = one_more_step(SMALL, "later")
    broken += way("later", "begin", 'to = "later"', "intake:ja", "zwaar") + way("klaar", "later", 'ends = "no_action"')
    assert faults_in(broken) == [
        ("steps later", "Geen weg leidt naar deze stap."),
        ("ways begin/later needs", NOT_BY_THEN),
    ]


def test_a_step_without_a_way_out_is_a_dead_end() -> None:
    broken = one_more_step(SMALL, "kelder") + way("kelder", "wegen", 'to = "kelder"')
    assert faults_in(broken) == [("steps kelder", DEAD_END)]


def test_going_round_for_ever_is_a_dead_end() -> None:
    broken = one_more_step(one_more_step(SMALL, "heen"), "weer")
    broken += (
        way("heen", "wegen", 'to = "heen"') + way("weer", "heen", 'to = "weer"') + way("heen", "weer", 'to = "heen"')
    )
    assert faults_in(broken) == [("steps heen", DEAD_END), ("steps weer", DEAD_END)]


def test_a_way_that_asks_what_only_a_later_step_does() -> None:
    broken = SMALL + way("vroeg", "begin", 'ends = "no_action"', "zwaar")
    assert faults_in(broken) == [("ways begin/vroeg needs", NOT_BY_THEN)]


def test_a_way_that_asks_the_opposite_of_what_led_there() -> None:
    broken = SMALL + way("toch-niet", "wegen", 'ends = "no_action"', "intake:nee")
    assert faults_in(broken) == [("ways wegen/toch-niet needs", NOT_BY_THEN)]


def test_a_verdict_from_which_no_way_goes_on() -> None:
    broken = changed(
        SMALL,
        ('ends = "not_municipal"', 'ends = "not_municipal"\nneeds = ["intake:ja"]'),
        ('records = "intake:nee"', ""),
    )
    assert faults_in(broken) == [("steps begin intake:nee", NO_WAY_OUT)]


def test_two_verdicts_together_from_which_no_way_goes_on() -> None:
    """Each verdict alone still has a way: only both at once leave the signal standing."""
    broken = one_more(SMALL, "wegen", "a", "questions", "coordinator", more=YES_OR_NO)
    broken = one_more(broken, "wegen", "b", "questions", "coordinator", more=YES_OR_NO)
    broken = changed(broken, ('needs = ["zwaar"]', 'needs = ["zwaar", "a:ja"]'))
    broken += way("anders", "wegen", 'ends = "no_action"', "b:ja")
    assert faults_in(broken) == [("steps wegen b:nee, a:nee", NO_WAY_OUT)]


def test_more_verdicts_than_can_be_looked_at() -> None:
    """Seven questions of four verdicts: 16384 together. Unseen, one of them might leave a signal standing."""
    four = ", ".join(f'{{ code = "v{number}", label = "{number}" }}' for number in range(4))
    broken = SMALL
    for task in "abcdefg":
        broken = one_more(broken, "wegen", task, "questions", "coordinator", more=f"verdicts = [{four}]")
        broken += way(f"bij-{task}", "wegen", 'ends = "no_action"', f"{task}:v0")
    assert faults_in(broken) == [("steps wegen", TOO_MANY)]


def test_a_task_that_a_short_cut_skips() -> None:
    """Straight from the beginning to the end, the scores that the end asks were never given."""
    broken = one_more_step(SMALL, "slot") + way("slot", "wegen", 'to = "slot"', "zwaar")
    broken += way("kort", "begin", 'to = "slot"', "intake:ja") + way("klaar", "slot", 'ends = "no_action"', "zwaar")
    assert faults_in(broken) == [("steps slot", DEAD_END)]


def test_a_verdict_that_was_not_sure_on_the_way() -> None:
    """The step before let the signal through whatever came of the question; the end asks one verdict of it."""
    broken = one_more(SMALL, "wegen", "a", "questions", "coordinator", more=YES_OR_NO)
    broken = one_more_step(broken, "slot") + way("slot", "wegen", 'to = "slot"', "a")
    broken += way("klaar", "slot", 'ends = "no_action"', "a:ja")
    assert faults_in(broken) == [("steps slot", STANDS_STILL)]


def test_a_tie_needs_a_coordinator() -> None:
    broken = changed(
        SMALL, ('ends = "not_concrete"\nby = ["coordinator"]', 'ends = "not_concrete"\nby = ["team_member"]')
    )
    why = "Bij een gelijke stand beslist de regisseur. Noem de regisseur bij een weg uit deze stap."
    assert faults_in(broken) == [("steps wegen", why)]


@pytest.mark.parametrize("kind", ["lead", "transfer", "second_reader"])
def test_what_the_software_offers_in_every_later_step_may_be_asked_there(kind: str) -> None:
    verdict = {"lead": "accepted", "transfer": "sent", "second_reader": "agreed"}[kind]
    text = one_more(SMALL, "begin", "los", kind, "coordinator")
    assert faults_in(text + way("los", "wegen", 'ends = "no_action"', f"los:{verdict}")) == []


def test_a_signal_may_go_back() -> None:
    assert faults_in(SMALL + way("terug", "wegen", 'to = "begin"')) == []


def test_what_is_sure_at_a_step_is_what_the_ways_to_it_asked() -> None:
    second = arrivals_of(definition("klein"))[1]
    assert (second.step, [str(need) for need in second.sure]) == ("wegen", ["intake:ja"])


def test_a_signal_comes_first_into_the_first_step() -> None:
    assert arrivals_of(definition("zeven-fasen"))[0] == Arrival("ontvangst")
