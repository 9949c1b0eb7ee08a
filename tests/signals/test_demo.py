"""Somebody who tries HKIN finds two municipalities at work, with signals in every part of their life."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from hkin.outbox.models import Letter
from hkin.privacy.sealing import open_key
from network.blind_page import overlay_of
from network.models import Asking, Hole, Municipality, User
from network.rules import HoleKind
from signals.audience import audience_of
from signals.demo.dating import in_working_hours
from signals.models import DrillRun, HandOver, PrivacyCheck, Signal, SourceQuestion, TrailEntry
from signals.models.assignment import Reply
from signals.models.note import NoteKind
from signals.models.tie import Tie
from signals.protocols import protocol_of
from signals.rules.lifecycle import Outcome, Route, Status
from signals.rules.reference import shown
from signals.sources import holders_of
from signals.valuing import heard_lately
from tests.signals.team import page_of, signed_in, words_of

PASSWORD = "oudeveen-proefdraaien"


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Once, and rolled back at the end: it is thousands of questions to the database."""
    sealed = settings.STORAGES["sealed"] | {"OPTIONS": {"location": str(tmp_path_factory.mktemp("sealed"))}}
    surroundings = override_settings(DEMO=True, DEMO_PASSWORD=PASSWORD, STORAGES=settings.STORAGES | {"sealed": sealed})
    with surroundings, django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """As it was loaded, whatever another test did to it."""


def test_a_server_that_is_no_demo_refuses(db: None) -> None:
    there = Municipality.objects.count()
    with override_settings(DEMO=False), pytest.raises(CommandError, match="HKIN_DEMO"):
        call_command("load_demo")
    assert Municipality.objects.count() == there


def test_two_people_read_what_was_called_false_after_the_reporter_answered(demo: None) -> None:
    signal = Signal.objects.get(outcome=Outcome.FALSE_OR_MALICIOUS)
    row, answer = signal.second_readings.get(), signal.notes.get(kind=NoteKind.ANSWER)
    assert row.agrees
    assert signal.closed_at is not None
    assert row.read_at is not None
    assert row.asked_at < answer.at < row.read_at < signal.closed_at


def test_there_are_signals_in_every_part_of_their_life(demo: None) -> None:
    assert Signal.objects.count() >= 60
    assert set(Signal.objects.values_list("status", flat=True)) == set(Status)
    assert set(Signal.objects.values_list("route", flat=True)) == set(Route)
    assert set(HandOver.objects.values_list("reply", flat=True)) == set(Reply)
    assert set(Signal.objects.closed().values_list("outcome", flat=True)) == set(Outcome)
    assert Signal.objects.unseen_urgent().exists()
    assert Signal.objects.overdue(timezone.localdate()).exists()
    assert Signal.objects.filter(is_shielded=True, attachments=None).exists()
    assert Signal.objects.exclude(attachments=None).count() >= 3
    assert set(Hole.objects.values_list("kind", flat=True)) >= {HoleKind.NO_LEAD, HoleKind.NO_CONTACT}


def test_the_contact_person_of_the_readme_finds_a_question(demo: None) -> None:
    dirk = User.objects.get(username="dirk")
    assert HandOver.objects.visible_to(dirk).filter(reply=Reply.WAITING).exists()


def test_a_newcomer_finds_a_signal_behind_a_flag(demo: None) -> None:
    signal, omar = Signal.objects.get(has_police_data=True), User.objects.get(username="omar")
    assert "Politiegegevens" in page_of(omar, signal)
    assert "Bea spreekt de politie" in page_of(omar, signal, "flag")
    assert {user.username for user in audience_of(signal).everybody} == {"omar", "bea", "fatma", "wil"}


def test_a_newcomer_finds_a_signal_in_two_parts(demo: None) -> None:
    omar, tie = User.objects.get(username="omar"), Tie.objects.get()
    assert "Inschrijving met een overgeschreven plan" in page_of(omar, tie.whole)
    assert f"Afgesplitst: {shown(tie.part.reference)}" in page_of(omar, tie.whole)
    assert f"Deel van {shown(tie.whole.reference)}" in page_of(omar, tie.part)


@pytest.mark.parametrize(("tab", "line"), [("", "drie kopieën"), ("klaar", "stappenplan")])
def test_a_newcomer_finds_what_changed_in_own_rules(demo: None, tab: str, line: str) -> None:
    answer = signed_in(User.objects.get(username="omar")).get("/verbeteringen/", {"toon": tab})
    assert line in words_of(answer)


