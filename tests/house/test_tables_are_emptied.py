"""What a test committed is gone before the next one, to the last row."""

from __future__ import annotations

import pytest
from django.test import TransactionTestCase

from network.cast import Cast
from tests.emptying import DJANGO_OWN, empty_tables, filled_tables
from tests.signals.life import filed, handed_over


@pytest.mark.django_db(transaction=True)
def test_also_what_is_written_once_and_never_changed(cast: Cast) -> None:
    handed_over(filed(cast.sanne), cast)
    assert filled_tables() > DJANGO_OWN | {"signals_trailentry", "outbox_letter", "network_user"}
    empty_tables()
    assert filled_tables() == DJANGO_OWN


def test_it_is_so_after_each_test_that_commits() -> None:
    assert TransactionTestCase._fixture_teardown is empty_tables
