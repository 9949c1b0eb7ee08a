"""Everybody has an inbox that holds what they were told, and nobody sees another one's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hkin.outbox import access
from hkin.outbox.access import PAGE
from hkin.outbox.models import UNREAD_CAP, Message
from hkin.privacy.marks import duty_mark, person_mark
from network.models import User

pytestmark = pytest.mark.django_db


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.create_user(username, name=username), "allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def sanne() -> Client:
    return signed_in("sanne")


def mark_of(username: str) -> bytes:
    return person_mark(User.objects.get(username=username).pk)


def inbox(client: Client, query: str = "") -> str:
    return client.get(reverse("outbox:inbox") + query).content.decode()


@pytest.fixture
def tell_sanne(post, sanne):
    def tell(effect: str = "trail-1", **others: object) -> Message:
        post(effect, **{"recipient_mark": mark_of("sanne")} | others)
        return Message.objects.latest("id")

    return tell


def test_a_number_reads_as_on_the_page_of_its_signal(tell_sanne, sanne):
    tell_sanne(reference="8F7Y55M7C")
    assert "8F7Y-55M7-C" in inbox(sanne)


def test_whoever_is_not_signed_in_must_sign_in(client):
    assert client.get(reverse("outbox:inbox")).status_code == 302


def test_what_i_hear_as_a_reporter_and_as_a_colleague_lies_in_one_inbox(sanne, tell_sanne):
    tell_sanne("trail-1", reference="K7QM-3TXP")
    tell_sanne("trail-2", reference="8F7Y-55M7", recipient_mark=duty_mark(User.objects.get().pk))
    page = inbox(sanne)
    assert "K7QM-3TXP" in page
    assert "8F7Y-55M7" in page
    assert access.unread_label(User.objects.get()) == "2"


def test_a_message_for_a_colleague_can_be_opened(sanne, tell_sanne):
    message = tell_sanne(path="/werkvoorraad/", recipient_mark=duty_mark(User.objects.get().pk))
    assert sanne.post(reverse("outbox:open", args=[message.uuid]))["Location"] == "/werkvoorraad/"


def test_an_empty_inbox_says_so(sanne):
    assert "hkin-empty" in inbox(sanne)


def test_a_message_is_shown_with_its_number(sanne, tell_sanne):
    tell_sanne(reference="K7QM-3TXP")
    assert "K7QM-3TXP" in inbox(sanne)


def test_opening_a_message_leads_to_what_it_is_about(sanne, tell_sanne):
    message = tell_sanne(path="/signalen/K7QM-3TXP/")
    answer = sanne.post(reverse("outbox:open", args=[message.uuid]))
    assert answer["Location"] == "/signalen/K7QM-3TXP/"


def test_opening_a_message_marks_it_read(sanne, tell_sanne):
    message = tell_sanne()
    sanne.post(reverse("outbox:open", args=[message.uuid]))
    message.refresh_from_db()
    assert message.read_on


def test_looking_at_the_inbox_marks_nothing_read(sanne, tell_sanne):
    message = tell_sanne()
    inbox(sanne)
    message.refresh_from_db()
    assert message.read_on is None


def test_a_message_that_was_read_keeps_its_first_day(sanne, tell_sanne, time_machine):
    message = tell_sanne()
    sanne.post(reverse("outbox:open", args=[message.uuid]))
    first = Message.objects.get().read_on
    time_machine.move_to(timezone.now() + timedelta(days=1))
    sanne.post(reverse("outbox:open", args=[message.uuid]))
    assert Message.objects.get().read_on == first


def test_everything_can_be_marked_read_at_once(sanne, tell_sanne):
    tell_sanne("trail-1")
    tell_sanne("trail-2")
    tell_sanne("trail-3", recipient_mark=duty_mark(User.objects.get().pk))
    sanne.post(reverse("outbox:read_all"))
    assert not Message.objects.filter(read_on=None).exists()


def test_of_reading_only_the_day_is_kept(sanne, tell_sanne):
    """Two marks read at one moment would be two marks of one person."""
    tell_sanne()
    sanne.post(reverse("outbox:read_all"))
    assert Message.objects.values_list("read_on", flat=True).get() == timezone.localdate()


def test_a_colleague_does_not_see_it(tell_sanne):
    tell_sanne(reference="K7QM-3TXP")
    assert "K7QM-3TXP" not in inbox(signed_in("ilse"))


def test_a_colleague_cannot_open_it(tell_sanne):
    message = tell_sanne()
    assert signed_in("ilse").post(reverse("outbox:open", args=[message.uuid])).status_code == 404


def test_a_colleague_who_reads_everything_reads_only_their_own(tell_sanne):
    tell_sanne()
    signed_in("ilse").post(reverse("outbox:read_all"))
    assert Message.objects.get().read_on is None


def test_walking_the_pages_shows_every_message_once(sanne, tell_sanne):
    numbers = [f"N{number:03}" for number in range(2 * PAGE + 3)]
    for number in numbers:
        tell_sanne(number, reference=number)
    Message.objects.filter(pk__gt=Message.objects.first().pk).update(not_before=timezone.now())  # all at one moment
    seen, query = "", ""
    while query is not None:
        answer = sanne.get(reverse("outbox:inbox") + query)
        seen += answer.content.decode()
        page = answer.context["page"]
        query = f"?na={page.messages[-1].uuid.hex}" if page.has_older else None
    assert [seen.count(number) for number in numbers] == [1] * len(numbers)


def test_the_newest_message_stands_on_top(sanne, tell_sanne):
    tell_sanne("trail-1", reference="OLD")
    tell_sanne("trail-2", reference="NEW")
    page = inbox(sanne)
    assert page.index("NEW") < page.index("OLD")


@pytest.mark.parametrize("query", ["?na=nonsense", "?na=0" * 3, "?na=" + "0" * 32])
def test_a_bent_address_shows_the_first_page(sanne, tell_sanne, query):
    tell_sanne(reference="K7QM-3TXP")
    assert "K7QM-3TXP" in inbox(sanne, query)


def test_somebody_elses_message_is_no_place_to_start_from(sanne, tell_sanne):
    message = tell_sanne(reference="K7QM-3TXP")
    ilse = signed_in("ilse")
    assert inbox(ilse, f"?na={message.uuid}").count("K7QM") == 0


def test_counting_the_unread_stops_at_a_hundred(sanne, tell_sanne):
    message = tell_sanne()
    Message.objects.bulk_create(
        Message(kind=message.kind, recipient_mark=message.recipient_mark, effect=number.to_bytes(16, "big"))
        for number in range(UNREAD_CAP + 20)
    )
    assert "99+" in inbox(sanne)
    assert Message.objects.inbox(mark_of("sanne")).unread_count() == UNREAD_CAP


def test_a_full_page_costs_no_more_queries_than_one_line(sanne, tell_sanne, django_assert_max_num_queries):
    for number in range(PAGE + 1):
        tell_sanne(str(number))
    inbox(sanne)
    with django_assert_max_num_queries(8):
        inbox(sanne)
