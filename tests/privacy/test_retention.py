"""What has reached its term goes, in small batches, and not a day earlier."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from hkin.privacy import retention
from hkin.privacy.log_retention import ACCESS_LOG
from hkin.privacy.management.commands.forget import seconds_until_night
from hkin.privacy.models import DataKey, Look
from hkin.privacy.retention import Rule, RuleStuck, Term, count_due, forget

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def keep(months: int, **changed) -> Rule:
    """A rule about data keys, the smallest rows at hand."""
    parts = {
        "name": "try_out",
        "label": "Try out",
        "terms": lambda: [Term(1, months)],
        "due": lambda municipality_id, before: DataKey.objects.filter(
            municipality_id=municipality_id, created_at__lt=before
        ),
        "destroy": lambda keys: DataKey.objects.filter(pk__in=keys).delete()[0],
    }
    return Rule(**(parts | changed))


def a_key(created_at: datetime = NOON, municipality_id: int = 1) -> DataKey:
    return DataKey.objects.create(
        owner=uuid4(), municipality_id=municipality_id, key_name="x", wrapped=b"", created_at=created_at
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "gone"), [("2027-11-23", 0), ("2027-11-24", 0), ("2027-11-25", 1), ("2030-01-01", 1)]
)
def test_a_year_means_up_to_and_including_the_same_day_next_year(today: str, gone: int) -> None:
    a_key()
    with time_machine.travel(f"{today} 12:00:00+01:00"):
        assert forget(keep(12)) == gone


@pytest.mark.django_db
@pytest.mark.parametrize(("today", "gone"), [("2027-02-28", 0), ("2027-03-01", 1)])
def test_a_day_the_month_does_not_have_counts_as_its_last(today: str, gone: int) -> None:
    a_key(datetime(2026, 8, 31, 10, tzinfo=UTC))
    with time_machine.travel(f"{today} 12:00:00+01:00"):
        assert forget(keep(6)) == gone


@pytest.mark.django_db
@pytest.mark.parametrize(("today", "gone"), [("2026-12-30", 0), ("2026-12-31", 1)])
def test_on_a_day_that_the_first_month_did_not_have_nothing_stays_too_long(today: str, gone: int) -> None:
    a_key(datetime(2026, 6, 30, 10, tzinfo=UTC))
    with time_machine.travel(f"{today} 12:00:00+01:00"):
        assert forget(keep(6)) == gone


@pytest.mark.django_db
def test_the_day_ends_at_midnight_in_the_netherlands() -> None:
    a_key(datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    with time_machine.travel("2027-11-25 12:00:00+01:00"):
        assert forget(keep(12)) == 0


@pytest.mark.django_db
def test_another_municipality_keeps_its_own_term() -> None:
    a_key(municipality_id=1)
    a_key(municipality_id=2)
    with time_machine.travel("2028-06-01 12:00:00+02:00"):
        forget(keep(12, terms=lambda: [Term(1, 12), Term(2, 24)]))
    assert DataKey.objects.get().municipality_id == 2


@pytest.mark.django_db
def test_simulating_counts_and_destroys_nothing() -> None:
    a_key()
    with time_machine.travel("2030-01-01 12:00:00+01:00"):
        assert count_due(keep(12)) == 1
    assert DataKey.objects.count() == 1


@pytest.mark.django_db
def test_rows_go_in_batches_until_none_is_left() -> None:
    for _ in range(5):
        a_key()
    sizes: list[int] = []

    def destroy(keys: list) -> int:
        sizes.append(len(keys))
        return DataKey.objects.filter(pk__in=keys).delete()[0]

    with time_machine.travel("2030-01-01 12:00:00+01:00"):
        assert forget(keep(12, destroy=destroy), batch=2) == 5
    assert sizes == [2, 2, 1]


@pytest.mark.django_db(transaction=True)
def test_a_crash_keeps_the_batches_that_were_done_and_the_next_run_finishes() -> None:
    for _ in range(4):
        a_key()
    calls = []

    def destroy(keys: list) -> int:
        calls.append(keys)
        gone = DataKey.objects.filter(pk__in=keys).delete()[0]
        if len(calls) == 2:
            raise ZeroDivisionError
        return gone

    with time_machine.travel("2030-01-01 12:00:00+01:00"):
        with pytest.raises(ZeroDivisionError):
            forget(keep(12, destroy=destroy), batch=2)
        assert DataKey.objects.count() == 2
        assert forget(keep(12), batch=2) == 2


@pytest.mark.django_db
def test_a_rule_that_destroys_nothing_stops_instead_of_turning_for_ever() -> None:
    a_key()
    with time_machine.travel("2030-01-01 12:00:00+01:00"), pytest.raises(RuleStuck):
        forget(keep(12, destroy=lambda keys: 0))


@pytest.mark.parametrize(("now", "hours"), [("2026-11-24 12:00:00+01:00", 15.5), ("2026-11-24 03:29:00+01:00", 1 / 60)])
def test_it_runs_again_the_next_night(now: str, hours: float) -> None:
    assert seconds_until_night(timezone.localtime(datetime.fromisoformat(now))) == hours * 3600


def test_two_rules_with_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two retention rules"):
        retention.declare(keep(12, name=ACCESS_LOG.name))


@pytest.mark.django_db
def test_the_access_log_falls_after_its_own_term(settings) -> None:
    settings.PRIVACY_LOG_MONTHS = 12
    for age in (timedelta(days=300), timedelta(days=400)):
        Look.objects.create(
            at=timezone.now() - age, actor_id=7, role="x", action="x", purpose="x", result="shown", operation=uuid4()
        )
    call_command("forget", "--rule", "access_log", stdout=StringIO())
    assert Look.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_web_role_can_not_run_it() -> None:
    Look.objects.create(
        at=datetime(2001, 1, 1, tzinfo=UTC),
        actor_id=7,
        role="x",
        action="x",
        purpose="x",
        result="shown",
        operation=uuid4(),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE hkin_web")
    try:
        with pytest.raises(CommandError, match="access_log"):
            call_command("forget", stdout=StringIO(), stderr=StringIO())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
    assert Look.objects.count() == 1
