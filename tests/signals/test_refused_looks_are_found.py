"""Fatma finds in her access log who tried something of her municipality without the right, wherever they work."""

from __future__ import annotations

from hkin.privacy.models import Look, Result
from network.cast import Cast
from tests.signals.filing_form import signed_in
from tests.signals.life import filed, handed_over


def test_somebody_of_another_municipality_stands_in_the_log_of_the_signal(cast: Cast) -> None:
    signal = filed(cast.sanne)
    signed_in(cast.tineke).get(f"/werkvoorraad/{signal.reference}/")
    tried = Look.objects.get(result=Result.REFUSED)
    assert (tried.actor_id, tried.municipality_id) == (cast.tineke.pk, cast.oudeveen.pk)


def test_a_number_nobody_knows_stands_in_the_log_of_who_tried(cast: Cast) -> None:
    signed_in(cast.tineke).get("/werkvoorraad/7KVTR97PY/")
    assert Look.objects.get(result=Result.REFUSED).municipality_id == cast.veenwijk.pk


def test_who_tried_a_question_to_a_department_is_not_said_to_have_tried_a_signal(cast: Cast) -> None:
    asked = handed_over(filed(cast.sanne), cast)
    signed_in(cast.nadia).get(f"/toegewezen/{asked.reference}/")
    tried = Look.objects.get(result=Result.REFUSED)
    assert (tried.action, tried.signals) == ("open_hand_over", [asked.signal.uuid])
