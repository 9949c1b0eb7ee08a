"""After `make chaos` each letter is counted: what was lost and what came twice."""

from email.message import EmailMessage
from pathlib import Path

from hkin.devstack.tally import read_letters, tally

ONE, OTHER = "K7QM-3TXP-4", "2222-2222-2"
READERS = ["bea@oudeveen.example", "omar@oudeveen.example"]
ALL = [(ONE, reader) for reader in READERS]


def write_letter(folder: Path, name: str, to: str, link: str) -> None:
    letter = EmailMessage()
    letter["To"] = to
    letter.set_content(f"Hallo,\n\nHttp://127.0.0.1:8000{link}\n")
    (folder / f"{name}.eml").write_bytes(letter.as_bytes())


def test_when_every_reader_heard_nothing_is_lost() -> None:
    assert not tally(filed=[ONE], readers=READERS, letters=ALL).lost


def test_a_reader_who_did_not_hear_is_named() -> None:
    counted = tally(filed=[ONE, OTHER], readers=READERS, letters=[*ALL, (OTHER, READERS[0])])
    assert counted.lost == {(OTHER, READERS[1])}


def test_expected_is_every_signal_times_every_reader() -> None:
    assert tally(filed=[ONE, OTHER], readers=READERS, letters=[]).expected == 4


def test_a_copy_is_counted_but_makes_up_for_nothing() -> None:
    counted = tally(filed=[ONE], readers=READERS, letters=[ALL[0]] * 3)
    assert (counted.twice, len(counted.lost)) == (2, 1)


def test_letters_about_other_signals_do_not_count() -> None:
    assert tally(filed=[ONE], readers=READERS, letters=[*ALL, (OTHER, READERS[0])]).twice == 0


def test_a_letter_says_which_signal_and_to_whom(tmp_path: Path) -> None:
    write_letter(tmp_path, "1", READERS[0], f"/werkvoorraad/{ONE}/")
    assert list(read_letters(tmp_path)) == [(ONE, READERS[0])]


def test_a_letter_that_points_elsewhere_is_left_out(tmp_path: Path) -> None:
    write_letter(tmp_path, "1", READERS[0], "/berichten/")
    assert list(read_letters(tmp_path)) == []


def test_a_letter_that_is_being_written_is_left_out(tmp_path: Path) -> None:
    (tmp_path / ".half.eml").touch()
    assert list(read_letters(tmp_path)) == []
