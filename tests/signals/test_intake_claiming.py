"""A signal has one owner: whoever claims it first has it for some working days, and everybody sees who."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Absence, RoleGrant, User
from network.rules import Role
from signals.actions.intake import AlreadyClaimed, claim, taken_up_text
from signals.models import Note, Signal, TrailEntry
from signals.models.note import NoteKind
from signals.rules.deadlines import TERMS, Deadline
from signals.rules.lifecycle import Status, Verb
from signals.rules.safety import RegimeAnswer, Safety
from tests.signals.life import filed, taken_up
from tests.signals.team import address, closed, listed, moves_of, page_of, said_about, send, signed_in

CLAIMERS = 50


def press(user: User, signal: Signal) -> None:
    """The button in the list: a form without a field."""
    answer = signed_in(user).post(address("claim", signal))
    assert answer.status_code == 302


def told(signal: Signal) -> list[str]:
    return said_about(signal, NoteKind.TO_REPORTER)


def test_one_press_in_the_list_makes_it_mine(cast: Cast) -> None:
    signal = filed(cast.sanne)
    press(cast.omar, signal)
    signal.refresh_from_db()
    assert (signal.owner, signal.status) == (cast.omar, Status.IN_PROGRESS)


def test_the_lease_ends_on_a_working_day_of_the_owner(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    signal.refresh_from_db()
    expected = signal.calendar.add_reading_days(timezone.localdate(), TERMS[Deadline.CLAIM].default)
    assert signal.lease_until == expected


def test_the_press_in_the_list_sends_the_prepared_words(cast: Cast) -> None:
    signal = filed(cast.sanne)
    press(cast.omar, signal)
    assert told(signal) == [taken_up_text(signal)]


def test_on_the_page_the_words_can_be_changed_first(cast: Cast) -> None:
    signal = filed(cast.sanne)
    send(cast.omar, "claim", signal, feedback="Dank je wel, we kijken vandaag.")
    assert told(signal) == ["Dank je wel, we kijken vandaag."]


def test_words_taken_away_are_asked_for_again(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert send(cast.omar, "claim", signal, feedback=" ").status_code == 422
    signal.refresh_from_db()
    assert signal.owner is None


def test_taking_up_again_says_nothing_twice(cast: Cast) -> None:
    signal = filed(cast.sanne)
    press(cast.omar, signal)
    Signal.objects.filter(pk=signal.pk).update(lease_until=timezone.localdate() - timedelta(days=1))
    press(cast.bea, signal)
    assert len(told(signal)) == 1


def test_pressing_twice_claims_once(cast: Cast) -> None:
    signal = filed(cast.sanne)
    press(cast.omar, signal)
    press(cast.omar, signal)
    assert moves_of(signal, Verb.CLAIM) == 1


def test_who_is_second_reads_who_was_first(cast: Cast) -> None:
    signal = filed(cast.sanne)
    press(cast.bea, signal)
    answer = signed_in(cast.omar).post(address("claim", signal), follow=True)
    assert _("%(name)s was just before you and has this signal.") % {"name": "Bea Schouten"} in answer.content.decode()
    signal.refresh_from_db()
    assert signal.owner == cast.bea


def test_a_claim_that_ran_out_can_be_taken(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    Signal.objects.filter(pk=signal.pk).update(lease_until=timezone.localdate() - timedelta(days=1))
    press(cast.omar, signal)
    signal.refresh_from_db()
    assert signal.owner == cast.omar


def test_a_closed_signal_cannot_be_claimed(cast: Cast) -> None:
    [signal] = closed(cast, 1)
    signed_in(cast.omar).post(address("claim", signal))
    signal.refresh_from_db()
    assert signal.owner is None


def test_who_may_only_decide_about_the_law_cannot_claim(cast: Cast) -> None:
    signal = filed(cast.bram, regime="investigation", regime_answer=RegimeAnswer.YES)
    signed_in(cast.fatma).post(address("claim", signal))
    signal.refresh_from_db()
    assert signal.owner is None


@pytest.mark.parametrize("who", ["ilse", "sanne", "dirk", "aicha", "paul"])
def test_who_may_not_see_it_cannot_claim(cast: Cast, who: str) -> None:
    signal = filed(cast.sanne)
    assert signed_in(cast[who]).post(address("claim", signal)).status_code == 404
    signal.refresh_from_db()
    assert signal.owner is None


def test_an_attention_officer_claims_what_stands_in_her_queue(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.VICTIM, themes=[cast.themes["T04"]])
    press(cast.aicha, signal)
    signal.refresh_from_db()
    assert signal.owner == cast.aicha


# ---- away ----------------------------------------------------------------------------------------
@pytest.fixture
def omar_is_away(cast: Cast) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.omar, from_on=today, until_on=today + timedelta(days=3), deputy=cast.bea)


@pytest.mark.usefixtures("omar_is_away")
def test_the_work_of_who_is_away_stands_with_the_deputy(cast: Cast) -> None:
    signal = filed(cast.sanne)
    claim(signal.reference, by=cast.omar)
    assert listed(cast.bea, owner="mine") == [signal.reference]
    assert listed(cast.joris, owner="mine") == []


@pytest.mark.usefixtures("omar_is_away")
def test_the_deputy_goes_on_without_a_claim(cast: Cast) -> None:
    signal = filed(cast.sanne)
    claim(signal.reference, by=cast.omar)
    assert send(cast.bea, "tell_reporter", signal, text="We zijn nog bezig.").status_code == 302
    assert signal.notes.count() == 1


@pytest.mark.usefixtures("omar_is_away")
def test_another_colleague_still_has_to_take_it_over(cast: Cast) -> None:
    signal = filed(cast.sanne)
    claim(signal.reference, by=cast.omar)
    with pytest.raises(AlreadyClaimed):
        claim(signal.reference, by=cast.joris)


# ---- fifty at once -------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_press_at_once_one_wins(cast: Cast) -> None:
    signal = filed(cast.sanne)
    team = cast.teams["oudeveen", "integral"]
    people = [User.objects.create_user(username=f"lid-{number}", name=f"Lid {number}") for number in range(CLAIMERS)]
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=person, role=Role.TEAM_MEMBER, municipality=cast.oudeveen, team=team, from_on=timezone.localdate()
        )
        for person in people
    )
    clients = [signed_in(person) for person in people]
    start = Barrier(CLAIMERS)

    def race(client: Client) -> int:
        try:
            start.wait(timeout=60)
            return client.post(address("claim", signal)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLAIMERS) as crowd:
        answers = list(crowd.map(race, clients))
    assert set(answers) == {302}
    assert moves_of(signal, Verb.CLAIM) == 1
    winner = TrailEntry.objects.get(signal=signal, verb=Verb.CLAIM).actor
    signal.refresh_from_db()
    assert signal.owner == winner
    assert Note.objects.filter(signal=signal, kind=NoteKind.TO_REPORTER).count() == 1


def test_the_page_offers_no_claim_on_what_somebody_has(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    assert address("claim", signal) not in page_of(cast.omar, signal)
