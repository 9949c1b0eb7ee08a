"""The fixed cast as a fixture: `cast.sanne`, `cast.omar`, `cast.oudeveen`, `cast.department("VAS")`."""

import pytest
from django.utils import timezone

from network.cast import Cast, build_cast

#: What everybody of the cast signs in with.
PASSWORD = "oudeveen-en-veenwijk"


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(password=PASSWORD, today=timezone.localdate())
