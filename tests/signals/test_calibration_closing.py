"""At closing the sheets become counts of three colleagues or more, and no row ties anybody to a score any more."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from signals.actions.calibration import close_round
from signals.models import CalibrationCount, CalibrationRound, CalibrationSheet
from tests.signals.blocking import in_thread, wait_for_blocked
from tests.signals.calibrating import address, gives, joins_the_team, lends_its_team, opened, page, scored
from tests.signals.filing_form import signed_in

THREE = {"bea": 0, "kees": 1, "joris": 3}
#: OOV: bea, kees, renske. WMO: joris, marga, ties.
SIX = {"bea": 0, "kees": 1, "renske": 1, "joris": 3, "marga": 3, "ties": 2}


def groups(found: CalibrationRound) -> dict[str, tuple[int, ...]]:
    rows = CalibrationCount.objects.filter(round=found, case=1, criterion="severity")
    return {row.discipline.code if row.discipline else "rest" if row.is_rest else "all": row.levels for row in rows}


def test_the_sheets_become_counts_and_are_gone(cast: Cast) -> None:
    found = scored(cast, THREE)
    assert not CalibrationSheet.objects.exists()
    assert groups(found) == {"all": (1, 1, 0, 1)}
    assert (found.asked, found.given) == (3, 3)


def test_a_discipline_of_three_stands_apart(cast: Cast) -> None:
    joins_the_team(cast, "renske", "marga", "ties")
    assert groups(scored(cast, SIX)) == {"all": (1, 2, 1, 2), "OOV": (1, 2, 0, 0), "WMO": (0, 0, 1, 2)}


def test_who_is_too_few_is_taken_together(cast: Cast) -> None:
    joins_the_team(cast, "renske", "dirk", "hilde")
    found = scored(cast, {"bea": 0, "kees": 1, "renske": 1, "joris": 3, "dirk": 2, "hilde": 2})
    assert groups(found) == {"all": (1, 2, 2, 1), "OOV": (1, 2, 0, 0), "rest": (0, 0, 2, 1)}


def test_one_who_is_left_over_cannot_be_counted_out(cast: Cast) -> None:
    joins_the_team(cast, "renske")
    assert groups(scored(cast, {"bea": 0, "kees": 1, "renske": 1, "joris": 3})) == {"all": (1, 2, 0, 1)}


def test_of_a_partner_the_same_department_is_the_same_discipline(cast: Cast) -> None:
    lends_its_team(cast)
    joins_the_team(cast, "marga", "dirk")
    found = scored(cast, {"joris": 3, "marga": 3, "marloes": 2, "bea": 0, "kees": 0, "dirk": 1, "jelle": 1})
    assert groups(found)["WMO"] == (0, 0, 1, 2)


def test_with_fewer_than_three_there_is_no_result_and_nothing_is_kept(cast: Cast) -> None:
    found = scored(cast, {"bea": 0, "joris": 3})
    assert not CalibrationCount.objects.exists()
    assert not CalibrationSheet.objects.exists()
    assert "Er is geen uitkomst" in page(signed_in(cast.bea), found)


def test_no_row_of_the_database_ties_a_colleague_to_a_score(cast: Cast) -> None:
    found = scored(cast, THREE)
    people = {cast[name].pk for name in THREE}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid "
            "AND attnum = ANY(conkey) WHERE contype = 'f' AND confrelid = 'network_user'::regclass "
            "AND conrelid::regclass::text LIKE 'signals_calibration%'"
        )
        columns = cursor.fetchall()
        assert ("signals_calibrationsheet", "scorer_id") in columns
        for table, column in columns:
            cursor.execute(f"SELECT {column} FROM {table}")
            assert not people & {row[0] for row in cursor.fetchall()}
    assert CalibrationCount.objects.filter(round=found).count() == 3 * 8


def test_the_database_refuses_a_count_of_two(cast: Cast) -> None:
    found = scored(cast, {})
    with pytest.raises(IntegrityError), transaction.atomic():
        CalibrationCount.objects.create(round=found, case=1, criterion="severity", zeros=1, ones=0, twos=0, threes=1)


def test_everybody_who_was_asked_hears_of_the_result(cast: Cast) -> None:
    scored(cast, THREE)
    kind = "calibration_closed"
    heard = {name for name in ("bea", "kees", "joris", "omar") if _hears(cast, name, kind)}
    assert heard == set(THREE)


def test_closed_twice_is_closed_once(cast: Cast) -> None:
    found = opened(cast)
    omar = signed_in(cast.omar)
    sent = {"seen": found.version}
    assert [omar.post(address("_close", found), sent).status_code for _press in range(2)] == [302, 302]
    assert CalibrationRound.objects.get().version == found.version + 1


def test_a_button_of_an_older_page_closes_nothing(cast: Cast) -> None:
    found = opened(cast)
    assert signed_in(cast.omar).post(address("_close", found), {"seen": 1}).status_code == 409
    assert signed_in(cast.omar).post(address("_close", found)).status_code == 409
    assert CalibrationRound.objects.get().is_open


@pytest.mark.django_db(transaction=True)
def test_who_sends_scores_while_it_closes_hears_that_it_is_closed(cast: Cast) -> None:
    found, answers = opened(cast), []
    with transaction.atomic():
        CalibrationRound.objects.select_for_update().get(pk=found.pk)
        late = in_thread(lambda: answers.append(gives(cast, cast.bea, found)))
        wait_for_blocked(1)
        close_round(by=cast.omar, uuid=found.uuid, seen=found.version)
    late.join()
    assert [answer.status_code for answer in answers] == [409]


@pytest.mark.parametrize("name", ["bea", "dirk", "fatma", "ilse", "jelle"])
def test_only_a_coordinator_closes(cast: Cast, name: str) -> None:
    found = opened(cast)
    gives(cast, cast.bea, found)
    assert signed_in(cast[name]).post(address("_close", found), {"seen": found.version}).status_code == 404


def _hears(cast: Cast, name: str, kind: str) -> bool:
    return Message.objects.filter(recipient_mark=duty_mark(cast[name].pk), kind=kind).exists()
