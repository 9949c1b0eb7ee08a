"""A reporter is a mark everywhere but in one sealed row: always the same, never to be traced back without the key."""

from hypothesis import given
from hypothesis import strategies as st

from hkin.privacy.marks import caller_mark, duty_mark, exclusion_mark, index_hash, person_mark

ids = st.integers(1, 2**63 - 1)


@given(ids)
def test_a_person_keeps_one_mark(user_id: int) -> None:
    assert person_mark(user_id) == person_mark(user_id)


@given(ids, ids)
def test_two_people_have_two_marks(one: int, other: int) -> None:
    assert (person_mark(one) == person_mark(other)) == (one == other)


@given(ids)
def test_being_a_reporter_and_being_excluded_do_not_meet(user_id: int) -> None:
    assert person_mark(user_id) != exclusion_mark(user_id)


@given(ids)
def test_no_two_uses_of_a_mark_meet(user_id: int) -> None:
    marks = {mark(user_id) for mark in (person_mark, duty_mark, caller_mark, exclusion_mark)}
    assert len(marks) == 4


@given(ids)
def test_a_mark_has_sixteen_bytes(user_id: int) -> None:
    assert len(person_mark(user_id)) == len(exclusion_mark(user_id)) == 16


def test_another_index_key_gives_other_marks(settings) -> None:
    before = person_mark(7)
    settings.INDEX_KEY = "b3Rob3RoZXJvdGhlcm90aGVyb3RoZXJvdGhlcm90aGU="
    assert person_mark(7) != before


def test_the_same_value_of_another_kind_has_another_hash() -> None:
    assert index_hash("plate", "AO417E") != index_hash("reference", "AO417E")


def test_a_kind_and_a_value_can_not_be_shifted_into_each_other() -> None:
    assert index_hash("a", "bc") != index_hash("ab", "c")


def test_a_kind_never_equals_a_person() -> None:
    assert index_hash("person", "7") != person_mark(7)
