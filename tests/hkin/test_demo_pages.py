"""The letters and the style guide exist in a demo, and nowhere else."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

LETTER = b"""From: HKIN <noreply@hkin.example>
To: sanne@oudeveen.example
Subject: Er staat een bericht voor je klaar
Date: Tue, 24 Nov 2026 09:05:00 +0100
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Log in om het te lezen: http://127.0.0.1:8000/berichten/
\xc3\xa9\xc3\xa9n <script>alert(1)</script>
"""


@pytest.fixture
def letters(settings: Any, tmp_path: Path) -> Path:
    settings.DEMO, settings.MAIL_FOLDER = True, str(tmp_path)
    (tmp_path / "een.eml").write_bytes(LETTER)
    return tmp_path


@pytest.mark.parametrize("path", ["/brievenbus/", "/brievenbus/een.eml/", "/vormgeving/"])
def test_outside_a_demo_the_page_does_not_exist(client: Client, letters: Path, settings: Any, path: str) -> None:
    settings.DEMO = False
    assert client.get(path).status_code == 404


def test_the_letter_box_lists_what_was_sent(client: Client, letters: Path) -> None:
    page = client.get("/brievenbus/").content.decode()
    assert "Er staat een bericht voor je klaar" in page
    assert "sanne@oudeveen.example" in page


def test_a_letter_is_shown_as_text_with_its_links(client: Client, letters: Path) -> None:
    page = client.get("/brievenbus/een.eml/").content.decode()
    assert 'href="http://127.0.0.1:8000/berichten/"' in page
    assert "één &lt;script&gt;" in page


@pytest.mark.parametrize("name", ["twee.eml", "..", "%2e%2e%2fgeheim.eml", "een"])
def test_only_a_letter_of_the_box_can_be_opened(client: Client, letters: Path, name: str) -> None:
    (letters.parent / "geheim.eml").write_bytes(LETTER)
    assert client.get(f"/brievenbus/{name}/").status_code == 404


def test_a_letter_with_a_moment_in_universal_time_is_read_in_ours(client: Client, letters: Path) -> None:
    (letters / "een.eml").write_bytes(LETTER.replace(b"09:05:00 +0100", b"08:05:00 -0000"))
    assert "9.05" in client.get("/brievenbus/").content.decode()
    assert "9.05" in client.get("/brievenbus/een.eml/").content.decode()


def test_an_empty_letter_box_says_so(client: Client, letters: Path) -> None:
    (letters / "een.eml").unlink()
    assert "Nog geen brieven" in client.get("/brievenbus/").content.decode()


def test_a_file_that_is_no_letter_breaks_nothing(client: Client, letters: Path) -> None:
    (letters / "kapot.eml").write_bytes(b"\xff\xfe\x00")
    assert client.get("/brievenbus/").status_code == 200
    assert client.get("/brievenbus/kapot.eml/").status_code == 200
