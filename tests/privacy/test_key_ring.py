"""The application manager puts a new key in front of the ring; everything sealed before still opens."""

import re
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from hkin.privacy.checks import check_index_key, check_keys_differ, check_seal_keys
from hkin.privacy.keyring import KeyMissing, fingerprint
from hkin.privacy.models import DataKey
from hkin.privacy.rewrapping import keys_in_use, rewrap_batch
from hkin.privacy.sealing import create_key, open_address, open_key, seal_address
from tests.privacy.conftest import ring_entry

OLD = ring_entry("2025", b"o")
NEW = ring_entry("2026", b"n")
FIELD, ROW = "signals_signal.text", UUID(int=1)


@pytest.fixture
def sealed_under_old(settings, db) -> tuple[UUID, bytes]:
    settings.SEAL_KEYS = OLD
    owner = uuid4()
    return owner, create_key(owner=owner, municipality_id=1).seal(FIELD, ROW, "loods")


def test_the_first_key_seals(settings, db) -> None:
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    create_key(owner=uuid4(), municipality_id=1)
    assert keys_in_use() == {"2026": 1}


def test_an_older_key_still_opens(settings, sealed_under_old) -> None:
    owner, blob = sealed_under_old
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert open_key(owner).open(FIELD, ROW, blob) == "loods"


def test_a_key_that_left_the_ring_is_named_as_missing(settings, sealed_under_old) -> None:
    settings.SEAL_KEYS = NEW
    with pytest.raises(KeyMissing):
        open_key(sealed_under_old[0])


def test_a_key_may_get_another_name(settings, sealed_under_old) -> None:
    owner, blob = sealed_under_old
    settings.SEAL_KEYS = f"{NEW},{ring_entry('kept-for-old-signals', b'o')}"
    assert open_key(owner).open(FIELD, ROW, blob) == "loods"


def test_after_wrapping_again_the_old_key_may_go(settings, sealed_under_old) -> None:
    owner, blob = sealed_under_old
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    call_command("rewrap_keys", stdout=StringIO())
    settings.SEAL_KEYS = NEW
    assert open_key(owner).open(FIELD, ROW, blob) == "loods"


def test_wrapping_again_goes_on_where_it_stopped(settings, db) -> None:
    settings.SEAL_KEYS = OLD
    for _ in range(3):
        create_key(owner=uuid4(), municipality_id=1)
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert [rewrap_batch(size=2), rewrap_batch(size=2), rewrap_batch(size=2)] == [2, 1, 0]


def test_wrapping_again_without_the_old_key_changes_nothing(settings, sealed_under_old) -> None:
    before = bytes(DataKey.objects.get().wrapped)
    settings.SEAL_KEYS = NEW
    with pytest.raises(CommandError):
        call_command("rewrap_keys", stdout=StringIO())
    assert bytes(DataKey.objects.get().wrapped) == before


def test_a_wrapped_key_does_not_open_for_another_signal(sealer) -> None:
    other = create_key(owner=uuid4(), municipality_id=1)
    stolen = DataKey.objects.get(owner=other.owner).wrapped
    DataKey.objects.filter(owner=sealer.owner).update(wrapped=stolen)
    with pytest.raises(Exception, match="does not open here"):
        open_key(sealer.owner)


def test_a_key_on_paper_is_compared_by_its_fingerprint() -> None:
    assert re.fullmatch(r"[0-9a-f]{4}-[0-9a-f]{4}", fingerprint(b"n" * 32))
    assert fingerprint(b"n" * 32) != fingerprint(b"o" * 32)


@pytest.mark.parametrize(
    "keys",
    ["", "no-colon", ":bm90aGluZw==", "2026:bm90aGluZw==", "2026:***", f"{NEW},{NEW}", f"{NEW},2025:c2hvcnQ="],
)
def test_bad_seal_keys_stop_the_start_and_say_how_to_make_good_ones(settings, keys: str) -> None:
    settings.SEAL_KEYS = keys
    (error,) = check_seal_keys()
    assert error.id == "privacy.E001"
    assert "os.urandom(32)" in str(error.hint)


def test_a_bad_key_is_not_repeated_in_the_complaint(settings) -> None:
    settings.SEAL_KEYS = "2026:c2VjcmV0LWJ1dC1zaG9ydA=="
    assert "c2VjcmV0" not in str(check_seal_keys())


@pytest.mark.parametrize("key", ["", "bm90aGluZw==", "***"])
def test_a_bad_index_key_stops_the_start(settings, key: str) -> None:
    settings.INDEX_KEY = key
    assert [error.id for error in check_index_key()] == ["privacy.E002"]


def test_good_keys_raise_nothing(settings) -> None:
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert check_seal_keys() == []


def test_one_key_for_two_purposes_is_refused_on_a_server(settings) -> None:
    settings.SEAL_KEYS, settings.INDEX_KEY = NEW, NEW.partition(":")[2]
    assert [error.id for error in check_keys_differ()] == ["privacy.E003"]


def test_addresses_of_any_length_are_sealed_to_one_length() -> None:
    assert len(seal_address("a@b.nl")) == len(seal_address("x" * 300 + "@oudeveen.example"))


@pytest.mark.parametrize("address", ["", "sanne@oudeveen.example", "zoë@oudeveen.example", "x" * 320])
def test_an_address_opens_as_it_was(address: str) -> None:
    assert open_address(memoryview(seal_address(address))) == address


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        seal_address("x" * 321)
