"""What was destroyed stays destroyed, also when last night's backup is put back."""

from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from hkin.privacy.models import DataKey, DestroyedKey
from hkin.privacy.retention import as_retention
from hkin.privacy.sealing import KeyGone, Sealer, create_key, destroy_keys, open_key

FIELD, ROW = "signals_signal.text", UUID(int=1)


def dump(owner: UUID) -> dict[str, object]:
    return DataKey.objects.values().get(owner=owner)


def restore(row: dict[str, object]) -> None:
    DataKey.objects.create(**row)


def run(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_a_restored_key_row_reads_again_until_the_register_is_replayed(sealer: Sealer) -> None:
    blob = sealer.seal(FIELD, ROW, "loods")
    backup = dump(sealer.owner)
    destroy_keys([sealer.owner])
    restore(backup)
    assert open_key(sealer.owner).open(FIELD, ROW, blob) == "loods"
    run("replay_destruction")
    with pytest.raises(KeyGone):
        open_key(sealer.owner)


def test_a_register_kept_beside_the_backups_destroys_what_the_backup_never_knew(sealer: Sealer, tmp_path: Path) -> None:
    backup = dump(sealer.owner)
    destroy_keys([sealer.owner], reason="withdrawn")
    register = tmp_path / "destroyed.csv"
    run("export_destruction", str(register))
    empty_register_as_an_older_backup_has_it()
    restore(backup)
    run("replay_destruction", str(register))
    with pytest.raises(KeyGone):
        open_key(sealer.owner)
    assert DestroyedKey.objects.get().reason == "withdrawn"


def empty_register_as_an_older_backup_has_it() -> None:
    with as_retention():
        DestroyedKey.objects.all().delete()


def test_replaying_leaves_other_keys_alone(sealer: Sealer) -> None:
    destroy_keys([uuid4()])
    run("replay_destruction")
    assert open_key(sealer.owner).owner == sealer.owner


def test_replaying_twice_does_no_harm(sealer: Sealer) -> None:
    destroy_keys([sealer.owner])
    run("replay_destruction")
    run("replay_destruction")
    assert DestroyedKey.objects.count() == 1


def test_destroying_counts_only_keys_that_were_there(sealer: Sealer) -> None:
    assert destroy_keys([sealer.owner, uuid4()]) == 1
    assert destroy_keys([sealer.owner]) == 0


def test_the_register_is_written_before_the_key_goes_or_neither_happens(sealer: Sealer) -> None:
    with pytest.raises(Exception, match="too long"):
        destroy_keys([sealer.owner], reason="x" * 33)
    assert open_key(sealer.owner).owner == sealer.owner


def test_a_damaged_register_replays_nothing(sealer: Sealer, tmp_path: Path) -> None:
    register = tmp_path / "destroyed.csv"
    register.write_text(f"{sealer.owner},2026-11-21T10:00:00+00:00,retention\nnot a uuid,x,y\n")
    with pytest.raises(CommandError):
        run("replay_destruction", str(register))
    assert open_key(sealer.owner).owner == sealer.owner


def test_a_thousand_keys_go_in_a_few_queries(django_assert_max_num_queries, db) -> None:
    owners = [create_key(owner=uuid4(), municipality_id=1).owner for _ in range(50)]
    with django_assert_max_num_queries(4):
        assert destroy_keys(owners) == 50
