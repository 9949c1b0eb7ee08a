"""The team reads its scores side by side: the spread per criterion and who gave what, and nothing is added up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.outbox.models import Message
from hkin.privacy.retention import forget, rules
from network.cast import Cast
from network.models import Absence
from signals.actions.scoring import counted_in_words, remind_of_scores
from signals.models import ScoreRound, ScoreSheet, Signal
from signals.rules.lifecycle import Urgency
from signals.rules.scoring import Score, Scores, Spread, balances, packed, spread_of, unpacked
from tests.signals.heard import MONDAY, heard, on_day
from tests.signals.life import filed
from tests.signals.team import address, page_of, signed_in, words_of
from tests.signals.weighing import asked_again, put_side_by_side, scored, scoring_asked, sheet_page

MOST_QUERIES = 25


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Bea finds it heavy, joris light, and kees does not know."""
    signal = filed(cast.sanne)
    round_ = scoring_asked(signal, cast)
    scored(round_, cast.bea, 2, severity=3, advice="to_research", words="Er slapen mensen.")
    scored(round_, cast.joris, 2, severity=0, advice="too_old")
    scored(round_, cast.kees, 2, severity=None, advice="to_research")
    put_side_by_side(signal, cast.omar)
    return signal


def shown(cast: Cast, signal: Signal) -> Any:
    return signed_in(cast.bea).get(address("scoring", signal)).context["results"][0]


def test_each_criterion_shows_all_values_and_how_far_they_are_apart(cast: Cast, signal: Signal) -> None:
    criteria = {one.code: one for one in shown(cast, signal).criteria}
    assert (criteria["severity"].spread, criteria["severity"].values) == (Spread((1, 0, 0, 1)), "0, 3, ?")
    assert (criteria["recency"].spread, criteria["recency"].values) == (Spread((0, 0, 3, 0)), "2, 2, 2")


def test_two_or_more_apart_is_a_talking_point_in_words(cast: Cast, signal: Signal) -> None:
    assert [one.code for one in shown(cast, signal).talking_points] == ["severity"]
    page = page_of(cast.bea, signal, "scoring")
    assert page.count(_("talking point")) == 1


def test_from_a_talking_point_an_agreement_is_written(cast: Cast, signal: Signal) -> None:
    assert f"{reverse('signals:norm_new')}?criterium=severity" in page_of(cast.bea, signal, "scoring")


def test_the_picture_says_how_many_gave_each_level(cast: Cast, signal: Signal) -> None:
    criteria = {one.code: one for one in shown(cast, signal).criteria}
    assert [(dot.number, dot.x) for dot in criteria["severity"].picture.dots] == [(1, 16), (1, 136)]
    assert [dot.number for dot in criteria["recency"].picture.dots] == [3]


def test_each_row_names_its_discipline(cast: Cast, signal: Signal) -> None:
    page = page_of(cast.bea, signal, "scoring")
    for part in (cast.department("WMO").name, "Joris Blok", "Hinder", "Er slapen mensen.", _("I do not know")):
        assert part in page


def test_what_to_talk_about_stands_before_what_you_agree_on(cast: Cast, signal: Signal) -> None:
    page = page_of(cast.bea, signal, "scoring")
    talk, agreed = page.index('id="t-latest-severity"'), page.index("hkin-scores__spreads")
    assert talk < agreed
    assert 'id="t-latest-recency"' not in page
    assert [one.code for one in shown(cast, signal).others if one.code == "severity"] == []


def test_what_everybody_gave_on_each_criterion_can_be_unfolded(cast: Cast, signal: Signal) -> None:
    page = page_of(cast.bea, signal, "scoring")
    folded = page[page.index("hkin-scores__who") :]
    assert "Bea Schouten" in folded
    assert all(one.label in folded for one in shown(cast, signal).criteria)


def test_how_many_scored_and_the_minimum_stand_with_the_result(cast: Cast, signal: Signal) -> None:
    assert counted_in_words(3, 3) in page_of(cast.bea, signal, "scoring")


def test_urgency_stands_beside_it_and_not_in_it(cast: Cast, signal: Signal) -> None:
    before = shown(cast, signal).criteria
    Signal.objects.filter(pk=signal.pk).update(urgency=Urgency.NOW, urgency_rank=0)
    assert shown(cast, signal).criteria == before


def test_who_would_do_what_is_named(cast: Cast, signal: Signal) -> None:
    assert [(one.label, one.who) for one in shown(cast, signal).advice] == [
        ("Te lang geleden", ("Joris Blok",)),
        ("Naar bronnenonderzoek", ("Bea Schouten", "Kees van Rooij")),
    ]


def test_a_round_of_before_can_still_be_read(cast: Cast, signal: Signal) -> None:
    asked_again(signal, cast)
    page = page_of(cast.omar, signal, "scoring")
    assert "Er slapen mensen." in page
    assert _("Scores are asked") in page


