"""On the server one command tells what is not in order, in Dutch, and never a secret."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from hkin.machine.fingerprints import index_fingerprint, ring_fingerprint
from hkin.machine.proofs import KEYS_WRITTEN_DOWN, MAIL_ARRIVED, proven
from hkin.privacy.keyring import key_ring
from tests.machine.test_mail_that_arrives import TOM, sent_code
from tests.outbox.mail_server import MailServer

pytestmark = pytest.mark.django_db


def told(**options: Any) -> str:
    """What it prints; here some lines are always red."""
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_setup", stdout=out, no_color=True, **options)
    return out.getvalue()


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Any:
    def types(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return types


def test_each_line_says_green_red_or_grey_and_what_to_do() -> None:
    lines = told().splitlines()
    assert "groen  Database: PostgreSQL" in lines[0]
    assert "rood   Proefmail: Niemand liet nog zien dat mail aankomt." in lines
    assert "       Stuur een proefmail en typ de code over." in lines


def test_a_red_line_makes_the_command_fail() -> None:
    with pytest.raises(CommandError, match="rood") as failed:
        call_command("check_setup", stdout=io.StringIO())
    assert failed.value.returncode == 1


def test_no_secret_is_printed() -> None:
    printed = told()
    secrets = [
        project.SECRET_KEY,
        project.INDEX_KEY,
        project.SEAL_KEYS.partition(":")[2],
        key_ring().current.secret.hex(),
    ]
    assert [secret for secret in secrets if secret in printed] == []


def test_the_fingerprints_are_told_for_on_paper() -> None:
    assert ring_fingerprint() in told()


def test_who_types_them_back_is_not_shown_them_first(types: Any) -> None:
    types(ring_fingerprint(), index_fingerprint())
    assert ring_fingerprint() not in told(fingerprint=True, by="Tom Bos").replace(": " + ring_fingerprint(), "")
    assert proven(KEYS_WRITTEN_DOWN).by_name == "Tom Bos"


def test_a_wrong_fingerprint_stops_it(types: Any) -> None:
    types("0000-0000", index_fingerprint())
    told(fingerprint=True, by="Tom")
    assert proven(KEYS_WRITTEN_DOWN) is None


def test_a_test_mail_leaves_and_its_code_is_typed_later(mail_server: MailServer, types: Any) -> None:
    types()
    told(mail=TOM)
    assert mail_server.addressees() == [TOM]
    told(code=sent_code(mail_server), by="Tom Bos")
    assert proven(MAIL_ARRIVED).by_name == "Tom Bos"


def test_a_name_is_asked_for(mail_server: MailServer, types: Any) -> None:
    types()
    told(mail=TOM)
    types("Tom Bos")
    told(code=sent_code(mail_server))
    assert proven(MAIL_ARRIVED).by_name == "Tom Bos"


def test_a_wrong_code_stops_it(mail_server: MailServer, types: Any) -> None:
    types("12")
    assert told(mail=TOM, by="Tom") != ""
    assert proven(MAIL_ARRIVED) is None


def test_the_address_of_the_test_mail_is_not_repeated(mail_server: MailServer, types: Any) -> None:
    mail_server.refusals[TOM] = f"550 no such mailbox {TOM}"
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("check_setup", stdout=out, mail=TOM)
    assert TOM not in f"{out.getvalue()} {failed.value}"
    assert "550" in str(failed.value)
