"""A filed signal leaves as letters that tell nothing, and the application manager sends again what did not arrive."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from hkin.outbox import nudging
from hkin.outbox.models import Letter
from network.cast import Cast
from signals.models import Signal
from signals.rules.reference import shown
from tests.cast import PASSWORD
from tests.e2e.conftest import ComeIn, Screen
from tests.outbox.conftest import OwnRedis
from tests.outbox.mail_server import MailServer
from tests.signals.filing_form import TEXT

OMAR, BEA = "omar@oudeveen.example", "bea@oudeveen.example"


@dataclass
class Stack:
    """The broker, the worker and the mail server beside the site."""

    mail: MailServer
    wait_until: Callable[..., None]


@pytest.fixture
def stack(
    own_redis: OwnRedis,
    mail_server: MailServer,
    worker: Callable[[], object],
    wait_until: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> Stack:
    monkeypatch.setattr(nudging._Quiet, "until", 0.0)
    worker()
    return Stack(mail_server, wait_until)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_letter_and_of_an_application_manager(
    stack: Stack, sign_in: Callable[..., Screen], come_in: ComeIn, cast: Cast, width: int
) -> None:
    stack.mail.refusals[OMAR] = "550 5.1.1 no such mailbox"
    number = file_urgent(sign_in("sanne", PASSWORD, width=width))
    stack.wait_until(lambda: Letter.objects.undeliverable().exists() and BEA in stack.mail.addressees())

    letter = stack.mail.messages()[stack.mail.addressees().index(BEA)].get_content()
    assert number in letter
    assert not [word for word in ("loods", "bus", "motor", "Havendijk", "Sanne", "gevaar") if word in letter]
    (link,) = re.findall(r"https?://\S+", letter)
    come_in(cast.bea, urlsplit(link).path, width=width).reads(number, TEXT).shuts_nobody_out()

    screen = (
        come_in(cast.tom, width=width)
        .choose("Verstuurde mail")
        .reads("Niet aangekomen", number)
        .meets("Verstuurde mail")
    )
    screen.reads_nothing_of("Omar", "omar@", "Sanne", "loods")
    stack.mail.refusals.clear()
    screen.page.get_by_role("button", name="Probeer opnieuw").click()
    screen.reads("1 mail gaat opnieuw op weg.").shuts_nobody_out()
    stack.wait_until(lambda: OMAR in stack.mail.addressees())
    screen.open("/beheer/berichten/").reads("Alle mail is aangekomen")


def file_urgent(screen: Screen) -> str:
    screen.open("/signalen/nieuw/").page.get_by_label("Wat klopt er niet?").fill(TEXT)
    screen.page.get_by_label("Waar is het?").fill("Havendijk 14, Oudeveen")
    screen.page.get_by_label("Er is nu gevaar").check()
    screen.page.get_by_role("button", name="Signaal melden").click()
    screen.reads("Bedankt. Je signaal is binnen.")
    number = shown(Signal.objects.get().reference)
    screen.reads(number).shuts_nobody_out()
    return number
