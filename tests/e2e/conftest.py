"""A real browser on the live server: pages of a given width, and the promise that nobody is shut out."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from network.models import User
from tests.e2e.starting import journey, post_office
from tests.outbox.conftest import mail_server, own_redis, run, use_broker, wait_until, worker
from tests.signals.filing_form import signed_in

__all__ = ["journey", "mail_server", "own_redis", "post_office", "run", "use_broker", "wait_until", "worker"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the test

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LARGE = "document.documentElement.style.fontSize = '200%'"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

OpenPage = Callable[..., "Screen"]
ComeIn = Callable[..., "Screen"]


@dataclass
class Screen:
    """A browser page that remembers what the browser complained about."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> "Screen":
        self.page.goto(self.address + path)
        return self

    def at(self, width: int) -> "Screen":
        self.page.set_viewport_size({"width": width, "height": 900})
        return self

    def follow(self, link: str) -> "Screen":
        self.page.get_by_role("main").get_by_role("link", name=link, exact=True).click()
        return self

    def choose(self, entry: str) -> "Screen":
        """From the main menu: on a phone it opens first, elsewhere the entry may be under "Meer"."""
        menu = self.page.locator("summary", has_text="Menu")
        if menu.is_visible():
            menu.click()
        link = self.page.get_by_role("navigation").get_by_role("link", name=entry).locator("visible=true")
        if not link.count():
            self.page.locator(".hkin-more > summary").click()
        link.click()
        return self

    def press(self, button: str) -> "Screen":
        self.page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        return self

    def fill(self, label: str, text: str) -> "Screen":
        """The field with this label that can be seen now."""
        self.page.get_by_label(label, exact=True).locator("visible=true").fill(text)
        return self

    def unfold(self, title: str) -> "Screen":
        self.page.locator("summary", has_text=title).click()
        return self

    def meets(self, title: str) -> "Screen":
        """The page with this title, and everybody can use it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        return self.shuts_nobody_out()

    def reads(self, *texts: str) -> "Screen":
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)
        return self

    def reads_nothing_of(self, *texts: str) -> "Screen":
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def shuts_nobody_out(self) -> "Screen":
        """No axe violation, no report of the CSP, no error of a script, no sideways scroll."""
        self.page.wait_for_load_state()  # before its style sheets a page is judged by what nobody gets to see
        results = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
        assert results.violations_count == 0, _short(results.response["violations"])
        assert self.page.evaluate(SIDEWAYS) <= 0, "the page scrolls sideways"
        assert self.complaints == []
        return self


def _short(violations: list[dict[str, Any]]) -> str:
    found = [
        {"rule": each["id"], "where": [node["target"] for node in each["nodes"]], "why": each["nodes"][0]["any"]}
        for each in violations
    ]
    return json.dumps(found, indent=1, default=str)[:4000]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"args": [*browser_type_launch_args.get("args", []), *ARGUMENTS]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "reduced_motion": "reduce"}


@pytest.fixture
def open_page(browser: Browser, browser_context_args: dict[str, Any], live_server: Any) -> Iterator[OpenPage]:
    """open_page("/pad/", width=390) gives a Screen; more keywords go to the browser context (java_script_enabled)."""
    contexts: list[BrowserContext] = []

    def open_one(path: str = "/", *, width: int = 1280, session: str = "", **more: Any) -> Screen:
        size = {"width": width, "height": 900}
        context = browser.new_context(**browser_context_args | {"viewport": size} | more)
        contexts.append(context)
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return Screen(context.new_page(), live_server.url).open(path)

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(open_page: OpenPage) -> Callable[..., Screen]:
    """sign_in("omar", "wachtwoord", width=390) goes through the log-in page as a person does."""

    def as_person(username: str, password: str, *, width: int = 1280, **more: Any) -> Screen:
        screen = open_page("/inloggen/", width=width, **more)
        screen.page.get_by_label("Gebruikersnaam of e-mailadres").fill(username)
        screen.page.get_by_label("Wachtwoord", exact=True).fill(password)
        screen.page.get_by_role("main").get_by_role("button", name="Inloggen").click()
        screen.page.wait_for_url(re.compile(r"^(?!.*/inloggen/)"))
        return screen

    return as_person


@pytest.fixture
def come_in(open_page: OpenPage) -> ComeIn:
    """come_in(cast.omar, "/werkvoorraad/", width=390): somebody who signed in before."""

    def as_somebody_known(user: User, path: str = "/", *, width: int = 1280, **more: Any) -> Screen:
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
        return open_page(path, width=width, session=session, **more)

    return as_somebody_known
