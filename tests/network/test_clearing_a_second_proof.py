"""Somebody lost their phone: the application manager takes their second step away, and everybody can see who did."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from network.actions.refusals import NotAllowed, NotForOneself
from network.actions.second_proof import TooManyTries, clear_second_proof, count_try, use_step
from network.cast import Cast
from network.models import PersonEntry, RoleGrant
from network.second_proofs import has_second_proof, with_second_proof
from tests.hkin.second_step import with_app, with_recovery_codes
from tests.signals.filing_form import signed_in

REASON = "Telefoon in de gracht; gebeld en gezien."


def test_the_app_and_its_recovery_codes_are_gone(cast: Cast) -> None:
    with_app(cast.omar)
    with_recovery_codes(cast.omar)
    clear_second_proof(by=cast.tom, person=cast.omar, reason=REASON)
    assert not Authenticator.objects.exists()
    assert not has_second_proof(cast.omar)


def test_that_of_a_colleague_stays(cast: Cast) -> None:
    with_app(cast.omar)
    with_app(cast.bea)
    clear_second_proof(by=cast.tom, person=cast.omar, reason=REASON)
    assert with_second_proof([cast.omar.pk, cast.bea.pk]) == {cast.bea.pk}


def test_every_session_ends(cast: Cast) -> None:
    client = signed_in(cast.omar)
    clear_second_proof(by=cast.tom, person=cast.omar, reason=REASON)
    assert client.get("/signalen/").status_code == 302


def test_it_is_written_down_with_who_and_why(cast: Cast) -> None:
    clear_second_proof(by=cast.tom, person=cast.omar, reason=REASON)
    entry = PersonEntry.objects.get(event="second_proof_cleared")
    assert (entry.person, entry.by, entry.role) == (cast.omar, cast.tom, "application_manager")
    assert (entry.reason, entry.municipality) == (REASON, cast.oudeveen)


def test_the_person_is_told_by_mail_too(cast: Cast) -> None:
    clear_second_proof(by=cast.tom, person=cast.omar, reason=REASON)
    told = {"kind": "second_proof_cleared", "recipient_mark": duty_mark(cast.omar.pk)}
    assert Message.objects.filter(**told).count() == 1
    assert Letter.objects.filter(**told, state=Letter.State.WAITING).count() == 1


def test_tries_begin_again(cast: Cast) -> None:
    for _try in range(8):
        count_try(by=cast.omar)
    with pytest.raises(TooManyTries):
        count_try(by=cast.omar)
    clear_second_proof(by=cast.tom, person=cast.omar, reason=REASON)
    count_try(by=cast.omar)


@pytest.mark.parametrize("name", ["omar", "noor", "fatma", "hans", "marijke", "sanne", "jelle", "ilse"])
def test_nobody_but_the_application_manager_of_there_does_it(cast: Cast, name: str) -> None:
    with_app(cast.bea)
    with pytest.raises(NotAllowed):
        clear_second_proof(by=cast[name], person=cast.bea, reason=REASON)
    assert has_second_proof(cast.bea)


def test_not_for_somebody_of_another_municipality(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.tom, municipality=cast.veenwijk).delete()
    with_app(cast.jelle)
    with pytest.raises(NotAllowed):
        clear_second_proof(by=cast.tom, person=cast.jelle, reason=REASON)
    assert has_second_proof(cast.jelle)


def test_not_for_oneself(cast: Cast) -> None:
    with_app(cast.tom)
    with pytest.raises(NotForOneself):
        clear_second_proof(by=cast.tom, person=cast.tom, reason=REASON)
    assert has_second_proof(cast.tom)


def test_a_time_step_is_used_once_and_never_goes_back(cast: Cast) -> None:
    assert [use_step(by=cast.omar, step=step) for step in (100, 100, 99, 101)] == [True, False, False, True]


def test_each_colleague_has_time_steps_of_their_own(cast: Cast) -> None:
    use_step(by=cast.omar, step=100)
    assert use_step(by=cast.bea, step=100)
