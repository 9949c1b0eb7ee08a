"""On a shared computer no page stays behind: not what was filled in, not what was read, and no page with an error."""

from __future__ import annotations

import pytest
from django.test import Client

from network.cast import Cast
from tests.signals.filing_form import NEW, answers, signed_in
from tests.signals.life import filed, handed_over, taken_up


def is_kept(response: object) -> bool:
    return "no-store" not in response.get("Cache-Control", "")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("sanne", NEW),
        ("sanne", "/overleg/"),
        ("sanne", "/berichten/"),
        ("sanne", "/afwezig/"),
        ("sanne", "/netwerk/"),
        ("omar", "/werkvoorraad/"),
        ("noor", "/netwerk/gaten/"),
        ("fatma", "/raadpleeglog/"),
        ("tom", "/beheer/berichten/"),
        ("sanne", "/signalen/7KVTR97PY/"),
    ],
)
def test_no_page_of_a_colleague_is_kept(cast: Cast, who: str, page: str) -> None:
    assert not is_kept(signed_in(cast[who]).get(page))


def test_no_page_about_a_signal_is_kept(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    sanne, omar = signed_in(cast.sanne), signed_in(cast.omar)
    assert not is_kept(sanne.get(f"/signalen/{signal.reference}/"))
    assert not is_kept(sanne.get(f"/signalen/{signal.reference}/ontvangst/"))
    assert not is_kept(omar.get(f"/werkvoorraad/{signal.reference}/"))


def test_no_page_of_a_department_is_kept(cast: Cast) -> None:
    asked = handed_over(filed(cast.sanne), cast)
    assert not is_kept(signed_in(cast.dirk).get(f"/toegewezen/{asked.reference}/"))


def test_what_was_typed_in_a_form_with_a_mistake_is_not_kept(cast: Cast) -> None:
    response = signed_in(cast.sanne).post(NEW, answers(text="kort"))
    assert (response.status_code, is_kept(response)) == (422, False)


def test_a_draft_is_kept_by_us_and_not_by_the_browser(cast: Cast) -> None:
    sanne, sent = signed_in(cast.sanne), answers()
    assert not is_kept(sanne.post("/signalen/nieuw/bewaren/", sent))
    assert not is_kept(sanne.get(f"/signalen/nieuw/verder/{sent['key']}/"))


def test_the_style_of_the_pages_may_be_kept(client: Client) -> None:
    assert is_kept(client.get("/static/hkin/css/layout.css"))
