"""A file of departments adds, changes and puts out of use; what cannot be is named by line and column."""

import pytest

from network.actions.importing import report_of
from network.cast import Cast
from network.models import Department, MunicipalityEntry
from network.models.trail import MunicipalityEvent
from network.rules.import_plan import Act
from tests.network.importing import DEPARTMENTS, brought_in, done, everything, partner, plan_of, said, sheet

pytestmark = pytest.mark.django_db


def row(code: str) -> Department:
    return Department.objects.get(municipality__slug="oudeveen", code=code)


def test_a_new_department_is_made_with_all_that_the_file_says(cast: Cast) -> None:
    riec = partner(cast, "Regiodienst")
    line = {
        "code": "WAT",
        "name": "Water",
        "parent": "OOV",
        "synonyms": "Baggeren; Havens",
        "mailbox": "Water@oudeveen.example",
        "notices": "Lozingen 🛶",
        "sources": "meldingen",
        "regime": "Wpg",
        "cluster": "Buiten",
        "outsourced_to": "regiodienst",
        "external_id": "D-1",
        "is_active": "ja",
    }
    done(cast, DEPARTMENTS, line)
    made = row("WAT")
    assert (made.name, made.parent, made.outsourced_to, made.regime) == ("Water", row("OOV"), riec, "investigation")
    assert (made.mailbox, made.notices, made.is_active) == ("water@oudeveen.example", "Lozingen 🛶", True)


def test_departments_of_one_file_can_belong_under_each_other(cast: Cast) -> None:
    lines = [{"code": "KIND", "name": "Kind", "parent": "OUD"}, {"code": "OUD", "name": "Oud", "parent": ""}]
    done(cast, DEPARTMENTS, *lines)
    assert row("KIND").parent == row("OUD")


def test_a_change_is_shown_with_what_it_was_and_becomes(cast: Cast) -> None:
    plan = plan_of(cast, DEPARTMENTS, {"code": "vas", "name": "Vastgoed en meer"})
    [change] = plan.changes
    assert (change.act, change.cells) == (Act.CHANGED, (("name", row("VAS").name, "Vastgoed en meer"),))


def test_nothing_is_written_before_the_yes(cast: Cast) -> None:
    before = everything()
    brought_in(cast, DEPARTMENTS, sheet(DEPARTMENTS, {"code": "WAT", "name": "Water"}))
    assert everything() == before


def test_it_is_one_line_in_the_trail_of_the_municipality(cast: Cast) -> None:
    done(cast, DEPARTMENTS, {"code": "WAT", "name": "Water"}, {"code": "VAS", "name": "Vastgoed en meer"})
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.DIRECTORY_IMPORTED)
    assert (entry.by, entry.role) == (cast.noor, "directory_keeper")


def test_a_department_that_leads_nothing_goes_out_of_use(cast: Cast) -> None:
    line = {"code": "BES", "name": row("BES").name, "is_active": "nee"}
    assert [change.act for change in plan_of(cast, DEPARTMENTS, line).changes] == [Act.OUT]
    done(cast, DEPARTMENTS, line)
    assert not row("BES").is_active


WRONG = [
    ({"code": "OOV", "name": "OOV", "is_active": "nee"}, "is_active", "leads a theme"),
    ({"code": "OOV", "name": "OOV", "is_active": "misschien"}, "is_active", "“misschien”"),
    ({"code": "TE LANG EN MEER", "name": "Water"}, "code", "characters long"),
    ({"code": "W!", "name": "Water"}, "code", "letters, digits or dashes"),
    ({"code": "WAT", "name": ""}, "name", "Fill in"),
    ({"code": "", "name": "Water"}, "code", "Fill in"),
    ({"code": "WAT", "name": "Water", "parent": "BESTAATNIET"[:10]}, "parent", "no department"),
    ({"code": "WAT", "name": "Water", "parent": "wat"}, "parent", "goes round"),
    ({"code": "OOV", "name": "OOV", "parent": "OOV"}, "parent", "goes round"),
    ({"code": "WAT", "name": "Water", "mailbox": "geen mail"}, "mailbox", "not a mail address"),
    ({"code": "WAT", "name": "Water", "regime": "iets"}, "regime", "Choose: wpg, zorg"),
    ({"code": "WAT", "name": "Water", "outsourced_to": "Niemand BV"}, "outsourced_to", "no partner"),
    ({"code": "WAT", "name": "x" * 5000}, "name", "5000 characters"),
    ({"code": "WAT", "name": "Water 💧"}, "name", "💧"),
    ({"code": "WAT", "name": "Water", "notices": "meneer 111222333"}, "notices", "BSN"),
    ({"code": "WAT", "name": "Water", "notices": "bel\x07"}, "notices", "U+0007"),
]


@pytest.mark.parametrize(("line", "column", "words"), WRONG, ids=lambda each: str(each)[:30])
def test_a_wrong_cell_is_named(cast: Cast, line: dict[str, str], column: str, words: str) -> None:
    good = {"code": "GOED", "name": "Goed"}
    found = said(plan_of(cast, DEPARTMENTS, good, line))
    assert [(number, key) for number, key, _text in found] == [(3, column)]
    assert words in found[0][2]


def test_two_that_belong_under_each_other_go_round(cast: Cast) -> None:
    lines = [{"code": "EEN", "name": "Een", "parent": "TWEE"}, {"code": "TWEE", "name": "Twee", "parent": "EEN"}]
    assert {column for _line, column, _text in said(plan_of(cast, DEPARTMENTS, *lines))} == {"parent"}


def test_a_department_on_two_lines_is_one_too_many(cast: Cast) -> None:
    lines = [{"code": "VAS", "name": "Een"}, {"code": "vas", "name": "Twee"}]
    [(number, _column, text)] = said(plan_of(cast, DEPARTMENTS, *lines))
    assert (number, "line 2" in text) == (3, True)


def test_every_wrong_line_is_named_at_once(cast: Cast) -> None:
    lines = [{"code": f"W{number}", "name": "", "regime": "iets"} for number in range(200)]
    assert len(plan_of(cast, DEPARTMENTS, *lines).faults) == 400


def test_a_formula_is_not_taken(cast: Cast) -> None:
    run = brought_in(cast, DEPARTMENTS, b"code;naam\nWAT;=1+1\n")
    assert [(line, column) for line, column, _text in said(report_of(run))] == [(2, "name")]
