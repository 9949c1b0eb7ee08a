"""Somebody chooses another password, and comes in with that one from then on."""

from collections.abc import Callable

import pytest

from network.cast import Cast
from tests.cast import PASSWORD
from tests.e2e.conftest import Screen

NEW = "een zin die ik onthoud"
AGAIN = "Nog een keer je nieuwe wachtwoord"


@pytest.mark.parametrize("width", [1280, 390])
def test_changing_a_password_and_coming_in_with_it(sign_in: Callable[..., Screen], cast: Cast, width: int) -> None:
    screen = sign_in("sanne", PASSWORD, width=width).open("/wachtwoord-wijzigen/").meets("Wijzig je wachtwoord")
    screen.fill("Wachtwoord van nu", PASSWORD).fill("Nieuw wachtwoord", "kort").fill(AGAIN, "kort")
    screen.press("Wachtwoord bewaren").reads("Gebruik minstens 12 tekens.").shuts_nobody_out()
    screen.fill("Wachtwoord van nu", PASSWORD).fill("Nieuw wachtwoord", NEW).fill(AGAIN, NEW)
    screen.press("Wachtwoord bewaren").reads("Je nieuwe wachtwoord is bewaard").shuts_nobody_out()
    sign_in("sanne", NEW, width=width).open("/signalen/").meets("Mijn signalen")
