"""The queue is for whoever stands behind one; what somebody may not see is in no list, count, search or address."""

from collections.abc import Callable

import pytest

from network.cast import Cast
from network.models import User
from signals.models import Signal
from signals.rules.safety import RegimeAnswer, Safety
from tests.signals.life import filed
from tests.signals.team import ARCHIVE, QUEUE, address, listed, signed_in

COUNT = "/werkvoorraad/aantal/"
WORD = "kanariewoord"
TEXT = f"Een {WORD} in de loods, elke nacht weer."


@pytest.mark.parametrize("where", [QUEUE, COUNT, ARCHIVE])
@pytest.mark.parametrize("who", ["ilse", "sanne", "bram", "dirk", "noor", "hans", "marijke", "tom"])
def test_who_stands_behind_no_queue_cannot_open_it(cast: Cast, who: str, where: str) -> None:
    assert signed_in(cast[who]).get(where).status_code == 404


def test_the_menu_shows_the_queue_to_whoever_has_one(cast: Cast) -> None:
    assert f'href="{QUEUE}"' in signed_in(cast.omar).get("/berichten/").content.decode()
    assert f'href="{QUEUE}"' not in signed_in(cast.sanne).get("/berichten/").content.decode()


@pytest.mark.parametrize("who", ["omar", "bea", "aicha", "paul", "fatma", "wil"])
def test_who_stands_behind_a_queue_can(cast: Cast, who: str) -> None:
    assert signed_in(cast[who]).get(QUEUE).status_code == 200


def about_a_colleague(cast: Cast) -> Signal:
    return filed(cast.sanne, text=TEXT, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)


def with_a_victim(cast: Cast) -> Signal:
    return filed(cast.sanne, text=TEXT, safety=Safety.VICTIM, themes=[cast.themes["T04"]])


def of_a_threatened_colleague(cast: Cast) -> Signal:
    return filed(cast.sanne, text=TEXT, safety=Safety.STAFF_THREAT)


def seen_as_investigator(cast: Cast) -> Signal:
    return filed(cast.bram, text=TEXT, regime="investigation", regime_answer=RegimeAnswer.UNKNOWN)


def keeping_bea_out(cast: Cast) -> Signal:
    return filed(cast.sanne, text=TEXT, excluded=frozenset({cast.bea.pk}))


CLOSED_TO_BEA = [
    (about_a_colleague, "paul"),
    (with_a_victim, "aicha"),
    (of_a_threatened_colleague, "ruud"),
    (seen_as_investigator, "fatma"),
    (keeping_bea_out, "omar"),
]


@pytest.mark.parametrize(("file", "reader"), CLOSED_TO_BEA)
def test_it_is_in_the_list_of_its_readers_only(cast: Cast, file: Callable[[Cast], Signal], reader: str) -> None:
    signal = file(cast)
    assert listed(cast[reader]) == [signal.reference]
    assert listed(cast.bea) == []


@pytest.mark.parametrize(("file", "_reader"), CLOSED_TO_BEA)
def test_it_is_in_no_count(cast: Cast, file: Callable[[Cast], Signal], _reader: str) -> None:
    file(cast)
    assert [count for _owner, count in signed_in(cast.bea).get(QUEUE).context["tabs"]] == [0, 0, 0]
    assert signed_in(cast.bea).get(COUNT, {"since": "2020-01-01T00:00:00+00:00"}).context["new"] == 0


@pytest.mark.parametrize(("file", "reader"), CLOSED_TO_BEA)
def test_it_is_found_by_its_readers_only(cast: Cast, file: Callable[[Cast], Signal], reader: str) -> None:
    signal = file(cast)
    assert listed(cast[reader], q=WORD) == [signal.reference]
    assert listed(cast.bea, q=WORD) == []


@pytest.mark.parametrize(("file", "_reader"), CLOSED_TO_BEA)
def test_its_number_typed_into_the_search_finds_nothing(
    cast: Cast, file: Callable[[Cast], Signal], _reader: str
) -> None:
    assert listed(cast.bea, q=file(cast).reference) == []


@pytest.mark.parametrize(("file", "reader"), CLOSED_TO_BEA)
def test_its_address_opens_for_its_readers_only(cast: Cast, file: Callable[[Cast], Signal], reader: str) -> None:
    signal = file(cast)
    assert signed_in(cast[reader]).get(address("team_detail", signal)).status_code == 200
    assert signed_in(cast.bea).get(address("team_detail", signal)).status_code == 404


@pytest.mark.parametrize("who", ["sanne", "ilse", "dirk", "greet", "omar"])
def test_a_signal_about_a_colleague_is_for_the_chosen_receiver(cast: Cast, who: str) -> None:
    signal = about_a_colleague(cast)
    person: User = cast[who]
    assert signed_in(person).get(address("team_detail", signal)).status_code == 404
