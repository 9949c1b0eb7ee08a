"""Somebody who forgot a password gets a link by mail; the page tells nobody whether an account exists."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client, override_settings
from django.utils import timezone

from hkin.outbox.letters import LETTER_BYTES, compose
from hkin.outbox.models import Letter
from network.models import EntryLink, User
from tests.hkin.conftest import PASSWORD
from tests.letters import last_link, letters, link_in

NEW = {"password1": "nog langer wachtwoord", "password2": "nog langer wachtwoord"}
PAGE = "/wachtwoord-vergeten/"


def test_the_link_in_the_letter_sets_a_new_password(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": "Sanne@Oudeveen.example "})
    form = client.get(last_link(), follow=True)
    client.post(form.redirect_chain[-1][0], NEW)
    sanne.refresh_from_db()
    assert sanne.check_password(NEW["password1"])


def test_a_link_that_was_used_says_so_and_where_to_get_another(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": sanne.email})
    link = last_link()
    client.post(client.get(link, follow=True).redirect_chain[-1][0], NEW)
    page = Client().get(link, follow=True).content.decode()
    assert "gebruikt of te oud" in page
    assert f'href="{PAGE}"' in page


def test_nothing_is_sent_while_the_page_waits(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": sanne.email})
    assert mail.outbox == []
    assert Letter.objects.get().state == Letter.State.WAITING


def test_no_letter_goes_to_an_address_without_an_account_and_it_is_forgotten(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": "niemand@elders.example"})
    assert letters() == []
    assert not EntryLink.objects.exists()


def test_no_letter_goes_to_who_left(client: Client, sanne: User) -> None:
    User.objects.filter(pk=sanne.pk).update(is_active=False)
    client.post(PAGE, {"email": sanne.email})
    assert letters() == []


def test_who_signs_in_by_the_municipality_is_told_so(client: Client, sanne: User) -> None:
    User.objects.filter(pk=sanne.pk).update(password=make_password(None), entered_at=timezone.now())
    client.post(PAGE, {"email": sanne.email})
    [letter] = letters()
    assert link_in(letter) == "/inloggen/"
    assert "account van je gemeente" in letter[1]


def test_a_letter_that_waited_a_day_no_longer_leaves(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": sanne.email})
    EntryLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert letters() == []


def test_the_letter_names_nobody_and_is_as_big_as_every_other(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": sanne.email})
    said = compose(Letter.objects.get(), sanne.email)
    assert "sanne" not in said.body.casefold()
    assert "signaal" not in f"{said.subject} {said.body}".casefold()
    assert len(said.message().as_bytes(linesep="\r\n")) == LETTER_BYTES


@override_settings(BASE_URL="https://signaal.oudeveen.example", ALLOWED_HOSTS=["*"])
def test_the_link_leads_to_our_own_site_whatever_the_browser_claims(sanne: User) -> None:
    Client(HTTP_HOST="kwaad.example").post(PAGE, {"email": sanne.email})
    [(_address, text)] = letters()
    assert f"https://signaal.oudeveen.example{PAGE}" in text
    assert "kwaad.example" not in text


def test_the_old_password_works_until_the_new_one_is_chosen(client: Client, sanne: User) -> None:
    client.post(PAGE, {"email": sanne.email})
    last_link()
    assert client.post("/inloggen/", {"login": "sanne", "password": PASSWORD}).status_code == 302


def test_a_mailbox_is_not_filled_by_whoever_knows_its_address(client: Client, sanne: User) -> None:
    answers = {client.post(PAGE, {"email": sanne.email}).status_code for _time in range(9)}
    assert answers == {302}
    assert Letter.objects.count() == 4


def test_who_asks_for_many_addresses_waits(client: Client, sanne: User) -> None:
    asked = [client.post(PAGE, {"email": f"collega{number}@oudeveen.example"}) for number in range(61)]
    assert (asked[-2].status_code, asked[-1].status_code) == (302, 429)
    assert "Wacht een uur" in asked[-1].content.decode()


def test_another_place_does_not_wait(client: Client, sanne: User) -> None:
    for number in range(61):
        client.post(PAGE, {"email": f"collega{number}@oudeveen.example"})
    assert Client(REMOTE_ADDR="10.0.0.9").post(PAGE, {"email": sanne.email}).status_code == 302


def test_what_is_no_address_is_said_at_its_field(client: Client, db: None) -> None:
    page = client.post(PAGE, {"email": "sanne"})
    assert page.status_code == 422
    assert 'id="id_email_error"' in page.content.decode()
    assert 'value="sanne"' in page.content.decode()
