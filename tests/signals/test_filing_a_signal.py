"""A colleague fills in four things, presses once, and gets a number and a date."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.desk import desk_of
from signals.models import Draft, Note, Reporter, Signal, TrailEntry
from signals.rules.lifecycle import Route, Urgency
from signals.rules.reference import shown
from tests.signals.filing_form import NEW, TEXT, answers, filed, post, signed_in

pytestmark = pytest.mark.django_db


def test_four_answers_are_enough(cast: Cast) -> None:
    response = post(cast.sanne)
    signal = Signal.objects.get()
    assert response["Location"] == f"/signalen/{shown(signal.reference)}/ontvangst/"


def test_the_receipt_names_the_reader_and_the_number(cast: Cast) -> None:
    signal = filed(cast.sanne)
    page = signed_in(cast.sanne).get(f"/signalen/{shown(signal.reference)}/ontvangst/").content.decode()
    assert shown(signal.reference) in page
    assert cast.omar.name in page


@time_machine.travel("2026-11-21 14:00 +0100", tick=False)  # a Saturday
def test_in_danger_the_receipt_says_when_the_team_reads_next(cast: Cast) -> None:
    signal = filed(cast.sanne, safety="danger")
    page = signed_in(cast.sanne).get(f"/signalen/{shown(signal.reference)}/ontvangst/").content.decode()
    assert "We lezen het pas maandag" in page


def test_a_colleague_cannot_open_the_receipt_of_another(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert signed_in(cast.ilse).get(f"/signalen/{shown(signal.reference)}/ontvangst/").status_code == 404


def test_the_form_sent_twice_files_once(cast: Cast) -> None:
    sent, client = answers(), signed_in(cast.sanne)
    first, second = client.post(NEW, sent), client.post(NEW, sent)
    assert first["Location"] == second["Location"]
    assert Signal.objects.count() == 1


def test_the_form_of_somebody_else_never_shows_their_receipt(cast: Cast) -> None:
    sent = answers()
    signed_in(cast.sanne).post(NEW, sent)
    signed_in(cast.ilse).post(NEW, sent)
    assert Signal.objects.count() == 2


def test_the_text_lies_sealed_and_opens_with_the_key_of_the_signal(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert TEXT.encode() not in bytes(signal.sealed_text)
    assert open_key(signal.uuid).open("signal.text", signal.uuid, signal.sealed_text) == TEXT


def test_nothing_beside_a_signal_holds_the_account_of_the_reporter(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert not TrailEntry.objects.filter(signal=signal, actor=cast.sanne).exists()
    assert str(cast.sanne.pk).encode() not in bytes(Reporter.objects.get(signal=signal).sealed_identity)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"text": ""}, "Schrijf in een paar woorden wat er niet klopt."),
        ({"text": "Te kort"}, "Schrijf iets meer: minstens 20 tekens."),
        ({"text": "x" * 5000}, "Je tekst is te lang."),
        ({"safety": ""}, "Kies een van de vijf antwoorden."),
        ({"place": ""}, "Vul in waar het is"),
        ({"when": "longer_ago", "day_day": "31", "day_month": "2", "day_year": "2026"}, "Deze dag bestaat niet."),
        ({"subject_kind": "plate", "subject_value": "!!"}, "Dit is geen kenteken."),
    ],
)
def test_a_wrong_answer_is_told_at_its_place_and_nothing_typed_is_lost(
    cast: Cast, changed: dict[str, str], message: str
) -> None:
    response = post(cast.sanne, **{"done_already": "Ik heb niets gedaan.", **changed})
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert "Ik heb niets gedaan." in page


def test_a_wrong_form_is_kept_as_a_draft_too(cast: Cast) -> None:
    post(cast.sanne, safety="")
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "nasty", ["=cmd|' /C calc'!A0 en nog veel meer tekst", "<script>alert(1)</script> klopt niet", "🚐" * 30]
)
def test_formulas_tags_and_emoji_are_just_text(cast: Cast, nasty: str) -> None:
    signal = filed(cast.sanne, text=nasty)
    assert open_key(signal.uuid).open("signal.text", signal.uuid, signal.sealed_text) == nasty


def test_unknown_and_online_are_one_tap(cast: Cast) -> None:
    assert filed(cast.sanne, place=None, place_kind="unknown").place_kind == "unknown"
    assert filed(cast.sanne, place=None, place_kind="online").place_kind == "online"


def test_only_the_digits_of_the_postcode_lie_in_the_clear(cast: Cast) -> None:
    assert filed(cast.sanne).area == "8999"


@pytest.mark.parametrize(
    ("safety", "route", "urgency"),
    [
        ("danger", Route.TEAM, Urgency.NOW),
        ("victim", Route.ATTENTION_OFFICER, Urgency.TODAY),
        ("staff_threat", Route.STAFF_SAFETY, Urgency.TODAY),
        ("none", Route.TEAM, Urgency.THIS_WEEK),
    ],
)
def test_the_safety_answer_decides_the_queue(cast: Cast, safety: str, route: Route, urgency: Urgency) -> None:
    signal = filed(cast.sanne, safety=safety)
    assert (signal.route, signal.urgency) == (route, urgency)


def test_the_reporter_picks_the_integrity_receiver(cast: Cast) -> None:
    signal = filed(cast.sanne, safety="conduct", receiver=str(cast.greet.pk))
    assert (signal.route, signal.receiver) == (Route.INTEGRITY, cast.greet)


def test_conduct_without_a_receiver_asks_for_one(cast: Cast) -> None:
    assert "Kies wie dit mag lezen." in post(cast.sanne, safety="conduct").content.decode()


def test_an_investigating_officer_is_asked_and_cannot_skip_it(cast: Cast) -> None:
    assert "Kies ja, nee of weet ik niet." in post(cast.bram).content.decode()


@pytest.mark.parametrize(
    ("answer", "route"), [("yes", Route.RESTRICTED), ("unknown", Route.RESTRICTED), ("no", Route.TEAM)]
)
def test_seen_as_investigator_waits_for_a_decision(cast: Cast, answer: str, route: Route) -> None:
    assert filed(cast.bram, regime_answer=answer).route == route


def test_a_shielded_reporter_shows_a_large_department_only(cast: Cast) -> None:
    assert filed(cast.sanne, shield="no_name").origin_department == cast.department("PUB")
    small = filed(cast.dirk, shield="no_name")
    assert small.origin_department is None
    assert small.origin_cluster in {"", cast.department("VAS").cluster}


def test_a_colleague_files_for_a_caller(cast: Cast) -> None:
    signal = filed(cast.omar, caller_name="Mevrouw De Graaf", caller_phone="088-0001234")
    assert signal.entered_by_mark is not None


def test_who_files_only_for_themselves_is_not_asked_for_whom(cast: Cast) -> None:
    assert "caller_name" not in signed_in(cast.sanne).get(NEW).content.decode()


def test_filing_costs_at_most_25_queries(cast: Cast) -> None:
    client = signed_in(cast.sanne)
    theme = cast.themes["T02"]
    sent = answers(theme=theme.pk, subject_kind="plate", subject_value="AO-417-E", indicators=["T10.1"])
    client.post("/signalen/nieuw/bewaren/", sent)
    with CaptureQueriesContext(connection) as queries:
        assert client.post(NEW, sent).status_code == 302
    assert len(queries) <= 25


def test_the_form_costs_at_most_22_queries(cast: Cast) -> None:
    client = signed_in(cast.sanne)
    with CaptureQueriesContext(connection) as queries:
        client.get(NEW)
    assert len(queries) <= 22


def test_filing_writes_no_note_and_one_trail_row(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert (Note.objects.count(), signal.trail.count()) == (0, 1)


def test_what_the_form_promises_of_a_shielded_name_is_what_the_team_sees(cast: Cast) -> None:
    for reporter in (cast.sanne, cast.dirk):
        promised = desk_of(reporter).team_sees_no_name()
        signal = filed(reporter, shield="no_name")
        page = signed_in(cast.omar).get(f"/werkvoorraad/{shown(signal.reference)}/").content.decode()
        named = promised.split(": ")[1].rstrip(".")
        assert named in page
        assert reporter.name not in page
