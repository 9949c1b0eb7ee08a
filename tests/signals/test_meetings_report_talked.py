"""The report says what the room talked about: where the scores lay apart, and whether the advice balanced."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.actions.meetings import add_item, begin_meeting, discuss, end_meeting, send_agenda
from signals.demo.weighing import bring_to
from signals.models import Meeting, ScoreRound, Signal
from tests.signals.life import filed
from tests.signals.meeting_life import begun, item_of, planned
from tests.signals.team import signed_in, words_of
from tests.signals.test_meetings_measures import MOST
from tests.signals.test_meetings_report import report
from tests.signals.weighing import asked_again, put_side_by_side, scored, scoring_asked

WORDS = "Er slapen mensen."


def started(cast: Cast, meeting: Meeting) -> Meeting:
    meeting.refresh_from_db()
    meeting = send_agenda(meeting.reference, by=cast.omar, version=meeting.version)
    return begin_meeting(meeting.reference, by=cast.omar, version=meeting.version)


def apart(cast: Cast, *, tied: bool = True) -> Signal:
    """Bea finds it heavy and joris light; on the rest they agree."""
    signal = filed(cast.sanne)
    round_ = scoring_asked(signal, cast)
    scored(round_, cast.bea, 2, severity=3, advice="to_research", words=WORDS)
    scored(round_, cast.joris, 2, severity=0, advice="too_old")
    scored(round_, cast.kees, 2, severity=0, advice="" if tied else "too_old")
    put_side_by_side(signal, cast.omar)
    return signal


def talked_about(cast: Cast, *signals: Signal, meeting: Meeting | None = None) -> Meeting:
    meeting = started(cast, meeting or planned(cast))
    for signal in signals:
        discuss(meeting.reference, item_of(meeting, signal).reference, by=cast.omar, minutes="Bea belt.")
    return meeting


def talked(user: User, meeting: Meeting) -> Any:
    return report(user, meeting).context["reported"][0].talked


def score_again(cast: Cast, signal: Signal) -> ScoreRound:
    return asked_again(signal, cast)


def test_a_talking_point_stands_in_it_with_its_lowest_and_highest(cast: Cast) -> None:
    meeting = talked_about(cast, apart(cast))
    [point] = talked(cast.bea, meeting).talking_points
    words = words_of(report(cast.bea, meeting))
    spread = _("From %(lowest)s to %(highest)s") % {"lowest": 0, "highest": 3}
    assert f"<dt>{point.label}</dt><dd>{spread}</dd>" in words


def test_it_says_not_who_scored_what(cast: Cast) -> None:
    words = words_of(report(cast.bea, talked_about(cast, apart(cast))))
    assert WORDS not in words
    assert cast.kees.name not in words


@pytest.mark.parametrize("tied", [True, False])
def test_it_says_whether_the_advice_balanced(cast: Cast, tied: bool) -> None:
    words = words_of(report(cast.bea, talked_about(cast, apart(cast, tied=tied))))
    assert (_("The advice of the members balances.") in words) is tied


def test_what_was_not_discussed_has_no_talking_points(cast: Cast) -> None:
    apart(cast)
    assert talked(cast.bea, begun(cast)) is None


def test_who_still_scores_again_reads_nothing_of_the_round_before(cast: Cast) -> None:
    signal = apart(cast)
    meeting = talked_about(cast, signal)
    score_again(cast, signal)
    assert talked(cast.joris, meeting) is None
    assert talked(cast.omar, meeting) is not None


def test_a_round_that_was_shown_later_is_no_part(cast: Cast) -> None:
    signal = apart(cast)
    meeting = talked_about(cast, signal)
    first = talked(cast.omar, meeting).round
    meeting.refresh_from_db()
    end_meeting(meeting.reference, by=cast.omar, version=meeting.version)
    again = score_again(cast, signal)
    for person in (cast.bea, cast.joris, cast.kees):
        scored(again, person, 1)
    put_side_by_side(signal, cast.omar)
    assert talked(cast.omar, meeting).round == first


def test_what_had_gone_on_before_the_meeting_talks_of_no_scores(cast: Cast) -> None:
    """They were talked about in the step before."""
    signal = apart(cast)
    bring_to(signal, "research", by=cast.omar)
    meeting = planned(cast)
    add_item(meeting.reference, by=cast.omar, signal=signal.reference, version=meeting.version)
    assert signal.rounds.filter(shown_at__isnull=False).exists()
    assert talked(cast.bea, talked_about(cast, signal, meeting=meeting)) is None


def test_three_items_with_scores_cost_no_more_than_one(cast: Cast) -> None:
    def queries(number: int) -> int:
        meeting = talked_about(cast, *[apart(cast) for _each in range(number)])
        client, path = signed_in(cast.bea), reverse("signals:meeting_report", args=[meeting.reference])
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert len([one for one in answer.context["reported"] if one.talked]) == number
        Meeting.objects.all().delete()
        Signal.objects.update(status="closed", outcome="no_hit")
        return len(asked)

    assert queries(1) == queries(3) <= MOST
