"""What every test may count on; fixtures of one app stand in tests/<app>/conftest.py."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from tests.chromium import find_chromium

pytest_plugins = ["tests.emptying", "tests.cast", "tests.oidc"]

BROWSER_TESTS = Path(__file__).parent / "e2e"


def pytest_configure() -> None:
    hypothesis_settings.register_profile("hkin", deadline=None)  # a busy machine is no failure
    hypothesis_settings.load_profile("hkin")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests go last: Playwright keeps an event loop in this thread, and other tests want their own."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER_TESTS))
    chromium = find_chromium()
    for item in items:
        if item.path.is_relative_to(BROWSER_TESTS):
            item.add_marker("browser")
        if item.get_closest_marker("browser") and not chromium:
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [each for each in terminalreporter.getreports("skipped") if "no Chromium" in str(each.longrepr)]
    if skipped:
        warning = f"!!! {len(skipped)} BROWSER TESTS DID NOT RUN: no Chromium on PATH nor in CHROMIUM !!!"
        terminalreporter.write_sep("!", warning, red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium; as root it cannot make its sandbox."""
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": arguments}
