"""Who measures fills the demo with signals that queues, search and pages treat as filed ones."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from hkin.privacy.words import query_words
from network.models import User
from signals.access import open_signal
from signals.demo.filling import ABSENT, COMMON, RARE, VOCABULARY
from signals.models import Reporter, Signal, TrailEntry
from signals.models.signal import SignalQuerySet

COUNT = 40


@pytest.fixture
def filled(cast: object, settings: Settings, tmp_path: Path) -> SignalQuerySet:
    settings.DEMO = True
    call_command("fill_signals", str(COUNT), stdout=StringIO())
    return Signal.objects.order_by("pk")


@pytest.fixture
def omar(filled: SignalQuerySet) -> User:
    return User.objects.get(username="omar")


def holding(signals: SignalQuerySet, word: str) -> int:
    return signals.filter(words__contains=query_words(word)).count()


def test_a_server_that_is_no_demo_refuses(cast: object, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="HKIN_DEMO"):
        call_command("fill_signals", "1")


def test_it_adds_as_many_as_were_asked(filled: SignalQuerySet) -> None:
    assert filled.count() == COUNT


def test_each_has_a_reporter_and_a_beginning(filled: SignalQuerySet) -> None:
    assert (Reporter.objects.count(), TrailEntry.objects.count()) == (COUNT, COUNT)


def test_the_team_sees_them(filled: SignalQuerySet, omar: User) -> None:
    assert filled.visible_to(omar).count() == COUNT


def test_some_are_open_and_most_are_closed(filled: SignalQuerySet) -> None:
    assert 0 < filled.open().count() < filled.closed().count()


def test_one_opens_with_its_own_key(filled: SignalQuerySet, omar: User) -> None:
    opened = open_signal(filled[0].reference, by=omar, purpose="handle")
    assert opened.text("text").split()[0] == COMMON


def test_the_words_to_look_for_are_common_rare_and_absent(filled: SignalQuerySet) -> None:
    assert [holding(filled, word) for word in (COMMON, RARE, ABSENT)] == [COUNT // 4, 1, 0]


def test_they_meet_by_what_they_mention(filled: SignalQuerySet) -> None:
    assert filled.exclude(mentions=None).distinct().count() == len(range(0, COUNT, 3))


def test_it_says_which_words_to_look_for(cast: object, settings: Settings) -> None:
    settings.DEMO, said = True, StringIO()
    call_command("fill_signals", "1", stdout=said)
    assert json.loads(said.getvalue()) == {"common": COMMON, "rare": RARE, "absent": ABSENT}


def test_no_word_of_the_vocabulary_is_one_to_look_for() -> None:
    looked_for = {tuple(query_words(word)) for word in (COMMON, RARE, ABSENT)}
    assert not looked_for & {tuple(query_words(word)) for word in VOCABULARY}
