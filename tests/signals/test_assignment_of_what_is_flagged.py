"""A department is asked about police data, or what a closed law may hold, only with a reason why that may."""

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.models import HandOver, Signal
from signals.rules.lifecycle import Verb
from signals.rules.safety import Safety
from tests.signals.front_door import at, due_today
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.team import detail_of, page_of, signed_in, words_of

ASKED = {"question": "Is dit van jullie?", "power": "", "text": "Wij zien iets dat niet klopt."}
WHY = "De privacyfunctionaris stond het toe."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    found = taken_up(filed(cast.sanne), cast.omar)
    has_purpose(found, cast.omar)
    Signal.objects.filter(pk=found.pk).update(is_closed_regime=True)
    found.refresh_from_db()
    return found


def asked(cast: Cast, signal: Signal, **more: str) -> object:
    given = {"version": signal.version, "department": cast.department("VAS").pk, **ASKED, **due_today(), **more}
    return signed_in(cast.omar).post(at("hand_over_new", signal), given)


def test_without_a_reason_nothing_leaves(cast: Cast, signal: Signal) -> None:
    answer = asked(cast, signal)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not HandOver.objects.exists()


def test_the_form_says_what_is_missing_and_keeps_the_rest(cast: Cast, signal: Signal) -> None:
    page = words_of(asked(cast, signal))  # type: ignore[arg-type]
    assert "Schrijf op waarom dit gedeeld mag worden." in page
    assert ASKED["text"] in page


def test_with_a_reason_it_leaves_and_the_trail_keeps_why(cast: Cast, signal: Signal) -> None:
    asked(cast, signal, allowed=WHY)
    assert WHY in detail_of(signal, Verb.HAND_OVER)


def test_the_department_does_not_read_why(cast: Cast, signal: Signal) -> None:
    asked(cast, signal, allowed=WHY)
    row = HandOver.objects.get()
    page = signed_in(cast.dirk).get(f"/toegewezen/{row.reference}/").content.decode()
    assert WHY not in page


def test_nobody_is_asked_why_of_an_ordinary_signal(cast: Cast) -> None:
    ordinary = taken_up(filed(cast.sanne), cast.omar)
    assert "Waarom mag dit gedeeld worden?" not in page_of(cast.omar, ordinary, "hand_over_new")


# ---- a victim ----------------------------------------------------------------------------------------------------
def warning() -> str:
    return _("There may be a victim or a minor in sight. Share no more than their safety needs.")


def test_with_a_victim_in_sight_the_question_warns_as_a_transfer_does(cast: Cast, signal: Signal) -> None:
    Signal.objects.filter(pk=signal.pk).update(safety=Safety.VICTIM)
    assert warning() in page_of(cast.omar, signal, "hand_over_new")


def test_an_ordinary_signal_carries_no_warning(cast: Cast, signal: Signal) -> None:
    assert warning() not in page_of(cast.omar, signal, "hand_over_new")
