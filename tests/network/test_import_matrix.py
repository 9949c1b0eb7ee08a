"""A file of the matrix goes cell by cell through the same door as a hand: one lead a theme, and a line in the trail."""

from datetime import date

import pytest

from network.cast import Cast
from network.models import CellEntry, Power, Responsibility
from network.models.matrix import Part
from network.rules.import_plan import Act
from tests.network.importing import MATRIX, brought_in, cell, done, partner, plan_of, said, sheet, written_out

pytestmark = pytest.mark.django_db


def line(department: str, part: str, **more: str) -> dict[str, str]:
    return {"theme": "T01", "department": department, "level": "tactisch", "part": part} | more


def lead(cast: Cast, theme: str = "T01") -> Responsibility:
    rows = Responsibility.objects.today().filter(municipality=cast.oudeveen, part=Part.LEAD)
    return rows.select_related("department").get(theme=cast.themes[theme])


def test_an_empty_cell_is_filled(cast: Cast) -> None:
    police = partner(cast, "Politie Oost")
    power = Power.objects.create(theme=cast.themes["T01"], name="Zegelen; meteen")
    more = {"powers": "zegelen; meteen", "partners": "Politie Oost", "review_on": "01-03-2027"}
    assert cell(cast, "T01", "HRM") is None
    done(cast, MATRIX, line("hrm", "adviseur", **more))
    row = cell(cast, "T01", "HRM")
    assert row is not None
    assert (row.part, row.powers, row.partners) == (Part.ADVISER, [power.pk], [police.pk])
    assert (row.review_on, row.is_proposal) == (date(2027, 3, 1), False)


def test_the_trail_says_that_a_file_brought_it(cast: Cast) -> None:
    done(cast, MATRIX, line("HRM", "A"))
    entry = CellEntry.objects.latest("pk")
    assert (entry.became, entry.by, entry.role) == (Part.ADVISER, cast.noor, "directory_keeper")
    assert entry.reason


def test_a_new_lead_takes_over_and_the_dry_run_says_who_goes_on_as_executor(cast: Cast) -> None:
    before = lead(cast)
    plan = plan_of(cast, MATRIX, line("HRM", "T"))
    assert [(change.act, change.pk) for change in plan.changes] == [(Act.NEW, None), (Act.CHANGED, before.pk)]
    assert plan.changes[1].cells == (("part", "T", "U"),)
    done(cast, MATRIX, line("HRM", "T"))
    assert lead(cast).department.code == "HRM"
    after = Responsibility.objects.today().get(theme=before.theme, department=before.department, level=before.level)
    assert after.part == Part.EXECUTOR


def test_who_led_before_gets_what_the_file_says(cast: Cast) -> None:
    before = lead(cast)
    old = line(before.department.code, "I")
    for lines in ([line("HRM", "T"), old], [old, line("HRM", "T")]):
        assert [change.act for change in plan_of(cast, MATRIX, *lines).changes if change.pk] == [Act.CHANGED]
    done(cast, MATRIX, line("HRM", "T"), old)
    rows = Responsibility.objects.today().filter(theme=before.theme, department=before.department, level=before.level)
    assert [row.part for row in rows] == [Part.INFORMED]
    assert CellEntry.objects.filter(theme=before.theme, department=before.department).count() == 1


def test_two_leads_of_one_theme_are_one_too_many(cast: Cast) -> None:
    [(number, column, text)] = said(plan_of(cast, MATRIX, line("HRM", "T"), line("VAS", "trekker")))
    assert (number, column, "line 2" in text) == (3, "part", True)


def test_a_cell_is_emptied_by_a_word_and_not_by_a_blank(cast: Cast) -> None:
    done(cast, MATRIX, line("HRM", "A"))
    assert [column for _line, column, _text in said(plan_of(cast, MATRIX, line("HRM", "")))] == ["part"]
    assert [change.act for change in plan_of(cast, MATRIX, line("HRM", "geen")).changes] == [Act.OUT]
    done(cast, MATRIX, line("HRM", "geen"))
    assert cell(cast, "T01", "HRM") is None


def test_emptying_what_is_empty_is_no_change(cast: Cast) -> None:
    assert plan_of(cast, MATRIX, line("HRM", "geen")).is_nothing


def test_powers_and_partners_stay_when_the_file_does_not_name_them(cast: Cast) -> None:
    partner(cast, "Politie Oost")
    done(cast, MATRIX, line("HRM", "A", partners="Politie Oost"))
    done(cast, MATRIX, line("HRM", "U"))
    row = cell(cast, "T01", "HRM")
    assert row is not None
    assert (row.part, len(row.partners)) == (Part.EXECUTOR, 1)


def test_the_same_partners_in_another_order_are_the_same(cast: Cast) -> None:
    partner(cast, "Anker")
    partner(cast, "Baken")
    done(cast, MATRIX, line("HRM", "A", partners="Baken | Anker"))
    assert plan_of(cast, MATRIX, line("HRM", "A", partners="Anker; baken")).is_nothing


def test_a_proposal_of_the_template_stays_a_proposal(cast: Cast) -> None:
    brought = brought_in(cast, MATRIX, written_out(cast, MATRIX, at="veenwijk"), by="wil", at="veenwijk")
    assert set(filter(None, brought.counts.values())) == {brought.total}
    assert Responsibility.objects.filter(municipality=cast.veenwijk, is_proposal=True).exists()


WRONG = [
    (line("HRM", "A") | {"theme": "T99"}, "theme"),
    (line("HRM", "A") | {"theme": ""}, "theme"),
    (line("XXX", "A"), "department"),
    (line("HRM", "A") | {"level": "hoog"}, "level"),
    (line("HRM", "baas"), "part"),
    (line("HRM", "A", powers="Toveren"), "powers"),
    (line("HRM", "A", partners="Niemand"), "partners"),
    (line("HRM", "A", review_on="31-02-2027"), "review_on"),
]


@pytest.mark.parametrize(("row", "column"), WRONG, ids=lambda each: str(each)[:20])
def test_a_wrong_cell_is_named(cast: Cast, row: dict[str, str], column: str) -> None:
    found = said(plan_of(cast, MATRIX, line("VAS", "A"), row))
    assert [(number, key) for number, key, _text in found] == [(3, column)]


def test_a_department_out_of_use_gets_no_new_part(cast: Cast) -> None:
    department = cast.department("HRM")
    department.is_active = False
    department.save()
    assert [column for _line, column, _text in said(plan_of(cast, MATRIX, line("HRM", "A")))] == ["department"]


def test_a_partner_of_another_municipality_is_not_known(cast: Cast) -> None:
    partner(cast, "Dorpsraad", at="veenwijk")
    assert [column for *_, column, _text in said(plan_of(cast, MATRIX, line("HRM", "A", partners="Dorpsraad")))]


def test_a_file_without_lines_changes_nothing(cast: Cast) -> None:
    assert brought_in(cast, MATRIX, sheet(MATRIX, line("HRM", "A")).splitlines()[0]).counts["new"] == 0
