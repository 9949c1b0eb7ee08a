"""When something cannot be opened or received you read why in plain words, and never whether it exists."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from network.models import Municipality, RoleGrant, Team, User
from network.rules import Role

handler400 = "hkin.views.bad_request"
handler403 = handler404 = "hkin.views.cannot_open"


def refusing(error: type[Exception]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("stuk/403/", refusing(PermissionDenied)),
    path("stuk/404/", refusing(Http404)),
    path("stuk/400/", refusing(BadRequest)),
    path("stuk/500/", refusing(RuntimeError)),
    path("stuk/knop/", require_POST(refusing(RuntimeError))),
    path("", include(settings.ROOT_URLCONF)),
]
pytestmark = pytest.mark.urls(__name__)


def test_forbidden_and_unknown_have_one_status(signed_in: Client) -> None:
    assert {signed_in.get(f"/stuk/{kind}/").status_code for kind in ("403", "404", "zomaar")} == {404}


def test_forbidden_and_unknown_are_one_page_of_one_size(signed_in: Client) -> None:
    pages = [signed_in.get(f"/stuk/{kind}/").content for kind in ("403", "404")]
    assert len(pages[0]) == len(pages[1])
    assert "Je kunt deze pagina niet openen." in pages[0].decode()


def test_the_page_names_whom_to_ask(signed_in: Client, sanne: User) -> None:
    oudeveen = Municipality.objects.get()
    team = Team.objects.create(municipality=oudeveen, name="Team")
    omar = User.objects.create_user("omar", name="Omar de Vries", phone="0123-456789")
    RoleGrant.objects.create(
        user=omar, role=Role.COORDINATOR, municipality=oudeveen, team=team, from_on=date(2020, 1, 1)
    )
    assert "Vraag het Omar de Vries: 0123-456789." in signed_in.get("/bestaat-niet/").content.decode()


def test_a_visitor_is_told_no_name(client: Client, db: None) -> None:
    assert "Vraag het de regisseur." in client.get("/bestaat-niet/").content.decode()


def test_a_request_that_makes_no_sense_gets_a_page(signed_in: Client) -> None:
    response = signed_in.get("/stuk/400/")
    assert response.status_code == 400
    assert "Dit lukte niet." in response.content.decode()


def test_a_text_that_is_too_big_is_refused_with_its_reason(signed_in: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = signed_in.post("/wachtwoord-wijzigen/", {"oldpassword": "x" * 200})
    assert response.status_code == 413
    assert "Dit is te groot." in response.content.decode()


def test_a_fault_of_ours_gets_a_page_that_needs_nothing(signed_in: Client) -> None:
    signed_in.raise_request_exception = False
    response = signed_in.get("/stuk/500/")
    assert response.status_code == 500
    assert "Er ging iets mis." in response.content.decode()


def test_a_form_without_a_token_says_that_the_text_is_still_there(signed_in: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    response = strict.post("/wachtwoord-wijzigen/", {"oldpassword": "x"})
    assert response.status_code == 403
    assert "Wat je typte, staat er nog." in response.content.decode()


def test_error_pages_show_nothing_of_the_address(signed_in: Client) -> None:
    assert "geheim" not in signed_in.get("/stuk/geheim/").content.decode()


def test_the_address_of_a_button_gets_a_page_with_a_way_back(signed_in: Client) -> None:
    response = signed_in.get("/stuk/knop/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert 'href="/"' in response.content.decode().split("<main")[1]
