"""The application manager sees which letters wait or failed, sends them again, and learns nothing about anybody."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hkin.outbox.models import Letter
from network.models import Municipality, RoleGrant, User
from network.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def oudeveen() -> Municipality:
    return Municipality.objects.create(name="Oudeveen", slug="oudeveen")


def signed_in(username: str, role: Role, municipality: Municipality) -> Client:
    user = User.objects.create_user(username, name=username)
    RoleGrant.objects.create(user=user, role=role, municipality=municipality, from_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def tom(oudeveen) -> Client:
    return signed_in("tom", Role.APPLICATION_MANAGER, oudeveen)


@pytest.fixture
def failed(post, oudeveen):
    """One letter of Oudeveen that did not arrive."""
    post(municipality_id=oudeveen.pk, reference="K7QM-3TXP")
    Letter.objects.update(state=Letter.State.UNDELIVERABLE, attempts=12, error="SMTPRecipientsRefused 550")
    return Letter.objects.get()


def page(client: Client) -> str:
    return client.get(reverse("outbox:deliveries")).content.decode()


def test_a_failed_letter_is_shown_with_its_number_and_the_kind_of_error(tom, failed):
    assert "K7QM-3TXP" in page(tom)
    assert "SMTPRecipientsRefused 550" in page(tom)


def test_a_waiting_letter_is_shown(tom, post, oudeveen):
    post(municipality_id=oudeveen.pk, reference="WAIT-0001")
    assert "WAIT-0001" in page(tom)


def test_a_letter_without_a_number_shows_no_code_in_its_place(tom, post, oudeveen):
    post(municipality_id=oudeveen.pk, reference="")
    assert Letter.objects.get().kind not in page(tom)


def test_a_sent_letter_is_only_counted(tom, failed):
    Letter.objects.update(state=Letter.State.SENT, sealed_address=None, sent_at=failed.created_at)
    assert "K7QM-3TXP" not in page(tom)


def test_the_page_tells_nobodys_address(tom, failed):
    assert "sanne" not in page(tom)


def test_one_letter_can_be_tried_again(tom, failed):
    tom.post(reverse("outbox:retry", args=[failed.uuid]))
    assert Letter.objects.due().get().attempts == 0


def test_all_letters_can_be_tried_again(tom, failed):
    tom.post(reverse("outbox:retry_all"))
    assert Letter.objects.due().exists()


def test_trying_again_leads_back_to_the_page(tom, failed):
    assert tom.post(reverse("outbox:retry_all"))["Location"] == reverse("outbox:deliveries")


def test_a_letter_that_was_sent_meanwhile_is_not_sent_again(tom, failed):
    Letter.objects.update(state=Letter.State.SENT, sealed_address=None, sent_at=failed.created_at)
    tom.post(reverse("outbox:retry", args=[failed.uuid]))
    assert Letter.objects.get().state == Letter.State.SENT


@pytest.mark.parametrize("role", [Role.DIRECTORY_KEEPER, Role.PRIVACY_OFFICER, Role.BOARD_MEMBER])
def test_the_page_does_not_exist_for_others(oudeveen, failed, role):
    client = signed_in("ilse", role, oudeveen)
    assert client.get(reverse("outbox:deliveries")).status_code == 404
    assert client.post(reverse("outbox:retry_all")).status_code == 404


def test_the_manager_of_another_municipality_sees_nothing_of_it(failed):
    elsewhere = Municipality.objects.create(name="Elders", slug="elders")
    assert "K7QM-3TXP" not in page(signed_in("ilse", Role.APPLICATION_MANAGER, elsewhere))


def test_the_manager_of_another_municipality_cannot_send_it(failed):
    elsewhere = Municipality.objects.create(name="Elders", slug="elders")
    signed_in("ilse", Role.APPLICATION_MANAGER, elsewhere).post(reverse("outbox:retry", args=[failed.uuid]))
    assert Letter.objects.get().state == Letter.State.UNDELIVERABLE


def test_a_hundred_failures_cost_no_more_queries_than_one(tom, failed, post, oudeveen, django_assert_max_num_queries):
    for number in range(30):
        post(str(number), municipality_id=oudeveen.pk)
    page(tom)
    with django_assert_max_num_queries(9):
        page(tom)