def test_a_light_protocol_shows_a_column_a_person(cast: Cast) -> None:
    cast.oudeveen.protocol_version, cast.oudeveen.minimum_scores = "light-1", 2
    cast.oudeveen.save()
    signal = filed(cast.sanne)
    Signal.objects.filter(pk=signal.pk).update(protocol_version="light-1")
    round_ = scoring_asked(Signal.objects.get(pk=signal.pk), cast, cast.bea, cast.joris)
    scored(round_, cast.bea, 0)
    scored(round_, cast.joris, 3)
    put_side_by_side(signal, cast.omar)
    page = page_of(cast.bea, signal, "scoring")
    assert '<svg class="hkin-spread"' not in page
    assert "hkin-scores__columns" in page
    assert counted_in_words(2, 2) in page


@pytest.mark.parametrize("who", ["omar", "bea"])
def test_the_page_asks_little_however_many_scored(cast: Cast, signal: Signal, who: str) -> None:
    for _turn in range(2):
        round_ = asked_again(signal, cast)
        for one in (cast.bea, cast.joris, cast.kees):
            scored(round_, one)
        put_side_by_side(signal, cast.omar)
    asked_again(signal, cast, cast.bea, cast.joris, cast.kees, cast.wil)
    client = signed_in(cast[who])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address("scoring", signal)).status_code == 200
    assert len(asked) <= MOST_QUERIES


def test_the_sheet_asks_little(cast: Cast) -> None:
    round_ = scoring_asked(filed(cast.sanne), cast)
    sheet = round_.sheets.get(scorer=cast.bea)
    client = signed_in(cast.bea)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("signals:score_sheet", args=[sheet.reference]))
    assert len(asked) <= MOST_QUERIES


# ---- the day it must be there --------------------------------------------------------------------
def test_home_says_what_waits_for_my_score_only_as_long_as_it_does(cast: Cast) -> None:
    round_ = scoring_asked(filed(cast.sanne, themes=[cast.themes["T07"]]), cast)
    sheet = round_.sheets.get(scorer=cast.bea)
    link = reverse("signals:score_sheet", args=[sheet.reference])
    assert link in words_of(signed_in(cast.bea).get("/"))
    assert link not in words_of(signed_in(cast.joris).get("/"))
    scored(round_, cast.bea)
    assert link not in words_of(signed_in(cast.bea).get("/"))


def test_who_is_late_hears_it_once(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    round_ = scoring_asked(filed(cast.sanne), cast)
    scored(round_, cast.bea)
    Absence.objects.create(user=cast.kees, from_on=date(2026, 1, 1), until_on=date(2027, 12, 31))
    remind_of_scores()
    assert "scores_late" not in heard(cast.joris)
    for day in (1, 2):
        time_machine.move_to(on_day(day), tick=False)
        remind_of_scores()
    assert heard(cast.joris).count("scores_late") == 1
    assert "scores_late" not in heard(cast.bea)
    assert "scores_late" not in heard(cast.kees)


def test_a_destroyed_signal_leaves_no_round_sheet_or_message(cast: Cast, signal: Signal) -> None:
    Signal.objects.filter(pk=signal.pk).update(
        status="closed", outcome="no_hit", destroy_on=timezone.localdate() - timedelta(days=1)
    )
    numbers = list(ScoreSheet.objects.values_list("reference", flat=True))
    for rule in rules():
        if rule.name == "closed_signals":
            forget(rule)
    assert not ScoreRound.objects.exists()
    assert not ScoreSheet.objects.exists()
    assert not Message.objects.filter(reference__in=numbers).exists()


def test_ilse_sees_nothing(cast: Cast, signal: Signal) -> None:
    assert signed_in(cast.ilse).get(address("scoring", signal)).status_code == 404
    for sheet in ScoreSheet.objects.all():
        assert sheet_page(cast.ilse, sheet).status_code == 404


# ---- the rule alone ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("advice", "even"),
    [
        (["a", "b"], True),
        (["a", "b", ""], True),
        (["a", "a", "b"], False),
        (["a", "a", "b", "b", "c"], True),
        (["", ""], False),
        (["a", ""], False),
        ([], False),
    ],
)
def test_advice_balances_when_two_ways_lead_with_as_much(advice: list[str], even: bool) -> None:
    assert balances(advice) is even


def test_nobody_who_knew_is_no_spread() -> None:
    assert spread_of([Score(None), Score(None)]) is None


def test_what_is_packed_comes_out_as_it_went_in_and_is_always_as_long() -> None:
    short = Scores({"a": Score(0), "b": Score(None)})
    long = Scores({"a": Score(3, '€"\n\x00' * 75), "b": Score(3, "é" * 300)}, "to_research")
    assert unpacked(packed(long)) == long
    assert len(packed(short)) == len(packed(long))
