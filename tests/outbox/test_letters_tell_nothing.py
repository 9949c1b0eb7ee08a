"""A letter tells a bystander nothing: neutral words, and the same size whatever it is about."""

import pytest
from django.core.mail import EmailMessage

from hkin.outbox.letters import LETTER_BYTES, compose
from hkin.outbox.models import Letter
from tests.outbox.conftest import KIND


def letter_about(reference: str, path: str, address: str = "sanne@oudeveen.example") -> EmailMessage:
    return compose(Letter(kind=KIND, reference=reference, path=path), address)


@pytest.mark.parametrize(
    ("reference", "path", "address"),
    [
        ("", "", "a@b.nl"),
        ("K7QM-3TXP", "/signalen/K7QM-3TXP/", "sanne@oudeveen.example"),
        (
            "K7QM-3TXP",
            "/werkvoorraad/K7QM-3TXP/vraag/" + "9" * 90 + "/",
            "a.very.long.name.of.somebody@oudeveen.example",
        ),
    ],
)
def test_all_letters_are_equal_in_size(reference, path, address):
    sent = letter_about(reference, path, address).message().as_bytes(linesep="\r\n")
    assert len(sent) == LETTER_BYTES


def test_no_line_is_too_long_for_a_mail_server():
    sent = letter_about("", "").message().as_bytes(linesep="\r\n")
    assert max(len(line) for line in sent.split(b"\r\n")) <= 78


def test_a_letter_names_the_number_and_the_page(settings):
    settings.BASE_URL = "https://hkin.oudeveen.example"
    body = letter_about("K7QM-3TXP", "/signalen/K7QM-3TXP/").body
    assert "K7QM-3TXP" in body
    assert "https://hkin.oudeveen.example/signalen/K7QM-3TXP/" in body


def test_a_letter_without_a_page_points_at_the_inbox():
    assert "/berichten/" in letter_about("", "").body


def test_a_machine_does_not_answer_a_letter():
    assert letter_about("", "").extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_letter_of_a_kind_from_an_earlier_release_still_leaves():
    assert compose(Letter(kind="long_gone"), "sanne@oudeveen.example").body
