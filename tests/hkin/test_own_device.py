"""On your own device you go on filing for a month; for anything else you log in again, and lose no word by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client

from network.cast import Cast
from signals.models import Draft, Signal
from tests.cast import PASSWORD
from tests.hkin.second_step import give_code, is_in, log_in, shown_by_app, with_app
from tests.signals.filing_form import NEW, TEXT, answers

NOW = datetime(2026, 11, 24, 10, 0, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))
KEY = "6f4c1e2a-0d0f-4c35-9f43-0a3c3f6f8f11"
NEXT_DAY = timedelta(hours=13)
LOGIN = "/inloggen/?next="
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/werkvoorraad/"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def device(cast: Cast, clock: time_machine.Traveller) -> Client:
    """Sanne's own phone, the day after she logged in."""
    client = log_in(cast.sanne, PASSWORD, own_device="on")
    clock.shift(NEXT_DAY)
    return client


def is_known(client: Client, path: str = NEW) -> bool:
    return client.get(path).status_code == 200


# ---- how long ------------------------------------------------------------------------------------
def test_without_the_choice_the_session_ends_after_twelve_hours(cast: Cast, clock: time_machine.Traveller) -> None:
    client = log_in(cast.sanne, PASSWORD)
    clock.shift(timedelta(hours=11, minutes=59))
    assert is_known(client)
    clock.shift(timedelta(minutes=2))
    assert not is_known(client)


def test_what_was_typed_when_the_session_ended_is_still_sent(cast: Cast, clock: time_machine.Traveller) -> None:
    client = log_in(cast.sanne, PASSWORD)
    clock.shift(NEXT_DAY)
    page = client.post(NEW, answers(key=KEY))
    assert page.status_code == 401
    assert TEXT in page.content.decode()
    log_in_again(client, "/")
    assert client.post(NEW, answers(key=KEY)).status_code == 302


def test_work_on_other_pages_makes_the_twelve_hours_no_longer(cast: Cast, clock: time_machine.Traveller) -> None:
    client = log_in(cast.sanne, PASSWORD)
    for _hour in range(13):
        clock.shift(timedelta(hours=1))
        client.post("/account/", {"function": f"baliemedewerker {_hour}"})
    assert not is_known(client)


def test_on_the_own_device_filing_goes_on_for_thirty_days(device: Client, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=29))
    assert is_known(device)
    clock.shift(timedelta(days=1))
    assert not is_known(device)


def test_how_many_days_is_a_setting(cast: Cast, clock: time_machine.Traveller, settings: Any) -> None:
    settings.DEVICE_DAYS = 3
    client = log_in(cast.sanne, PASSWORD, own_device="on")
    clock.shift(timedelta(days=3, minutes=1))
    assert not is_known(client)


def test_the_browser_keeps_the_session_only_of_an_own_device(cast: Cast) -> None:
    cookies = [log_in(cast.sanne, PASSWORD, **more).cookies for more in ({}, {"own_device": "on"})]
    ends = [jar[django_settings.SESSION_COOKIE_NAME]["max-age"] for jar in cookies]
    assert ends == ["", 30 * 24 * 60 * 60]


def test_the_choice_survives_the_second_step(cast: Cast, clock: time_machine.Traveller) -> None:
    secret = with_app(cast.omar)
    client = log_in(cast.omar, PASSWORD, own_device="on")
    give_code(client, shown_by_app(secret))
    clock.shift(timedelta(days=20))
    assert is_known(client)


# ---- good for filing only ------------------------------------------------------------------------
def test_a_signal_is_filed_and_its_receipt_shown(device: Client) -> None:
    receipt = device.post(NEW, answers())["Location"]
    assert Signal.objects.count() == 1
    assert is_known(device, receipt)


def test_the_draft_saves_itself(device: Client) -> None:
    answer = device.post(f"{NEW}bewaren/", answers(send=None), headers={"HX-Request": "true"})
    assert "Bewaard om" in answer.content.decode()


@pytest.mark.parametrize("path", ["/overleg/", "/hulp/", "/privacy/", "/toegankelijkheid/"])
def test_asking_first_and_the_notices_stay_open(device: Client, path: str) -> None:
    assert is_known(device, path)


@pytest.mark.parametrize(
    "path", ["/", "/signalen/", "/berichten/", "/netwerk/", "/afwezig/", "/account/", "/account/beveiliging/"]
)
def test_any_other_page_asks_to_log_in_again(device: Client, path: str) -> None:
    assert device.get(path)["Location"] == f"{LOGIN}{path}"


def test_the_signals_of_others_ask_to_log_in_again(cast: Cast, clock: time_machine.Traveller) -> None:
    client = log_in(cast.omar, PASSWORD, own_device="on")
    clock.shift(NEXT_DAY)
    assert client.get("/werkvoorraad/")["Location"] == f"{LOGIN}/werkvoorraad/"


def test_an_own_signal_cannot_be_read(device: Client) -> None:
    reference = device.post(NEW, answers())["Location"].split("/")[2]
    assert device.get(f"/signalen/{reference}/")["Location"].startswith(LOGIN)


def test_the_receipt_says_nothing_of_what_was_written(device: Client) -> None:
    receipt = device.get(device.post(NEW, answers())["Location"])
    assert TEXT.split()[3] not in receipt.content.decode()


def test_the_menu_counts_nothing(device: Client) -> None:
    page = device.get(NEW).content.decode()
    assert "/berichten/" not in page
    assert "/signalen/nieuw/" in page


def test_a_part_of_a_page_makes_the_whole_page_log_in_again(cast: Cast, clock: time_machine.Traveller) -> None:
    client = log_in(cast.omar, PASSWORD, own_device="on")
    clock.shift(NEXT_DAY)
    answer = client.get("/werkvoorraad/aantal/", headers=HTMX)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"{LOGIN}/werkvoorraad/")


