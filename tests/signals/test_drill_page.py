"""The pages of the drill: guess, see what happens, and read whether it goes better than the last time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.cast import Cast
from signals.models import DrillRun
from signals.rules.drill import Scenario
from tests.network.furnishing import signed_in
from tests.signals.team import words_of

pytestmark = pytest.mark.django_db
DRILL = "/netwerk/oefening/"
MOST_QUERIES = {"list": 14, "scenario": 35}


@pytest.mark.parametrize("scenario", Scenario)
def test_a_scenario_is_told_first_and_shown_after_a_guess(cast: Cast, scenario: Scenario) -> None:
    client, address = signed_in(cast.dirk), reverse("signals:drill_scenario", args=[scenario])
    assert not client.get(address).context.get("is_shown")
    answer = client.post(address, {"denk": "team"})
    assert answer.status_code == 200
    assert answer.context.get("is_shown") or answer.context.get("is_impossible")


def test_a_guess_is_not_needed(cast: Cast) -> None:
    answer = signed_in(cast.omar).post(reverse("signals:drill_scenario", args=["victim"]))
    assert answer.context["is_shown"]
    assert not answer.context["guess"]


@pytest.mark.parametrize(("guess", "is_right"), [("attention_officer", True), ("team", False)])
def test_it_says_whether_the_guess_was_right(cast: Cast, guess: str, is_right: bool) -> None:
    answer = signed_in(cast.omar).post(reverse("signals:drill_scenario", args=["victim"]), {"denk": guess})
    assert answer.context["is_right"] is is_right


def test_the_subject_is_named_nowhere(cast: Cast) -> None:
    answer = signed_in(cast.dirk).post(reverse("signals:drill_scenario", args=["subject"]))
    assert cast.paul.name not in words_of(answer)


def test_two_runs_are_compared(cast: Cast) -> None:
    DrillRun.objects.create(municipality=cast.oudeveen, by=cast.omar, results={"weekend": 4})
    DrillRun.objects.create(municipality=cast.oudeveen, by=cast.noor, results={"weekend": 1})
    shown = signed_in(cast.dirk).get(DRILL)
    assert {line.code: (line.before, line.now) for line in shown.context["score"].lines}["weekend"] == (4, 1)
    assert "4" in shown.context["score"].said


def test_of_another_municipality_nobody_reads_the_score(cast: Cast) -> None:
    DrillRun.objects.create(municipality=cast.veenwijk, by=cast.wil, results={"weekend": 4})
    assert signed_in(cast.dirk).get(f"{DRILL}?gemeente=veenwijk").context["score"].runs == []


def test_walking_all_of_them_keeps_the_score(cast: Cast) -> None:
    assert signed_in(cast.noor).post(DRILL).status_code == 302
    assert DrillRun.objects.get().by == cast.noor


@pytest.mark.parametrize("name", ["sanne", "bea", "ilse"])
def test_others_get_the_page_that_cannot_be_opened(cast: Cast, name: str) -> None:
    assert signed_in(cast[name]).get(DRILL).status_code == 404
    assert signed_in(cast[name]).post(reverse("signals:drill_scenario", args=["victim"])).status_code == 404


def test_an_unknown_scenario_cannot_be_opened(cast: Cast) -> None:
    assert signed_in(cast.dirk).get(f"{DRILL}niets/").status_code == 404


def test_the_pages_ask_a_bounded_number_of_questions(cast: Cast) -> None:
    client = signed_in(cast.noor)
    with CaptureQueriesContext(connection) as on_list:
        client.get(DRILL)
    with CaptureQueriesContext(connection) as on_scenario:
        client.post(reverse("signals:drill_scenario", args=["contacts_away"]))
    assert (len(on_list) <= MOST_QUERIES["list"], len(on_scenario) <= MOST_QUERIES["scenario"]) == (True, True)
