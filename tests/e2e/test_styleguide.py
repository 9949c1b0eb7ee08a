"""Every component of the look can be read and used by everybody, on a wide screen and on the smallest phone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage

THEMES = ["hkin-theme", "hkin-theme baksteen-theme"]


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.parametrize("theme", THEMES)
def test_the_style_guide_shuts_nobody_out(open_page: OpenPage, settings: Any, theme: str) -> None:
    settings.THEME = theme
    open_page("/vormgeving/").shuts_nobody_out().at(390).shuts_nobody_out().at(320).shuts_nobody_out()


def test_without_javascript_the_style_guide_shuts_nobody_out_either(open_page: OpenPage) -> None:
    screen = open_page("/vormgeving/", width=390, java_script_enabled=False)
    expect(screen.page.get_by_label("Hoort bij het tweede antwoord").first).to_be_visible()


def test_the_focus_goes_to_the_summary_of_errors(open_page: OpenPage) -> None:
    expect(open_page("/vormgeving/").page.locator("[data-error-summary]")).to_be_focused()


def test_a_link_of_the_summary_moves_the_focus_to_its_field(open_page: OpenPage) -> None:
    page = open_page("/vormgeving/").page
    page.locator("[data-error-summary] a").first.click()
    expect(page.locator("#id_wrong-text")).to_be_focused()


def test_a_revealed_field_shows_with_its_option_only(open_page: OpenPage) -> None:
    page = open_page("/vormgeving/").page
    part = page.locator("#empty-reveal")
    expect(part).to_be_hidden()
    page.locator("#id_empty-radios").get_by_label("Het tweede antwoord").check()
    expect(part).to_be_visible()


def test_a_second_tap_takes_a_chip_back(open_page: OpenPage) -> None:
    page = open_page("/vormgeving/").page
    chip = page.locator("#id_empty-chips").get_by_label("Het eerste antwoord")
    chip.click()
    expect(chip).to_be_checked()
    chip.click()
    expect(chip).not_to_be_checked()


def test_the_counter_counts_down(open_page: OpenPage) -> None:
    page = open_page("/vormgeving/").page
    page.locator("#id_empty-story").fill("Twaalf tekens")
    expect(page.locator("[data-counter-for=id_empty-story]")).to_have_text("Nog 1.987 tekens")


def test_a_chosen_file_is_named_in_dutch(open_page: OpenPage) -> None:
    page = open_page("/vormgeving/").page
    box = page.locator("#div_id_empty-file")
    expect(box).to_contain_text("Nog geen bestand gekozen")
    box.locator("input").set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    expect(box.get_by_role("status")).to_have_text("foto.jpg")


def test_text_twice_as_large_needs_no_sideways_scroll(open_page: OpenPage) -> None:
    screen = open_page("/vormgeving/", width=640)
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
