"""No page opens to a role that reads what others wrote before a second step is given: asked one by one."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.house.scene import Scene
from tests.house.test_url_matrix import ADDRESSES, LOGIN, ask, scene  # noqa: F401 (a fixture)
from tests.house.url_matrix import MATRIX

STEP = "/account/tweede-stap/?next="
#: Without a second step, in a role that asks one.
OPEN = {
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "second_proof",
    "signals:ask_first",
    "signals:care",
    "signals:new",
    "signals:receipt",
    "signals:save_draft",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.SECOND_PROOF_REQUIRED = True


@pytest.mark.parametrize("name", MATRIX)
def test_no_page_but_those_of_filing_opens_without_a_second_step(scene: Scene, name: str) -> None:  # noqa: F811
    path = reverse(name, args=scene.address_arguments(name, ADDRESSES[name]))
    asks_sign_in = ask(scene, "anonymous", "get", path).headers.get("Location", "").startswith(LOGIN)
    answer = ask(scene, "coordinator", "get", path)
    assert answer.headers.get("Location", "").startswith(STEP) == (asks_sign_in and name not in OPEN)


@pytest.mark.parametrize("name", MATRIX)
def test_nothing_is_done_without_a_second_step(scene: Scene, name: str) -> None:  # noqa: F811
    path = reverse(name, args=scene.address_arguments(name, ADDRESSES[name]))
    asks_sign_in = ask(scene, "anonymous", "post", path).headers.get("Location", "").startswith(LOGIN)
    answer = ask(scene, "coordinator", "post", path)
    assert (answer.status_code == 401) == (asks_sign_in and name not in OPEN)
