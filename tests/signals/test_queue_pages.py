"""A long queue comes in pages without gaps or repeats, and a full one costs as much as a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.listing import PAGE
from tests.signals.life import filed
from tests.signals.team import ARCHIVE, QUEUE, closed, many, signed_in, words_of

QUERIES_AT_MOST = 12
FULL = 10_000


def walk(cast: Cast, where: str, way: str = "older", start: str = "") -> list[str]:
    client, address, seen = signed_in(cast.omar), where + start, []
    while address:
        answer = client.get(address)
        rows = [row.signal.reference for row in answer.context["rows"]]
        seen = [*seen, *rows] if way == "older" else [*rows, *seen]
        address = where + answer.context[way] if answer.context[way] else ""
    return seen


@pytest.mark.parametrize(("where", "fill"), [(QUEUE, many), (ARCHIVE, closed)])
def test_every_signal_stands_on_one_page(cast: Cast, where: str, fill) -> None:
    expected = {signal.reference for signal in fill(cast, 2 * PAGE + 7)}
    seen = walk(cast, where)
    assert len(seen) == len(expected)
    assert set(seen) == expected


@pytest.mark.parametrize(("where", "fill"), [(QUEUE, many), (ARCHIVE, closed)])
def test_the_way_back_shows_the_same_pages(cast: Cast, where: str, fill) -> None:
    fill(cast, 2 * PAGE + 7)
    forth = walk(cast, where)
    second = signed_in(cast.omar).get(where).context["older"]
    back = signed_in(cast.omar).get(where + second).context["newer"]
    assert [row.signal.reference for row in signed_in(cast.omar).get(where + back).context["rows"]] == forth[:PAGE]


@pytest.mark.parametrize("where", [QUEUE, ARCHIVE])
def test_a_page_that_holds_all_has_no_next(cast: Cast, where: str) -> None:
    (many if where == QUEUE else closed)(cast, PAGE)
    answer = signed_in(cast.omar).get(where)
    assert (answer.context["older"], answer.context["newer"]) == ("", "")


def test_an_address_of_a_page_holds_no_number_of_a_row(cast: Cast) -> None:
    signals = many(cast, PAGE + 1)
    last = signals[-1]
    assert str(last.pk) not in signed_in(cast.omar).get(QUEUE).context["older"].split("_")


@pytest.mark.parametrize("where", [QUEUE, ARCHIVE])
@pytest.mark.parametrize("way", ["after", "before"])
@pytest.mark.parametrize(
    "key", ["x", "_", "2_2026-02-31_A", f"{'9' * 30}_2026-01-01_00000000-0", "2026-01-01T00:00:00_000000000"]
)
def test_a_key_somebody_made_up_is_no_error(cast: Cast, where: str, way: str, key: str) -> None:
    assert signed_in(cast.omar).get(where, {way: key}).status_code == 200


def test_a_filter_is_kept_on_the_next_page(cast: Cast) -> None:
    many(cast, PAGE + 5, area="1234")
    many(cast, PAGE + 5, area="9999")
    assert len(walk(cast, QUEUE, start="?area=1234")) == PAGE + 5


def queries(cast: Cast, where: str) -> int:
    client = signed_in(cast.omar)
    if "q=" in where:
        page, _mark, words = where.partition("?q=")
        where = client.post(page, {"q": words})["Location"]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def test_a_full_queue_costs_as_many_queries_as_a_small_one(cast: Cast) -> None:
    ways = [QUEUE, f"{QUEUE}?q=loods", f"{QUEUE}?owner=free&theme=T11"]
    words = filed(cast.sanne).words
    many(cast, 10, words=words, theme=cast.themes["T11"])
    small = {way: queries(cast, way) for way in ways}
    many(cast, FULL, words=words, theme=cast.themes["T11"])
    assert {way: queries(cast, way) for way in ways} == small
    assert max(small.values()) <= QUERIES_AT_MOST


def test_a_full_archive_costs_as_many_queries_as_a_small_one(cast: Cast) -> None:
    closed(cast, 10)
    small = queries(cast, ARCHIVE)
    closed(cast, FULL, next_word_on=timezone.localdate())
    assert queries(cast, ARCHIVE) == small <= QUERIES_AT_MOST


def test_an_empty_archive_says_that_closed_signals_come_there(cast: Cast) -> None:
    assert _("Closed signals come here by themselves.") in words_of(signed_in(cast.omar).get(ARCHIVE))


def test_a_closed_signal_without_a_headline_gets_none_any_more(cast: Cast) -> None:
    closed(cast, 1)
    assert "Nog geen kop" not in words_of(signed_in(cast.omar).get(ARCHIVE))
