"""Two colleagues press at the same moment: one decides, the other hears that somebody was first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from network.cast import build_cast
from network.joint import Effect
from network.models import JointAct
from network.rules.joint import Act
from tests.network.furnishing import signed_in
from tests.network.joint import asked, meaning

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_wins() -> None:
    cast = build_cast(password="", today=timezone.localdate())
    done: list[JointAct] = []
    start = Barrier(2)

    with meaning(Act.GRANT_SIGHT, Effect(agreed=done.append)):
        act = asked(cast.omar, municipality=cast.oudeveen)
        browsers = [signed_in(cast.fatma), signed_in(cast.wil)]

        def press(number: int) -> int:
            start.wait(10)
            try:
                return browsers[number].post(f"/samen/{act.uuid}/", {"decision": "agree"}).status_code
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as crowd:
            assert sorted(crowd.map(press, range(2))) == [302, 409]
    assert len(done) == 1
