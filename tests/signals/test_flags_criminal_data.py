"""What states a suspicion about somebody is seen by the few who decide, who has it and whom the coordinator lets in."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.actions.flags import admit, remove_flag, set_flag
from signals.audience import audience_of
from signals.calibration import is_old_signal, old_signals
from signals.models import Signal
from signals.rules.flags import FLAG_WORDS, Flag
from signals.rules.lifecycle import Outcome, Verb
from signals.transfer_page import warnings_about
from tests.signals.life import filed, taken_up
from tests.signals.team import address, closed, detail_of, listed, page_of, send, signed_in, words_of

pytestmark = pytest.mark.django_db

WHY = "Er staat een concreet vermoeden in, met een naam."


def with_bea(cast: Cast) -> Signal:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    set_flag(signal.reference, by=cast.omar, flag=Flag.CRIMINAL, reason=WHY)
    signal.refresh_from_db()
    return signal


def who_can_open(signal: Signal) -> set[str]:
    return {user.username for user in User.objects.all() if Signal.objects.visible_to(user).filter(pk=signal.pk)}


def test_who_has_it_keeps_it_and_the_others_do_not_see_it(cast: Cast) -> None:
    signal = with_bea(cast)
    assert signal.owner == cast.bea
    assert who_can_open(signal) == {user.username for user in audience_of(signal).everybody}
    assert who_can_open(signal) == {"omar", "wil", "fatma", "bea"}
    assert listed(cast.joris) == []


@pytest.mark.parametrize("name", ["joris", "ilse", "ruud", "dirk"])
def test_the_page_cannot_be_opened_by_others(cast: Cast, name: str) -> None:
    signal = with_bea(cast)
    for door in ("team_detail", "flag", "note", "claim"):
        assert signed_in(cast[name]).get(address(door, signal)).status_code == 404


def test_whom_the_coordinator_lets_in_sees_it_in_person(cast: Cast) -> None:
    signal = with_bea(cast)
    admit(signal.reference, by=cast.omar, person=cast.joris, reason="Hij kent het pand.")
    assert "joris" in who_can_open(signal)
    assert who_can_open(signal) == {user.username for user in audience_of(signal).everybody}


def test_the_trail_keeps_why(cast: Cast) -> None:
    signal = with_bea(cast)
    assert WHY in detail_of(signal, Verb.FLAG)


def test_who_set_it_does_not_take_it_off(cast: Cast) -> None:
    signal = with_bea(cast)
    assert "remove:criminal_data" not in page_of(cast.omar, signal, "flag")
    remove_flag(signal.reference, by=cast.fatma, flag=Flag.CRIMINAL, reason="Er staat niemand in.")
    assert "joris" in who_can_open(signal)


def test_it_is_set_on_the_page_with_a_reason(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert send(cast.omar, "flag", signal, what="set:criminal_data", reason="").status_code == 422
    assert send(cast.omar, "flag", signal, what="set:criminal_data", reason=WHY).status_code == 302
    signal.refresh_from_db()
    assert signal.has_criminal_data
    assert str(FLAG_WORDS[Flag.CRIMINAL]) in words_of(signed_in(cast.omar).get(address("team_detail", signal)))


def test_whoever_shares_of_it_says_why_that_may(cast: Cast) -> None:
    signal = with_bea(cast)
    assert signal.needs_permission
    assert _("Why may this be shared?") in page_of(cast.bea, signal, "hand_over_new")
    assert len(warnings_about(signal)) == 1


def test_no_story_is_told_after_it(cast: Cast) -> None:
    kept = closed(cast, 1, has_criminal_data=True, outcome=Outcome.NO_HIT)[0]
    assert kept not in old_signals(cast.omar, cast.oudeveen)
    assert not is_old_signal(kept, cast.oudeveen)


def test_what_flags_end_alike_is_said_once(cast: Cast) -> None:
    page = page_of(cast.omar, taken_up(filed(cast.sanne), cast.omar), "flag")
    named = "”, “".join(str(words) for words in FLAG_WORDS.values())
    assert _("What happens with “%(flag)s”") % {"flag": named} in page
    assert page.count(cast.bea.name) == 1


def test_of_each_flag_only_what_it_ends_besides_is_said(cast: Cast) -> None:
    page = page_of(cast.omar, taken_up(filed(cast.sanne), cast.bea), "flag")
    assert page.count(cast.joris.name) == 1
    assert _("%(name)s has it now. That ends.") % {"name": cast.bea} in page


def test_a_signal_names_only_the_flags_that_stand(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    page = page_of(cast.omar, signal)
    assert _("No flag stands.") in page
    assert str(FLAG_WORDS[Flag.POLICE_DATA]) not in page
    set_flag(signal.reference, by=cast.omar, flag=Flag.POLICE_DATA, reason="Het komt van de wijkagent.")
    page = page_of(cast.omar, signal)
    assert str(FLAG_WORDS[Flag.POLICE_DATA]) in page
    assert str(FLAG_WORDS[Flag.CRIMINAL]) not in page
