"""When your session has ended you are sent to log in, also when only a part of the page was asked for."""

import pytest
from django.test import Client

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/wachtwoord-wijzigen/?x=1"}


def test_a_page_sends_you_to_log_in_and_back(client: Client, db: None) -> None:
    response = client.get("/wachtwoord-wijzigen/")
    assert (response.status_code, response["Location"]) == (302, "/inloggen/?next=/wachtwoord-wijzigen/")


def test_a_part_of_a_page_makes_htmx_go_to_the_login_page_and_back_to_the_whole_page(client: Client, db: None) -> None:
    response = client.get("/", headers=HTMX)
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/inloggen/?next=/wachtwoord-wijzigen/"
    assert response.content == b""


@pytest.mark.parametrize("elsewhere", ["http://kwaad.example/x", "//kwaad.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_to_another_site(client: Client, db: None, elsewhere: str) -> None:
    response = client.get("/", headers=HTMX | {"HX-Current-URL": elsewhere})
    assert "kwaad" not in response["HX-Redirect"]
    assert "javascript" not in response["HX-Redirect"]


def test_who_is_logged_in_notices_nothing(signed_in: Client) -> None:
    assert signed_in.get("/wachtwoord-wijzigen/", headers=HTMX).status_code == 200


@pytest.mark.parametrize("path", ["/hulp/", "/privacy/", "/toegankelijkheid/", "/even-weg/", "/inloggen/"])
def test_what_is_for_everybody_needs_no_login(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 200
