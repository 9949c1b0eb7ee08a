"""Until the scores are shown nobody learns what another gave: not from a page, its size, the trail or the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hkin.outbox.models import Letter, Message
from hkin.privacy.models import Look
from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.actions.working import NotYet
from signals.models import Finding, ScoreRound, ScoreSheet, Signal, TrailEntry
from signals.rules.lifecycle import Verb
from signals.scoring import StillSecret, progress_of, result_of, results_of
from tests.signals.life import filed
from tests.signals.team import address, send, signed_in
from tests.signals.weighing import asked_again, put_side_by_side, scored, scoring_asked, sheet_of

LOW = {"level": 0, "advice": "too_old", "words": ""}
HIGH = {"level": 3, "advice": "to_research", "words": "Dit is zwaar, want er slapen kinderen in de loods. " * 5}
NOT_KNOWING = {"level": None, "advice": "", "words": "Geen idee"}
GIVEN = [LOW, HIGH, NOT_KNOWING]

#: What differs from one look to the next, whatever anybody scored.
RANDOM = re.compile(r'(csrfmiddlewaretoken" value="|name="key" value="|nonce="|"X-CSRFToken": ")[^"]+')


#: The clock of the database goes on while these tests look.
MOMENT = re.compile(r'(hkin-trail__when">)[^<]+')


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23 10:00+01:00", tick=False)


@pytest.fixture
def round_(cast: Cast) -> ScoreRound:
    return scoring_asked(filed(cast.sanne), cast, cast.bea, cast.joris, cast.kees, cast.omar)


@contextmanager
def given_by_two(round_: ScoreRound, cast: Cast, given: dict[str, Any]) -> Iterator[None]:
    """Bea and joris gave this, as long as it lasts."""
    with transaction.atomic():
        for one in (cast.bea, cast.joris):
            scored(round_, one, **given)
        yield
        transaction.set_rollback(True)


def looked(user: User, path: str) -> tuple[int, str, int, int]:
    """Status, page without what is random, its length, and how many questions it took."""
    client = signed_in(user)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)
    page = MOMENT.sub("", answer.content.decode())
    return answer.status_code, RANDOM.sub("", page), len(page.encode()), len(asked)


def changed(one: str, other: str) -> list[str]:
    return list(unified_diff(one.splitlines(), other.splitlines(), n=0, lineterm=""))


def paths(signal: Signal, sheet: ScoreSheet) -> list[str]:
    return [
        "/",
        reverse("outbox:inbox"),
        reverse("signals:queue"),
        address("team_detail", signal),
        address("scoring", signal),
        reverse("signals:score_sheet", args=[sheet.reference]),
    ]


@pytest.mark.parametrize("who", ["kees", "omar", "bea"])
def test_every_page_is_the_same_to_the_byte_whatever_others_gave(cast: Cast, round_: ScoreRound, who: str) -> None:
    """Kees did not score yet, omar coordinates, and bea reads what joris might have given."""
    user, sheet = cast[who], sheet_of(round_, cast[who])
    own = {"level": 2, "advice": "", "words": "Zelf."}
    seen = []
    for given in GIVEN:
        with transaction.atomic():
            scored(round_, cast.bea, **(own if who == "bea" else given))
            scored(round_, cast.joris, **given)
            seen.append([looked(user, path) for path in paths(round_.signal, sheet)])
            transaction.set_rollback(True)
    for path, *looks in zip(paths(round_.signal, sheet), *seen, strict=True):
        assert [line for look in looks[1:] for line in changed(looks[0][1], look[1])] == [], path
        assert looks[0] == looks[1] == looks[2], path
    assert all(status == 200 for status, *_rest in seen[0])


def test_everything_sealed_is_equally_long(cast: Cast, round_: ScoreRound) -> None:
    lengths = set()
    for given in GIVEN:
        with given_by_two(round_, cast, given):
            lengths |= {len(bytes(sheet.sealed_scores)) for sheet in round_.sheets.exclude(given_at=None)}
    assert len(lengths) == 1


def test_the_trail_says_who_and_nothing_else(cast: Cast, round_: ScoreRound) -> None:
    with given_by_two(round_, cast, HIGH):
        rows = TrailEntry.objects.filter(signal=round_.signal, verb=Verb.SCORE)
        assert {row.actor for row in rows} == {cast.bea, cast.joris}
        assert [row.sealed_detail for row in rows] == [None, None]


def test_findings_messages_letters_and_the_log_are_the_same(cast: Cast, round_: ScoreRound) -> None:
    def kept() -> list[Any]:
        return [
            list(Finding.objects.order_by("pk").values_list("task", "verdict", "sealed_answers", "by", "role")),
            list(Message.objects.order_by("pk").values_list("kind", "reference", "path", "created_at")),
            list(Letter.objects.order_by("pk").values_list("kind", "reference", "path", "created_at")),
            list(Look.objects.order_by("pk").values_list("action", "purpose", "result")),
        ]

    seen = []
    for given in GIVEN:
        with given_by_two(round_, cast, given):
            seen.append(kept())
    assert seen[0] == seen[1] == seen[2]


def test_a_round_does_not_open_before_it_is_shown(cast: Cast, round_: ScoreRound) -> None:
    scored(round_, cast.bea, 3)
    sealer = open_key(round_.signal.uuid)
    with pytest.raises(StillSecret):
        result_of(round_, sealer, reader=cast.bea)
    assert results_of(round_.signal, sealer, reader=cast.bea) == []
    assert not any("sealed_scores" in sheet.__dict__ for sheet in progress_of(round_, round_.signal).sheets)


def test_a_sheet_of_another_is_not_there(cast: Cast, round_: ScoreRound) -> None:
    sheet = scored(round_, cast.bea, 3)
    for user in (cast.kees, cast.omar, cast.wil, cast.ilse, cast.fatma):
        assert looked(user, reverse("signals:score_sheet", args=[sheet.reference]))[0] == 404


def test_a_member_reads_who_answered_nowhere_on_the_page_of_scores(cast: Cast, round_: ScoreRound) -> None:
    scored(round_, cast.bea, 3)
    _status, page, *_rest = looked(cast.kees, address("scoring", round_.signal))
    assert "Bea Schouten" not in page
    _status, page, *_rest = looked(cast.omar, address("scoring", round_.signal))
    assert "Bea Schouten" in page


def test_trying_to_show_too_early_answers_alike(cast: Cast, round_: ScoreRound) -> None:
    answers = []
    for given in GIVEN:
        with given_by_two(round_, cast, given):
            answer = send(cast.kees, "scoring_show", round_.signal)
            answers.append((answer.status_code, RANDOM.sub("", MOMENT.sub("", answer.content.decode()))))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 409


def test_once_shown_the_team_reads_who_gave_what(cast: Cast, round_: ScoreRound) -> None:
    for one in (cast.bea, cast.joris, cast.kees, cast.omar):
        scored(round_, one, 3)
    put_side_by_side(round_.signal, cast.omar)
    _status, page, *_rest = looked(cast.kees, address("scoring", round_.signal))
    assert "Bea Schouten" in page
    assert "Levensgevaar" in page


# ---- whoever leads the round scores like everybody ---------------------------------------------------
def test_who_still_scores_does_not_show_the_others(cast: Cast, round_: ScoreRound) -> None:
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one, 3)
    assert address("scoring_show", round_.signal) not in looked(cast.omar, address("scoring", round_.signal))[1]
    with pytest.raises(NotYet):
        put_side_by_side(round_.signal, cast.omar)
    scored(round_, cast.omar, 0)
    put_side_by_side(round_.signal, cast.omar)
    round_.refresh_from_db()
    assert round_.shown_at is not None


def test_who_was_not_asked_shows_them(cast: Cast) -> None:
    round_ = scoring_asked(filed(cast.sanne), cast, cast.bea, cast.joris, cast.kees)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one, 3)
    put_side_by_side(round_.signal, cast.omar)
    round_.refresh_from_db()
    assert round_.shown_at is not None


def test_an_earlier_round_is_read_after_the_own_score(cast: Cast) -> None:
    first = scoring_asked(filed(cast.sanne), cast, cast.bea, cast.joris, cast.kees)
    for one in (cast.bea, cast.joris, cast.kees):
        scored(first, one, words=f"Dit schreef {one.username}.")
    put_side_by_side(first.signal, cast.omar)
    second = asked_again(first.signal, cast, cast.bea, cast.omar, cast.joris)
    page, own = (
        address("scoring", first.signal),
        reverse("signals:score_sheet", args=[sheet_of(first, cast.bea).reference]),
    )
    for user, path in ((cast.omar, page), (cast.bea, page), (cast.bea, own)):
        assert "Dit schreef kees." not in looked(user, path)[1]
    assert "Dit schreef kees." in looked(cast.kees, page)[1]
    scored(second, cast.omar)
    assert "Dit schreef kees." in looked(cast.omar, page)[1]
