"""When somebody reads along, one press makes the screen tell nothing, and what was typed is not lost."""

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage

saved: list[str] = []
FORM = """{% extends "base.html" %}{% block main %}<h1>Formulier</h1>
<form method="post" data-draft-url="{{ draft }}">{% csrf_token %}
<label for="what">Wat</label><textarea id="what" name="what"></textarea>
<input type="file" name="photo" aria-label="Foto">
</form>{% endblock %}"""


@login_not_required
def form(request: HttpRequest, draft: str) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(FORM).render({"draft": draft}, request))


@login_not_required
def save(request: HttpRequest) -> HttpResponse:
    saved.append(request.POST["what"])
    return HttpResponse(status=204)


@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


urlpatterns = [
    path("formulier/", form, {"draft": "/bewaar/"}),
    path("zonder-verbinding/", form, {"draft": "/mislukt/"}),
    path("bewaar/", save),
    path("mislukt/", fail),
    path("", include(settings.ROOT_URLCONF)),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def nothing_saved() -> None:
    saved.clear()


def typed(page: Page, text: str = "Er klopt iets niet") -> Page:
    page.get_by_label("Wat").fill(text)
    return page


def test_the_button_leads_to_a_page_that_tells_nothing(open_page: OpenPage) -> None:
    page = open_page("/hulp/", width=390).page
    page.get_by_role("link", name="Scherm verbergen").click()
    expect(page).to_have_url(page.url.replace("/hulp/", "/even-weg/"))
    expect(page).to_have_title("Intranet")


def test_the_button_works_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/hulp/", java_script_enabled=False).page
    page.get_by_role("link", name="Scherm verbergen").click()
    expect(page.get_by_role("heading", name="Intranet")).to_be_visible()


def test_escape_twice_hides_the_screen_and_saves_the_draft(open_page: OpenPage) -> None:
    page = typed(open_page("/formulier/").page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Intranet")).to_be_visible()
    assert saved == ["Er klopt iets niet"]


def test_escape_once_changes_nothing(open_page: OpenPage) -> None:
    page = typed(open_page("/formulier/").page)
    page.keyboard.press("Escape")
    expect(page.get_by_label("Wat")).to_have_value("Er klopt iets niet")
    expect(page.locator(".hkin-curtain")).to_have_count(0)


def test_the_page_that_was_hidden_is_not_one_step_back(open_page: OpenPage) -> None:
    page = open_page("/hulp/").page
    page.goto(page.url.replace("/hulp/", "/formulier/"))
    typed(page).get_by_role("link", name="Scherm verbergen").click()
    expect(page.get_by_role("heading", name="Intranet")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Hulp")).to_be_visible()


def test_when_saving_fails_the_text_stays_behind_a_curtain(open_page: OpenPage) -> None:
    page = typed(open_page("/zonder-verbinding/").page)
    page.get_by_role("link", name="Scherm verbergen").click()
    expect(page).to_have_title("Intranet")
    expect(page.locator(".hkin-curtain")).to_be_visible()
    page.locator(".hkin-curtain").get_by_role("button", name="Terug").click()
    expect(page.get_by_label("Wat")).to_have_value("Er klopt iets niet")
    expect(page).to_have_title("HKIN")


def test_the_curtain_shuts_nobody_out(open_page: OpenPage) -> None:
    screen = open_page("/zonder-verbinding/", width=390)
    typed(screen.page).get_by_role("link", name="Scherm verbergen").click()
    expect(screen.page.locator(".hkin-curtain").get_by_role("button", name="Terug")).to_be_visible()
    screen.complaints.clear()  # the browser reports the answer 500 itself
    screen.shuts_nobody_out()
