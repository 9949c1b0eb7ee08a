"""A municipality that starts, seen from outside: everybody's browser, their mail, and every page that was loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import Response, expect

from hkin.outbox import nudging
from tests.hkin.second_step import shown_by_app
from tests.outbox.mail_server import MailServer

if TYPE_CHECKING:
    from tests.e2e.conftest import OpenPage, Screen
    from tests.outbox.conftest import OwnRedis

PASSWORD = "een zin die ik onthoud"
MOST_LOADS = 60
GOING_ON = "Bewaren en verder"
LIST = "Afdeling; contactpersoon; mail; vervanger"


@dataclass
class Journey:
    """Counts a page each time a browser shows another one, whoever looks; on the way there it may be led on."""

    open_page: OpenPage
    mail: MailServer
    wait_until: Callable[..., None]
    loads: list[str] = field(default_factory=list)

    def begin(self, address: str, *, width: int) -> Screen:
        """Somebody at a screen of their own, at an address that they were given."""
        path = urlsplit(address).path
        screen = self.open_page(path, width=width)
        self.loads.append(path)
        screen.page.on("response", lambda response: self._count(screen, response))
        return screen

    def _count(self, screen: Screen, response: Response) -> None:
        is_shown = not 300 <= response.status < 400
        if is_shown and response.request.is_navigation_request() and response.frame == screen.page.main_frame:
            self.loads.append(urlsplit(response.url).path)

    def letter_to(self, address: str, saying: str = "") -> str:
        """The last letter of this mailbox with these words in it, once it is there."""

        def found() -> list[str]:
            letters = zip(self.mail.addressees(), self.mail.messages(), strict=True)
            texts = [letter.get_content() for addressee, letter in letters if addressee == address]
            return [text for text in texts if saying in text]

        self.wait_until(found)
        return found()[-1]

    def link_to(self, address: str, saying: str = "") -> str:
        (link,) = re.findall(r"https?://\S+", self.letter_to(address, saying))
        return str(link)


@pytest.fixture
def post_office(
    own_redis: OwnRedis, mail_server: MailServer, worker: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> MailServer:
    """The broker, the worker and the mail server beside the site."""
    monkeypatch.setattr(nudging._Quiet, "until", 0.0)
    worker()
    return mail_server


@pytest.fixture
def journey(post_office: MailServer, open_page: OpenPage, wait_until: Callable[..., None]) -> Journey:
    return Journey(open_page, post_office, wait_until)


def on_the_terminal(command: str, *arguments: str) -> str:
    """What whoever runs the server reads there; a command may end in red."""
    printed = StringIO()
    try:
        call_command(command, *arguments, stdout=printed, no_color=True)
    except CommandError as error:
        printed.write(str(error))
    return printed.getvalue()


def choose_password(screen: Screen) -> Screen:
    return screen.fill("Wachtwoord", PASSWORD).fill("Wachtwoord nog een keer", PASSWORD)


def come_in_by_letter(journey: Journey, address: str, *, width: int) -> Screen:
    screen = journey.begin(journey.link_to(address, "een account voor je"), width=width).shuts_nobody_out()
    return choose_password(screen).press("Wachtwoord bewaren en beginnen")


def set_up_app(screen: Screen) -> Screen:
    """A second step with an app that shows codes, when the site asks for it."""
    screen.meets("Inloggen in twee stappen").follow("Een app instellen").meets("Een app met codes instellen")
    secret = "".join(screen.page.locator(".hkin-secret span").all_inner_texts())
    screen.fill("De code die je app toont", shown_by_app(secret)).press("Aanzetten").meets("Je herstelcodes")
    return screen.follow("Ik heb ze bewaard, ga verder")


def name_people(screen: Screen, people: Iterable[tuple[str, str, str]]) -> Screen:
    """Seat, name and mail address."""
    for seat, name, email in people:
        screen.fill(f"{seat}: naam", name).fill(f"{seat}: e-mailadres", email)
    return screen


def departments_on(screen: Screen) -> list[str]:
    """As they stand in the list to fill in."""
    lines = screen.page.get_by_label(LIST, exact=True).input_value().splitlines()
    return [line.partition(";")[0].strip() for line in lines]


def paste_list(screen: Screen, lines: Iterable[str]) -> Screen:
    typed = "\n".join(lines)
    screen.fill(LIST, typed).press("Bekijk eerst wat er verandert").reads("Dit verandert er").shuts_nobody_out()
    return screen.press("Ja, voer dit zo in")


def says_practice(screen: Screen) -> Screen:
    expect(screen.page.get_by_role("region", name="Oefenstand")).to_be_visible()
    return screen


def file_for_practice(screen: Screen, story: str, *, place: str, reader: str) -> str:
    """The number on the receipt."""
    says_practice(screen).choose("Signaal melden")
    says_practice(screen).page.get_by_label("Wat klopt er niet?").fill(story)
    screen.page.get_by_label("Waar is het?").fill(place)
    screen.page.get_by_label("Geen van deze").check()
    screen.shuts_nobody_out().press("Signaal melden")
    says_practice(screen).meets("Bedankt. Je signaal is binnen.").reads(reader)
    return screen.page.locator(".hkin-reference").inner_text()


def take_up_and_answer(screen: Screen, number: str, story: str, *, answer: str) -> None:
    screen.choose("Werkvoorraad").meets("Werkvoorraad")
    screen.page.get_by_role("button", name="Oppakken").click()
    screen.reads(number, story, "Dit signaal is nu van jou.").shuts_nobody_out()
    screen.unfold("Stuur de melder een bericht").fill("Dit leest de melder", answer).press("Verstuur bericht")
    screen.reads(answer).shuts_nobody_out()


def read_answer(screen: Screen, number: str, answer: str) -> None:
    screen.choose("Mijn signalen").reads(number).page.get_by_role("link", name=number).click()
    screen.reads(answer).shuts_nobody_out()


def within(journey: Journey) -> None:
    assert len(journey.loads) <= MOST_LOADS, (len(journey.loads), journey.loads)