def test_an_address_that_does_not_exist_says_no_more_than_otherwise(device: Client) -> None:
    assert device.get("/bestaat-niet/").status_code == 404


def test_logging_out_works(device: Client) -> None:
    device.post("/uitloggen/")
    assert not is_known(device)


# ---- drafts --------------------------------------------------------------------------------------
def test_a_draft_of_earlier_is_opened_only_after_logging_in_again(device: Client) -> None:
    sent = answers(later="1", send=None)
    device.post(NEW, sent)
    page = device.get(NEW).content.decode()
    assert "Er staat nog tekst van je klaar." in page
    assert sent["key"] not in page
    resume = f"{NEW}verder/{sent['key']}/"
    assert device.get(resume)["Location"] == f"{LOGIN}{resume}"
    log_in_again(device, resume)
    assert TEXT in device.get(resume).content.decode()


def test_a_draft_of_earlier_is_not_thrown_away_by_who_picks_up_the_phone(device: Client) -> None:
    sent = answers(later="1", send=None)
    device.post(NEW, sent)
    device.post(f"{NEW}weggooien/", {"key": sent["key"]})
    assert Draft.objects.count() == 1


def test_finishing_later_stays_with_the_form(device: Client) -> None:
    assert device.post(NEW, answers(later="1", send=None))["Location"] == NEW


# ---- and back ------------------------------------------------------------------------------------
def test_the_log_in_page_says_why_and_leads_back(device: Client) -> None:
    assert "We vragen nog een keer je wachtwoord" in device.get("/signalen/", follow=True).content.decode()
    assert log_in_again(device, "/signalen/")["Location"] == "/signalen/"
    assert is_known(device, "/signalen/")


def test_logging_in_again_begins_the_days_anew(device: Client, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(days=25))
    log_in_again(device, "/signalen/", own_device="on")
    clock.shift(timedelta(days=25))
    assert is_known(device)


def test_the_choice_is_ticked_for_who_made_it_before(device: Client) -> None:
    assert device.get("/inloggen/").context["form"]["own_device"].value() is True


def test_who_takes_the_choice_back_is_out_after_twelve_hours(device: Client, clock: time_machine.Traveller) -> None:
    log_in_again(device, "/signalen/")
    clock.shift(NEXT_DAY)
    assert not is_known(device)


def test_a_form_that_stood_open_in_another_tab_can_still_be_sent(cast: Cast, clock: time_machine.Traveller) -> None:
    client = log_in(cast.sanne, PASSWORD, client=Client(), own_device="on")
    clock.shift(NEXT_DAY)
    client.handler.enforce_csrf_checks = True
    token = token_on(client, NEW)
    log_in_again(client, "/signalen/", csrfmiddlewaretoken=token_on(client, "/inloggen/"))
    assert client.post(NEW, answers(csrfmiddlewaretoken=token)).status_code == 302
    assert Signal.objects.count() == 1


def test_what_was_typed_elsewhere_waits_on_the_page_until_you_are_in(device: Client) -> None:
    page = device.post("/afwezig/", {"first_day": "24", "first_month": "december"})
    assert page.status_code == 401
    assert '<input type="hidden" name="first_month" value="december">' in page.content.decode()
    log_in_again(device, "/")
    assert device.post("/afwezig/", {"first_day": "24", "first_month": "december"}).status_code == 422


@pytest.mark.parametrize(("choice", "is_own"), [({}, False), ({"own_device": "on"}, True)])
def test_somebody_else_who_logs_in_on_the_device_chooses_anew(
    device: Client, cast: Cast, clock: time_machine.Traveller, choice: dict[str, str], is_own: bool
) -> None:
    log_in(cast.bram, PASSWORD, client=device, **choice)
    assert device.get("/account/").context["user"] == cast.bram
    clock.shift(NEXT_DAY)
    assert is_known(device) == is_own


def test_a_second_step_of_yesterday_is_asked_again(cast: Cast, clock: time_machine.Traveller, settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True
    secret = with_app(cast.omar)
    client = log_in(cast.omar, PASSWORD, own_device="on")
    give_code(client, shown_by_app(secret))
    clock.shift(NEXT_DAY)
    client.get("/werkvoorraad/")
    log_in(cast.omar, PASSWORD, client=client)
    assert client.get("/werkvoorraad/")["Location"].startswith(LOGIN)
    give_code(client, shown_by_app(secret))
    assert is_known(client, "/werkvoorraad/")


def test_a_passkey_of_yesterday_is_no_second_step_of_today(cast: Cast, clock: time_machine.Traveller) -> None:
    secret = with_app(cast.omar)
    client = log_in(cast.omar, PASSWORD, own_device="on")
    give_code(client, shown_by_app(secret))
    session = client.session
    session["account_authentication_methods"][-1] |= {"type": "webauthn", "passwordless": True}
    session.save()
    clock.shift(NEXT_DAY)
    client.get("/werkvoorraad/")
    log_in(cast.omar, PASSWORD, client=client)
    assert not is_known(client, "/werkvoorraad/")


def test_the_device_is_forgotten_with_everywhere_out(device: Client, cast: Cast) -> None:
    elsewhere = log_in(cast.sanne, PASSWORD)
    elsewhere.post("/account/overal-uitloggen/")
    assert not is_in(elsewhere)
    assert not is_known(device)


def log_in_again(client: Client, page: str, **more: str) -> Any:
    return client.post(f"{LOGIN}{page}", {"login": "sanne", "password": PASSWORD, **more})


def token_on(client: Client, path: str) -> str:
    return str(client.get(path).context["csrf_token"])
