"""The coordinator tells three closed signals anew; nothing keeps which signal a story was told after."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.models import DataKey, Look
from network.cast import Cast
from network.models import RoleGrant
from signals.actions.calibration import start_round
from signals.calibration import texts_of
from signals.models import CalibrationCase, CalibrationRound, CalibrationSheet, Signal
from signals.rules.lifecycle import Outcome, Status
from tests.signals.calibrating import STORY, address, joins_the_team, opened, prepared
from tests.signals.filing_form import signed_in
from tests.signals.life import TEXT, filed

LIST = "/ijken/"


def closed(cast: Cast, **more: Any) -> Signal:
    signal = filed(cast.sanne)
    ended = {"status": Status.CLOSED, "outcome": Outcome.NO_HIT, "closed_at": timezone.now()}
    Signal.objects.filter(pk=signal.pk).update(**ended | more)
    return signal


def opening(found: CalibrationRound, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate()
    sent = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year, "seen": found.version}
    return sent | changed


def rewritten(cast: Cast, found: CalibrationRound, signal: Signal, text: str = STORY, **more: Any) -> Any:
    where = address("_rewrite", found, 1, signal.reference)
    return signed_in(cast.omar).post(where, {"text": text, "seen": found.version} | more)


def test_a_coordinator_begins_a_round_and_there_is_one_at_a_time(cast: Cast) -> None:
    omar = signed_in(cast.omar)
    first = omar.post("/ijken/nieuw/", {"gemeente": "oudeveen"})
    assert first.status_code == 302
    assert omar.post("/ijken/nieuw/", {"gemeente": "oudeveen"})["Location"] == first["Location"]
    assert CalibrationRound.objects.count() == 1


@pytest.mark.parametrize("name", ["bea", "joris", "ruud", "dirk", "fatma", "marijke", "ilse", "jelle"])
def test_nobody_else_begins_or_sees_a_round_that_is_being_written(cast: Cast, name: str) -> None:
    found, client = prepared(cast), signed_in(cast[name])
    assert client.post("/ijken/nieuw/", {"gemeente": "oudeveen"}).status_code == 404
    for where in (address("", found), address("_case", found, 1)):
        assert client.get(where).status_code == 404
    assert client.post(address("_open", found), opening(found)).status_code == 404
    assert client.post(address("_discard", found), {"seen": found.version}).status_code == 404


def test_the_original_stands_beside_an_empty_form_and_the_look_is_written_down(cast: Cast) -> None:
    signal, found = closed(cast), start_round(by=cast.omar, municipality=cast.oudeveen)
    answer = signed_in(cast.omar).get(address("_rewrite", found, 1, signal.reference))
    assert TEXT in unescape(answer.content.decode())
    assert not answer.context["form"]["text"].value()
    assert Look.objects.filter(purpose="calibrate", action="open_signal", signals=[signal.uuid]).count() == 1


def test_only_closed_signals_without_a_law_of_their_own_are_offered(cast: Cast) -> None:
    found = start_round(by=cast.omar, municipality=cast.oudeveen)
    may = closed(cast)
    may_not = [filed(cast.sanne), closed(cast, has_police_data=True), closed(cast, is_closed_regime=True)]
    omar = signed_in(cast.omar)
    page = omar.get(address("_case", found, 1)).content.decode()
    assert address("_rewrite", found, 1, may.reference) in page
    for signal in may_not:
        where = address("_rewrite", found, 1, signal.reference)
        assert where not in page
        assert omar.get(where).status_code == 404


def test_a_story_is_kept_sealed_under_the_key_of_the_round(cast: Cast) -> None:
    signal, found = closed(cast), start_round(by=cast.omar, municipality=cast.oudeveen)
    assert rewritten(cast, found, signal).status_code == 302
    assert texts_of(found) == {1: STORY}
    assert DataKey.objects.filter(owner=found.uuid).exists()
    case = CalibrationCase.objects.get(round=found, number=1)
    assert STORY.encode() not in bytes(case.sealed_text or b"")


def test_no_table_of_a_calibration_points_at_a_signal(cast: Cast) -> None:
    signal, found = closed(cast), start_round(by=cast.omar, municipality=cast.oudeveen)
    rewritten(cast, found, signal)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE %s",
                       ["signals_calibration%"])  # fmt: skip
        columns = cursor.fetchall()
        assert len(columns) > 20
        assert [column for _table, column in columns if "signal" in column or "reference" in column] == []
        for table in {table for table, _column in columns}:
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
            everything = cursor.fetchone()[0] or ""
            assert signal.reference not in everything
            assert str(signal.uuid) not in everything


def test_words_copied_from_the_signal_are_refused(cast: Cast) -> None:
    signal, found = closed(cast), start_round(by=cast.omar, municipality=cast.oudeveen)
    answer = rewritten(cast, found, signal, text=f"Dit viel op. {TEXT}")
    assert answer.status_code == 422
    assert "Vertel het in je eigen woorden." in answer.content.decode()
    assert texts_of(found) == {}


def test_a_bsn_is_refused_and_a_name_is_asked_about(cast: Cast) -> None:
    signal, found = closed(cast), start_round(by=cast.omar, municipality=cast.oudeveen)
    assert rewritten(cast, found, signal, text="Iemand met BSN 111222333 belde.").status_code == 422
    answer = rewritten(cast, found, signal, text="Mevrouw Jansen belde over een bus.")
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["text"].value() == "Mevrouw Jansen belde over een bus."
    sure = {form.sure: "on"}
    assert rewritten(cast, found, signal, text="Mevrouw Jansen belde over een bus.", **sure).status_code == 302


def test_a_round_that_a_colleague_changed_keeps_what_was_typed(cast: Cast) -> None:
    signal, found = closed(cast), start_round(by=cast.omar, municipality=cast.oudeveen)
    rewritten(cast, found, signal)
    answer = rewritten(cast, found, signal, text="Een ander verhaal over een loods.")
    assert answer.status_code == 409
    assert "Een ander verhaal over een loods." in answer.content.decode()
    assert texts_of(found) == {1: STORY}


def test_opening_gives_every_member_a_sheet_and_tells_them(cast: Cast) -> None:
    found = prepared(cast)
    assert signed_in(cast.omar).post(address("_open", found), opening(found)).status_code == 302
    scorers = {sheet.scorer.username for sheet in CalibrationSheet.objects.all()}
    assert scorers == {"bea", "kees", "joris"}
    kind = "calibration_opened"
    assert Message.objects.filter(recipient_mark=duty_mark(cast.bea.pk), kind=kind).count() == 1
    assert not Message.objects.filter(recipient_mark=duty_mark(cast.omar.pk), kind=kind).exists()


def test_whoever_read_the_originals_does_not_score(cast: Cast) -> None:
    joins_the_team(cast, "omar", "ruud")
    assert {sheet.scorer.username for sheet in opened(cast).sheets.all()} == {"bea", "kees", "joris", "ruud"}


def test_a_round_without_three_stories_does_not_open(cast: Cast) -> None:
    found = start_round(by=cast.omar, municipality=cast.oudeveen)
    assert signed_in(cast.omar).post(address("_open", found), opening(found)).status_code == 409
    assert not CalibrationSheet.objects.exists()


def test_with_too_few_colleagues_it_does_not_open_and_says_why(cast: Cast) -> None:
    found = prepared(cast)
    RoleGrant.objects.filter(user=cast.kees, role="team_member").delete()
    answer = signed_in(cast.omar).post(address("_open", found), opening(found))
    assert answer.status_code == 409
    assert "Er zijn te weinig collega" in unescape(answer.content.decode())
    assert not CalibrationSheet.objects.exists()


def test_a_wrong_day_is_said(cast: Cast) -> None:
    found = prepared(cast)
    answer = signed_in(cast.omar).post(address("_open", found), opening(found, due_on_year=2019))
    assert answer.status_code == 422
    assert "Kies vandaag of een latere dag." in answer.content.decode()


def test_a_round_that_is_thrown_away_takes_its_key_along(cast: Cast) -> None:
    found = prepared(cast)
    assert signed_in(cast.omar).post(address("_discard", found), {"seen": found.version}).status_code == 302
    assert not CalibrationRound.objects.exists()
    assert not DataKey.objects.filter(owner=found.uuid).exists()


def test_an_open_round_is_not_thrown_away_nor_rewritten(cast: Cast) -> None:
    found, omar = opened(cast), signed_in(cast.omar)
    assert omar.post(address("_discard", found), {"seen": found.version}).status_code == 409
    assert omar.get(address("_case", found, 1)).status_code == 404
    assert CalibrationRound.objects.get().is_open
