"""The report writes itself from what was done during the meeting, for everybody their own part."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import User
from signals.actions.intake import set_urgency
from signals.actions.meetings import discuss, end_meeting
from signals.models import Meeting, Signal, TrailEntry
from signals.rules.lifecycle import Urgency, Verb
from tests.signals.meeting_life import begun, in_approach, item_of, scored, sent
from tests.signals.team import signed_in, words_of

REASON = "Er komt vrijdag een bus."


def report(user: User, meeting: Meeting) -> HttpResponse:
    return signed_in(user).get(reverse("signals:meeting_report", args=[meeting.reference]))


def decided(cast: Cast, signal: Signal) -> None:
    version = Signal.objects.get(pk=signal.pk).version
    set_urgency(signal.reference, by=cast.omar, urgency=Urgency.TODAY, reason=REASON, version=version)


def test_what_was_decided_in_the_meeting_stands_in_it_with_who_did_it(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    decided(cast, signal)
    [one] = report(cast.bea, meeting).context["reported"]
    assert [(act.who, REASON in act.detail) for act in one.decided] == [(cast.omar.name, True)]


def test_what_was_done_before_or_after_does_not(cast: Cast) -> None:
    before, after = scored(cast), scored(cast)
    decided(cast, before)
    meeting = begun(cast)
    end_meeting(meeting.reference, by=cast.omar, version=meeting.version)
    Meeting.objects.update(ended_at=timezone.now() - timedelta(microseconds=1))
    decided(cast, after)
    assert TrailEntry.objects.filter(verb=Verb.SET_URGENCY).count() == 2
    assert [one.decided for one in report(cast.bea, meeting).context["reported"]] == [(), ()]


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
    decided(cast, signal)
    words = words_of(report(cast.dirk, meeting))
    assert "Alleen het adres." in words
    assert "Bea belt." not in words
    assert REASON not in words


def test_before_it_begins_there_is_no_report(cast: Cast) -> None:
    scored(cast)
    assert report(cast.omar, sent(cast)).status_code == 404
