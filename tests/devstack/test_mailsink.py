"""In the demo no letter leaves the machine: each one lies as a file in `.run/mail/`."""

import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from hkin.devstack.broker import free_port
from hkin.devstack.plan import ROOT

LETTERS = 3


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[list[Path]]:
    """Three letters sent over one connection, and the files they became."""
    port, folder = free_port(), tmp_path / "mail"
    command = [sys.executable, "-m", "hkin.devstack.mailsink", str(port), str(folder)]
    sink = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert sink.stdout
        sink.stdout.readline()
        letter = EmailMessage()
        letter["Subject"], letter["From"], letter["To"] = "Bericht uit HKIN", "noreply@example.nl", "sanne@example.nl"
        letter.set_content("Er staat een bericht voor je klaar.")
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as connection:
            for _ in range(LETTERS):
                connection.send_message(letter)
        yield sorted(folder.iterdir())
    finally:
        sink.terminate()
        sink.communicate()


def test_every_letter_is_a_file(letters: list[Path]) -> None:
    assert [path.suffix for path in letters] == [".eml"] * LETTERS
    assert message_from_bytes(letters[0].read_bytes())["Subject"] == "Bericht uit HKIN"


def test_only_the_one_who_runs_the_demo_can_read_them(letters: list[Path]) -> None:
    assert letters[0].stat().st_mode & 0o077 == 0
    assert letters[0].parent.stat().st_mode & 0o077 == 0
