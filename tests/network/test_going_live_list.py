"""The list to go live by: each line with who looks after it, and who settled it when, and where that is kept."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.going_live import line_of
from network.models import GoLiveLine, Municipality, MunicipalityEntry, RoleGrant, User
from network.models.trail import MunicipalityEvent
from network.rules import Role
from network.rules.starting import Line, SetupStep
from network.starting import is_done
from tests.network.furnishing import look, send, signed_in
from tests.network.ready import made_ready

pytestmark = pytest.mark.django_db


def page_of_line(municipality: Municipality, line: Line) -> str:
    return reverse("network:setup_line", args=[municipality.slug, line])


def day(name: str, days: int = 0) -> dict[str, Any]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


SIGNED = {"settled_by": "M. van Loon", "remark": "Z-2026-0042"}


def write(user: User, municipality: Municipality, line: Line, **typed: Any) -> HttpResponse:
    response: HttpResponse = signed_in(user).post(page_of_line(municipality, line), {"version": "", **typed})
    return response


def test_a_line_is_settled_by_a_name_a_day_and_where_it_is_kept(cast: Cast) -> None:
    assert write(cast.wil, cast.veenwijk, Line.DPIA, **SIGNED, **day("settled_on", -3)).status_code == 302
    assert line_of(cast.veenwijk, Line.DPIA).is_settled


@pytest.mark.parametrize("missing", ["settled_by", "remark", "settled_on_day"])
def test_half_a_signature_settles_nothing(cast: Cast, missing: str) -> None:
    typed = {**SIGNED, **day("settled_on")}
    del typed[missing]
    assert write(cast.wil, cast.veenwijk, Line.DPIA, **typed).status_code == 422
    assert not GoLiveLine.objects.exists()


def test_tomorrow_is_no_day_on_which_something_was_settled(cast: Cast) -> None:
    assert write(cast.wil, cast.veenwijk, Line.DPIA, **SIGNED, **day("settled_on", 1)).status_code == 422


def test_somebody_can_look_after_it_first(cast: Cast) -> None:
    write(cast.wil, cast.veenwijk, Line.WORKS_COUNCIL, owner="Gerda Oosterhuis", **day("due_on", 20))
    page = unescape(look(cast.wil, "network:setup_remaining", cast.veenwijk).content.decode())
    assert "Gerda Oosterhuis" in page


def test_what_the_software_sees_is_not_signed_by_hand(cast: Cast) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.INTEGRITY_RECEIVER).delete()
    write(cast.wil, cast.veenwijk, Line.INTEGRITY_RECEIVERS, **SIGNED, **day("settled_on"))
    assert not line_of(cast.veenwijk, Line.INTEGRITY_RECEIVERS).is_settled


def test_keys_on_paper_are_not_enough_without_a_signature(cast: Cast) -> None:
    made_ready(cast.veenwijk, cast.wil)
    assert line_of(cast.veenwijk, Line.KEYS_STORED).is_settled
    GoLiveLine.objects.filter(line=Line.KEYS_STORED).delete()
    assert not line_of(cast.veenwijk, Line.KEYS_STORED).is_settled


def test_two_integrity_receivers_of_one_line_are_not_enough(cast: Cast) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.INTEGRITY_RECEIVER).update(line="Ambtelijk")
    assert not line_of(cast.veenwijk, Line.INTEGRITY_RECEIVERS).is_settled


def test_who_never_came_in_does_not_count(cast: Cast) -> None:
    assert line_of(cast.veenwijk, Line.OVERSIGHT).is_settled
    User.objects.filter(pk=cast.hans.pk).update(entered_at=None)
    assert not line_of(cast.veenwijk, Line.OVERSIGHT).is_settled


def test_one_person_is_never_privacy_officer_and_supervisor(cast: Cast) -> None:
    RoleGrant.objects.filter(municipality=cast.veenwijk, role=Role.DATA_PROTECTION_OFFICER).update(user=cast.fatma)
    assert not line_of(cast.veenwijk, Line.OVERSIGHT).is_settled


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(cast: Cast) -> None:
    write(cast.wil, cast.veenwijk, Line.DPIA, owner="Wil Huisman")
    answer = write(cast.fatma, cast.veenwijk, Line.DPIA, owner="Fatma Özdemir")
    assert answer.status_code == 409
    shown = unescape(answer.content.decode())
    assert "Wil Huisman" in shown
    assert "Fatma Özdemir" in shown
    assert GoLiveLine.objects.get().owner == "Wil Huisman"


def test_every_line_that_is_written_stands_in_the_trail(cast: Cast) -> None:
    write(cast.fatma, cast.veenwijk, Line.DPIA, **SIGNED, **day("settled_on"))
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.LINE_WRITTEN)
    assert (entry.by, entry.role) == (cast.fatma, Role.PRIVACY_OFFICER)
    assert "Z-2026-0042" in entry.detail


def test_the_supervisor_reads_the_list_and_writes_nothing(cast: Cast) -> None:
    assert look(cast.hans, "network:setup_remaining", cast.veenwijk).status_code == 200
    assert write(cast.hans, cast.veenwijk, Line.DPIA, owner="Hans").status_code == 404


def test_somebody_from_elsewhere_finds_no_list(cast: Cast) -> None:
    assert look(cast.ilse, "network:setup_remaining", cast.veenwijk).status_code == 404
    assert look(cast.omar, "network:setup_remaining", cast.veenwijk).status_code == 404
    assert write(cast.omar, cast.veenwijk, Line.DPIA, owner="Omar").status_code == 404


def test_a_line_that_does_not_exist_is_no_page(cast: Cast) -> None:
    assert signed_in(cast.wil).get(f"/inrichten/{cast.veenwijk.slug}/verder/bestaat-niet/").status_code == 404


def test_the_day_of_the_session_is_kept(cast: Cast) -> None:
    send(cast.wil, "network:setup_awareness", cast.veenwijk, day("on", 30))
    cast.veenwijk.refresh_from_db()
    assert cast.veenwijk.awareness_on == timezone.localdate() + timedelta(days=30)


def test_a_day_that_does_not_exist_is_said_at_its_place(cast: Cast) -> None:
    typed = {"on_day": 31, "on_month": 2, "on_year": 2027}
    assert send(cast.wil, "network:setup_awareness", cast.veenwijk, typed).status_code == 422


def test_the_step_can_be_done_while_the_list_is_not(cast: Cast) -> None:
    send(cast.wil, "network:setup_remaining_done", cast.veenwijk)
    assert is_done(cast.veenwijk, SetupStep.REMAINING)


def test_the_page_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    made_ready(cast.veenwijk, cast.wil)
    client = signed_in(cast.wil)
    with django_assert_max_num_queries(60):
        assert client.get(reverse("network:setup_remaining", args=[cast.veenwijk.slug])).status_code == 200
