"""A municipality weighs by three phases of its own: from the command to the last page, without a change of code."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.models import Finding, Signal
from signals.protocols import facts_of
from signals.rules.lifecycle import Outcome, Status
from tests.signals.filing_form import filed
from tests.signals.protocols import HERE
from tests.signals.protocols.pages import at, decide, go, press, score, send, source_hits, take_up
from tests.signals.team import page_of, signed_in, words_of

OURS = {
    "verdict": "ja",
    "q_opvallend": ["pand", "geld"],
    "q_purpose": "Nagaan of het pand gebruikt wordt zoals het mag.",
    "q_ground": "apv",
    "q_al-bekend": "no",
}
RESIDENT = {"verdict": "hulp", "q_niets-doen": "Dan gaat het door.", "q_wie": "Het wijkteam."}


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Loaded by the command, chosen on the page, and then filed with the form."""
    call_command("load_protocol", HERE / "drie-fasen.toml", municipality="oudeveen")
    chosen = reverse("signals:choose_protocol", args=["oudeveen"])
    press(cast.omar, chosen, protocol="waterdrecht-1", minimum_scores="", partner="")
    return filed(User.objects.get(pk=cast.sanne.pk))


def today() -> dict[str, int]:
    """The boxes of a day."""
    day = timezone.localdate()
    return {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}


def answered(user: User, signal: Signal, task: str, **given: object) -> None:
    send(user, "weighing", signal, task, **given)


def weighed(cast: Cast, signal: Signal) -> None:
    """Phase 1, and all that phase 2 asks of the team: two own scores on five criteria, and the question of help."""
    take_up(cast.omar, signal)
    answered(cast.omar, signal, "duiding", **OURS)
    go(cast.bea, signal, "verrijken")
    people = [str(user.key) for user in (cast.bea, cast.joris)]
    send(cast.omar, "scoring", signal, people=people, **today())
    score(cast.bea, signal, level=1)
    score(cast.joris, signal, level=3)
    send(cast.omar, "scoring_show", signal)
    answered(cast.omar, signal, "bewoner", **RESIDENT)


def test_it_begins_in_the_first_phase_with_the_own_questions(cast: Cast, signal: Signal) -> None:
    take_up(cast.omar, signal)
    page = words_of(signed_in(cast.omar).get(at("weighing", signal, "duiding")))
    assert all(words in page for words in ("Gaan wij hiermee verder?", "Welke wet geeft ons die taak?", "Wet Bibob"))
    assert "Duiden" in page_of(cast.omar, signal)


def test_the_own_answers_are_kept_sealed(cast: Cast, signal: Signal) -> None:
    take_up(cast.omar, signal)
    answered(cast.omar, signal, "duiding", **OURS)
    finding = Finding.objects.get(signal=signal)
    kept = open_key(signal.uuid).open("finding.answers", finding.uuid, finding.sealed_answers)
    assert (finding.step, finding.verdict) == ("fase-1", "ja")
    assert '"ground": "apv"' in kept


def test_the_sheet_asks_the_own_five_criteria(cast: Cast, signal: Signal) -> None:
    take_up(cast.omar, signal)
    answered(cast.omar, signal, "duiding", **OURS)
    go(cast.omar, signal, "verrijken")
    people = [str(user.key) for user in (cast.bea, cast.joris)]
    send(cast.omar, "scoring", signal, people=people, **today())
    sheet = signal.rounds.get().sheets.get(scorer=cast.bea)
    page = words_of(signed_in(cast.bea).get(reverse("signals:score_sheet", args=[sheet.reference])))
    assert all(words in page for words in ("Hoe helder is het?", "Samen ingrijpen", "Heeft iemand zorg nodig?"))
    assert page.count('name="level_') == 5 * 5


def test_filed_weighed_scored_decided_and_closed(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    go(cast.omar, signal, "bewaren")
    signal.refresh_from_db()
    assert (signal.status, signal.outcome) == (Status.CLOSED, Outcome.NOT_CONCRETE)
    assert facts_of(signal) == {"duiding": "ja", "zwaarte": "scored", "bewoner": "hulp"}


def test_all_three_phases(cast: Cast, signal: Signal) -> None:
    """A source is asked in phase 2, and what may be shared in phase 3, by whom the definition names."""
    weighed(cast, signal)
    source_hits(cast, signal)
    go(cast.omar, signal, "doen")
    check = {"department": cast.department("VAS").pk, "shares": ["place"], "why": "Zij zijn de verhuurder."}
    send(cast.omar, "approach_check", signal, **check)
    decide(cast.fatma, signal, allowed=False)
    go(cast.omar, signal, "toch-niet")
    signal.refresh_from_db()
    assert (signal.step, signal.status, signal.outcome) == ("fase-3", Status.CLOSED, Outcome.NO_ACTION)


def test_back_to_the_phase_before_by_an_own_way(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    source_hits(cast, signal)
    go(cast.omar, signal, "doen")
    check = {"department": cast.department("VAS").pk, "shares": ["place"], "why": "Zij zijn de verhuurder."}
    send(cast.omar, "approach_check", signal, **check)
    decide(cast.fatma, signal, allowed=True)
    go(cast.omar, signal, "opnieuw")
    signal.refresh_from_db()
    assert (signal.step, signal.is_open) == ("fase-2", True)


def test_what_the_own_definition_asks_first_is_said_on_the_page(cast: Cast, signal: Signal) -> None:
    take_up(cast.omar, signal)
    signal.refresh_from_db()
    form = {"version": signal.version, "key": "", "reason": "Toch.", "feedback": "We gaan verder."}
    answer = signed_in(cast.omar).post(at("go_on", signal, "verrijken"), form)
    assert answer.status_code == 409
    assert "Nog te doen: Duiding." in words_of(answer)


def test_an_outcome_that_the_own_definition_does_not_know_is_not_there(cast: Cast, signal: Signal) -> None:
    take_up(cast.omar, signal)
    assert signed_in(cast.omar).get(at("go_on", signal, "not_our_territory")).status_code == 302
    assert at("go_on", signal, "not_our_territory") not in page_of(cast.omar, signal)
