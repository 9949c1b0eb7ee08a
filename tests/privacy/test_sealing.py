"""What a colleague wrote is unreadable without the key of its signal, and opens only in the place it was sealed for."""

import os
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkin.privacy.sealing import KeyGone, SealBroken, Sealer, create_key, destroy_keys, open_key, open_keys

FIELD = "signals_signal.text"
ROW = UUID("6f8bb8a4-6f0c-4f7e-9d3e-52c1c2d3a001")

texts = st.text(st.characters(exclude_categories=["Cs"]))


def a_sealer() -> Sealer:
    return Sealer(uuid4(), os.urandom(32))


@given(texts)
def test_text_opens_as_it_was_typed(text: str) -> None:
    sealer = a_sealer()
    assert sealer.open(FIELD, ROW, sealer.seal(FIELD, ROW, text)) == text


@given(st.binary())
def test_bytes_open_as_they_came(content: bytes) -> None:
    sealer = a_sealer()
    assert sealer.open_bytes(FIELD, ROW, sealer.seal_bytes(FIELD, ROW, content)) == content


def test_a_memoryview_from_the_database_opens() -> None:
    sealer = a_sealer()
    assert sealer.open(FIELD, ROW, memoryview(sealer.seal(FIELD, ROW, "loods"))) == "loods"


@given(st.text(min_size=4).filter(str.isascii))
def test_the_blob_does_not_hold_the_text(text: str) -> None:
    assert text.encode() not in a_sealer().seal(FIELD, ROW, text)


def test_the_same_text_is_never_sealed_alike_twice() -> None:
    sealer = a_sealer()
    assert sealer.seal(FIELD, ROW, "loods") != sealer.seal(FIELD, ROW, "loods")


def test_a_blob_does_not_open_in_another_row() -> None:
    sealer = a_sealer()
    with pytest.raises(SealBroken):
        sealer.open(FIELD, uuid4(), sealer.seal(FIELD, ROW, "loods"))


def test_a_blob_does_not_open_in_another_column() -> None:
    sealer = a_sealer()
    with pytest.raises(SealBroken):
        sealer.open("signals_note.text", ROW, sealer.seal(FIELD, ROW, "loods"))


def test_a_blob_does_not_open_with_the_key_of_another_signal() -> None:
    with pytest.raises(SealBroken):
        a_sealer().open(FIELD, ROW, a_sealer().seal(FIELD, ROW, "loods"))


@given(st.data())
def test_a_blob_that_was_changed_anywhere_does_not_open(data: st.DataObject) -> None:
    sealer = a_sealer()
    blob = bytearray(sealer.seal(FIELD, ROW, "loods"))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealBroken):
        sealer.open(FIELD, ROW, bytes(blob))


@given(st.binary(max_size=40))
def test_bytes_that_were_never_sealed_do_not_open(blob: bytes) -> None:
    with pytest.raises(SealBroken):
        a_sealer().open(FIELD, ROW, blob)


def test_an_empty_column_opens_as_no_text() -> None:
    assert a_sealer().open(FIELD, ROW, None) == ""


def test_a_sealer_does_not_show_its_key() -> None:
    owner = uuid4()
    assert repr(Sealer(owner, b"k" * 32)) == f"<Sealer {owner}>"


@pytest.mark.django_db
def test_a_key_that_was_stored_opens_what_it_sealed() -> None:
    owner = uuid4()
    blob = create_key(owner=owner, municipality_id=1).seal(FIELD, ROW, "loods")
    assert open_key(owner).open(FIELD, ROW, blob) == "loods"


def test_a_new_key_costs_one_insert(django_assert_num_queries, db) -> None:
    with django_assert_num_queries(1):
        create_key(owner=uuid4(), municipality_id=1)


def test_a_page_of_keys_costs_one_query(django_assert_num_queries, db) -> None:
    owners = [uuid4() for _ in range(25)]
    for owner in owners:
        create_key(owner=owner, municipality_id=1)
    with django_assert_num_queries(1):
        assert set(open_keys(owners)) == set(owners)


def test_a_destroyed_key_does_not_open(sealer: Sealer) -> None:
    destroy_keys([sealer.owner])
    with pytest.raises(KeyGone):
        open_key(sealer.owner)


def test_a_page_leaves_out_what_was_destroyed(sealer: Sealer) -> None:
    destroy_keys([sealer.owner])
    assert open_keys([sealer.owner]) == {}
