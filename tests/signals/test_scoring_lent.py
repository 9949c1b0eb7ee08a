"""A partner municipality lends its scorers: they read what weighing needs on a sheet of their own, and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.marks import exclusion_mark
from network.cast import Cast
from network.models import Absence, Municipality, RoleGrant
from signals.actions.protocol import weigh
from signals.models import ScoreRound, ScoreSheet, Signal
from signals.rules.flags import FLAG_FIELD
from signals.rules.lifecycle import Route
from signals.scoring import partner_scorers
from tests.signals.heard import heard
from tests.signals.life import TEXT, filed
from tests.signals.team import page_of, send, signed_in, words_of
from tests.signals.weighing import (
    asked_again,
    put_side_by_side,
    ready_to_score,
    scored,
    sheet_of,
    sheet_page,
    typed,
)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Oudeveen borrows scorers of Veenwijk."""
    cast.oudeveen.scoring_partner = cast.veenwijk
    cast.oudeveen.save()
    signal = filed(cast.sanne, themes=[cast.themes["T07"]], indicators=list(cast.themes["T07"].indicators.all()[:1]))
    return Signal.objects.get(pk=ready_to_score(signal, cast).pk)


@pytest.fixture
def lent(cast: Cast, signal: Signal) -> ScoreRound:
    return asked_again(signal, cast, cast.bea, cast.joris, cast.jelle)


def test_the_team_of_the_partner_is_offered_and_not_ticked(cast: Cast, signal: Signal) -> None:
    form = signed_in(cast.omar).get(reverse("signals:scoring", args=[signal.reference])).context["open_form"]
    assert {label.partition(" (")[0] for _key, label in form.fields["partner"].choices} == {
        "Jelle Dijkstra",
        "Marloes Peters",
    }
    assert "partner" not in form.initial


def test_without_a_partner_nobody_of_elsewhere_is_offered(cast: Cast, signal: Signal) -> None:
    Municipality.objects.update(scoring_partner=None)
    assert partner_scorers(Signal.objects.get(pk=signal.pk)) == []


@pytest.mark.parametrize("flag", FLAG_FIELD.values())
def test_a_closed_law_is_not_offered_to_a_partner(cast: Cast, signal: Signal, flag: str) -> None:
    setattr(signal, flag, True)
    assert partner_scorers(signal) == []


@pytest.mark.parametrize("flag", FLAG_FIELD.values())
def test_a_flag_set_later_takes_the_sheet_away(cast: Cast, lent: ScoreRound, flag: str) -> None:
    sheet = sheet_of(lent, cast.jelle)
    assert sheet_page(cast.jelle, sheet).status_code == 200
    Signal.objects.filter(pk=lent.signal_id).update(**{flag: True})
    assert sheet_page(cast.jelle, sheet).status_code == 404
    assert sheet_page(cast.jelle, sheet, typed(lent.signal)).status_code == 404


def test_an_absent_colleague_of_the_partner_is_not_offered(cast: Cast, signal: Signal) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.marloes, from_on=today, until_on=today, deputy=cast.gerrit)
    assert {one.user for one in partner_scorers(signal)} == {cast.jelle, cast.gerrit}


def test_whom_the_reporter_excluded_is_not_offered(cast: Cast, signal: Signal) -> None:
    signal.excluded_marks = [exclusion_mark(cast.jelle.pk)]
    assert cast.jelle not in {one.user for one in partner_scorers(signal)}


def test_they_read_what_weighing_needs(cast: Cast, lent: ScoreRound) -> None:
    signal = Signal.objects.get(pk=lent.signal_id)
    code = {"source": "A", "information": "2"}
    weigh(signal.reference, by=cast.omar, task="source-code", verdict="coded", answers=code, version=signal.version)
    page = words_of(sheet_page(cast.jelle, sheet_of(lent, cast.jelle)))
    for part in (TEXT, "Industrieweg 12", cast.themes["T07"].name, "A: betrouwbaar", "Hinder"):
        assert part in page


