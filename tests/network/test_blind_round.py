"""Each department fills in alone who does what for a theme, and reads nothing of another before the round closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from network.actions.blind import close_lapsed
from network.cast import Cast
from network.models import BlindAnswer, BlindRound, User
from network.models.matrix import Part
from network.rules.workshop import NOTHING
from network.tasks import close_blind_rounds
from tests.network.workshop import THEME, WHY, answer_address, fill_in, opened
from tests.signals.filing_form import signed_in


def page(client: Client, blind_round: BlindRound) -> str:
    answer = client.get(reverse("network:blind_round", args=[blind_round.uuid]))
    assert answer.status_code == 200
    return answer.content.decode()


def hears(user: User, kind: str) -> int:
    return Message.objects.filter(recipient_mark=duty_mark(user.pk), kind=kind).count()


def opening(cast: Cast, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    sent = {"theme": THEME, "asked": "involved", "closes_on_day": day.day, "closes_on_month": day.month}
    return sent | {"closes_on_year": day.year} | changed


# ---- opening ---------------------------------------------------------------------------------------
def test_a_keeper_opens_a_round_and_the_departments_hear_it(cast: Cast) -> None:
    answer = signed_in(cast.noor).post(reverse("network:blind_round_new"), opening(cast))
    assert answer.status_code == 302
    assert hears(cast.dirk, "blind_round_opened") == 1
    assert hears(cast.marga, "blind_round_opened") == 0
    assert Letter.objects.filter(kind="blind_round_opened").exists()


def test_all_departments_can_be_asked(cast: Cast) -> None:
    signed_in(cast.omar).post(reverse("network:blind_round_new"), opening(cast, asked="all"))
    assert len(BlindRound.objects.get().asked) == 22


def test_two_rounds_about_one_theme_are_one(cast: Cast) -> None:
    first = opened(cast)
    answer = signed_in(cast.omar).post(reverse("network:blind_round_new"), opening(cast), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("network:blind_round", args=[first.uuid])
    assert BlindRound.objects.count() == 1


def test_after_the_last_day_a_new_round_can_open(cast: Cast) -> None:
    lapsed = opened(cast)
    BlindRound.objects.filter(pk=lapsed.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    signed_in(cast.omar).post(reverse("network:blind_round_new"), opening(cast))
    assert BlindRound.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"theme": ""}, "Kies een thema."),
        ({"theme": "T99"}, "Kies een van de antwoorden."),
        ({"closes_on_year": 2020}, "Kies vandaag of een latere dag."),
        ({"closes_on_year": 2099}, "Kies een dag binnen drie maanden."),
        ({"asked": ""}, "Kies wie je vraagt."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_opens(cast: Cast, changed: dict[str, Any], said: str) -> None:
    answer = signed_in(cast.noor).post(reverse("network:blind_round_new"), opening(cast, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not BlindRound.objects.exists()


@pytest.mark.parametrize("name", ["sanne", "dirk", "marijke", "fatma", "ilse"])
def test_who_does_not_keep_the_directory_opens_nothing(cast: Cast, name: str) -> None:
    where = reverse("network:blind_round_new") + "?gemeente=oudeveen"
    assert signed_in(cast[name]).post(where, opening(cast)).status_code == 404
    assert not BlindRound.objects.exists()


# ---- answering alone -------------------------------------------------------------------------------
def test_a_department_answers_and_may_change_it_until_the_round_closes(cast: Cast) -> None:
    found, dirk = opened(cast), signed_in(cast.dirk)
    assert fill_in(dirk, cast, found, "VAS", {"VAS": Part.LEAD}).status_code == 302
    assert fill_in(dirk, cast, found, "VAS", {"OOV": Part.LEAD}, seen=1).status_code == 302
    answer = BlindAnswer.objects.get()
    assert answer.parts == {str(cast.department("OOV").pk): "lead"}
    assert answer.why == WHY


def test_nothing_and_i_do_not_know_are_two_answers(cast: Cast) -> None:
    found, dirk = opened(cast), signed_in(cast.dirk)
    fill_in(dirk, cast, found, "VAS", {"OOV": NOTHING, "BIJ": ""})
    assert BlindAnswer.objects.get().parts == {str(cast.department("OOV").pk): NOTHING}
    assert 'value="nothing" selected' in dirk.get(answer_address(found, "VAS")).content.decode()


def test_the_form_shows_nothing_of_the_matrix(cast: Cast) -> None:
    page = signed_in(cast.dirk).get(answer_address(opened(cast), "VAS")).content.decode()
    assert "selected" not in page.replace('value="" selected', "")


def test_the_own_answer_stands_in_the_form_again(cast: Cast) -> None:
    found, dirk = opened(cast), signed_in(cast.dirk)
    fill_in(dirk, cast, found, "VAS", {"VAS": Part.LEAD})
    shown = dirk.get(answer_address(found, "VAS")).content.decode()
    assert WHY in shown
    assert 'value="lead" selected' in shown


@pytest.mark.parametrize("name", ["yusuf", "noor", "omar", "marijke", "sanne", "ilse", "wil"])
def test_nobody_opens_the_answer_of_another_department(cast: Cast, name: str) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD})
    client = signed_in(cast[name])
    assert client.get(answer_address(found, "VAS")).status_code == 404
    assert fill_in(client, cast, found, "VAS", {"OOV": Part.LEAD}, seen=1).status_code == 404
    assert BlindAnswer.objects.get().version == 1


@pytest.mark.parametrize("name", ["yusuf", "noor", "omar", "marijke", "dirk"])
def test_before_it_closes_the_page_says_who_answered_and_not_what(cast: Cast, name: str) -> None:
    found = opened(cast)
    fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD})
    shown = page(signed_in(cast[name]), found)
    assert WHY not in shown
    assert "trekker" not in shown.casefold()
    assert "Vastgoed &amp; Grondzaken" in shown


def test_a_department_that_was_not_asked_answers_nothing(cast: Cast) -> None:
    assert fill_in(signed_in(cast.marga), cast, opened(cast), "WMO", {"VAS": Part.LEAD}).status_code == 404


def test_there_is_one_lead_in_an_answer(cast: Cast) -> None:
    answer = fill_in(signed_in(cast.dirk), cast, opened(cast), "VAS", {"VAS": Part.LEAD, "OOV": Part.LEAD})
    assert answer.status_code == 422
    assert "Kies één trekker" in answer.content.decode()
    assert not BlindAnswer.objects.exists()


@pytest.mark.parametrize(("why", "status"), [("😀" * 500, 302), ("x" * 5000, 422), ("bsn 111222333", 422)])
def test_what_is_typed_is_kept_on_the_page_or_in_the_round(cast: Cast, why: str, status: int) -> None:
    answer = fill_in(signed_in(cast.dirk), cast, opened(cast), "VAS", {"VAS": Part.LEAD}, why=why)
    assert answer.status_code == status
    assert why in (answer.content.decode() if status == 422 else BlindAnswer.objects.get().why)


def test_two_colleagues_of_one_department_do_not_overwrite_each_other(cast: Cast) -> None:
    found = opened(cast, "OOV")
    fill_in(signed_in(cast.kees), cast, found, "OOV", {"OOV": Part.LEAD})
    late = fill_in(signed_in(cast.renske), cast, found, "OOV", {"VAS": Part.LEAD}, why="Nee, Vastgoed.")
    assert late.status_code == 409
    assert "Nee, Vastgoed." in late.content.decode()
    assert BlindAnswer.objects.get().by == cast.kees


# ---- closing ---------------------------------------------------------------------------------------
def test_who_opened_it_closes_it_early_and_everybody_asked_hears_it(cast: Cast) -> None:
    found, noor = opened(cast), signed_in(cast.noor)
    noor.post(reverse("network:blind_round_close", args=[found.uuid]))
    assert (hears(cast.dirk, "blind_round_closed"), hears(cast.noor, "blind_round_closed")) == (1, 1)
    noor.post(reverse("network:blind_round_close", args=[found.uuid]))
    assert hears(cast.dirk, "blind_round_closed") == 1


def test_nobody_else_closes_it(cast: Cast) -> None:
    found = opened(cast)
    assert signed_in(cast.omar).post(reverse("network:blind_round_close", args=[found.uuid])).status_code == 404
    found.refresh_from_db()
    assert not found.is_closed


def test_what_comes_after_closing_is_not_kept_and_stands_on_the_page(cast: Cast) -> None:
    found = opened(cast)
    signed_in(cast.noor).post(reverse("network:blind_round_close", args=[found.uuid]))
    late = fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD})
    assert late.status_code == 409
    assert WHY in late.content.decode()
    assert not BlindAnswer.objects.exists()


def test_after_the_last_day_it_is_closed_and_told_once(cast: Cast) -> None:
    found = opened(cast)
    assert close_lapsed() == 0
    BlindRound.objects.filter(pk=found.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    assert fill_in(signed_in(cast.dirk), cast, found, "VAS", {"VAS": Part.LEAD}).status_code == 409
    close_blind_rounds()
    close_blind_rounds()
    assert hears(cast.dirk, "blind_round_closed") == 1
