"""Nobody who works in the application can change or wipe the access log, not even with SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from hkin.privacy.access_log import log_look
from hkin.privacy.append_only import AppendOnly, append_only_models
from hkin.privacy.checks import check_append_only
from hkin.privacy.models import Look
from hkin.privacy.retention import as_retention

TABLES = [model._meta.db_table for model in append_only_models()]


@contextmanager
def working_as(role: str) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield
        cursor.execute("RESET ROLE")


def refused(role: str, statement: str, message: str) -> None:
    with pytest.raises(DatabaseError, match=message), working_as(role), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def look(omar, db) -> Look:
    log_look(actor=omar, action="open_signal", purpose="intake", signals=[uuid4()])
    return Look.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}"])
def test_the_web_role_can_not_wipe(table: str, statement: str) -> None:
    refused("hkin_web", statement.format(table), "permission denied")


def test_the_web_role_can_not_change_a_row(look: Look) -> None:
    refused("hkin_web", "UPDATE privacy_look SET role = 'x'", "permission denied")


def test_the_web_role_can_not_become_the_retention_role(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_has_role('hkin_web', 'hkin_retention', 'SET')")
        assert cursor.fetchone() == (False,)


def test_the_web_role_can_add_and_read(omar, db) -> None:
    with working_as("hkin_web"):
        log_look(actor=omar, action="open_signal", purpose="intake", signals=[uuid4()])
        assert Look.objects.count() == 1


def test_the_owner_of_the_tables_is_stopped_by_a_trigger(look: Look) -> None:
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Look.objects.update(role="x")
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Look.objects.all().delete()


def test_the_retention_role_may_delete(look: Look) -> None:
    with as_retention():
        Look.objects.all().delete()
    assert not Look.objects.exists()


def test_the_retention_role_can_not_change_or_wipe(look: Look) -> None:
    refused("hkin_retention", "UPDATE privacy_look SET role = 'x'", "permission denied")
    refused("hkin_retention", "TRUNCATE privacy_look", "permission denied")


def test_after_destroying_the_connection_is_who_it_was(db) -> None:
    with as_retention():
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user")
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_every_append_only_table_has_its_triggers(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ 'never_changed|gone_by'",
            [table],
        )
        assert cursor.fetchone() == (2,)


def test_a_model_that_lost_its_triggers_stops_the_start() -> None:
    with isolate_apps("hkin.privacy", attr_name="apps"):

        class Forgetful(AppendOnly):
            class Meta:
                app_label = "privacy"

    assert [error.id for error in check_append_only(models_found=[Forgetful])] == ["privacy.E004"]


def test_every_append_only_model_passes_the_check() -> None:
    assert check_append_only() == []
    assert all(issubclass(model, models.Model) for model in append_only_models())
