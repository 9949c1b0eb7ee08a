"""A department sees one question and what was ticked, and answers it in a press or two."""

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
from hkin.privacy.models import Look
from network.cast import Cast
from network.models import Absence
from signals.actions.feedback import shield_reporter
from signals.models import HandOver
from signals.models.assignment import Reply
from signals.rules.lifecycle import Status
from signals.rules.reference import shown
from tests.signals.life import TEXT, filed, handed_over

QUERIES_AT_MOST = 16


@pytest.fixture
def row(cast: Cast) -> HandOver:
    return handed_over(filed(cast.sanne), cast, power="Wet Bibob")


@pytest.fixture
def dirk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.dirk)
    return client


def page_of(client: Client, row: HandOver) -> str:
    answer = client.get(reverse("signals:hand_over", args=[row.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, row: HandOver, answer: str, *, to: str = "hand_over_reply", **given: Any) -> Any:
    prefixed = {f"{answer}-{name}": value for name, value in given.items()}
    return client.post(
        reverse(f"signals:{to}", args=[row.reference]), {"version": row.version, "answer": answer} | prefixed
    )


def on(day: Any) -> dict[str, Any]:
    return {"later_on_day": day.day, "later_on_month": day.month, "later_on_year": day.year}


# ---- the list ------------------------------------------------------------------------------------
def test_what_is_due_first_stands_first(cast: Cast, dirk: Client) -> None:
    today = timezone.localdate()
    later = handed_over(filed(cast.sanne), cast, due_on=today + timedelta(days=5))
    sooner = handed_over(filed(cast.bram), cast, due_on=today + timedelta(days=1))
    page = dirk.get(reverse("signals:hand_overs")).content.decode()
    assert page.index(shown(sooner.reference)) < page.index(shown(later.reference))


def test_the_rest_stands_on_a_next_page(cast: Cast, dirk: Client) -> None:
    first, *others = [handed_over(filed(cast.sanne), cast) for _number in range(26)]
    page = dirk.get(reverse("signals:hand_overs")).content.decode()
    assert shown(others[-1].reference) not in page
    cursor = f"?na={first.due_on:%Y%m%d}-{others[-2].pk}"
    assert cursor in page
    assert shown(others[-1].reference) in dirk.get(reverse("signals:hand_overs") + cursor).content.decode()


@pytest.mark.parametrize("cursor", ["x", "20261399-1", "20261101-" + "9" * 30, "-"])
def test_a_strange_page_number_shows_the_first_page(cast: Cast, dirk: Client, row: HandOver, cursor: str) -> None:
    answer = dirk.get(reverse("signals:hand_overs") + f"?na={cursor}")
    assert shown(row.reference) in answer.content.decode()


def test_ended_questions_stand_apart(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "no", words="Dat is niet van ons.")
    assert shown(row.reference) not in dirk.get(reverse("signals:hand_overs")).content.decode()
    assert shown(row.reference) in dirk.get(reverse("signals:hand_overs") + "?toon=klaar").content.decode()


@pytest.mark.parametrize("who", ["ilse", "sanne"])
def test_who_has_no_department_work_cannot_open_the_list(cast: Cast, client: Client, row: HandOver, who: str) -> None:
    client.force_login(cast[who])
    assert client.get(reverse("signals:hand_overs")).status_code == 404


def test_the_list_is_written_down(cast: Cast, dirk: Client, row: HandOver) -> None:
    dirk.get(reverse("signals:hand_overs"))
    look = Look.objects.get(action="list_hand_overs")
    assert (look.actor_id, look.signals) == (cast.dirk.pk, [row.signal.uuid])


def test_a_long_list_costs_the_same_as_a_short_one(cast: Cast, dirk: Client, row: HandOver) -> None:
    with CaptureQueriesContext(connection) as few:
        dirk.get(reverse("signals:hand_overs"))
    for _number in range(5):
        handed_over(filed(cast.bram), cast)
    with CaptureQueriesContext(connection) as many:
        dirk.get(reverse("signals:hand_overs"))
    assert len(few) == len(many)
    assert len(many) <= QUERIES_AT_MOST


# ---- what a department sees ----------------------------------------------------------------------
def test_it_reads_the_question_the_power_and_who_asks(cast: Cast, dirk: Client, row: HandOver) -> None:
    page = page_of(dirk, row)
    for words in ("Is deze loods van de gemeente?", "Wet Bibob", cast.omar.name, cast.omar.phone):
        assert words in page
    assert _("A signal is a tip, never evidence. Look for yourself before you act on it.") in page


def test_nothing_of_the_signal_goes_along_by_itself(cast: Cast, dirk: Client, row: HandOver) -> None:
    page = page_of(dirk, row)
    for words in (TEXT, "Industrieweg", cast.sanne.name, row.signal.reference, shown(row.signal.reference)):
        assert words not in page


def test_the_text_goes_along_when_it_is_ticked(cast: Cast, dirk: Client) -> None:
    page = page_of(dirk, handed_over(filed(cast.sanne), cast, shares_text=True))
    assert TEXT in page
    assert cast.sanne.name not in page


def test_the_name_goes_along_when_it_is_ticked(cast: Cast, dirk: Client) -> None:
    page = page_of(dirk, handed_over(filed(cast.sanne), cast, shares_reporter=True))
    assert cast.sanne.name in page
    assert TEXT not in page


def test_the_name_of_a_shielded_reporter_never_goes_along(cast: Cast, dirk: Client) -> None:
    row = handed_over(filed(cast.sanne, is_shielded=True), cast, shares_reporter=True)
    assert cast.sanne.name not in page_of(dirk, row)


def test_a_name_that_is_shielded_later_is_gone_too(cast: Cast, dirk: Client) -> None:
    row = handed_over(filed(cast.sanne), cast, shares_reporter=True)
    shield_reporter(row.signal.reference, by=cast.sanne)
    assert cast.sanne.name not in page_of(dirk, row)


@pytest.mark.parametrize("who", ["ilse", "sanne", "lotte", "omar", "hilde"])
def test_nobody_else_opens_it(cast: Cast, client: Client, row: HandOver, who: str) -> None:
    client.force_login(cast[who])
    assert client.get(reverse("signals:hand_over", args=[row.reference])).status_code == 404
    assert send(client, row, "yes").status_code == 404


def test_the_reference_of_the_signal_opens_nothing(cast: Cast, dirk: Client, row: HandOver) -> None:
    assert dirk.get(reverse("signals:hand_over", args=[row.signal.reference])).status_code == 404


def test_the_deputy_of_an_absent_contact_person_answers(cast: Cast, client: Client, row: HandOver) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today, deputy=cast.lotte)
    client.force_login(cast.lotte)
    assert send(client, row, "yes").status_code == 302


def test_who_is_kept_out_sees_nothing_of_it(cast: Cast, dirk: Client) -> None:
    row = handed_over(filed(cast.sanne, excluded=frozenset({cast.dirk.pk})), cast, department="THV")
    assert dirk.get(reverse("signals:hand_over", args=[row.reference])).status_code == 404


# ---- answering -----------------------------------------------------------------------------------
def test_yes_is_one_press(cast: Cast, dirk: Client, row: HandOver) -> None:
    assert send(dirk, row, "yes").status_code == 302
    row.refresh_from_db()
    assert row.reply == Reply.ACCEPTED


def test_yes_but_later_names_a_day(cast: Cast, dirk: Client, row: HandOver) -> None:
    day = timezone.localdate() + timedelta(days=10)
    send(dirk, row, "later", **on(day))
    row.refresh_from_db()
    assert (row.reply, row.later_on) == (Reply.LATER, day)


def test_no_gives_the_signal_back_to_the_team(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "no", words="Deze loods is niet van ons.")
    row.refresh_from_db()
    row.signal.refresh_from_db()
    assert (row.reply, row.signal.status) == (Reply.DECLINED, Status.IN_PROGRESS)


def test_first_a_question_reaches_whoever_asked(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "ask", words="Welke loods precies?")
    row.refresh_from_db()
    assert row.reply == Reply.ASKED_BACK
    kinds = Message.objects.filter(recipient_mark=duty_mark(cast.omar.pk)).values_list("kind", flat=True)
    assert "hand_over_answered" in kinds


def test_the_answer_stands_on_the_page(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "no", words="Deze loods is niet van ons.")
    assert "Deze loods is niet van ons." in page_of(dirk, row)


@pytest.mark.parametrize(
    ("answer", "given", "field"),
    [
        ("no", {"words": ""}, "no-words"),
        ("no", {"words": "woord " * 200}, "no-words"),
        ("ask", {"words": " "}, "ask-words"),
        ("ask", {"words": "Is het 111222333?"}, "ask-number_"),
        ("later", {}, "later-later_on"),
        ("later", {"later_on_day": "1", "later_on_month": "1", "later_on_year": "2020"}, "later-later_on"),
        ("later", {"later_on_day": "31", "later_on_month": "2", "later_on_year": "2030"}, "later-later_on"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(
    dirk: Client, row: HandOver, answer: str, given: dict[str, str], field: str
) -> None:
    wrong = send(dirk, row, answer, **given)
    assert wrong.status_code == 422
    assert f'href="#id_{field}' in wrong.content.decode()


def test_an_answer_that_does_not_exist_changes_nothing(cast: Cast, dirk: Client, row: HandOver) -> None:
    assert send(dirk, row, "misschien").status_code == 302
    row.refresh_from_db()
    assert row.reply == Reply.WAITING


def test_pressed_twice_it_is_taken_once(cast: Cast, dirk: Client, row: HandOver) -> None:
    assert send(dirk, row, "no", words="Niet van ons.").status_code == 302
    assert send(dirk, row, "no", words="Niet van ons.").status_code == 302
    row.refresh_from_db()
    assert row.version == 2


def test_a_stale_answer_keeps_what_was_typed(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "ask", words="Welke loods precies?")
    stale = send(dirk, row, "no", words="Deze loods is niet van ons.")
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "Deze loods is niet van ons." in page
    assert "Welke loods precies?" in page


def test_after_no_a_late_answer_is_shown_but_not_taken(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "no", words="Niet van ons.")
    row.refresh_from_db()
    late = send(dirk, row, "ask", words="Of toch wel?")
    assert late.status_code == 409
    assert "Of toch wel?" in late.content.decode()


# ---- giving and reporting ------------------------------------------------------------------------
def test_it_is_given_to_a_colleague_who_then_sees_it(cast: Cast, client: Client, dirk: Client, row: HandOver) -> None:
    assert send(dirk, row, "give", to="hand_over_give", colleague=cast.lotte.pk).status_code == 302
    client.force_login(cast.lotte)
    assert client.get(reverse("signals:hand_overs")).status_code == 200
    assert "Is deze loods van de gemeente?" in page_of(client, row)


@pytest.mark.parametrize("who", ["sanne", "ilse", "dirk"])
def test_it_cannot_be_given_to_anybody_else(cast: Cast, dirk: Client, row: HandOver, who: str) -> None:
    wrong = send(dirk, row, "give", to="hand_over_give", colleague=cast[who].pk)
    assert wrong.status_code == 422
    assert 'href="#id_give-colleague"' in wrong.content.decode()


def test_a_colleague_who_is_kept_out_is_refused_like_one_who_is_away(cast: Cast, dirk: Client, row: HandOver) -> None:
    kept_out = handed_over(filed(cast.sanne, excluded=frozenset({cast.lotte.pk})), cast)
    assert cast.lotte.name in page_of(dirk, kept_out)
    today = timezone.localdate()
    answers = [send(dirk, kept_out, "give", to="hand_over_give", colleague=cast.lotte.pk)]
    Absence.objects.create(user=cast.lotte, from_on=today, until_on=today)
    answers.append(send(dirk, row, "give", to="hand_over_give", colleague=cast.lotte.pk))
    refusal = _("This colleague cannot take it now. Choose somebody else.")
    assert [answer.status_code for answer in answers] == [422, 422]
    assert all(refusal in answer.content.decode() for answer in answers)
    kept_out.refresh_from_db()
    assert kept_out.given_to is None


def test_the_result_is_reported_with_the_own_number(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "yes")
    row.refresh_from_db()
    given = {"result": "Huurcontract opgezegd.", "own_number": "Z-2026-0417", "own_report": "yes"}
    assert send(dirk, row, "result", to="hand_over_result", **given).status_code == 302
    row.refresh_from_db()
    assert row.reply == Reply.DONE
    page = page_of(dirk, row)
    assert "Huurcontract opgezegd." in page
    assert "Z-2026-0417" in page


def test_a_result_needs_a_line(cast: Cast, dirk: Client, row: HandOver) -> None:
    send(dirk, row, "yes")
    row.refresh_from_db()
    wrong = send(dirk, row, "result", to="hand_over_result", result="", own_number="Z-2026-0417", own_report="no")
    assert wrong.status_code == 422
    assert "Z-2026-0417" in wrong.content.decode()


def test_a_result_before_the_yes_is_kept_and_not_taken(cast: Cast, dirk: Client, row: HandOver) -> None:
    early = send(dirk, row, "result", to="hand_over_result", result="Al gedaan.", own_report="no")
    assert early.status_code == 409
    assert "Al gedaan." in early.content.decode()


def test_the_page_costs_few_queries(cast: Cast, dirk: Client, row: HandOver) -> None:
    with CaptureQueriesContext(connection) as asked:
        page_of(dirk, row)
    assert len(asked) <= QUERIES_AT_MOST
