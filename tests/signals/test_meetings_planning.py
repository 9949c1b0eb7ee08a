"""The coordinator plans a meeting, changes or cancels it; who comes hears of it, and meetings of long ago go."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.retention import forget, rules
from network.cast import Cast
from network.models import User
from signals.models import Meeting
from tests.signals.meeting_life import planned, scored, sent
from tests.signals.team import signed_in, words_of

NEW = "/signaaloverleg/nieuw/oudeveen/"
LIST = "/signaaloverleg/"


def typed(cast: Cast, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    usual = {
        "key": str(uuid4()),
        "day_day": str(day.day),
        "day_month": str(day.month),
        "day_year": str(day.year),
        "hour": "9.30",
        "place": "Kamer 2.14",
        "chair": str(cast.bea.key),
        "members": [str(cast.omar.key), str(cast.joris.key)],
        "guests": [str(cast.dirk.key)],
    }
    return usual | changed


def send(user: User, answers: dict[str, Any], path: str = NEW) -> HttpResponse:
    response: HttpResponse = signed_in(user).post(path, answers)
    return response


def told(kind: str) -> set[bytes]:
    return {bytes(one.recipient_mark) for one in Message.objects.filter(kind=kind)}


def change(meeting: Meeting) -> str:
    return reverse("signals:meeting_change", args=[meeting.reference])


def test_a_meeting_is_planned_with_a_chair_and_people(cast: Cast) -> None:
    assert send(cast.omar, typed(cast)).status_code == 302
    meeting = Meeting.objects.get()
    assert (meeting.chair, meeting.place) == (cast.bea, "Kamer 2.14")
    assert timezone.localtime(meeting.starts_at).strftime("%H.%M") == "09.30"
    assert set(meeting.people.all()) == {cast.omar, cast.joris, cast.dirk}


def test_pressed_twice_it_is_planned_once(cast: Cast) -> None:
    answers = typed(cast)
    assert [send(cast.omar, answers).status_code for _each in range(2)] == [302, 302]
    assert Meeting.objects.count() == 1


def test_members_hear_of_it_and_guests_only_with_the_agenda(cast: Cast) -> None:
    send(cast.omar, typed(cast))
    assert told("meeting_planned") == {duty_mark(cast.bea.pk), duty_mark(cast.joris.pk)}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day_year": "2019"}, "day"),
        ({"day_day": ""}, "day"),
        ({"hour": "25.00"}, "hour"),
        ({"place": ""}, "place"),
        ({"place": "x" * 101}, "place"),
        ({"chair": ""}, "chair"),
        ({"chair": str(uuid4())}, "chair"),
        ({"guests": [str(uuid4())]}, "guests"),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_what_was_typed_stays(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    answer = send(cast.omar, typed(cast, **wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert field == "place" or "Kamer 2.14" in words_of(answer)


def test_the_chair_is_of_the_team(cast: Cast) -> None:
    assert send(cast.omar, typed(cast, chair=str(cast.dirk.key))).status_code == 422


def test_it_is_changed_and_who_comes_hears_it(cast: Cast) -> None:
    meeting = planned(cast)
    answer = send(cast.omar, typed(cast, place="Online", version=meeting.version), change(meeting))
    meeting.refresh_from_db()
    assert (answer.status_code, meeting.place) == (302, "Online")
    assert duty_mark(cast.bea.pk) in told("meeting_changed")


def test_changed_meanwhile_by_a_colleague_what_was_typed_stays(cast: Cast) -> None:
    meeting = planned(cast)
    send(cast.wil, typed(cast, place="Kamer 1", version=meeting.version), change(meeting))
    answer = send(cast.omar, typed(cast, place="Kamer 2", version=meeting.version), change(meeting))
    assert answer.status_code == 409
    assert "Kamer 2" in words_of(answer)
    assert Meeting.objects.get().place == "Kamer 1"


def test_pressed_again_after_a_conflict_it_is_changed(cast: Cast) -> None:
    meeting = planned(cast)
    send(cast.wil, typed(cast, place="Kamer 1", version=meeting.version), change(meeting))
    answer = send(cast.omar, typed(cast, place="Kamer 2", version=meeting.version), change(meeting))
    version = answer.context["form"]["version"].value()
    assert send(cast.omar, typed(cast, place="Kamer 2", version=version), change(meeting)).status_code == 302
    assert Meeting.objects.get().place == "Kamer 2"


def test_it_is_cancelled_and_who_comes_hears_it(cast: Cast) -> None:
    scored(cast)
    meeting = sent(cast, cast.dirk)
    answer = send(cast.omar, {"version": meeting.version}, reverse("signals:meeting_cancel", args=[meeting.reference]))
    assert answer.status_code == 302
    assert told("meeting_cancelled") == {duty_mark(one.pk) for one in (cast.bea, cast.joris, cast.dirk)}
    page = signed_in(cast.omar).get(LIST)
    assert ([], [meeting]) == (page.context["to_come"], page.context["past"].meetings)


def test_members_plan_none(cast: Cast) -> None:
    meeting = planned(cast)
    assert send(cast.bea, typed(cast)).status_code == 404
    assert send(cast.bea, typed(cast, version=1), change(meeting)).status_code == 404
    assert Meeting.objects.count() == 1


def test_who_coordinates_elsewhere_too_plans_for_each(cast: Cast) -> None:
    teams = signed_in(cast.wil).get(LIST).context["teams"]
    assert {team.municipality.slug for team in teams} == {"oudeveen", "veenwijk"}


def test_meetings_that_were_come_by_the_page(cast: Cast) -> None:
    before = timezone.now() - timedelta(days=400)
    made = [planned(cast, starts_at=before + timedelta(days=place)) for place in range(23)]
    Meeting.objects.update(cancelled_at=timezone.now())
    client = signed_in(cast.bea)
    first = client.get(LIST).context["past"]
    second = client.get(LIST, {"na": first.older}).context["past"]
    assert [*first.meetings, *second.meetings] == made[::-1]
    assert second.older == ""


def test_a_made_up_place_in_the_list_is_the_first_page(cast: Cast) -> None:
    assert signed_in(cast.bea).get(LIST, {"na": "x' OR 1"}).status_code == 200


@pytest.mark.parametrize("username", ["ilse", "sanne", "noor", "tom", "hans", "ruud"])
def test_who_has_no_meeting_cannot_open_the_list(cast: Cast, username: str) -> None:
    assert signed_in(cast[username]).get(LIST).status_code == 404


def test_the_list_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(5):
        planned(cast)
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(12):
        client.get(LIST)


def test_the_form_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(12):
        client.get(NEW)


def forgotten() -> int:
    return forget(next(rule for rule in rules() if rule.name == "old_meetings"))


def test_after_two_years_a_meeting_without_signals_goes(cast: Cast) -> None:
    meeting = planned(cast)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=729))
    forgotten()
    assert Meeting.objects.count() == 1
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=731))
    forgotten()
    assert Meeting.objects.count() == 0
    assert not Message.objects.filter(reference=meeting.reference).exists()


def test_a_meeting_stays_as_long_as_a_signal_of_it_is_kept(cast: Cast) -> None:
    scored(cast)
    sent(cast)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=800))
    forgotten()
    assert Meeting.objects.count() == 1
