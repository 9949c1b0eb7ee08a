"""Two people run the meeting at once, or it ended while one of them was typing: nothing goes lost unseen."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse

from network.cast import Cast
from network.models import User
from signals.actions.meetings import discuss, end_meeting
from signals.models import AgendaItem, Meeting
from tests.signals.meeting_life import begun, item_of, scored, sent
from tests.signals.team import signed_in, words_of


def typed(user: User, item: AgendaItem, version: int, **given: Any) -> HttpResponse:
    address = reverse("signals:meeting_discuss", args=[item.meeting.reference, item.reference])
    return signed_in(user).post(
        address, {"version": version, "key": uuid4(), "minutes": "Bea belt de eigenaar.", **given}
    )


def screen(user: User, meeting: Meeting) -> HttpResponse:
    return signed_in(user).get(reverse("signals:meeting_now", args=[meeting.reference]))


def ended(meeting: Meeting, by: User) -> None:
    end_meeting(meeting.reference, by=by, version=Meeting.objects.get(pk=meeting.pk).version)


def pressed(user: User, meeting: Meeting, name: str) -> str:
    answer = signed_in(user).post(reverse(f"signals:{name}", args=[meeting.reference]), {"version": meeting.version})
    return str(answer.headers.get("Location"))


def test_two_who_begin_it_at_once_both_come_to_the_screen(cast: Cast) -> None:
    scored(cast)
    meeting = sent(cast)
    there = reverse("signals:meeting_now", args=[meeting.reference])
    assert pressed(cast.omar, meeting, "meeting_begin") == there
    began_at = Meeting.objects.get().began_at
    assert pressed(cast.bea, meeting, "meeting_begin") == there
    assert Meeting.objects.get().began_at == began_at


def test_two_who_end_it_at_once_both_come_to_the_report(cast: Cast) -> None:
    scored(cast)
    meeting = begun(cast)
    there = reverse("signals:meeting_report", args=[meeting.reference])
    assert pressed(cast.omar, meeting, "meeting_end") == there
    ended_at = Meeting.objects.get().ended_at
    assert pressed(cast.bea, meeting, "meeting_end") == there
    assert Meeting.objects.get().ended_at == ended_at


def test_who_comes_second_reads_what_a_colleague_wrote_before_it_is_replaced(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    item = item_of(meeting, signal)
    signal.refresh_from_db()
    discuss(meeting.reference, item.reference, by=cast.omar, minutes="Joris vraagt het na.", version=signal.version)
    answer = typed(cast.bea, item, signal.version)
    assert answer.status_code == 409
    said = ("Dit staat nu in de notulen. Wat jij bewaart", "Joris vraagt het na.", "Bea belt de eigenaar.")
    assert all(words in words_of(answer) for words in said)


def test_ended_meanwhile_it_says_so_and_shows_what_was_typed(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    ended(meeting, by=cast.omar)
    signal.refresh_from_db()
    answer = typed(cast.bea, item_of(meeting, signal), signal.version)
    assert answer.status_code == 409
    assert all(words in words_of(answer) for words in ("Wat je typte is niet bewaard.", "Bea belt de eigenaar."))
    assert "Druk dan nog een keer op de knop" not in words_of(answer)


def test_the_screen_of_a_meeting_that_is_over_says_so(cast: Cast) -> None:
    scored(cast)
    meeting = begun(cast)
    assert "Er komt niets meer bij." not in words_of(screen(cast.bea, meeting))
    ended(meeting, by=cast.omar)
    assert "Er komt niets meer bij." in words_of(screen(cast.bea, meeting))


def test_after_the_last_item_it_says_that_every_item_is_discussed(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = begun(cast)
    discuss(meeting.reference, item_of(meeting, first).reference, by=cast.omar, minutes="Joris vraagt het na.")
    assert "Elk punt is besproken." not in words_of(screen(cast.omar, meeting))
    discuss(meeting.reference, item_of(meeting, second).reference, by=cast.omar, minutes="Joris vraagt het na.")
    assert "Elk punt is besproken." in words_of(screen(cast.omar, meeting))
