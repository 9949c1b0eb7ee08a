"""A queue outside the protocol closes with an outcome of its choice; the team of the protocol by a way of its step."""

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.actions.feedback import kept_until
from signals.forms.closing import OFFERED
from signals.models import Signal
from signals.models.note import NoteKind
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.lifecycle import Outcome, Route, Status, Verb
from signals.rules.safety import Safety
from tests.signals.life import filed, handed_over, taken_up
from tests.signals.team import address, detail_of, listed, page_of, said_about, send, signed_in, words_of
from tests.signals.transferring import transferred


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """In the queue of the attention officer for human trafficking."""
    signal = filed(cast.sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]])
    assert signal.route == Route.ATTENTION_OFFICER
    return signal


@pytest.mark.parametrize("outcome", OFFERED)
def test_every_outcome_can_be_chosen_and_has_its_words(cast: Cast, signal: Signal, outcome: Outcome) -> None:
    assert f"?outcome={outcome.value}" in page_of(cast.aicha, signal, "close")
    form = signed_in(cast.aicha).get(address("close", signal), {"outcome": outcome.value}).context["form"]
    assert str(form["feedback"].value()).startswith(_("We are done with your signal."))


def test_one_call_solved_it_is_a_full_outcome(cast: Cast, signal: Signal) -> None:
    given = {"outcome": "one_call_solved_it", "reason": "Gebeld met de eigenaar.", "feedback": "Bedankt."}
    assert send(cast.aicha, "close", signal, **given, made_possible="no").status_code == 302
    signal.refresh_from_db()
    assert (signal.status, signal.outcome) == (Status.CLOSED, Outcome.ONE_CALL_SOLVED_IT)
    assert signal.destroy_on == kept_until(signal, Outcome.ONE_CALL_SOLVED_IT)
    assert detail_of(signal, Verb.CLOSE) == "Gebeld met de eigenaar."
    assert said_about(signal, NoteKind.TO_REPORTER) == ["Bedankt."]


def test_the_archive_shows_how_it_ended(cast: Cast, signal: Signal) -> None:
    transferred(signal, cast, by=cast.aicha)
    send(cast.aicha, "close", signal, outcome="to_police", reason="Overgedragen.", feedback="Bedankt.")
    archive = words_of(signed_in(cast.aicha).get("/werkvoorraad/archief/"))
    assert str(OUTCOME_WORDS[Outcome.TO_POLICE]) in archive
    assert listed(cast.aicha) == []


def test_an_officer_too_transfers_before_another_organisation_goes_on(cast: Cast, signal: Signal) -> None:
    given = {"outcome": "to_police", "reason": "Gebeld.", "feedback": "Bedankt."}
    assert send(cast.aicha, "close", signal, **given).status_code == 409
    transferred(signal, cast, by=cast.aicha, kind="tax")
    answer = send(cast.aicha, "close", signal, **given)
    assert answer.status_code == 409
    assert str(_("the police")) in words_of(answer)
    signal.refresh_from_db()
    assert signal.is_open


@pytest.mark.parametrize("outcome", ["", "withdrawn", "not_organised_crime", "false_or_malicious", "weg"])
def test_an_outcome_that_is_not_offered_asks_to_choose(cast: Cast, signal: Signal, outcome: str) -> None:
    answer = send(cast.aicha, "close", signal, outcome=outcome, reason="Zomaar.", feedback="Bedankt.")
    assert _("How does it end?") in words_of(answer)
    signal.refresh_from_db()
    assert signal.status == Status.RECEIVED


def test_without_a_reason_it_stays_open(cast: Cast, signal: Signal) -> None:
    answer = send(cast.aicha, "close", signal, outcome="no_hit", reason="", feedback="Bedankt van Aïcha.")
    assert answer.status_code == 422
    assert "Bedankt van Aïcha." in words_of(answer)


def test_the_closed_signal_says_until_when_it_is_kept(cast: Cast, signal: Signal) -> None:
    send(cast.aicha, "close", signal, outcome="no_hit", reason="Niets.", feedback="Bedankt.")
    signal.refresh_from_db()
    assert str(signal.destroy_on.year) in page_of(cast.aicha, signal)


# ---- the team of the protocol --------------------------------------------------------------------
def test_the_team_reads_which_endings_its_step_has(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = page_of(cast.omar, signal, "close")
    for part in ("Met een belletje opgelost", "Geen taak van ons: doorverwezen", "Vals of kwaadwillig"):
        assert part in page
    assert "?outcome=" not in page


def test_an_outcome_sent_past_the_protocol_changes_nothing(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.omar, "close", signal, outcome="no_hit", reason="Niets.", feedback="Bedankt.")
    signal.refresh_from_db()
    assert signal.status == Status.RECEIVED


def test_a_department_at_work_is_named_before_somebody_writes(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    assert cast.department("VAS").name in page_of(cast.omar, row.signal, "close")
