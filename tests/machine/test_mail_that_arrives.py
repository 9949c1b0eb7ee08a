"""Mail is green only when somebody typed back the code of a mail that really came, by the mail server of today."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hkin.machine.checks import State
from hkin.machine.mail_trial import MAX_TRIES, MailNotSent, confirm_arrival, on_its_way, send_trial
from hkin.machine.models import MailTrial
from hkin.machine.proofs import MAIL_ARRIVED, proven
from tests.machine.conftest import Found
from tests.outbox.mail_server import MailServer

TOM = "tom@oudeveen.example"

pytestmark = pytest.mark.django_db


def sent_code(mail_server: MailServer) -> str:
    return re.search(r"\b\d{6}\b", mail_server.messages()[-1].get_content())[0]


def wrong_code(mail_server: MailServer) -> str:
    return f"{(int(sent_code(mail_server)) + 1) % 10**6:06}"


def test_it_begins_red(found: Found) -> None:
    assert found("mail").state is State.RED


def test_a_mail_with_a_code_really_leaves(mail_server: MailServer) -> None:
    send_trial(to=TOM)
    assert mail_server.addressees() == [TOM]
    assert len(sent_code(mail_server)) == 6


def test_who_types_the_code_back_has_shown_it(mail_server: MailServer, found: Found) -> None:
    send_trial(to=TOM)
    assert confirm_arrival(code=sent_code(mail_server), by_name="Tom Bos")
    line = found("mail")
    assert line.state is State.GREEN
    assert "Tom Bos" in line.text


def test_spaces_in_the_code_do_not_matter(mail_server: MailServer) -> None:
    send_trial(to=TOM)
    code = sent_code(mail_server)
    assert confirm_arrival(code=f" {code[:3]} {code[3:]}", by_name="Tom")


def test_sending_alone_shows_nothing(mail_server: MailServer, found: Found) -> None:
    send_trial(to=TOM)
    assert found("mail").state is State.RED


def test_another_code_shows_nothing(mail_server: MailServer) -> None:
    send_trial(to=TOM)
    assert not confirm_arrival(code=wrong_code(mail_server), by_name="Tom")
    assert proven(MAIL_ARRIVED) is None


def test_guessing_ends_after_ten_tries(mail_server: MailServer) -> None:
    send_trial(to=TOM)
    for _try in range(MAX_TRIES):
        confirm_arrival(code=wrong_code(mail_server), by_name="Tom")
    assert not confirm_arrival(code=sent_code(mail_server), by_name="Tom")


def test_a_code_of_the_day_before_yesterday_shows_nothing(mail_server: MailServer) -> None:
    send_trial(to=TOM)
    MailTrial.objects.update(sent_at=timezone.now() - timedelta(days=2))
    assert not confirm_arrival(code=sent_code(mail_server), by_name="Tom")


def test_with_another_mail_server_it_must_be_shown_again(mail_server: MailServer, found: Found, settings: Any) -> None:
    send_trial(to=TOM)
    confirm_arrival(code=sent_code(mail_server), by_name="Tom")
    settings.EMAIL_HOST = "elsewhere.example"
    assert found("mail").state is State.RED


def test_a_code_of_another_mail_server_shows_nothing(mail_server: MailServer, settings: Any) -> None:
    send_trial(to=TOM)
    settings.DEFAULT_FROM_EMAIL = "HKIN <other@oudeveen.example>"
    assert not confirm_arrival(code=sent_code(mail_server), by_name="Tom")


def test_a_refused_mail_says_why_without_the_address(mail_server: MailServer) -> None:
    mail_server.refusals[TOM] = f"550 5.1.1 no mailbox {TOM}"
    with pytest.raises(MailNotSent) as refused:
        send_trial(to=TOM)
    assert refused.value.kind == "SMTPRecipientsRefused 550"
    assert TOM not in f"{refused.value} {refused.value.reason}"


def test_a_mail_server_that_is_away_says_so(settings: Any, mail_server: MailServer) -> None:
    mail_server.stop()
    with pytest.raises(MailNotSent, match="ConnectionRefused") as refused:
        send_trial(to=TOM)
    assert refused.value.reason == "De mailserver antwoordt niet."


def test_a_mail_that_did_not_leave_is_not_on_its_way(mail_server: MailServer) -> None:
    mail_server.answer_to_data = "554 spam"
    with pytest.raises(MailNotSent):
        send_trial(to=TOM)
    assert on_its_way() is None


def test_neither_code_nor_address_is_kept(mail_server: MailServer) -> None:
    send_trial(to=TOM)
    kept = " ".join(str(value) for value in MailTrial.objects.values_list().get())
    assert sent_code(mail_server) not in kept
    assert "tom@" not in kept
