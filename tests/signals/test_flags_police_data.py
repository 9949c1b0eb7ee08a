"""What holds police data is seen by the coordinator, the privacy officer and whom the coordinator lets in."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.outbox.models import Message
from network.cast import Cast
from network.models import User
from signals.actions.feedback import kept_until, months_on
from signals.actions.flags import admit, end_admission, remove_flag, set_flag
from signals.actions.intake import claim
from signals.actions.working import NotAllowed
from signals.audience import audience_of
from signals.listing import waiting_for
from signals.models import RetentionTerm, Signal
from signals.rules.flags import Flag
from signals.rules.lifecycle import Outcome, Verb
from signals.scoring import own_scorers, progress_of
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.team import ARCHIVE, address, closed, detail_of, listed, searched, send, signed_in, words_of
from tests.signals.weighing import scored, scoring_asked

pytestmark = pytest.mark.django_db


def flagged(cast: Cast, flag: Flag = Flag.POLICE_DATA, signal: Signal | None = None) -> Signal:
    signal = signal or filed(cast.sanne)
    set_flag(signal.reference, by=cast.omar, flag=flag, reason="Er zit een bestuurlijke rapportage bij.")
    signal.refresh_from_db()
    return signal


def who_can_open(signal: Signal) -> set[str]:
    return {user.username for user in User.objects.all() if Signal.objects.visible_to(user).filter(pk=signal.pk)}


@pytest.mark.parametrize("flag", Flag)
def test_the_few_are_the_same_whichever_way_it_is_asked(cast: Cast, flag: Flag) -> None:
    signal = flagged(cast, flag)
    assert who_can_open(signal) == {user.username for user in audience_of(signal).everybody} == {"omar", "wil", "fatma"}


@pytest.mark.parametrize("name", ["bea", "joris", "ilse", "ruud"])
def test_the_page_cannot_be_opened_by_others(cast: Cast, name: str) -> None:
    signal = flagged(cast)
    for door in ("team_detail", "flag", "note", "claim"):
        assert signed_in(cast[name]).get(address(door, signal)).status_code == 404


@pytest.mark.parametrize("name", ["omar", "fatma"])
def test_the_few_open_it(cast: Cast, name: str) -> None:
    signal = flagged(cast)
    assert signed_in(cast[name]).get(address("team_detail", signal)).status_code == 200


def test_it_is_in_no_list_no_search_and_no_count_of_others(cast: Cast) -> None:
    signal = flagged(cast)
    assert listed(cast.bea) == []
    assert listed(cast.omar) == listed(cast.fatma) == [signal.reference]
    assert searched(cast.bea, q="bestelbusjes").context["rows"] == []
    assert len(searched(cast.omar, q="bestelbusjes").context["rows"]) == 1
    assert (waiting_for(cast.bea).count(), waiting_for(cast.omar).count()) == (0, 1)


def test_it_is_not_on_the_first_page_of_others(cast: Cast) -> None:
    signal = flagged(cast)
    assert address("team_detail", signal) not in words_of(signed_in(cast.bea).get("/"))
    assert address("team_detail", signal) in words_of(signed_in(cast.omar).get("/"))


def test_closed_it_is_in_the_archive_of_the_few_only(cast: Cast) -> None:
    kept = closed(cast, 1, has_police_data=True)[0]
    assert listed(cast.bea, ARCHIVE) == []
    assert listed(cast.omar, ARCHIVE) == [kept.reference]


def test_the_privacy_officer_is_not_offered_to_take_it_over(cast: Cast) -> None:
    signal = flagged(cast, signal=taken_up(filed(cast.sanne), cast.omar))
    page = words_of(signed_in(cast.fatma).get(address("team_detail", signal)))
    assert address("take_over", signal) not in page
    assert _("You can read this signal") in page


def test_the_privacy_officer_who_reads_along_is_not_asked_to_score(cast: Cast) -> None:
    assert {one.user.username for one in own_scorers(flagged(cast))} == {"omar", "wil"}


def test_a_round_does_not_wait_for_who_lost_sight_of_it(cast: Cast) -> None:
    asked = scoring_asked(filed(cast.sanne), cast, cast.bea, cast.joris, cast.omar)
    scored(asked, cast.bea)
    progress = progress_of(asked, flagged(cast, signal=asked.signal))
    assert [sheet.scorer for sheet in progress.given] == [cast.bea]
    assert [sheet.scorer for sheet in progress.waiting] == [cast.omar]


def test_the_reporter_goes_on_following_it(cast: Cast) -> None:
    signal = flagged(cast)
    assert signed_in(cast.sanne).get(reverse("signals:own_detail", args=[signal.reference])).status_code == 200


def test_a_claim_of_who_may_not_see_it_ends(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    assert flagged(cast, signal=signal).owner is None


def test_a_claim_of_the_coordinator_stays(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    assert flagged(cast, signal=signal).owner == cast.omar


def test_what_they_were_told_of_it_is_taken_back(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert "signal_filed" in heard(cast.bea)
    flagged(cast, signal=signal)
    assert heard(cast.bea) == []
    assert Message.objects.filter(reference=signal.reference).exists()  # the coordinator, the reporter


def test_the_page_says_first_what_it_ends(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    page = words_of(signed_in(cast.omar).get(address("flag", signal)))
    assert _("%(name)s has it now. That ends.") % {"name": "Bea Schouten"} in page
    assert "Joris Blok" in page


def test_whom_the_coordinator_lets_in_sees_it_in_person(cast: Cast) -> None:
    signal = flagged(cast)
    admit(signal.reference, by=cast.omar, person=cast.bea, reason="Zij heeft het mandaat van de burgemeester.")
    assert who_can_open(signal) == {"omar", "wil", "fatma", "bea"}
    assert "mandaat" in detail_of(signal, Verb.FLAG)
    claim(signal.reference, by=cast.bea)
    end_admission(signal.reference, by=cast.omar, person=cast.bea, reason="Niet meer nodig.")
    signal.refresh_from_db()
    assert who_can_open(signal) == {"omar", "wil", "fatma"}
    assert signal.owner is None


def test_who_was_let_in_for_something_else_does_not_see_police_data(cast: Cast) -> None:
    signal = flagged(cast, Flag.CLOSED_REGIME)
    admit(signal.reference, by=cast.omar, person=cast.bea, reason="Zij kent de stichting.")
    set_flag(signal.reference, by=cast.omar, flag=Flag.POLICE_DATA, reason="Een rapportage van de politie.")
    signal.refresh_from_db()
    assert who_can_open(signal) == {"omar", "wil", "fatma"}


@pytest.mark.parametrize(("by", "person"), [("fatma", "bea"), ("omar", "ilse"), ("omar", "dirk"), ("omar", "ruud")])
def test_only_the_coordinator_lets_in_and_only_of_this_queue(cast: Cast, by: str, person: str) -> None:
    signal = flagged(cast)
    with pytest.raises(NotAllowed):
        admit(signal.reference, by=cast[by], person=cast[person], reason="Even meekijken.")


def test_who_set_it_does_not_take_it_off(cast: Cast) -> None:
    signal = flagged(cast)
    for name in ("omar", "wil"):
        with pytest.raises(NotAllowed):
            remove_flag(signal.reference, by=cast[name], flag=Flag.POLICE_DATA, reason="Toch niet.")
    remove_flag(signal.reference, by=cast.fatma, flag=Flag.POLICE_DATA, reason="Het is geen politiegegeven.")
    assert "bea" in who_can_open(signal)


def test_a_member_sets_no_flag(cast: Cast) -> None:
    signal = filed(cast.sanne)
    answer = send(cast.bea, "flag", signal, what="set:police_data", reason="Zo.")
    assert answer.status_code == 404
    signal.refresh_from_db()
    assert not signal.has_police_data


def test_by_the_page_it_takes_a_reason_and_one_press(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert send(cast.omar, "flag", signal, what="set:police_data", reason="").status_code == 422
    sent: dict[str, Any] = {
        "what": "set:police_data",
        "reason": "Van de politie.",
        "key": "0b8f2f3e-6a5d-4e1a-9d0e-3a0c4a4b9a11",
    }
    for _press in range(2):
        assert send(cast.omar, "flag", signal, **sent).status_code == 302
    assert signal.flaggings.count() == 1


def test_a_stale_form_is_refused_and_keeps_what_was_typed(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    answer = send(cast.omar, "flag", signal, what="set:police_data", reason="Van de politie.", version=1)
    assert answer.status_code == 409
    assert "Van de politie." in words_of(answer)


@pytest.mark.parametrize(("months", "kept"), [(None, 12), (3, 3), (60, 24)])
def test_it_is_kept_for_the_shorter_of_two_terms(cast: Cast, months: int | None, kept: int) -> None:
    signal = flagged(cast)
    if months:
        RetentionTerm.objects.create(municipality=cast.oudeveen, outcome="police_data", months=months)
    assert kept_until(signal, Outcome.TEAM_CASE) == months_on(timezone.localdate(), kept)


def test_the_page_of_flags_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    signal = flagged(cast)
    admit(signal.reference, by=cast.omar, person=cast.bea, reason="Zij heeft het mandaat.")
    client = signed_in(cast.omar)
    client.get(address("flag", signal))
    with django_assert_max_num_queries(52):
        client.get(address("flag", signal))
