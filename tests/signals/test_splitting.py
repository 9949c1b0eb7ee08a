"""One story, two tracks: each part carries its own content only, and who sees one of them sees no tie."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.actions.feedback import reporter_identity
from signals.models import Signal, TrailEntry
from signals.models.tie import Tie
from signals.rules.flags import FLAG_FIELD
from signals.rules.lifecycle import Route
from signals.rules.reference import shown
from signals.rules.safety import Safety
from signals.rules.subjects import SubjectKind, normalise
from signals.ties import own_ties, ties_for
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.team import address, page_of, send, signed_in, words_of

QUERIES_AT_MOST = 30
WHOLE = "Een collega beloofde dat de bestemming rond was. De ontwikkelaar van Kade-Oost wisselde drie keer."
PART = "De initiatiefnemer van project Kade-Oost wisselde in twee maanden drie keer."


def about_a_colleague(cast: Cast, **more: Any) -> Signal:
    """Paul receives it, and took it up."""
    signal = filed(cast.sanne, text=WHOLE, safety=Safety.CONDUCT, receiver_id=cast.paul.pk, **more)
    return taken_up(signal, cast.paul)


def split(cast: Cast, signal: Signal, **more: Any) -> HttpResponse:
    given = {"goes": Safety.NONE, "text": PART, "theme": "T07"} | more
    return send(cast.paul, "split", signal, **given)


def part_of(signal: Signal) -> Signal:
    return Tie.objects.get(whole=signal).part


# ---- what the new part is --------------------------------------------------------------------------------------------
def test_the_team_gets_the_part(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    assert PART in page_of(cast.omar, part_of(signal))


def test_it_finds_its_way_by_its_own_theme(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    assert part_of(signal).lead_department == cast.department("VAS")


def test_nothing_of_the_whole_goes_along_by_itself(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    page = page_of(cast.omar, part_of(signal))
    assert "beloofde" not in page
    assert "Industrieweg" not in page
    assert shown(signal.reference) not in page


def test_what_is_ticked_goes_along(cast: Cast) -> None:
    plate = normalise(SubjectKind.PLATE, "AO-417-E")
    signal = about_a_colleague(cast, subjects=[plate])
    chosen = [str(row.uuid) for row in signal.subjects.filter(kind=SubjectKind.PLATE)]
    split(cast, signal, subjects=chosen, with_place="on")
    page = page_of(cast.omar, part_of(signal))
    assert "AO-417-E" in page
    assert "Industrieweg 12" in page


def test_the_part_has_a_key_of_its_own(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    part = part_of(signal)
    assert open_key(part.uuid).open("signal.text", part.uuid, part.sealed_text) == PART


def test_the_reporter_hears_of_both_and_is_named_in_neither(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    part = part_of(signal)
    assert part.is_shielded
    assert reporter_identity(part)["user_id"] == cast.sanne.pk
    assert cast.sanne.name not in page_of(cast.omar, part)


def test_its_trail_names_nobody(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    assert TrailEntry.objects.get(signal=part_of(signal)).actor is None


# ---- who sees that they belong together ------------------------------------------------------------------------------
def test_whoever_sees_one_of_the_two_sees_no_tie(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    assert ties_for(part_of(signal), user=cast.omar) == []


def test_the_receiver_who_does_not_read_the_team_s_queue_sees_no_tie(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    assert ties_for(signal, user=cast.paul) == []


def test_a_coordinator_who_split_within_the_queue_sees_both(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne, text=WHOLE), cast.omar)
    send(cast.omar, "split", signal, goes=Safety.NONE, text=PART)
    assert shown(part_of(signal).reference) in page_of(cast.omar, signal, "split")


def test_the_reporter_may_see_both(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    mark = bytes(signal.reporter_mark)
    assert [tied.reference for tied in own_ties(signal, mark=mark)] == [part_of(signal).reference]


def test_the_trail_of_the_whole_names_no_number(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal)
    assert shown(part_of(signal).reference) not in page_of(cast.paul, signal)


def test_whom_the_reporter_kept_out_stays_out_of_the_part(cast: Cast) -> None:
    signal = about_a_colleague(cast, excluded=frozenset({cast.omar.pk}))
    split(cast, signal)
    assert not Signal.objects.visible_to(cast.omar).filter(pk=part_of(signal).pk).exists()


def test_the_receiver_keeps_a_colleague_out_of_the_part(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal, excluded_none=[cast.bea.pk])
    seen = Signal.objects.visible_to(cast.bea).filter(pk=part_of(signal).pk)
    assert not seen.exists()
    assert Signal.objects.visible_to(cast.omar).filter(pk=part_of(signal).pk).exists()


@pytest.mark.parametrize("flag", FLAG_FIELD.values())
def test_what_is_for_a_few_does_not_lose_its_flag(cast: Cast, flag: str) -> None:
    signal = about_a_colleague(cast)
    Signal.objects.filter(pk=signal.pk).update(**{flag: True})
    split(cast, signal)
    assert getattr(part_of(signal), flag)


def test_who_stepped_aside_from_the_whole_does_not_read_the_part(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    signal.stepped_aside.add(cast.bea)
    split(cast, signal)
    part = part_of(signal)
    assert not Signal.objects.visible_to(cast.bea).filter(pk=part.pk).exists()
    assert "signal_filed" not in heard(cast.bea)
    assert Signal.objects.visible_to(cast.omar).filter(pk=part.pk).exists()


# ---- the page --------------------------------------------------------------------------------------------------------
def test_it_goes_to_another_closed_queue_too(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    split(cast, signal, goes=Safety.STAFF_THREAT)
    assert part_of(signal).route == Route.STAFF_SAFETY


def test_a_bsn_is_refused_and_the_text_is_kept(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    answer = split(cast, signal, text="Zijn BSN is 111222333.")
    assert answer.status_code == 422
    assert "Zijn BSN is 111222333." in words_of(answer)


def test_pressed_twice_there_is_one_part(cast: Cast) -> None:
    signal, key = about_a_colleague(cast), uuid4()
    for _press in range(2):
        split(cast, signal, key=key)
    assert Tie.objects.count() == 1


def test_it_offers_to_keep_out_only_who_would_read_it(cast: Cast) -> None:
    form = signed_in(cast.paul).get(address("split", about_a_colleague(cast))).context["form"]
    named = {pk for pk, _name in form.fields["excluded_none"].choices}
    assert {cast.bea.pk, cast.omar.pk} <= named
    assert cast.paul.pk not in named
    assert cast.paul.pk in {pk for pk, _name in form.fields["excluded_conduct"].choices}


def test_nobody_left_to_read_it_is_said(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    team = Signal.objects.visible_to
    everybody = [user.pk for user in cast.people.values() if team(user) is not None]
    offered = signed_in(cast.paul).get(address("split", signal)).context["form"].fields["excluded_none"].choices
    answer = split(cast, signal, excluded_none=[pk for pk, _name in offered if pk in everybody])
    assert answer.status_code == 409
    assert not Tie.objects.exists()


@pytest.mark.parametrize("somebody", ["ilse", "bea", "sanne", "karin", "fatma", "hans"])
def test_nobody_else_splits(cast: Cast, somebody: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert signed_in(cast[somebody]).get(address("split", signal)).status_code == 404


def test_a_page_takes_a_fixed_number_of_queries(cast: Cast) -> None:
    signal = about_a_colleague(cast)
    client = signed_in(cast.paul)
    with CaptureQueriesContext(connection) as asked:
        client.get(address("split", signal))
    assert len(asked) <= QUERIES_AT_MOST
