"""Who keeps the directory brings a file in, mends what is wrong and says yes, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest
from playwright.sync_api import Page, expect

from network.cast import Cast
from network.models import Department, ImportRun, User
from tests.e2e.conftest import ComeIn
from tests.e2e.test_filing_walk import tab_to
from tests.network.importing import DEPARTMENTS, PEOPLE, sheet
from tests.outbox.conftest import OwnRedis

pytestmark = pytest.mark.django_db(transaction=True)

START = "/netwerk/invoeren/"
WRONG = sheet(DEPARTMENTS, {"code": "WAT", "name": "Water", "regime": "zog"}, {"code": "VAS", "name": ""})
RIGHT = sheet(DEPARTMENTS, {"code": "WAT", "name": "Water", "regime": "zorg"}, {"code": "VAS", "name": "Panden"})
PATIENCE = 60_000


@pytest.fixture
def has_worker(own_redis: OwnRedis, worker: Callable[[], Popen[bytes]]) -> None:
    """A worker that takes what is asked of a broker of this test alone."""
    worker()


def choose_file(page: Page, content: bytes, folder: Path) -> None:
    file = folder / "gids.csv"
    file.write_bytes(content)
    expect(page.locator("#id_file")).to_be_visible()
    tab_to(page, "#id_file")
    page.locator("#id_file:focus").set_input_files(file)  # what opens from here is the browser's own
    tab_to(page, "main form button")
    page.keyboard.press("Enter")


@pytest.mark.usefixtures("has_worker")
@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_of_departments_with_the_keyboard_alone(come_in: ComeIn, cast: Cast, tmp_path: Path, width: int) -> None:
    screen = come_in(cast.noor, START, width=width).meets("In en uit")
    page, keys = screen.page, screen.page.keyboard
    tab_to(page, "a[href*='invoeren/afdelingen']")
    keys.press("Enter")
    screen.meets("Invoeren: afdelingen").reads("Voorbeeld als Excel", "wat valt op")

    choose_file(page, WRONG, tmp_path)
    expect(page.get_by_role("heading", name="Er kloppen 2 dingen niet.")).to_be_visible(timeout=PATIENCE)
    screen.reads("regel 2", "C · regime", "“zog”", "regel 3", "B · naam", "Vul “naam” in.").meets(
        "Invoeren: afdelingen"
    )

    tab_to(page, "main a[href*='invoeren/afdelingen']")
    keys.press("Enter")
    choose_file(page, RIGHT, tmp_path)
    expect(page.get_by_role("heading", name="Dit verandert er")).to_be_visible(timeout=PATIENCE)
    screen.reads("WAT Water", "zorg").meets("Invoeren: afdelingen")
    tab_to(page, "a[href='?toon=changed']")
    keys.press("Enter")
    screen.reads("Panden").meets("Invoeren: afdelingen")
    assert not Department.objects.filter(code="WAT").exists()

    tab_to(page, "form[action$='/doen/'] button")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Wat is er veranderd?")).to_be_visible(timeout=PATIENCE)
    screen.meets("Invoeren: afdelingen")
    assert Department.objects.get(code="WAT", municipality=cast.oudeveen).regime == "care"

    screen.open(START).reads("klaar", "er klopt iets niet in").meets("In en uit")


@pytest.mark.usefixtures("has_worker")
def test_people_without_scripts(wait_until: Callable[..., None], come_in: ComeIn, cast: Cast, tmp_path: Path) -> None:
    screen = come_in(cast.tom, f"{START}mensen/", java_script_enabled=False)
    file = tmp_path / "mensen.csv"
    file.write_bytes(sheet(PEOPLE, {"email": "anna@oudeveen.example", "name": "Anna Bos", "department": "VAS"}))
    screen.page.locator("#id_file").set_input_files(file)
    screen.press("Bekijk eerst wat er verandert")
    wait_until(lambda: ImportRun.objects.get().state == "checked", 60)
    expect(screen.page.get_by_role("heading", name="Dit verandert er")).to_be_visible(timeout=PATIENCE)
    screen.reads("Anna Bos", "1 nieuwe collega krijgt een account.")
    screen.press("Doe dit")  # the page loads itself anew until it is done
    wait_until(lambda: ImportRun.objects.get().state == "done", 60)
    assert User.objects.filter(email="anna@oudeveen.example").exists()
    expect(screen.page.get_by_role("heading", name="Wat is er veranderd?")).to_be_visible(timeout=PATIENCE)
    screen.reads("Niemand is uitgenodigd.")


def test_who_works_elsewhere_finds_no_such_page(come_in: ComeIn, cast: Cast) -> None:
    come_in(cast.ilse, START).meets("Je kunt deze pagina niet openen.")
