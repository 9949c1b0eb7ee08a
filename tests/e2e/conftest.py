"""A real browser on the live server: pages of a given width, and the promise that nobody is shut out."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

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
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

OpenPage = Callable[..., "Screen"]


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

    def shuts_nobody_out(self) -> "Screen":
        """No axe violation, no report of the CSP, no error of a script, no sideways scroll."""
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

    def open_one(path: str = "/", *, width: int = 1280, **more: Any) -> Screen:
        size = {"width": width, "height": 900}
        context = browser.new_context(**browser_context_args | {"viewport": size} | more)
        contexts.append(context)
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
