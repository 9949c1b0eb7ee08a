"""The meeting runs on one screen: what it is about, what was scored, what is decided, and a few words of minutes."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.marks import exclusion_mark
from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import Absence, RoleGrant, User
from network.rules import Role
from signals.models import AgendaItem, Finding, Meeting, Signal
from signals.protocols import facts_of
from signals.rules.flags import FLAG_FIELD
from signals.rules.lifecycle import Verb
from tests.signals.meeting_life import begun, in_approach, item_of, scored, sent
from tests.signals.team import detail_of, moves_of, signed_in, words_of


def now(user: User, meeting: Meeting, item: AgendaItem | None = None) -> HttpResponse:
    asked = {"punt": item.reference} if item else {}
    return signed_in(user).get(reverse("signals:meeting_now", args=[meeting.reference]), asked)


def opened(user: User, meeting: Meeting, item: AgendaItem) -> HttpResponse:
    address = reverse("signals:meeting_now", args=[meeting.reference])
    return signed_in(user).get(address, {"punt": item.reference, "open": "1"})


def write(user: User, item: AgendaItem, **given: Any) -> HttpResponse:
    version = Signal.objects.get(pk=item.signal_id).version
    sent_form = {"version": version, "key": uuid4(), "minutes": "Bea belt de eigenaar.", **given}
    address = reverse("signals:meeting_discuss", args=[item.meeting.reference, item.reference])
    return signed_in(user).post(address, sent_form)


def minutes_of(item: AgendaItem) -> str:
    item.refresh_from_db()
    return open_key(item.signal.uuid).open("agendaitem.minutes", item.uuid, item.sealed_minutes)


def press(user: User, meeting: Meeting, name: str) -> HttpResponse:
    version = Meeting.objects.get(pk=meeting.pk).version
    return signed_in(user).post(reverse(f"signals:{name}", args=[meeting.reference]), {"version": version})


def test_the_first_that_was_not_discussed_is_on_the_screen(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = begun(cast)
    assert now(cast.omar, meeting).context["talk"].signal == first
    write(cast.omar, item_of(meeting, first))
    assert now(cast.omar, meeting).context["talk"].signal == second


def test_next_and_previous_lead_through_the_agenda(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = begun(cast)
    screen = now(cast.omar, meeting, item_of(meeting, second)).context["screen"]
    assert (screen.before.signal, screen.after) == (first, None)


def test_the_screen_never_names_the_reporter(cast: Cast) -> None:
    scored(cast)
    words = words_of(now(cast.omar, begun(cast)))
    assert cast.sanne.name not in words
    assert "Publieksplein" not in words


def test_another_member_has_no_screen(cast: Cast) -> None:
    scored(cast)
    assert now(cast.joris, begun(cast)).status_code == 404


def test_a_way_that_is_not_open_says_what_is_missing(cast: Cast) -> None:
    scored(cast)
    ways = now(cast.omar, begun(cast)).context["talk"].ways
    assert any(way.missing for way in ways)
    assert all("terug=" in way.address for way in ways)


def test_discussing_keeps_the_minutes_under_the_key_of_the_signal(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    item = item_of(meeting, signal)
    assert write(cast.omar, item).status_code == 302
    assert minutes_of(item) == "Bea belt de eigenaar."
    assert detail_of(signal, Verb.DISCUSS) == "Bea belt de eigenaar."
    assert b"Bea" not in bytes(item.sealed_minutes or b"")


def test_in_the_approach_discussing_is_what_the_protocol_asks(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = begun(cast)
    write(cast.omar, item_of(meeting, signal))
    assert facts_of(signal)["meeting"] == "held"


def test_in_the_weighing_the_protocol_asks_no_meeting(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    write(cast.omar, item_of(meeting, signal))
    assert not Finding.objects.filter(signal=signal, task="meeting").exists()


def test_pressed_twice_it_is_discussed_once(cast: Cast) -> None:
    signal = scored(cast)
    item = item_of(begun(cast), signal)
    key, version = uuid4(), Signal.objects.get(pk=signal.pk).version
    for _each in range(2):
        assert write(cast.omar, item, key=key, version=version).status_code == 302
    assert moves_of(signal, Verb.DISCUSS) == 1


def test_when_the_signal_changed_meanwhile_what_was_typed_stays(cast: Cast) -> None:
    signal = scored(cast)
    item = item_of(begun(cast), signal)
    answer = write(cast.omar, item, version=1)
    assert answer.status_code == 409
    assert "Bea belt de eigenaar." in words_of(answer)
    assert moves_of(signal, Verb.DISCUSS) == 0
    assert answer.context["form"].data["version"] == Signal.objects.get(pk=signal.pk).version


def test_without_a_word_it_is_not_discussed(cast: Cast) -> None:
    answer = write(cast.omar, _first_item(cast), minutes="")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["minutes"])


def _first_item(cast: Cast) -> AgendaItem:
    signal = scored(cast)
    return item_of(begun(cast), signal)


def test_what_was_closed_in_the_meeting_still_gets_minutes(cast: Cast) -> None:
    item = _first_item(cast)
    Signal.objects.filter(pk=item.signal_id).update(status="closed", outcome="no_hit")
    assert write(cast.omar, item).status_code == 302
    assert minutes_of(item) == "Bea belt de eigenaar."


def test_nothing_is_discussed_before_it_began(cast: Cast) -> None:
    signal = scored(cast)
    meeting = sent(cast)
    assert now(cast.omar, meeting).context["form"] is None
    assert write(cast.omar, item_of(meeting, signal)).status_code == 409


def test_nothing_is_discussed_after_it_ended(cast: Cast) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    assert press(cast.omar, meeting, "meeting_end").status_code == 302
    assert write(cast.omar, item_of(meeting, signal)).status_code == 409


def test_the_chair_begins_and_ends_it(cast: Cast) -> None:
    scored(cast)
    meeting = sent(cast)
    assert press(cast.bea, meeting, "meeting_begin").status_code == 302
    assert press(cast.bea, meeting, "meeting_end").status_code == 302
    meeting.refresh_from_db()
    assert meeting.ended_at is not None


def test_an_item_somebody_may_not_see_is_not_on_their_screen(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = begun(cast)
    Signal.objects.filter(pk=first.pk).update(excluded_marks=[exclusion_mark(cast.omar.pk)])
    answer = now(cast.omar, meeting)
    assert answer.context["talk"].signal == second
    assert now(cast.omar, meeting, item_of(meeting, first)).status_code == 404
    assert write(cast.omar, item_of(meeting, first)).status_code == 404


@pytest.mark.parametrize("flag", FLAG_FIELD.values())
def test_what_is_for_a_few_stays_closed_until_somebody_opens_it(cast: Cast, flag: str) -> None:
    signal = scored(cast)
    meeting = begun(cast)
    Signal.objects.filter(pk=signal.pk).update(**{flag: True})
    answer = now(cast.omar, meeting)
    assert (answer.context["screen"].item.signal, answer.context["talk"]) == (signal, None)
    assert "Industrieweg" not in words_of(answer)
    assert opened(cast.omar, meeting, item_of(meeting, signal)).context["talk"].signal == signal


def test_what_somebody_in_the_room_may_not_know_stays_closed(cast: Cast) -> None:
    excluded, aside, other = scored(cast), scored(cast), scored(cast)
    meeting = begun(cast)
    Signal.objects.filter(pk=excluded.pk).update(excluded_marks=[exclusion_mark(cast.joris.pk)])
    aside.stepped_aside.add(cast.bea)
    closed = {
        signal: now(cast.omar, meeting, item_of(meeting, signal)).context["talk"] is None
        for signal in (excluded, aside, other)
    }
    assert closed == {excluded: True, aside: True, other: False}


def test_with_a_guest_in_the_room_no_item_opens_by_itself(cast: Cast) -> None:
    scored(cast)
    assert now(cast.omar, begun(cast, cast.dirk)).context["talk"] is None


# ---- the screen is for who reads the signal ------------------------------------------------------
def deputy_at_the_department(cast: Cast) -> None:
    """Bea, in the chair, is contact person too and away; petra stands in for her there, and nowhere else."""
    today = timezone.localdate()
    department = cast.department("VAS")
    RoleGrant.objects.create(
        user=cast.bea,
        deputy=cast.petra,
        municipality=cast.oudeveen,
        role=Role.CONTACT_PERSON,
        department=department,
        from_on=today,
    )
    Absence.objects.create(user=cast.bea, from_on=today, until_on=today)


def test_who_stands_in_at_a_department_does_not_lead_the_meeting(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = begun(cast, cast.petra)
    deputy_at_the_department(cast)
    assert AgendaItem.objects.visible_to(cast.petra).filter(signal=signal).exists()
    assert opened(cast.petra, meeting, item_of(meeting, signal)).status_code == 404


def test_a_chair_who_was_not_let_in_reads_nothing_on_the_screen(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = begun(cast, cast.bea)
    deputy_at_the_department(cast)
    Absence.objects.all().delete()
    Signal.objects.filter(pk=signal.pk).update(has_police_data=True)
    assert AgendaItem.objects.visible_to(cast.bea).filter(signal=signal).exists()
    assert opened(cast.bea, meeting, item_of(meeting, signal)).status_code == 404
