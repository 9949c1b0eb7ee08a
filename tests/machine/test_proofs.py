"""What somebody has shown is kept with name and day; showing it again takes its place."""

import pytest

from hkin.machine.models import Proof
from hkin.machine.proofs import BACKUP_RESTORED, prove, proven

pytestmark = pytest.mark.django_db


def test_nothing_is_proven_by_itself() -> None:
    assert proven(BACKUP_RESTORED) is None


def test_who_showed_it_is_named() -> None:
    prove(BACKUP_RESTORED, by_name="Tom Bos", detail="op de testserver")
    proof = proven(BACKUP_RESTORED)
    assert (proof.by_name, proof.detail) == ("Tom Bos", "op de testserver")


def test_a_later_proof_takes_the_place_of_the_earlier_one() -> None:
    prove(BACKUP_RESTORED, by_name="Tom")
    prove(BACKUP_RESTORED, by_name="Wil")
    assert Proof.objects.get().by_name == "Wil"


def test_only_what_is_known_can_be_proven() -> None:
    with pytest.raises(LookupError):
        prove("moon_landing", by_name="Tom")
