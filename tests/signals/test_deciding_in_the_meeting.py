"""What the team scored is decided by the coordinator or by the chair of the meeting; a tie only by the coordinator."""

import pytest

from network.cast import Cast
from network.models import Municipality, RoleGrant, User
from network.rules import Role
from signals.actions.meetings import end_meeting
from signals.demo.weighing import make_ready_for
from signals.models import Meeting, Signal
from signals.rules.lifecycle import Outcome
from signals.rules.protocol import TaskKind
from tests.signals.life import filed, taken_up
from tests.signals.meeting_life import begun, comes_to, item_of, scored, sent
from tests.signals.team import page_of, signed_in, words_of
from tests.signals.test_meetings_live import opened
from tests.signals.test_weighing_ways_out import at, take

TOGETHER = "De voorzitter van het overleg of de regisseur beslist dit."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Its scores are shown, and too old is open; bea is in the chair."""
    signal = scored(cast)
    make_ready_for(signal, Outcome.TOO_OLD, by=cast.omar)
    return signal


def took(user: User, signal: Signal, way: str = "too_old") -> bool:
    answer = take(user, signal, way)
    signal.refresh_from_db()
    assert answer.status_code == (409 if signal.is_open else 302)
    return not signal.is_open


def test_a_member_reads_who_decides(cast: Cast, signal: Signal) -> None:
    assert TOGETHER in page_of(cast.joris, signal)
    assert TOGETHER in words_of(signed_in(cast.joris).get(at(signal, "too_old")))
    assert TOGETHER in words_of(take(cast.joris, signal, "too_old"))
    assert not took(cast.joris, signal)


def test_the_coordinator_decides_without_a_meeting(cast: Cast, signal: Signal) -> None:
    assert TOGETHER not in page_of(cast.omar, signal)
    assert took(cast.omar, signal)


def test_the_chair_decides_while_the_meeting_goes_on(cast: Cast, signal: Signal) -> None:
    meeting = begun(cast)
    assert not took(cast.joris, signal)
    ways = opened(cast.bea, meeting, item_of(meeting, signal)).context["talk"].open_ways
    assert at(signal, "too_old") in [way.address.partition("?")[0] for way in ways]
    assert took(cast.bea, signal)


def test_the_chair_decides_nothing_before_it_begins(cast: Cast, signal: Signal) -> None:
    sent(cast)
    assert not took(cast.bea, signal)


def test_the_chair_decides_nothing_after_it_ended(cast: Cast, signal: Signal) -> None:
    meeting = begun(cast)
    end_meeting(meeting.reference, by=cast.omar, version=meeting.version)
    assert not took(cast.bea, signal)


def test_the_chair_decides_nothing_that_is_not_on_the_agenda(cast: Cast, signal: Signal) -> None:
    other = scored(cast)
    meeting = begun(cast)
    meeting.items.filter(signal=signal).update(is_off=True)
    assert not took(cast.bea, signal)
    make_ready_for(other, Outcome.TOO_OLD, by=cast.omar)
    assert took(cast.bea, other)


def test_a_meeting_of_another_team_gives_no_right(cast: Cast, signal: Signal) -> None:
    meeting = begun(cast)
    Meeting.objects.filter(pk=meeting.pk).update(team=cast.teams["veenwijk", "integral"])
    assert not took(cast.bea, signal)


def test_on_a_tie_the_chair_leaves_it_to_the_coordinator(cast: Cast, signal: Signal) -> None:
    begun(cast)
    comes_to(cast, signal, TaskKind.SCORES, "tied")
    assert "De regisseur beslist." in words_of(take(cast.bea, signal, "too_old"))
    assert not took(cast.bea, signal)
    assert took(cast.omar, signal)


def test_where_the_protocol_knows_no_meeting_a_member_decides(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.veenwijk.pk).update(protocol_version="light-1")
    signal = taken_up(filed(cast.ilse), cast.wil)
    make_ready_for(signal, Outcome.NOT_CONCRETE, by=cast.wil)
    assert signal.step == "weighing"
    RoleGrant.objects.filter(user=cast.wil, role=Role.COORDINATOR).update(role=Role.TEAM_MEMBER)
    assert took(cast.wil, signal, "keep_locked")
