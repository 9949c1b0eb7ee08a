"""On the page of a signal the team reads what was written, why it stands there and what happened, and no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from hkin.privacy.models import Look
from network.cast import Cast
from signals.actions.assignment import Answer, answer_hand_over
from signals.actions.filing import Caller
from signals.actions.notes import add_note
from signals.models.assignment import Reply
from signals.rules.reference import shown
from signals.rules.subjects import SubjectKind, normalise
from tests.signals.life import TEXT, asked, filed, handed_over, taken_up
from tests.signals.team import address, page_of, send, signed_in

QUERIES_AT_MOST = 40

DOORS = [
    "team_detail",
    "claim",
    "mark_seen",
    "take_over",
    "pass_on",
    "step_aside",
    "note",
    "headline",
    "urgency",
    "theme",
    "route",
    "regime",
    "tell_reporter",
    "ask_reporter",
    "quick_close",
    "close",
]


@pytest.mark.parametrize("door", DOORS)
def test_who_works_elsewhere_cannot_open_any_door(cast: Cast, door: str) -> None:
    signal = filed(cast.sanne)
    client = signed_in(cast.ilse)
    assert client.get(address(door, signal)).status_code == 404
    if door != "team_detail":
        assert client.post(address(door, signal), {"version": 1}).status_code == 404


@pytest.mark.parametrize("door", DOORS[1:])
def test_every_door_can_be_opened_by_its_address(cast: Cast, door: str) -> None:
    assert page_of(cast.omar, filed(cast.sanne), door)


def test_a_look_is_written_down(cast: Cast) -> None:
    signal = filed(cast.sanne)
    page_of(cast.omar, signal)
    look = Look.objects.get(action="open_signal")
    assert (look.actor_id, look.role, look.signals) == (cast.omar.pk, "coordinator", [signal.uuid])


def test_a_refusal_is_written_down(cast: Cast) -> None:
    signal = filed(cast.sanne)
    signed_in(cast.ilse).get(address("team_detail", signal))
    assert Look.objects.get(action="open_signal").result == "refused"


def test_all_that_was_written_is_shown(cast: Cast) -> None:
    subject = normalise(SubjectKind.PLATE, "ao417e")
    page = page_of(
        cast.omar,
        filed(cast.sanne, subjects=[subject], done_already="Buren gebeld.", themes=[cast.themes["T02"]]),
    )
    for part in (TEXT, "Industrieweg 12, Oudeveen", "ao417e", "Buren gebeld.", cast.themes["T02"].name):
        assert part in page


def test_markup_in_a_text_stays_text(cast: Cast) -> None:
    signal = filed(cast.sanne, text="<script>alert(1)</script> in een loods vol vaten.")
    assert b"<script>alert" not in signed_in(cast.omar).get(address("team_detail", signal)).content


def test_why_it_stands_here_is_told(cast: Cast) -> None:
    page = page_of(cast.omar, filed(cast.sanne, themes=[cast.themes["T07"]]))
    assert cast.department("VAS").name in page
    assert "Dirk Venema" in page


def test_the_tab_says_nothing(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert "<title>HKIN</title>" in page_of(cast.omar, signal)


def test_the_number_is_shown_as_it_is_said_on_the_phone(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert shown(signal.reference) in page_of(cast.omar, signal)


# ---- who filed it --------------------------------------------------------------------------------
def test_a_reporter_has_a_name(cast: Cast) -> None:
    page = page_of(cast.omar, filed(cast.sanne))
    assert "Sanne Kuipers" in page
    assert "088-0001101" in page


def test_a_shielded_reporter_is_a_large_department(cast: Cast) -> None:
    page = page_of(cast.omar, filed(cast.sanne, is_shielded=True))
    assert cast.department("PUB").name in page
    assert "Sanne" not in page
    assert "088-0001101" not in page


def test_a_shielded_reporter_of_a_small_department_is_a_cluster(cast: Cast) -> None:
    department = cast.department("THV")
    page = page_of(cast.omar, filed(cast.bram, is_shielded=True))
    assert department.cluster in page
    assert department.name not in page
    assert "Bram" not in page


def test_a_shielded_reporter_of_a_small_municipality_is_a_colleague(cast: Cast) -> None:
    page = page_of(cast.wil, filed(cast.ilse, is_shielded=True))
    assert _("a colleague of the municipality") in page
    assert "Ilse" not in page


def test_a_caller_is_named_as_a_caller(cast: Cast) -> None:
    page = page_of(cast.omar, filed(cast.bea, on_behalf_of=Caller("Mevrouw Jansen", "06-12345678")))
    assert "Mevrouw Jansen" in page
    assert _("Somebody who called. A colleague filled in the form.") in page


# ---- what was said and asked ---------------------------------------------------------------------
def test_notes_questions_and_answers_stand_under_each_other(cast: Cast) -> None:
    signal = filed(cast.sanne)
    asked(signal, cast.omar, "Welke kleur had de bus?")
    add_note(signal.reference, by=cast.bea, text="Gebeld met Vastgoed.")
    page = page_of(cast.omar, signal)
    assert page.index("Welke kleur had de bus?") < page.index("Gebeld met Vastgoed.")


def test_a_question_to_a_department_stands_there_with_its_answer(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    answer = Answer(Reply.ACCEPTED, "We zoeken het huurcontract op.")
    answer_hand_over(row.reference, by=cast.dirk, answer=answer, version=row.version)
    page = page_of(cast.omar, row.signal)
    for part in ("Is deze loods van de gemeente?", "We zoeken het huurcontract op.", cast.department("VAS").name):
        assert part in page


def test_the_trail_names_who_and_in_which_role(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.bea, "urgency", signal, urgency="today", reason="Er gebeurt nu iets.")
    page = page_of(cast.omar, signal)
    for part in ("Bea Schouten", _("team member"), _("Changed the urgency"), "Er gebeurt nu iets.", _("The reporter")):
        assert str(part) in page


# ---- what can be done ----------------------------------------------------------------------------
def test_whoever_has_it_is_offered_a_question_to_a_department(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert address("hand_over_new", signal) in page_of(cast.omar, signal)
    assert address("hand_over_new", signal) not in page_of(cast.bea, signal)


def test_a_closed_signal_offers_a_note_and_nothing_else(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.omar, "quick_close", signal, reason="Verbouwing.", goes="nowhere", feedback="Bedankt.")
    page = page_of(cast.omar, signal)
    assert address("note", signal) in page
    for door in ("claim", "headline", "urgency", "theme", "route", "step_aside", "close"):
        assert address(door, signal) not in page


def test_a_page_with_a_long_life_costs_few_queries(cast: Cast) -> None:
    signal = asked(filed(cast.sanne), cast.omar).signal
    for number in range(30):
        add_note(signal.reference, by=cast.bea, text=f"Notitie {number}")
    client = signed_in(cast.omar)
    with CaptureQueriesContext(connection) as queries:
        client.get(address("team_detail", signal))
    assert len(queries) <= QUERIES_AT_MOST
