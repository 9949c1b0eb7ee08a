"""The first page says what waits: a yes of my department, a department that owes one, or a contested part."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from network.actions.askings import look_after_askings
from network.actions.contests import contest_cell
from network.cast import Cast
from network.models import User
from tests.network.confirming import all_right, forget_confirmations, lead_of
from tests.network.furnishing import signed_in
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    forget_confirmations(cast.department("VAS"))
    look_after_askings()


def block(person: User, name: str) -> str:
    """What stands in it; empty without that block."""
    page = signed_in(User.objects.get(pk=person.pk)).get("/").content.decode()
    return page.partition(f'id="block-{name}"')[2].partition("</section>")[0]


def test_a_contact_person_reads_how_much_and_by_when(cast: Cast) -> None:
    found = block(cast.dirk, "confirming")
    assert "2 onderdelen van jouw afdeling wachten op een ja." in found
    assert "15 maart" in found
    assert "/netwerk/klopt-dit/VAS/?gemeente=oudeveen" in found


def test_when_all_is_confirmed_the_block_is_gone(cast: Cast) -> None:
    all_right(cast.dirk, cast.department("VAS"))
    assert not block(cast.dirk, "confirming")
    assert not block(cast.noor, "unconfirmed")


def test_another_department_reads_nothing_of_it(cast: Cast) -> None:
    assert not block(cast.karin, "confirming")


def test_the_keeper_reads_how_many_departments_owe_an_answer(cast: Cast, time_machine: Any) -> None:
    assert "1 afdeling moet nog zeggen of haar deel klopt." in block(cast.noor, "unconfirmed")
    time_machine.move_to(MONDAY + timedelta(days=15), tick=False)
    assert "1 is te laat." in block(cast.noor, "unconfirmed")


def test_the_coordinator_reads_what_is_contested_and_by_when(cast: Cast) -> None:
    contest = contest_cell(by=cast.dirk, row=lead_of(cast.department("VAS")), reason="De panden zijn verkocht.")
    found = block(cast.omar, "contests")
    assert f"/netwerk/klopt-dit/bezwaar/{contest.pk}/" in found
    assert "besluit uiterlijk" in found
    assert not block(cast.noor, "contests")


@pytest.mark.parametrize("name", ["confirming", "unconfirmed", "contests"])
def test_ilse_reads_none_of_it(cast: Cast, name: str) -> None:
    assert not block(cast.ilse, name)
