"""What made it possible in our own rules becomes an improvement with an owner and a day, and no way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.retention import forget, rules
from network.cast import Cast
from network.models import User
from signals.actions.improvements import Better, note_improvement, remind_of_improvements
from signals.actions.working import NotAllowed
from signals.models import Improvement, Signal
from tests.signals.team import signed_in

WHAT = "Vraag bij verhuur altijd wie de loods gebruikt."
LIST = "/verbeteringen/"
QUERIES_AT_MOST = 12


def noted(cast: Cast, owner: User | None = None, *, days: int = 30) -> Improvement:
    better = Better(WHAT, owner or cast.dirk, timezone.localdate() + timedelta(days=days))
    return note_improvement(better, municipality=cast.oudeveen)


def ended(user: User, row: Improvement, **given: Any) -> HttpResponse:
    answers = {"version": row.version, "came_of_it": "Het staat nu in het contract."} | given
    return signed_in(user).post(reverse("signals:improvement_done", args=[row.uuid]), answers)


@pytest.mark.parametrize("who", ["omar", "marijke", "dirk"])
def test_coordinator_board_member_and_owner_read_it(cast: Cast, who: str) -> None:
    noted(cast)
    assert WHAT in signed_in(cast[who]).get(LIST).content.decode()


@pytest.mark.parametrize("who", ["ilse", "sanne", "bea", "fatma", "jelle"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    row = noted(cast)
    answer = signed_in(cast[who]).get(LIST)
    assert answer.status_code == 404 or WHAT not in answer.content.decode()
    assert ended(cast[who], row).status_code == 404


def test_it_knows_nothing_of_a_signal() -> None:
    targets = {field.related_model for field in Improvement._meta.get_fields() if field.related_model}
    assert Signal not in targets
    assert {field.name for field in Improvement._meta.get_fields()} == {
        *("id", "uuid", "municipality", "what", "owner", "due_on", "done_on", "came_of_it", "version"),
    }


def test_the_owner_is_told_at_once_and_on_the_day(cast: Cast) -> None:
    noted(cast, days=0)
    remind_of_improvements()
    remind_of_improvements()
    told = Message.objects.filter(recipient_mark=duty_mark(cast.dirk.pk)).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["improvement_asked", "improvement_due"]


def test_when_the_owner_left_the_coordinator_hears_of_it(cast: Cast) -> None:
    noted(cast, days=0)
    User.objects.filter(pk=cast.dirk.pk).update(is_active=False)
    remind_of_improvements()
    assert Message.objects.filter(recipient_mark=duty_mark(cast.omar.pk), kind="improvement_due").exists()


def test_somebody_of_another_municipality_cannot_own_it(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        noted(cast, cast.ilse)


@pytest.mark.parametrize("who", ["omar", "dirk"])
def test_owner_and_coordinator_say_what_came_of_it(cast: Cast, who: str) -> None:
    row = noted(cast)
    assert ended(cast[who], row).status_code == 302
    row.refresh_from_db()
    assert (row.done_on, row.came_of_it) == (timezone.localdate(), "Het staat nu in het contract.")
    assert WHAT in signed_in(cast.marijke).get(f"{LIST}?toon=klaar").content.decode()


def test_a_board_member_reads_and_does_not_end(cast: Cast) -> None:
    row = noted(cast)
    assert ended(cast.marijke, row).status_code == 404
    assert (
        reverse("signals:improvement_done", args=[row.uuid]) not in signed_in(cast.marijke).get(LIST).content.decode()
    )


def test_without_words_it_is_not_done(cast: Cast) -> None:
    row = noted(cast)
    assert ended(cast.dirk, row, came_of_it="").status_code == 422
    row.refresh_from_db()
    assert row.done_on is None


def test_a_stale_form_keeps_what_was_typed(cast: Cast) -> None:
    row = noted(cast)
    ended(cast.omar, row)
    answer = ended(cast.dirk, row, came_of_it="Iets anders.")
    assert answer.status_code == 409
    assert "Iets anders." in answer.content.decode()


def test_pressed_twice_it_is_done_once(cast: Cast) -> None:
    row = noted(cast)
    assert [ended(cast.dirk, row).status_code for _press in range(2)] == [302, 302]
    row.refresh_from_db()
    assert row.version == 2


def test_an_unknown_one_is_not_there(cast: Cast) -> None:
    answer = signed_in(cast.omar).post(reverse("signals:improvement_done", args=[uuid4()]), {"version": 1})
    assert answer.status_code == 404


def test_the_list_costs_few_queries(cast: Cast) -> None:
    for _each in range(5):
        noted(cast)
    omar = signed_in(cast.omar)
    with CaptureQueriesContext(connection) as asked:
        omar.get(LIST)
    assert len(asked) <= QUERIES_AT_MOST


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("days", "left"), [(2 * 365, 1), (2 * 365 + 1, 0)])
def test_two_years_after_it_was_done_it_is_gone(cast: Cast, days: int, left: int) -> None:
    with transaction.atomic():
        row = noted(cast)
    done_on = timezone.localdate() - timedelta(days=days)
    Improvement.objects.filter(pk=row.pk).update(done_on=done_on, came_of_it="Klaar.")
    forget(next(rule for rule in rules() if rule.name == "old_improvements"))
    assert Improvement.objects.count() == left
