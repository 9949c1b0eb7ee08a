"""An address with a zero byte in it is an address that does not exist."""

import pytest

from network.cast import Cast
from tests.signals.filing_form import signed_in


@pytest.mark.parametrize(
    "address",
    [
        "/netwerk/afdelingen/%00/",
        "/netwerk/klopt-dit/VAS/?gemeente=%00",
        "/afdelingskaart/VAS/?gemeente=%00",
        "/netwerk/matrix/cel/T07/VAS%00/tactisch/",
    ],
)
def test_a_zero_byte_in_an_address_leads_to_the_page_that_cannot_be_opened(cast: Cast, address: str) -> None:
    assert signed_in(cast.dirk).get(address).status_code == 404


def test_a_percent_sign_in_what_was_asked_is_no_zero_byte(cast: Cast) -> None:
    assert signed_in(cast.dirk).get("/netwerk/?na=%2500").status_code == 200
