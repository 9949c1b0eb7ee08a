"""Two colleagues press "alles klopt" at the same moment: it is confirmed once, and both are thanked or told so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from network.actions.askings import look_after_askings
from network.cast import build_cast
from network.models import Asking, CellEntry
from network.models.matrix import CellEvent
from tests.network.confirming import VAS, cells, forget_confirmations, make_head
from tests.network.furnishing import signed_in
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_cell_is_confirmed_once() -> None:
    cast = build_cast(password="", today=timezone.localdate())
    department = cast.department("VAS")
    forget_confirmations(department)
    make_head(cast, cast.merve, "VAS", since=timezone.localdate())
    shown = [row.pk for row in cells(department)]
    browsers = [signed_in(cast.dirk), signed_in(cast.merve)]
    start = Barrier(2)

    def press(number: int) -> int:
        start.wait(10)
        try:
            return browsers[number].post(VAS, {"seen": shown}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as crowd:
        assert list(crowd.map(press, range(2))) == [302, 302]
    assert CellEntry.objects.filter(department=department, event=CellEvent.CONFIRMED).count() == len(shown)


def test_two_schedulers_ask_once(time_machine: Any) -> None:
    time_machine.move_to(MONDAY)
    cast = build_cast(password="", today=timezone.localdate())
    forget_confirmations(cast.department("VAS"))
    start = Barrier(2)

    def look_after(_number: int) -> None:
        start.wait(10)
        try:
            look_after_askings()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as crowd:
        list(crowd.map(look_after, range(2)))
    assert Asking.objects.filter(department=cast.department("VAS")).count() == 1