def test_they_read_no_name_note_attachment_or_trail(cast: Cast, lent: ScoreRound) -> None:
    signal = lent.signal
    signal.refresh_from_db()
    send(cast.bea, "note", signal, text="De brandweer kent deze loods.")
    page = words_of(sheet_page(cast.jelle, sheet_of(lent, cast.jelle)))
    for part in (
        "Sanne",
        "Publieksplein",
        "Bea Schouten",
        "De brandweer",
        signal.reference,
        "Joris",
        "werkvoorraad/" + signal.reference,
    ):
        assert part not in page


def test_nothing_else_of_the_signal_opens_for_them(cast: Cast, lent: ScoreRound) -> None:
    client = signed_in(cast.jelle)
    for name in ("team_detail", "scoring", "note", "reporter_name", "own_detail", "receipt"):
        path = reverse(f"signals:{name}", args=[lent.signal.reference])
        assert {client.get(path).status_code, client.post(path).status_code} <= {404, 405}


def test_they_hear_of_it_under_the_number_of_their_sheet(cast: Cast, lent: ScoreRound) -> None:
    assert "scores_asked" in heard(cast.jelle)
    inbox = signed_in(cast.jelle).get(reverse("outbox:inbox")).content.decode()
    assert lent.signal.reference not in inbox


def test_their_score_counts_and_carries_their_discipline(cast: Cast, lent: ScoreRound) -> None:
    scored(lent, cast.bea, 1)
    scored(lent, cast.joris, 1)
    assert sheet_page(cast.jelle, sheet_of(lent, cast.jelle), typed(lent.signal, "3")).status_code == 302
    put_side_by_side(lent.signal, cast.omar)
    page = page_of(cast.omar, lent.signal, "scoring")
    assert "Jelle Dijkstra" in page
    assert "(Veenwijk)" in page


def test_once_shown_they_read_the_result_until_it_is_closed(cast: Cast, lent: ScoreRound) -> None:
    for one in (cast.bea, cast.joris, cast.jelle):
        scored(lent, one, 2)
    put_side_by_side(lent.signal, cast.omar)
    sheet = sheet_of(lent, cast.jelle)
    assert "Joris Blok" in words_of(sheet_page(cast.jelle, sheet))
    Signal.objects.filter(pk=lent.signal_id).update(status="closed", outcome="no_hit")
    assert sheet_page(cast.jelle, sheet).status_code == 404


def test_whoever_leaves_that_team_has_no_sheet_any_more(cast: Cast, lent: ScoreRound) -> None:
    RoleGrant.objects.filter(user=cast.jelle, role="team_member").delete()
    assert sheet_page(cast.jelle, sheet_of(lent, cast.jelle)).status_code == 404


def test_a_signal_that_leaves_the_queue_of_the_team_leaves_them_too(cast: Cast, lent: ScoreRound) -> None:
    Signal.objects.filter(pk=lent.signal_id).update(route=Route.RESTRICTED)
    for one in (cast.jelle, cast.bea):
        assert sheet_page(one, sheet_of(lent, one)).status_code == 404


def test_who_knows_the_person_gives_it_back_and_sees_nothing_more(cast: Cast, lent: ScoreRound) -> None:
    sheet = sheet_of(lent, cast.jelle)
    path = reverse("signals:score_step_back", args=[sheet.reference])
    assert signed_in(cast.jelle).post(path).status_code == 302
    assert sheet_page(cast.jelle, sheet).status_code == 404
    assert "scores_asked" not in heard(cast.jelle)
    assert cast.jelle not in {one.user for one in partner_scorers(lent.signal)}


def test_a_colleague_who_steps_aside_has_no_sheet_and_no_message_of_it(cast: Cast, lent: ScoreRound) -> None:
    sheet = sheet_of(lent, cast.bea)
    send(cast.bea, "step_aside", lent.signal)
    assert sheet_page(cast.bea, sheet).status_code == 404
    assert "scores_asked" not in heard(cast.bea)


def test_ilse_sees_nothing(cast: Cast, lent: ScoreRound) -> None:
    assert sheet_page(cast.ilse, sheet_of(lent, cast.jelle)).status_code == 404
    assert signed_in(cast.ilse).get(reverse("signals:scoring", args=[lent.signal.reference])).status_code == 404
    assert ScoreSheet.objects.visible_to(cast.ilse).count() == 0
