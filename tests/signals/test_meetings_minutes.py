"""The chair and the coordinator write the minutes; what was decided stands in the report without them."""

import pytest
from django.urls import reverse

from network.cast import Cast
from signals.actions.intake import set_urgency
from signals.actions.meetings import discuss
from signals.actions.working import NotAllowed
from signals.demo.weighing import make_ready_for
from signals.models import AgendaItem, Signal
from signals.rules.lifecycle import Outcome, Urgency
from tests.signals.meeting_life import begun, item_of, scored
from tests.signals.team import signed_in, words_of
from tests.signals.test_meetings_live import minutes_of, now, write
from tests.signals.test_weighing_ways_out import take


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """Of a meeting that goes on; bea is in the chair."""
    signal = scored(cast)
    return item_of(begun(cast), signal)


def test_the_chair_has_the_screen_and_writes_the_minutes(cast: Cast, item: AgendaItem) -> None:
    assert now(cast.bea, item.meeting).context["form"] is not None
    assert write(cast.bea, item).status_code == 302
    assert minutes_of(item) == "Bea belt de eigenaar."


def test_the_chair_writes_of_what_was_closed_too(cast: Cast, item: AgendaItem) -> None:
    Signal.objects.filter(pk=item.signal_id).update(status="closed", outcome="no_hit")
    assert write(cast.bea, item).status_code == 302


def test_another_member_writes_nothing(cast: Cast, item: AgendaItem) -> None:
    assert write(cast.joris, item).status_code == 404
    with pytest.raises(NotAllowed):
        discuss(item.meeting.reference, item.reference, by=cast.joris, minutes="Joris schrijft.")


def test_what_was_decided_needs_no_typed_minutes(cast: Cast, item: AgendaItem) -> None:
    """It stands in the report by itself."""
    make_ready_for(item.signal, Outcome.TOO_OLD, by=cast.omar)
    assert take(cast.bea, item.signal, "too_old").status_code == 302
    assert write(cast.bea, item, minutes="").status_code == 302
    assert (minutes_of(item), item.discussed_by) == ("", cast.bea)
    report = signed_in(cast.joris).get(reverse("signals:meeting_report", args=[item.meeting.reference]))
    assert "Zoals besproken." in words_of(report)


def test_what_was_decided_before_the_meeting_is_no_minutes(cast: Cast) -> None:
    signal = scored(cast)
    set_urgency(signal.reference, by=cast.omar, urgency=Urgency.TODAY, reason="Vandaag.", version=signal.version)
    answer = write(cast.omar, item_of(begun(cast), signal), minutes="")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["minutes"])
