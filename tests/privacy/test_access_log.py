"""Every look at content is written down, in the transaction of the look, before anybody sees anything."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from hkin.privacy.access_log import log_look, reason_of
from hkin.privacy.actor import Actor
from hkin.privacy.marks import person_mark
from hkin.privacy.models import Look, Result


def test_a_look_tells_who_in_which_role_at_what_and_why(omar: Actor, db) -> None:
    signal, operation = uuid4(), uuid4()
    log_look(actor=omar, action="open_signal", purpose="intake", signals=[signal], operation=operation)
    look = Look.objects.values("actor_id", "role", "municipality_id", "action", "purpose", "signals", "operation").get()
    assert look == {
        "actor_id": 7,
        "role": "coordinator",
        "municipality_id": 1,
        "action": "open_signal",
        "purpose": "intake",
        "signals": [signal],
        "operation": operation,
    }


def test_a_list_of_twenty_five_is_one_row(omar: Actor, django_assert_num_queries, db) -> None:
    with django_assert_num_queries(1):
        log_look(actor=omar, action="open_queue", purpose="intake", signals=[uuid4() for _ in range(25)])


def test_a_reporter_stands_in_the_log_as_a_mark(db) -> None:
    sanne = Actor(mark=person_mark(3), role="reporter", municipality_id=1)
    log_look(actor=sanne, action="open_own", purpose="feedback", signals=[uuid4()])
    look = Look.objects.get()
    assert (look.actor_id, bytes(look.actor_mark)) == (None, person_mark(3))


def test_a_typed_reason_is_sealed_and_can_be_read_back(omar: Actor, db) -> None:
    log_look(actor=omar, action="open_name", purpose="safety", reason="Melder belt over Kees uit de Dorpsstraat")
    look = Look.objects.get()
    assert b"Kees" not in bytes(look.reason)
    assert reason_of(look) == "Melder belt over Kees uit de Dorpsstraat"


def test_a_look_without_a_reason_keeps_the_column_empty(omar: Actor, db) -> None:
    log_look(actor=omar, action="open_signal", purpose="intake")
    look = Look.objects.get()
    assert (look.reason, reason_of(look)) == (None, "")


@pytest.mark.parametrize("who", [{}, {"user_id": 7, "mark": b"m" * 16}])
def test_an_actor_is_a_person_or_a_mark_never_both_or_neither(who: dict) -> None:
    with pytest.raises(ValueError, match="either"):
        Actor(role="coordinator", **who)


@pytest.mark.parametrize("who", [{}, {"actor_id": 7, "actor_mark": b"m" * 16}])
def test_the_database_refuses_a_row_with_both_or_neither(db, who: dict) -> None:
    with pytest.raises(IntegrityError, match="look_has_one_actor"):
        Look.objects.create(role="x", action="x", purpose="x", result="shown", operation=uuid4(), **who)


@pytest.mark.django_db(transaction=True)
def test_a_look_outside_a_transaction_is_an_error(omar: Actor) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        log_look(actor=omar, action="open_signal", purpose="intake")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_stands_in_the_log_although_the_page_is_not_found(omar: Actor) -> None:
    def refuse() -> None:
        with transaction.atomic():
            log_look(actor=omar, action="open_signal", purpose="intake", result=Result.REFUSED)
        raise Http404

    with pytest.raises(Http404):
        refuse()
    assert Look.objects.get().result == "refused"


@pytest.mark.django_db(transaction=True)
def test_a_look_that_fails_leaves_no_answer_and_no_row(omar: Actor) -> None:
    def look_and_fail() -> None:
        with transaction.atomic():
            log_look(actor=omar, action="open_signal", purpose="intake")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look_and_fail()
    assert not Look.objects.exists()


def test_a_row_knows_the_transaction_it_was_written_in(omar: Actor, db) -> None:
    log_look(actor=omar, action="open_signal", purpose="intake")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        assert Look.objects.get().xid == int(cursor.fetchone()[0])


def test_no_column_of_this_block_holds_what_was_typed(omar: Actor, sealer, db) -> None:
    log_look(actor=omar, action="open_name", purpose="safety", reason="kanarie-7731")
    with connection.cursor() as cursor:
        for table in ("privacy_look", "privacy_datakey", "privacy_destroyedkey"):
            cursor.execute(f"SELECT row::text || encode(row::text::bytea, 'escape') FROM {table} AS row")
            dump = str(cursor.fetchall())
            assert "kanarie" not in dump
            assert b"kanarie".hex() not in dump
