"""A signal leaves its step by a way of the protocol: every gate is a sentence, and every friendly end gets its word."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Municipality, RoleGrant, User
from network.rules import Role
from signals.actions.assignment import Answer, answer_hand_over
from signals.demo.weighing import bring_to, make_ready_for
from signals.models import Signal
from signals.models.assignment import Reply
from signals.models.note import NoteKind
from signals.protocols import facts_of
from signals.rules.lifecycle import Outcome, Status, Verb
from signals.rules.safety import Safety
from tests.signals.life import filed, handed_over, taken_up
from tests.signals.team import address, detail_of, page_of, said_about, signed_in, words_of
from tests.signals.test_weighing_by_questions import HERE, OURS, YES, answer
from tests.signals.test_weighing_by_questions import page as address_of_task
from tests.signals.transferring import transferred

FRIENDLY = {
    "not_municipal": {"goes_to": "De provincie"},
    "not_our_territory": {"goes_to": "Gemeente Veenwijk"},
    "duplicate": {},
    "one_call_solved_it": {"made_possible": "no"},
}


def at(signal: Signal, way: str) -> str:
    return reverse("signals:go_on", args=[signal.reference, way])


def take(user: User, signal: Signal, way: str, **given: Any) -> HttpResponse:
    signal.refresh_from_db()
    usual = {"version": signal.version, "key": "", "reason": "Zoals besproken.", "feedback": "Bedankt voor je signaal."}
    return signed_in(user).post(at(signal, way), usual | given)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return taken_up(filed(cast.sanne), cast.omar)


def weighed(cast: Cast, signal: Signal) -> None:
    for task, given in (("weighing-1", YES), ("weighing-2a", OURS), ("weighing-2b", HERE)):
        answer(cast.omar, signal, task, **given)


@pytest.mark.parametrize("way", FRIENDLY)
def test_a_friendly_end_asks_little_and_the_reporter_has_word(cast: Cast, signal: Signal, way: str) -> None:
    assert at(signal, way) in page_of(cast.omar, signal)
    assert take(cast.omar, signal, way, **FRIENDLY[way]).status_code == 302
    signal.refresh_from_db()
    assert (signal.status, signal.outcome) == (Status.CLOSED, way)
    assert said_about(signal, NoteKind.TO_REPORTER)[-1] == "Bedankt voor je signaal."


def test_an_end_that_is_itself_the_answer_is_found_as_one(cast: Cast, signal: Signal) -> None:
    take(cast.omar, signal, "not_municipal", goes_to="De provincie")
    assert facts_of(signal)["weighing-2a"] == "no"
    assert detail_of(signal, Verb.CLOSE) == "Zoals besproken.\nDe provincie"


@pytest.mark.parametrize("way", ["not_municipal", "not_our_territory"])
def test_whom_it_goes_to_cannot_stay_open(cast: Cast, signal: Signal, way: str) -> None:
    response = take(cast.omar, signal, way)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["goes_to"]


def test_no_organised_crime_keeps_its_own_screen(cast: Cast, signal: Signal) -> None:
    response = signed_in(cast.omar).get(at(signal, "not_organised_crime"))
    assert response["Location"] == address("quick_close", signal)


def test_in_a_later_step_that_lane_is_not_there(cast: Cast, signal: Signal) -> None:
    bring_to(signal, "weighing", by=cast.omar)
    assert address("quick_close", signal) not in page_of(cast.omar, signal)
    response = signed_in(cast.omar).get(address("quick_close", signal), follow=True)
    assert _("In this step a signal cannot end like this. Below stands what can.") in words_of(response)


def test_all_gates_open_the_next_step(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    assert take(cast.omar, signal, "to_weighing").status_code == 302
    signal.refresh_from_db()
    assert (signal.step, signal.status) == ("weighing", Status.IN_PROGRESS)
    assert said_about(signal, NoteKind.TO_REPORTER)[-1] == "Bedankt voor je signaal."


def test_a_word_to_the_reporter_is_part_of_going_on(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    assert take(cast.omar, signal, "to_weighing", feedback="").status_code == 422
    signal.refresh_from_db()
    assert signal.step == "intake"


def test_a_missing_gate_is_told_and_nothing_typed_is_lost(cast: Cast, signal: Signal) -> None:
    answer(cast.omar, signal, "weighing-1", **YES)
    response = take(cast.omar, signal, "to_weighing", reason="Dit wil ik bewaren.")
    assert response.status_code == 409
    told = words_of(response)
    assert "Dit wil ik bewaren." in told
    assert "Weging 2A" in told
    assert "Weging 1" not in told
    signal.refresh_from_db()
    assert signal.step == "intake"


def test_the_page_of_a_closed_way_says_what_is_missing_and_shows_no_form(cast: Cast, signal: Signal) -> None:
    shown = words_of(signed_in(cast.omar).get(at(signal, "to_police")))
    assert _("This way is still closed") in shown
    assert "Overdracht aan een andere organisatie" in shown
    assert 'name="reason"' not in shown


def test_a_copy_at_the_tax_office_does_not_open_the_way_to_the_police(cast: Cast, signal: Signal) -> None:
    transferred(signal, cast, kind="tax")
    assert _("This way is still closed") in words_of(signed_in(cast.omar).get(at(signal, "to_police")))
    answer = take(cast.omar, signal, "to_police", reason="De politie gaat ermee verder.", feedback="Bedankt.")
    assert answer.status_code == 409
    assert str(_("the police")) in words_of(answer)
    transferred(signal, cast, kind="police")
    assert _("This way is still closed") not in words_of(signed_in(cast.omar).get(at(signal, "to_police")))


def test_a_later_copy_elsewhere_takes_nothing_away(cast: Cast, signal: Signal) -> None:
    transferred(signal, cast, kind="police")
    transferred(signal, cast, kind="tax")
    take(cast.omar, signal, "to_police", reason="De politie gaat ermee verder.", feedback="Bedankt.")
    signal.refresh_from_db()
    assert signal.outcome == Outcome.TO_POLICE


def test_a_way_for_another_role_says_for_whom(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    told = _("Who decides this: %(roles)s.") % {"roles": _("coordinator")}
    assert told in page_of(cast.bea, signal)
    assert told in words_of(signed_in(cast.bea).get(at(signal, "to_weighing")))
    assert take(cast.bea, signal, "to_weighing").status_code == 409
    signal.refresh_from_db()
    assert signal.step == "intake"


def test_a_colleague_who_was_first_costs_nobody_their_words(cast: Cast, signal: Signal) -> None:
    """Omar still had the page of the intake before him."""
    signal.refresh_from_db()
    seen = signal.version
    bring_to(signal, "weighing", by=cast.omar)
    given = {"version": seen, "key": "", "reason": "Dit typte ik net.", "goes_to": "De provincie", "feedback": "Dank."}
    response = signed_in(cast.omar).post(at(signal, "not_municipal"), given)
    assert response.status_code == 409
    assert "Dit typte ik net." in words_of(response)
    late = {"version": seen, "key": "", "verdict": "yes", "q_where": "Dit wist ik al."}
    response = signed_in(cast.omar).post(address_of_task(signal, "weighing-2b"), late)
    assert response.status_code == 409
    assert "Dit wist ik al." in words_of(response)


def test_a_queue_outside_the_protocol_has_no_ways(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]])
    assert take(cast.aicha, signal, "false_or_malicious").status_code == 409
    signal.refresh_from_db()
    assert signal.status == Status.RECEIVED


def test_nobody_goes_on_with_what_nobody_took_up(cast: Cast) -> None:
    signal = filed(cast.sanne)
    weighed(cast, signal)
    assert _("First somebody takes this signal up.") in page_of(cast.omar, signal)
    assert take(cast.omar, signal, "to_weighing").status_code == 409


def test_a_department_at_work_keeps_it_open(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    assert _("A department still works on it.") in page_of(cast.omar, row.signal)
    assert take(cast.omar, row.signal, "duplicate").status_code == 409
    answer_hand_over(row.reference, by=cast.dirk, answer=Answer(Reply.DECLINED, "Nee."), version=row.version)
    assert take(cast.omar, row.signal, "duplicate").status_code == 302


def test_a_case_ends_with_its_result_and_its_lesson(cast: Cast, signal: Signal) -> None:
    make_ready_for(signal, Outcome.TEAM_CASE, by=cast.omar)
    wrong = take(cast.omar, signal, "close_case", reason="Het pand is gesloten.", made_possible="no")
    assert wrong.context["form"].errors == {"lesson": [_("Write in a few words what we learn from it.")]}
    said = {"reason": "Het pand is gesloten.", "lesson": "Eerder bellen.", "made_possible": "no"}
    take(cast.omar, signal, "close_case", **said)
    signal.refresh_from_db()
    assert signal.outcome == Outcome.TEAM_CASE
    assert detail_of(signal, Verb.CLOSE) == "Het pand is gesloten.\nEerder bellen."


def test_what_was_weighed_stays_readable_in_later_steps_and_after_the_end(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    take(cast.omar, signal, "to_weighing")
    assert "Contant betaald." in page_of(cast.omar, signal)
    make_ready_for(signal, Outcome.TOO_OLD, by=cast.omar)
    take(cast.omar, signal, "too_old")
    assert "Contant betaald." in page_of(cast.omar, signal)


def test_the_light_protocol_weighs_in_three_steps(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.veenwijk.pk).update(protocol_version="light-1")
    signal = taken_up(filed(cast.ilse), cast.wil)
    shown = page_of(cast.wil, signal)
    assert _("Step %(number)s of %(count)s: %(label)s") % {"number": 1, "count": 3, "label": "Intake"} in shown
    answer(cast.wil, signal, "weighing-2a", verdict="yes", q_purpose="Toezicht", q_ground="Omgevingswet")
    assert take(cast.wil, signal, "to_weighing").status_code == 302


def test_whoever_has_more_roles_acts_in_the_one_that_is_named(cast: Cast, signal: Signal) -> None:
    weighed(cast, signal)
    RoleGrant.objects.create(
        user=cast.bea, role=Role.COORDINATOR, municipality=cast.oudeveen, team=signal.team, from_on=signal.created_at
    )
    assert take(cast.bea, signal, "to_weighing").status_code == 302
    assert signal.trail.latest("pk").role == Role.COORDINATOR


def test_who_works_elsewhere_cannot_open_it(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.ilse)
    assert client.get(at(signal, "duplicate")).status_code == 404
    assert client.post(at(signal, "duplicate"), {"version": 2}).status_code == 404
