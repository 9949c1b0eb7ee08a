"""A department is asked, reminded, passed to who is responsible, and asked again after half a year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from hkin.outbox.models import Letter
from network.actions.askings import NotFinished, look_after_askings
from network.askings import overdue
from network.cast import Cast
from network.models import Asking, Department, Municipality, RoleGrant
from network.rules import Role
from network.tasks import look_after_askings as task
from tests.network.confirming import all_right, forget_confirmations, make_head, told
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def department(cast: Cast) -> Department:
    forget_confirmations(cast.department("VAS"))
    return cast.department("VAS")


@pytest.fixture
def after(time_machine: Any) -> Any:
    """So many days after it was asked, the daily work was done."""

    def days_later(days: int) -> None:
        time_machine.move_to(MONDAY + timedelta(days=days), tick=False)
        look_after_askings()

    return days_later


def test_a_department_that_never_confirmed_is_asked(cast: Cast, department: Department, after: Any) -> None:
    after(0)
    assert told(cast.dirk) == ["confirmation_asked"]
    asking = Asking.objects.get(department=department)
    assert (asking.asked_on, asking.due_on) == (MONDAY.date(), MONDAY.date() + timedelta(days=14))


def test_the_mail_has_one_link_to_the_page_of_the_department(cast: Cast, department: Department, after: Any) -> None:
    Letter.objects.all().delete()
    after(0)
    paths = Letter.objects.filter(kind="confirmation_asked", municipality_id=cast.oudeveen.pk).values_list("path")
    assert list(paths) == [("/netwerk/klopt-dit/VAS/?gemeente=oudeveen",)]


def test_who_confirmed_lately_is_left_alone(cast: Cast, after: Any) -> None:
    after(0)
    assert not Asking.objects.filter(department__municipality=cast.oudeveen).exists()


def test_the_work_of_a_day_done_twice_tells_once(cast: Cast, department: Department, after: Any) -> None:
    after(0)
    after(0)
    task()
    task()
    assert told(cast.dirk) == ["confirmation_asked"]


def test_after_a_week_it_is_reminded_once(cast: Cast, department: Department, after: Any) -> None:
    for day in (0, 6):
        after(day)
    assert told(cast.dirk) == ["confirmation_asked"]
    for day in (7, 8, 13):
        after(day)
    assert told(cast.dirk) == ["confirmation_asked", "confirmation_reminded"]


def test_on_its_day_the_head_hears_of_it(cast: Cast, department: Department, after: Any) -> None:
    make_head(cast, cast.merve, "VAS", since=MONDAY.date())
    for day in (0, 7, 14, 15):
        after(day)
    assert told(cast.merve) == ["confirmation_escalated"]


def test_without_a_head_the_last_to_ask_hears_of_it(cast: Cast, department: Department, after: Any) -> None:
    Department.objects.filter(pk=department.pk).update(fallback=cast.loes)
    for day in (0, 14):
        after(day)
    assert told(cast.loes) == ["confirmation_escalated"]


def test_without_both_the_keeper_hears_of_it(cast: Cast, department: Department, after: Any) -> None:
    for day in (0, 14):
        after(day)
    assert told(cast.noor) == ["confirmation_escalated"]


def test_the_head_is_asked_where_nobody_is_contact_person(cast: Cast, department: Department, after: Any) -> None:
    RoleGrant.objects.filter(department=department, role=Role.CONTACT_PERSON).delete()
    make_head(cast, cast.merve, "VAS", since=MONDAY.date())
    after(0)
    assert told(cast.merve) == ["confirmation_asked"]


def test_work_that_lay_still_for_weeks_goes_to_the_head_at_once(cast: Cast, department: Department, after: Any) -> None:
    for day in (0, 30):
        after(day)
    assert told(cast.dirk) == ["confirmation_asked"]
    assert Asking.objects.get(department=department).escalated_on == MONDAY.date() + timedelta(days=30)


def test_nobody_is_asked_on_a_day_that_the_municipality_is_closed(
    cast: Cast, department: Department, after: Any
) -> None:
    after(5)  # Saturday
    assert told(cast.dirk) == []
    after(7)
    assert told(cast.dirk) == ["confirmation_asked"]


def test_the_day_to_answer_by_is_never_one_on_which_it_is_closed(
    cast: Cast, department: Department, after: Any
) -> None:
    closed = MONDAY.date() + timedelta(days=14)
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(closed_days=[closed])
    after(0)
    assert Asking.objects.get(department=department).due_on == closed + timedelta(days=1)


def test_past_its_day_it_waits_too_long(cast: Cast, department: Department, after: Any) -> None:
    after(0)
    due = Asking.objects.get(department=department).due_on
    assert not overdue(cast.oudeveen, due).exists()
    assert overdue(cast.oudeveen, due + timedelta(days=1)).exists()
    assert not overdue(cast.veenwijk, due + timedelta(days=1)).filter(department=department).exists()


def test_who_answered_is_not_reminded_and_is_asked_again_after_six_months(
    cast: Cast, department: Department, after: Any
) -> None:
    after(0)
    all_right(cast.dirk, department)
    for day in (7, 14, 183):
        after(day)
    assert told(cast.dirk) == ["confirmation_asked"]
    after(184)  # 1 September
    assert told(cast.dirk) == ["confirmation_asked", "confirmation_asked"]


def test_a_municipality_chooses_after_how_many_months(cast: Cast, department: Department, after: Any) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(confirm_every_months=1)
    after(0)
    all_right(cast.dirk, department)
    after(31)
    assert told(cast.dirk)[0] == told(cast.dirk)[-1] == "confirmation_asked"
    assert Asking.objects.filter(department=department).count() == 2


def test_an_asking_with_nothing_left_is_closed(cast: Cast, department: Department, after: Any) -> None:
    after(0)
    department.responsibilities.update(confirmed_on=timezone.localdate())
    after(7)
    assert Asking.objects.get(department=department).answered_on is not None
    assert told(cast.dirk) == ["confirmation_asked"]


def test_one_department_that_fails_does_not_keep_the_others_waiting(cast: Cast, after: Any) -> None:
    broken, sound = cast.department("BEL"), cast.department("WYK")
    for one in (broken, sound):
        forget_confirmations(one)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NEW.department_id = {broken.pk} THEN RAISE 'broken'; END IF; RETURN NEW; END $$; "
            "CREATE TRIGGER refuse BEFORE INSERT ON network_asking FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    with pytest.raises(NotFinished):
        after(0)
    assert told(cast.ronald) == ["confirmation_asked"]
    assert not Asking.objects.filter(department=broken).exists()
    assert Asking.objects.filter(department__municipality=cast.veenwijk).exists()


def test_ilse_hears_nothing(cast: Cast, department: Department, after: Any) -> None:
    for day in (0, 7, 14):
        after(day)
    assert told(cast.ilse) == []
