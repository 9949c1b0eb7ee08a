"""Colleagues are asked for their own scores, each gives one, and then all of them see them side by side."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import Absence, Municipality
from signals.actions.protocol import go_on
from signals.actions.scoring import ask_more, counted_in_words, give_scores
from signals.actions.working import DoneBefore, NotAllowed, NotYet, WrongMoment
from signals.models import AgendaItem, Meeting, ScoreRound, Signal
from signals.models.meeting import ItemStage
from signals.protocols import facts_of
from signals.rules.lifecycle import Verb
from signals.scoring import due_at_first, own_scorers, results_of
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.norms import written as norm_written
from tests.signals.team import address, detail_of, moves_of, page_of, send, signed_in, words_of
from tests.signals.weighing import (
    asked_again,
    names,
    put_side_by_side,
    ready_to_score,
    scored,
    scores,
    sheet_of,
    sheet_page,
    typed,
)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return ready_to_score(filed(cast.sanne), cast)


def day_boxes(days: int = 5) -> dict[str, int]:
    day = timezone.localdate() + timedelta(days=days)
    return {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}


# ---- asking --------------------------------------------------------------------------------------
def test_everybody_of_the_team_who_is_there_is_ticked(cast: Cast, signal: Signal) -> None:
    form = signed_in(cast.omar).get(address("scoring", signal)).context["open_form"]
    assert form.initial["people"] == [str(one.user.key) for one in own_scorers(signal)]
    assert set(names([one.user for one in own_scorers(signal)])) == {"omar", "bea", "joris", "kees", "wil"}


def test_an_absent_colleague_is_not_offered_but_their_deputy_is(cast: Cast, signal: Signal) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.bea, from_on=today, until_on=today, deputy=cast.nadia)
    offered = {one.user for one in own_scorers(signal)}
    assert cast.bea not in offered
    assert cast.nadia in offered


def test_who_steps_aside_is_not_offered(cast: Cast, signal: Signal) -> None:
    send(cast.joris, "step_aside", signal)
    assert cast.joris not in {one.user for one in own_scorers(signal)}


def test_asking_tells_each_of_them_without_a_word_of_the_signal(cast: Cast, signal: Signal) -> None:
    people = [cast.bea, cast.joris, cast.kees]
    answer = send(cast.omar, "scoring", signal, people=[str(one.key) for one in people], **day_boxes())
    assert answer.status_code == 302
    assert all("scores_asked" in heard(one) for one in people)
    assert "scores_asked" not in heard(cast.wil)


def test_fewer_than_the_minimum_cannot_be_asked(cast: Cast, signal: Signal) -> None:
    answer = send(cast.omar, "scoring", signal, people=[str(cast.bea.key)], **day_boxes())
    assert answer.status_code == 422
    assert "3" in str(answer.context["open_form"].errors["people"])
    assert not ScoreRound.objects.exists()


def test_the_action_refuses_too_few_as_well(cast: Cast, signal: Signal) -> None:
    with pytest.raises(NotYet):
        asked_again(signal, cast, cast.bea)


def test_the_municipality_can_set_the_minimum(cast: Cast, signal: Signal) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(minimum_scores=1)
    assert asked_again(Signal.objects.get(pk=signal.pk), cast, cast.bea).minimum == 1


def test_whoever_stands_elsewhere_cannot_be_asked(cast: Cast, signal: Signal) -> None:
    with pytest.raises(NotAllowed):
        asked_again(signal, cast, cast.bea, cast.joris, cast.ilse)


def test_there_is_one_round_at_a_time(cast: Cast, signal: Signal) -> None:
    asked_again(signal, cast)
    with pytest.raises(WrongMoment):
        asked_again(signal, cast)


def test_in_another_step_nobody_can_be_asked(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    with pytest.raises(WrongMoment):
        asked_again(signal, cast)
    assert _("In this step nobody is asked for a score.") in page_of(cast.omar, signal, "scoring")


def test_a_round_that_is_open_keeps_the_signal_where_it_is(cast: Cast, signal: Signal) -> None:
    asked_again(signal, cast)
    assert facts_of(signal)["weighing-3"] == "waiting"
    signal.refresh_from_db()
    with pytest.raises(NotYet):
        go_on(signal.reference, by=cast.omar, way="to_research", reason="Nu.", version=signal.version)


def test_somebody_else_can_be_asked_too(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    answer = send(cast.omar, "scoring_ask_more", signal, people=[str(cast.wil.key)])
    assert answer.status_code == 302
    assert sheet_of(round_, cast.wil)
    assert "scores_asked" in heard(cast.wil)


def test_asking_the_same_twice_asks_once(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    signal.refresh_from_db()
    ask_more(signal.reference, by=cast.omar, scorers=[cast.bea.key], version=signal.version)
    assert round_.sheets.count() == 3


def test_a_stale_form_shows_what_changed_and_keeps_who_was_ticked(cast: Cast, signal: Signal) -> None:
    version = signal.version
    send(cast.bea, "headline", signal, headline="Een kop van Bea")
    people = [str(one.key) for one in (cast.bea, cast.joris, cast.kees)]
    given = {"version": version, "key": "", "people": people, **day_boxes()}
    answer = signed_in(cast.omar).post(address("scoring", signal), given)
    assert answer.status_code == 409
    assert answer.context["form"]["people"].value() == people


# ---- giving --------------------------------------------------------------------------------------
def test_a_score_is_given_once(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    given = scored(round_, cast.bea, 2)
    with pytest.raises(WrongMoment):
        give_scores(given.reference, by=cast.bea, scores=scores(signal, 3))
    assert sheet_page(cast.bea, given, typed(signal, "3")).status_code == 409


def test_pressing_twice_gives_once(cast: Cast, signal: Signal) -> None:
    sheet = sheet_of(asked_again(signal, cast), cast.bea)
    given = typed(signal, "2")
    assert [sheet_page(cast.bea, sheet, given).status_code for _turn in range(2)] == [302, 302]
    assert moves_of(signal, Verb.SCORE) == 1


def test_a_criterion_left_out_is_asked_again_and_the_rest_is_kept(cast: Cast, signal: Signal) -> None:
    sheet = sheet_of(asked_again(signal, cast), cast.bea)
    given = typed(signal, "2", severity="")
    answer = sheet_page(cast.bea, sheet, given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["level_severity"]
    assert answer.context["form"]["level_recency"].value() == "2"


def test_not_knowing_is_an_answer(cast: Cast, signal: Signal) -> None:
    sheet = sheet_of(asked_again(signal, cast), cast.bea)
    assert sheet_page(cast.bea, sheet, typed(signal, "unknown")).status_code == 302


def test_a_number_of_a_person_does_not_go_into_the_words(cast: Cast, signal: Signal) -> None:
    sheet = sheet_of(asked_again(signal, cast), cast.bea)
    answer = sheet_page(cast.bea, sheet, typed(signal) | {"words_severity": "BSN 111222333"})
    assert list(answer.context["form"].errors) == ["words_severity"]


def test_a_level_that_does_not_exist_is_refused_by_the_action_too(cast: Cast, signal: Signal) -> None:
    sheet = sheet_of(asked_again(signal, cast), cast.bea)
    with pytest.raises(WrongMoment):
        give_scores(sheet.reference, by=cast.bea, scores=scores(signal, 4))


def test_scoring_makes_nobody_elses_form_stale(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    signal.refresh_from_db()
    version = signal.version
    scored(round_, cast.bea)
    signal.refresh_from_db()
    assert signal.version == version


def test_whoever_asked_hears_that_all_answered(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    scored(round_, cast.bea)
    scored(round_, cast.joris)
    assert "scores_complete" not in heard(cast.omar)
    scored(round_, cast.kees)
    assert "scores_complete" in heard(cast.omar)


# ---- showing -------------------------------------------------------------------------------------
def test_below_the_minimum_nothing_is_shown_and_it_says_why(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    scored(round_, cast.bea)
    answer = send(cast.omar, "scoring_show", signal)
    assert answer.status_code == 409
    assert "1" in words_of(answer)
    round_.refresh_from_db()
    assert round_.shown_at is None


def test_when_all_answered_a_member_may_show_them(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one)
    assert send(cast.bea, "scoring_show", signal).status_code == 302
    assert facts_of(signal)["weighing-3"] == "scored"


def test_when_somebody_is_missing_only_the_coordinator_shows_them(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast, cast.bea, cast.joris, cast.kees, cast.wil)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one)
    assert send(cast.bea, "scoring_show", signal).status_code == 409
    assert send(cast.omar, "scoring_show", signal).status_code == 302


def test_after_that_no_more_scores_come_in(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast, cast.bea, cast.joris, cast.kees, cast.wil)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one)
    put_side_by_side(signal, cast.omar)
    answer = sheet_page(cast.wil, sheet_of(round_, cast.wil), typed(signal, "3"))
    assert answer.status_code == 409
    assert "Levensgevaar" in words_of(answer)


def test_the_trail_says_how_many_and_never_what(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one, 3)
    put_side_by_side(signal, cast.omar)
    assert detail_of(signal, Verb.SHOW_SCORES) == counted_in_words(3, 3)


def test_two_ways_with_as_much_advice_are_for_the_coordinator(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    for one, advice in ((cast.bea, "to_research"), (cast.joris, "too_old"), (cast.kees, "")):
        scored(round_, one, advice=advice)
    put_side_by_side(signal, cast.omar)
    assert facts_of(signal)["weighing-3"] == "tied"


def test_weighing_again_keeps_what_was_shown_before(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one, 3)
    put_side_by_side(signal, cast.omar)
    asked_again(signal, cast)
    assert facts_of(signal)["weighing-3"] == "waiting"
    found = results_of(signal, open_key(signal.uuid), reader=cast.omar)
    assert [len(one.given) for one in found] == [3]


def test_what_somebody_gave_who_stepped_aside_since_does_not_count(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast, cast.bea, cast.joris, cast.kees, cast.wil)
    for one in (cast.bea, cast.joris, cast.kees, cast.wil):
        scored(round_, one)
    send(cast.wil, "step_aside", signal)
    put_side_by_side(signal, cast.omar)
    assert not round_.sheets.filter(scorer=cast.wil).exists()


def test_a_press_sent_twice_is_done_once(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast)
    signal.refresh_from_db()
    key = round_.uuid
    more = {"by": cast.omar, "scorers": [cast.wil.key], "version": signal.version, "key": key}
    ask_more(signal.reference, **more)
    with pytest.raises(DoneBefore):
        ask_more(signal.reference, **more)


# ---- beside the meeting and the norm book ----------------------------------------------------------
def meeting_of(cast: Cast, *, hours: int, **more: Any) -> Meeting:
    return Meeting.objects.create(
        municipality=cast.oudeveen,
        team=cast.teams["oudeveen", "integral"],
        starts_at=timezone.now() + timedelta(hours=hours),
        place="Kamer 2",
        chair=cast.bea,
        planned_by=cast.omar,
        **more,
    )


def test_the_day_is_the_term_or_the_next_meeting_when_that_is_sooner(cast: Cast, signal: Signal) -> None:
    term = due_at_first(signal)
    assert term > timezone.localdate() + timedelta(days=2)
    meeting_of(cast, hours=24 * 90)
    assert due_at_first(signal) == term
    sooner = meeting_of(cast, hours=24)
    assert due_at_first(signal) == timezone.localdate(sooner.starts_at)


def test_who_chairs_the_meeting_shows_them_there(cast: Cast, signal: Signal) -> None:
    round_ = asked_again(signal, cast, cast.bea, cast.joris, cast.kees, cast.wil)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one)
    now = timezone.now()
    meeting = meeting_of(cast, hours=-1, sent_at=now)
    AgendaItem.objects.create(meeting=meeting, signal=signal, stage=ItemStage.WEIGHING)
    assert send(cast.bea, "scoring_show", signal).status_code == 409
    Meeting.objects.update(began_at=now)
    assert send(cast.kees, "scoring_show", signal).status_code == 409
    assert send(cast.bea, "scoring_show", signal).status_code == 302


def test_what_was_agreed_before_stands_beside_the_scoring_for_the_own_team_only(cast: Cast, signal: Signal) -> None:
    cast.oudeveen.scoring_partner = cast.veenwijk
    cast.oudeveen.save()
    norm_written(cast)
    round_ = asked_again(Signal.objects.get(pk=signal.pk), cast, cast.bea, cast.joris, cast.jelle)
    assert "Kind in beeld" in words_of(sheet_page(cast.bea, sheet_of(round_, cast.bea)))
    assert "Kind in beeld" not in words_of(sheet_page(cast.jelle, sheet_of(round_, cast.jelle)))