def test_the_directory_is_at_work(demo: None) -> None:
    oudeveen = Municipality.objects.get(slug="oudeveen")
    assert sorted(oudeveen.change_sets.values_list("state", flat=True)) == ["draft", "proposed"]
    assert oudeveen.contests.get(settled_at=None).by.username == "dirk"
    assert Asking.objects.get(answered_on=None).department.code == "INK"
    answers = {one.theme.code: (one.is_closed, one.answers.count()) for one in oudeveen.blind_rounds.all()}
    assert answers == {"T08": (True, 4), "T04": (False, 2)}
    assert overlay_of(oudeveen.blind_rounds.get(theme__code="T08")).agenda
    assert (oudeveen.interests.count(), oudeveen.open_questions.count()) == (5, 2)
    assert DrillRun.objects.get(municipality=oudeveen).by.username == "omar"
    assert oudeveen.indicator_drafts.waiting().count() == 1


def test_what_happened_lies_in_the_past_in_its_order(demo: None) -> None:
    for signal in Signal.objects.prefetch_related("trail"):
        moments = [entry.at for entry in signal.trail.all()]
        assert moments == sorted(moments)
        assert moments[0] == signal.created_at
    assert not Letter.objects.filter(created_at__lt=timezone.now() - timedelta(days=2)).exists()


def test_loading_again_changes_nothing(demo: None) -> None:
    before = (Signal.objects.count(), Letter.objects.count())
    call_command("load_demo")
    assert (Signal.objects.count(), Letter.objects.count()) == before


def test_staff_work_in_working_hours(demo: None) -> None:
    moments = [
        *TrailEntry.objects.values_list("at", flat=True),
        *PrivacyCheck.objects.exclude(decided_at=None).values_list("decided_at", flat=True),
        *HandOver.objects.exclude(replied_at=None).values_list("replied_at", flat=True),
    ]
    local = [timezone.localtime(at) for at in moments]
    assert {at.isoformat() for at in local if at.weekday() > 4 or not time(8, 30) <= at.time() <= time(17)} == set()


@pytest.mark.parametrize("now", ["2026-11-24T03:00", "2026-11-22T13:20", "2026-11-24T11:00", "2026-11-23T20:00"])
def test_what_happened_first_stays_first(now: str) -> None:
    moment = timezone.make_aware(datetime.fromisoformat(now))
    told = [in_working_hours(moment - timedelta(hours=3 * ago), now=moment) for ago in range(200, -1, -1)]
    assert told == sorted(told)
    assert told[-1] <= moment
    assert {at.weekday() for at in told} <= set(range(5))


def test_a_first_word_is_dated_as_its_message(demo: None) -> None:
    heard = Signal.objects.exclude(first_word_at=None)
    assert heard.count() > 30
    for signal in heard:
        assert signal.first_word_at == signal.notes.filter(kind=NoteKind.TO_REPORTER).earliest("at").at
    assert heard_lately(User.objects.get(username="omar")).share > 60


def test_each_signal_is_weighed_for_a_purpose_of_its_own(demo: None) -> None:
    """A question about benefits is no supervision of buildings."""
    checks = PrivacyCheck.objects.exclude(source=None).select_related("source")
    grounds = {row.source.name: (protocol_of(row.signal), row.signal) for row in checks if row.source is not None}
    told = {}
    for name, (protocol, signal) in grounds.items():
        task = next(one for one in protocol.tasks if one.records)
        found = signal.findings.filter(task=task.code).latest("pk")
        answers = json.loads(open_key(signal.uuid).open("finding.answers", found.uuid, found.sealed_answers))
        told[name] = answers["ground"]
    assert told == {"BRP": "registration", "Uitkeringen": "income", "Vergunningen": "environment"}


def test_whoever_is_asked_can_answer(demo: None) -> None:
    """Without the signal: the question itself says where."""
    for row in SourceQuestion.objects.all():
        asked = open_key(row.signal.uuid).open("sourcequestion.question", row.uuid, row.sealed_question)
        assert "8999 AC" in asked or "8997 AC" in asked
    for check in PrivacyCheck.objects.exclude(source=None):
        assert holders_of(check.source.department, kept_out=frozenset())  # type: ignore[union-attr]
