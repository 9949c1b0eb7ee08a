"""An agenda of forty items costs as many queries as one of ten, and at most twelve."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import User
from signals.models import AgendaItem, Meeting, Signal
from tests.signals.meeting_life import in_approach, many_scored, planned, scored
from tests.signals.team import signed_in

MOST = 12


def draft(cast: Cast, number: int) -> Meeting:
    many_scored(cast, number)
    return planned(cast)


def on_its_way(cast: Cast, number: int) -> Meeting:
    """Sent and begun; the first item is one that was really filed."""
    meeting = planned(cast)
    signals = [scored(cast), *many_scored(cast, number - 1)]
    put(meeting, signals, "weighing")
    return meeting


def put(meeting: Meeting, signals: list[Signal], stage: str) -> None:
    now = timezone.now()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, signal=signal, stage=stage, position=place, put_at=now)
        for place, signal in enumerate(signals, 1)
    )
    Meeting.objects.filter(pk=meeting.pk).update(sent_at=now, began_at=now)


def queries(user: User, meeting: Meeting, name: str) -> int:
    client = signed_in(user)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(reverse(f"signals:{name}", args=[meeting.reference]))
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("made", "name", "username"),
    [
        (draft, "meeting", "omar"),
        (on_its_way, "meeting", "omar"),
        (on_its_way, "meeting", "joris"),
        (on_its_way, "meeting_now", "omar"),
        (on_its_way, "meeting_report", "omar"),
        (on_its_way, "meeting_report", "joris"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_forty_items_cost_no_more_than_ten(
    cast: Cast, made: Callable[[Cast, int], Meeting], name: str, username: str
) -> None:
    ten = queries(cast[username], made(cast, 10), name)
    Meeting.objects.all().delete()
    forty = queries(cast[username], made(cast, 40), name)
    assert forty == ten
    assert forty <= MOST


def test_a_guest_with_several_items_costs_no_more_than_one(cast: Cast) -> None:
    def guest_at(number: int) -> int:
        meeting = planned(cast, cast.dirk)
        put(meeting, [in_approach(cast, "VAS") for _each in range(number)], "approach")
        return queries(cast.dirk, meeting, "meeting")

    assert guest_at(1) == guest_at(3) <= MOST


def test_an_item_of_the_approach_on_the_screen_costs_at_most_twelve(cast: Cast) -> None:
    meeting = planned(cast)
    put(meeting, [in_approach(cast, "VAS"), *many_scored(cast, 9)], "approach")
    assert queries(cast.omar, meeting, "meeting_now") <= MOST
