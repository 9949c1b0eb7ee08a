"""The pages of a proposed set of changes: make it, compare it cell by cell, and decide about it as a whole."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.actions.change_sets import start_set, take_back
from network.actions.matrix import change_cell
from network.cast import Cast
from network.change_sets import PAGE, compare, stamp_of
from network.matrix import Content
from network.models import ChangeSet, User
from network.models.matrix import Part
from network.models.proposal import ChangeSetState
from tests.network.furnishing import signed_in
from tests.network.proposing import TITLE, advising, drafted, leading, proposed
from tests.signals.team import words_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 22


def address(row: ChangeSet, page: str = "change_set") -> str:
    return reverse(f"network:{page}", args=[row.uuid])


def look(user: User, row: ChangeSet) -> str:
    answer = signed_in(user).get(address(row))
    assert answer.status_code == 200
    return words_of(answer)


def decide(user: User, row: ChangeSet, **typed: str) -> HttpResponse:
    row.refresh_from_db()
    seen = stamp_of(row, compare(row))
    answer: HttpResponse = signed_in(user).post(address(row, "change_set_decide"), {"seen": seen, **typed})
    return answer


def day_typed() -> dict[str, str]:
    today = timezone.localdate()
    return {"from_on_day": str(today.day), "from_on_month": str(today.month), "from_on_year": str(today.year)}


CELL = {"thema": "T16", "afdeling": "PUB", "niveau": "tactical"}


def cell_address(row: ChangeSet) -> str:
    return f"{address(row, 'change_set_cell')}?thema=T16&afdeling=PUB&niveau=tactical"


def test_from_nothing_to_a_proposal(cast: Cast) -> None:
    dirk = signed_in(cast.dirk)
    dirk.post(reverse("network:change_set_new"), {"title": TITLE, "why": "", **day_typed()})
    row = ChangeSet.objects.get()
    assert dirk.get(address(row, "change_set_cell"), CELL).status_code == 200
    assert dirk.post(cell_address(row), {"part": "adviser", "seen": ""}).status_code == 302
    assert dirk.post(address(row, "change_set_propose")).status_code == 302
    row.refresh_from_db()
    assert row.state == ChangeSetState.PROPOSED


def test_without_a_title_what_was_typed_stays(cast: Cast) -> None:
    answer = signed_in(cast.dirk).post(reverse("network:change_set_new"), {"why": "Zo werkt het al.", **day_typed()})
    assert answer.status_code == 422
    assert "Zo werkt het al." in words_of(answer)


def test_before_and_after_stand_beside_each_other(cast: Cast) -> None:
    shown = look(cast.omar, proposed(cast.dirk, cast.oudeveen, leading(cast, "T07", "PUB")))
    assert all(words in shown for words in ("Malafide vastgoed", "Publieksplein", "trekker", "uitvoerder"))


def test_the_small_matrix_shows_the_letters_and_only_who_takes_part(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, "T07", "PUB"))
    answer = signed_in(cast.omar).get(address(row))
    small = answer.context["shown"].small
    assert "PUB" in {one.code for one in small.departments}
    squares = zip(*(squares for _theme, squares in small.rows), strict=True)
    assert all(any(square.before or square.after for square in column) for column in squares)
    page = answer.content.decode()
    assert '<b class=l>T</b></span><span class="hkin-visually-hidden">trekker, tactisch</span></ins>' in page


def test_it_leads_to_where_a_signal_would_go_then(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, "T07", "PUB"))
    page = signed_in(cast.dirk).get(address(row)).content.decode()
    assert f"/netwerk/wat-als/?gemeente=oudeveen&amp;voorstel={row.uuid}&amp;thema=T07" in page


def test_a_cell_that_was_changed_meanwhile_says_so(cast: Cast) -> None:
    place, content = advising(cast, "T16", "PUB")
    row = proposed(cast.dirk, cast.oudeveen, (place, content))
    change_cell(by=cast.noor, municipality=cast.oudeveen, cell=place, content=Content(Part.INFORMED), seen=None)
    answer = signed_in(cast.omar).get(address(row))
    assert [line.is_overtaken for line in answer.context["shown"].lines] == [True]
    assert answer.context["form"] is None
    assert decide(cast.omar, row, decision="adopt").status_code == 409


def test_a_form_made_on_another_row_keeps_what_was_typed(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen)
    place, _content = advising(cast, "T16", "PUB")
    change_cell(by=cast.noor, municipality=cast.oudeveen, cell=place, content=Content(Part.INFORMED), seen=None)
    answer = signed_in(cast.dirk).post(cell_address(row), {"part": "adviser", "seen": ""})
    assert answer.status_code == 409
    assert answer.context["form"]["part"].value() == "adviser"
    seen = answer.context["form"]["seen"].value()
    assert signed_in(cast.dirk).post(cell_address(row), {"part": "adviser", "seen": seen}).status_code == 302


def test_who_decides_adopts_it_with_one_answer(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, "T16", "PUB"))
    assert decide(cast.omar, row, decision="adopt").status_code == 302
    assert [entry.department for entry in signed_in(cast.dirk).get(address(row)).context["shown"].changed] == [
        cast.department("PUB")
    ]


@pytest.mark.parametrize("typed", [{}, {"decision": "refuse"}])
def test_an_answer_needs_a_choice_and_a_refusal_a_reason(cast: Cast, typed: dict[str, str]) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, "T16", "PUB"))
    assert decide(cast.omar, row, **typed).status_code == 422
    row.refresh_from_db()
    assert row.state == ChangeSetState.PROPOSED


def test_who_is_too_late_sees_what_was_decided(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, "T16", "PUB"))
    decide(cast.omar, row, decision="adopt")
    assert decide(cast.noor, row, decision="refuse", answer="Nee.").status_code == 409


def test_what_its_maker_took_back_is_not_decided_about(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, "T16", "PUB"))
    take_back(by=cast.dirk, change_set=row)
    assert decide(cast.omar, row, decision="adopt").status_code == 404


def test_who_takes_a_lead_with_their_own_set_cannot_adopt_it(cast: Cast) -> None:
    row = proposed(cast.noor, cast.oudeveen, leading(cast, "T07", "PUB"))
    answer = signed_in(cast.noor).get(address(row))
    assert answer.context["form"] is None
    assert answer.context["shown"].decision.needs_another


@pytest.mark.parametrize("name", ["sanne", "bea", "ilse"])
def test_others_get_the_page_that_cannot_be_opened(cast: Cast, name: str) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, "T16", "PUB"))
    assert signed_in(cast[name]).get(address(row)).status_code == 404
    assert signed_in(cast[name]).get(reverse("network:change_sets")).status_code == 404


def test_the_list_goes_on_where_the_page_ended(cast: Cast) -> None:
    for number in range(PAGE + 2):
        start_set(
            by=cast.dirk, municipality=cast.oudeveen, title=f"Nummer {number}", why="", from_on=timezone.localdate()
        )
    first = signed_in(cast.dirk).get(reverse("network:change_sets"))
    rest = signed_in(cast.dirk).get(reverse("network:change_sets") + first.context["older"])
    assert [len(page.context["lines"]) for page in (first, rest)] == [PAGE, 2]


def test_a_set_of_ten_cells_costs_no_more_questions_than_one(cast: Cast) -> None:
    themes = [f"T{number:02}" for number in range(1, 11)]
    row = proposed(cast.dirk, cast.oudeveen, *(leading(cast, theme, "PUB") for theme in themes))
    client = signed_in(cast.omar)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address(row)).status_code == 200
    assert len(asked) <= MOST_QUERIES


@pytest.mark.parametrize(("name", "waits"), [("omar", True), ("noor", True), ("dirk", False), ("ilse", False)])
def test_who_adopts_meets_it_on_the_first_page(cast: Cast, name: str, waits: bool) -> None:
    proposed(cast.karin, cast.oudeveen, advising(cast, "T16", "PUB"))
    assert (TITLE in words_of(signed_in(cast[name]).get("/"))) is waits
