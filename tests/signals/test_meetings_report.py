"""The report writes itself from what was done during the meeting, for everybody their own part."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Absence, RoleGrant, User
from network.rules import Role
from signals.actions.flags import set_flag
from signals.actions.intake import set_urgency
from signals.actions.meetings import discuss, end_meeting
from signals.actions.planning import write_goal
from signals.demo.weighing import make_ready_for
from signals.models import Meeting, Signal, TrailEntry
from signals.rules.flags import Flag
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.lifecycle import Outcome, Urgency, Verb
from tests.signals.approaching import GOAL, WHAT, with_action, with_plan
from tests.signals.approaching import sent as sent_to
from tests.signals.meeting_life import allow, begun, in_approach, item_of, scored, sent
from tests.signals.team import signed_in, words_of
from tests.signals.test_weighing_ways_out import take

REASON = "Zoals besproken."


def report(user: User, meeting: Meeting) -> HttpResponse:
    return signed_in(user).get(reverse("signals:meeting_report", args=[meeting.reference]))


def ready(cast: Cast) -> Signal:
    """Scored, and it can end as too old."""
    signal = scored(cast)
    make_ready_for(signal, Outcome.TOO_OLD, by=cast.omar)
    return signal


def decided(cast: Cast, signal: Signal, *, by: User | None = None) -> None:
    assert take(by or cast.omar, signal, "too_old").status_code == 302


def deeds(user: User, meeting: Meeting) -> list[tuple[str, str]]:
    """Who did what on the one item."""
    [one] = report(user, meeting).context["reported"]
    return [(act.who, act.detail) for act in one.decided]


def over(cast: Cast, meeting: Meeting) -> None:
    meeting.refresh_from_db()
    end_meeting(meeting.reference, by=cast.omar, version=meeting.version)


def day_ahead(days: int) -> str:
    return date_format(timezone.localdate() + timedelta(days=days), "j F Y")


# ---- what was decided ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["omar", "bea"])
def test_what_the_coordinator_or_the_chair_decided_stands_in_it_with_its_way_and_reason(cast: Cast, name: str) -> None:
    signal = ready(cast)
    meeting = begun(cast)
    decided(cast, signal, by=cast[name])
    assert deeds(cast.joris, meeting) == [(cast[name].name, f"{OUTCOME_WORDS[Outcome.TOO_OLD]}\n{REASON}")]


def test_what_was_done_before_or_after_does_not(cast: Cast) -> None:
    signal, _actions = with_plan(cast, "VAS")
    meeting = begun(cast)
    over(cast, meeting)
    Meeting.objects.update(ended_at=timezone.now() - timedelta(microseconds=1))
    signal.refresh_from_db()
    write_goal(signal.reference, by=cast.omar, goal=GOAL, version=signal.version)
    assert TrailEntry.objects.filter(signal=signal, verb=Verb.PLAN).count() == 3
    assert deeds(cast.bea, meeting) == []


def test_of_a_meeting_that_nobody_ended_the_day_after_is_no_part(cast: Cast) -> None:
    signal = ready(cast)
    meeting = begun(cast)
    yesterday = timezone.now() - timedelta(days=1)
    Meeting.objects.update(sent_at=yesterday, began_at=yesterday)
    decided(cast, signal)
    assert deeds(cast.bea, meeting) == []


def test_what_a_coordinator_did_who_was_not_there_is_no_part(cast: Cast) -> None:
    signal = ready(cast)
    meeting = begun(cast)
    meeting.people.remove(cast.omar)
    decided(cast, signal)
    assert deeds(cast.joris, meeting) == []


def test_a_coordinator_who_wrote_minutes_was_there(cast: Cast) -> None:
    signal = ready(cast)
    meeting = begun(cast)
    meeting.people.remove(cast.omar)
    discuss(meeting.reference, item_of(meeting, signal).reference, by=cast.omar, minutes="Bea belt.")
    decided(cast, signal)
    assert len(deeds(cast.joris, meeting)) == 1


def test_what_a_member_did_meanwhile_is_no_part(cast: Cast) -> None:
    signal, _actions = with_plan(cast, "VAS")
    meeting = begun(cast)
    signal.refresh_from_db()
    write_goal(signal.reference, by=cast.joris, goal="Een eigen doel.", version=signal.version)
    assert deeds(cast.bea, meeting) == []


def test_who_stood_in_for_the_chair_that_day_decided_in_it(cast: Cast) -> None:
    signal = ready(cast)
    RoleGrant.objects.filter(user=cast.bea, role=Role.TEAM_MEMBER).update(deputy=cast.joris)
    today = timezone.localdate()
    meeting = begun(cast)
    Absence.objects.create(user=cast.bea, from_on=today, until_on=today)
    decided(cast, signal, by=cast.joris)
    assert [who for who, _detail in deeds(cast.omar, meeting)] == [cast.joris.name]


def test_what_no_meeting_decides_stands_not_in_it(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    signal.refresh_from_db()
    set_urgency(signal.reference, by=cast.omar, urgency=Urgency.TODAY, reason="Vandaag.", version=signal.version)
    signal.refresh_from_db()
    set_flag(signal.reference, by=cast.omar, flag=Flag.POLICE_DATA, reason="Van een agent.", version=signal.version)
    verbs = TrailEntry.objects.filter(signal=signal, at__gte=meeting.began_at or timezone.now()).values_list("verb")
    assert {verb for (verb,) in verbs} == {Verb.SET_URGENCY, Verb.FLAG}
    assert deeds(cast.omar, meeting) == []


# ---- what was asked ------------------------------------------------------------------------------
def test_an_action_stands_in_it_with_its_department_and_the_day_of_that_moment(cast: Cast) -> None:
    signal, _actions = with_plan(cast, "VAS")
    meeting = begun(cast)
    action = with_action(signal, cast, due_on=timezone.localdate() + timedelta(days=9))
    over(cast, meeting)
    type(action).objects.update(due_on=timezone.localdate() + timedelta(days=30))
    [(_who, detail)] = deeds(cast.omar, meeting)
    assert detail == f"{cast.department('VAS').name}, {_('by %(day)s') % {'day': day_ahead(9)}}: {WHAT}"


def test_a_question_that_was_sent_stands_in_it_with_its_department_and_day(cast: Cast) -> None:
    signal, [action] = with_plan(cast, "VAS")
    meeting = begun(cast)
    sent_to(signal, action, cast)
    [(_who, detail)] = deeds(cast.omar, meeting)
    for part in (cast.department("VAS").name, WHAT, _("by %(day)s") % {"day": day_ahead(7)}):
        assert part in detail


# ---- the item ------------------------------------------------------------------------------------
def test_an_item_says_nothing_of_how_its_signal_is_today(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    discuss(meeting.reference, item_of(meeting, signal).reference, by=cast.omar, minutes="Bea belt.")
    over(cast, meeting)
    signal.refresh_from_db()
    set_urgency(signal.reference, by=cast.omar, urgency=Urgency.TODAY, reason="Vandaag.", version=signal.version)
    signal.refresh_from_db()
    assert signal.due_on is not None
    assert date_format(signal.due_on, "j F Y") not in words_of(report(cast.bea, meeting))
    Signal.objects.filter(pk=signal.pk).update(status="closed", outcome=Outcome.TOO_OLD)
    assert str(OUTCOME_WORDS[Outcome.TOO_OLD]) not in words_of(report(cast.bea, meeting))


def test_what_nobody_touched_was_not_discussed(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = begun(cast)
    discuss(meeting.reference, item_of(meeting, first).reference, by=cast.omar, minutes="Bea belt.")
    touched = {one.line.signal: one.was_touched for one in report(cast.bea, meeting).context["reported"]}
    assert touched == {first: True, second: False}


def test_a_department_reads_its_own_part_and_no_minutes(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = begun(cast, cast.dirk)
    discuss(meeting.reference, item_of(meeting, signal).reference, by=cast.omar, minutes="Bea belt.")
    signal.refresh_from_db()
    write_goal(signal.reference, by=cast.omar, goal=GOAL, version=signal.version)
    assert GOAL in words_of(report(cast.omar, meeting))
    words = words_of(report(cast.dirk, meeting))
    assert "Alleen het adres." in words
    assert "Bea belt." not in words
    assert GOAL not in words


def test_a_department_reads_nothing_that_was_allowed_or_asked_later(cast: Cast) -> None:
    signal, [action] = with_plan(cast, "VAS")
    meeting = begun(cast, cast.dirk)
    over(cast, meeting)
    allow(cast, signal, "VAS", limits="Ook de naam.")
    sent_to(signal, action, cast)
    words = words_of(report(cast.dirk, meeting))
    assert "Alleen het adres." in words
    assert "Ook de naam." not in words
    assert WHAT not in words


def test_before_it_begins_there_is_no_report(cast: Cast) -> None:
    scored(cast)
    assert report(cast.omar, sent(cast)).status_code == 404
