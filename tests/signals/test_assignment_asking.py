"""The team asks a department one thing, and nothing of the signal goes along unless somebody ticks it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from network.models import Absence
from signals.actions.intake import take_over
from signals.models import HandOver, Signal
from signals.models.assignment import Reply
from signals.rules.lifecycle import Status
from tests.signals.life import filed, taken_up

QUERIES_AT_MOST = 24
#: Weighing 2A, which the page asks as long as nobody answered it.
PURPOSE = {"q_task": "Beheer van eigen panden", "q_purpose": "Nagaan wie huurt", "q_ground": "environment"}


@pytest.fixture
def signal(cast: Cast) -> Signal:
    signal = taken_up(filed(cast.sanne, themes=[cast.themes["T07"]]), cast.omar)
    signal.refresh_from_db()
    return signal


@pytest.fixture
def omar(cast: Cast, client: Client) -> Client:
    client.force_login(cast.omar)
    return client


def address(signal: Signal) -> str:
    return reverse("signals:hand_over_new", args=[signal.reference])


def answers(signal: Signal, cast: Cast, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    given = {
        "version": signal.version,
        "department": cast.department("VAS").pk,
        "question": "Is deze loods van de gemeente?",
        "power": "",
        "due_on_day": day.day,
        "due_on_month": day.month,
        "due_on_year": day.year,
        "text": "Wij willen weten wie de eigenaar is.",
    }
    return given | PURPOSE | changed


def told(user: Any) -> list[str]:
    return list(Message.objects.filter(recipient_mark=duty_mark(user.pk)).values_list("kind", flat=True))


# ---- the form ------------------------------------------------------------------------------------
def test_the_lead_department_is_proposed_with_who_reads_it(cast: Cast, omar: Client, signal: Signal) -> None:
    page = omar.get(address(signal)).content.decode()
    assert f'value="{cast.department("VAS").pk}" selected' in page
    assert cast.dirk.name in page


def test_an_absent_contact_person_is_named_with_the_deputy(cast: Cast, omar: Client, signal: Signal) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today, deputy=cast.lotte)
    page = omar.get(address(signal)).content.decode()
    assert _("%(person)s is away.") % {"person": cast.dirk} in page
    assert _("%(person)s reads your question.") % {"person": cast.lotte} in page


def test_nothing_is_ticked_beforehand(omar: Client, signal: Signal) -> None:
    assert "checked" not in omar.get(address(signal)).content.decode().split('name="shares_text"')[1][:200]


def test_the_powers_of_the_theme_are_offered(cast: Cast, omar: Client, signal: Signal) -> None:
    first = cast.themes["T07"].powers.all()[0].name
    assert first in omar.get(address(signal)).content.decode()


def test_a_shielded_reporter_cannot_be_ticked(cast: Cast, omar: Client) -> None:
    shielded = taken_up(filed(cast.sanne, is_shielded=True), cast.omar)
    page = omar.get(address(shielded)).content.decode()
    assert "shares_reporter" not in page
    assert _("The reporter is shielded. The name cannot go along.") in page


def test_without_the_claim_it_says_what_to_do_first(cast: Cast, client: Client, signal: Signal) -> None:
    client.force_login(cast.bea)
    answer = client.get(address(signal))
    assert answer.status_code == 302
    assert answer.url == reverse("signals:team_detail", args=[signal.reference])


@pytest.mark.parametrize("who", ["ilse", "sanne", "dirk"])
def test_who_does_not_handle_it_cannot_ask(cast: Cast, client: Client, signal: Signal, who: str) -> None:
    client.force_login(cast[who])
    assert client.get(address(signal)).status_code == 404
    assert client.post(address(signal), answers(signal, cast)).status_code == 404
    assert not HandOver.objects.exists()


def test_the_form_costs_few_queries(cast: Cast, omar: Client, signal: Signal) -> None:
    with CaptureQueriesContext(connection) as asked:
        omar.get(address(signal))
    assert len(asked) <= QUERIES_AT_MOST


# ---- sending -------------------------------------------------------------------------------------
def test_the_department_is_asked_and_told(cast: Cast, omar: Client, signal: Signal) -> None:
    answer = omar.post(address(signal), answers(signal, cast))
    assert answer.url == reverse("signals:team_detail", args=[signal.reference])
    row = HandOver.objects.get()
    assert (row.department, row.contact, row.reply) == (cast.department("VAS"), cast.dirk, Reply.WAITING)
    assert told(cast.dirk) == ["hand_over_asked"]
    signal.refresh_from_db()
    assert signal.status == Status.ASSIGNED


def test_pressed_twice_it_is_asked_once(cast: Cast, omar: Client, signal: Signal) -> None:
    sent = answers(signal, cast, key="0d1f2f1e-4f0a-4f63-8a38-0a9b7b7c6d5e")
    assert omar.post(address(signal), sent).status_code == 302
    assert omar.post(address(signal), sent).status_code == 302
    assert HandOver.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"department": ""}, "department"),
        ({"department": "999999"}, "department"),
        ({"department": "x"}, "department"),
        ({"question": ""}, "question"),
        ({"question": "vraag " * 60}, "question"),
        ({"text": " "}, "text"),
        ({"power": "other"}, "power_other"),
        ({"power": "zomaar iets"}, "power"),
        ({"due_on_year": "2001"}, "due_on"),
        ({"due_on_year": "2999"}, "due_on"),
        ({"due_on_day": "31", "due_on_month": "februari"}, "due_on"),
        ({"due_on_day": ""}, "due_on"),
        ({"text": "Zijn BSN is 111222333."}, "number_"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_nothing_is_lost(
    cast: Cast, omar: Client, signal: Signal, wrong: dict[str, str], field: str
) -> None:
    answer = omar.post(address(signal), answers(signal, cast, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}' in page
    assert str(wrong.get("text", "Wij willen weten wie de eigenaar is.")).strip() in page
    assert not HandOver.objects.exists()


def test_a_department_without_anybody_is_refused_at_its_field(cast: Cast, omar: Client, signal: Signal) -> None:
    today = timezone.localdate()
    for person in (cast.dirk, cast.lotte):
        Absence.objects.create(user=person, from_on=today, until_on=today)
    answer = omar.post(address(signal), answers(signal, cast))
    assert answer.status_code == 422
    assert 'href="#id_department"' in answer.content.decode()


def test_a_department_of_another_municipality_is_not_offered(cast: Cast, omar: Client, signal: Signal) -> None:
    elsewhere = next(one for key, one in cast.departments.items() if not key.startswith("oudeveen"))
    assert omar.post(address(signal), answers(signal, cast, department=elsewhere.pk)).status_code == 422


def test_it_never_reaches_a_colleague_who_is_kept_out(cast: Cast, omar: Client) -> None:
    signal = taken_up(filed(cast.sanne, themes=[cast.themes["T07"]], excluded=frozenset({cast.dirk.pk})), cast.omar)
    signal.refresh_from_db()
    assert f"({cast.dirk.name})" not in omar.get(address(signal)).content.decode()
    omar.post(address(signal), answers(signal, cast))
    assert told(cast.dirk) == []
    assert not HandOver.objects.visible_to(cast.dirk).exists()


# ---- conflicts -----------------------------------------------------------------------------------
def test_a_stale_form_is_kept_and_shown_again(cast: Cast, omar: Client, signal: Signal) -> None:
    answer = omar.post(address(signal), answers(signal, cast, version=signal.version - 1))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Wij willen weten wie de eigenaar is." in page
    assert f'name="version" value="{signal.version}"' in page
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_a_version_is_stale(cast: Cast, omar: Client, signal: Signal, version: str) -> None:
    assert omar.post(address(signal), answers(signal, cast, version=version)).status_code == 409


def test_whoever_lost_the_claim_keeps_the_text(cast: Cast, omar: Client, signal: Signal) -> None:
    take_over(signal.reference, by=cast.bea, reason="Omar is ziek.")
    signal.refresh_from_db()
    answer = omar.post(address(signal), answers(signal, cast))
    assert answer.status_code == 409
    assert "Wij willen weten wie de eigenaar is." in answer.content.decode()
