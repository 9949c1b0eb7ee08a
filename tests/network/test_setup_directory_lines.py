"""A pasted list of contact persons is read line by line, and whatever is wrong with a cell is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.rules.contact_check import check
from network.rules.contact_sheet import Checked, Column, Held, Known, Place, Somebody, typed_lines
from network.sheets import Row, SheetError, as_text, read_text

KARIN = Somebody("Karin Postma", "karin@oudeveen.example", 1)
DIRK = Somebody("Dirk Visser", "dirk@oudeveen.example", 2)
LOTTE = Somebody("Lotte Smit", "lotte@oudeveen.example", 3)
PIETER = Somebody("Pieter Boon", "pieter@oudeveen.example", 4, has_left=True)
NAMESAKES = [Somebody("Jan de Boer", f"jan{number}@oudeveen.example", number) for number in (5, 6)]
PLACES = [
    Place(1, "PUB", "Publieksplein / Burgerzaken", "Burgerzaken; Publiekszaken", (Held(1, "Karin Postma"),)),
    Place(2, "VAS", "Vastgoed & Grondzaken", "Grondzaken", (Held(2, "Dirk Visser", 3),)),
    Place(3, "WON", "Wonen & huisvesting", "Volkshuisvesting"),
]
KNOWN = Known(PLACES, [KARIN, DIRK, LOTTE, PIETER, *NAMESAKES], own_id=3)


def read(text: str, known: Known = KNOWN) -> Checked:
    lines, faults = typed_lines((row.number, row.cells) for row in read_text(text))
    found = check(lines, known)
    return Checked(found.settled, (*faults, *found.faults))


def fault(text: str) -> tuple[Column | None, str]:
    [found] = read(text).faults
    return found.column, found.text % found.names


@pytest.mark.parametrize("sign", [";", "\t", ","])
def test_cells_stand_apart_by_semicolon_tab_or_comma(sign: str) -> None:
    [line] = read(sign.join(["Wonen & huisvesting", "Karin Postma", "karin@oudeveen.example", "Dirk Visser"])).settled
    assert (line.place.code, line.person, line.deputy) == ("WON", KARIN, DIRK)


def test_a_line_of_titles_is_no_department() -> None:
    found = read("Afdeling; Contactpersoon; Mail; Vervanger\nPUB; ; karin@oudeveen.example;")
    assert [(line.line, line.changes) for line in found.settled] == [(2, False)]


def test_titles_may_stand_in_another_order() -> None:
    [line] = read("Mailadres;Afdeling\nkarin@oudeveen.example;Wonen & huisvesting").settled
    assert (line.place.code, line.person) == ("WON", KARIN)


@pytest.mark.parametrize("typed", ["VAS", "vas", "Vastgoed en grondzaken", "VASTGOED & GRONDZAKEN", "grondzaken"])
def test_a_department_is_known_by_code_name_or_synonym(typed: str) -> None:
    assert [line.place.code for line in read(f"{typed}; Dirk Visser; dirk@oudeveen.example;").settled] == ["VAS"]


def test_an_unknown_department_gets_the_nearest_names() -> None:
    column, said = fault("Vastgoed en grond; Dirk Visser; dirk@oudeveen.example;")
    assert column is Column.DEPARTMENT
    assert "Vastgoed & Grondzaken" in said


def test_a_department_stands_in_the_list_once() -> None:
    column, said = fault("WON;;karin@oudeveen.example;\nWonen & huisvesting;;dirk@oudeveen.example;")
    assert (column, "line 1" in said) == (Column.DEPARTMENT, True)


@pytest.mark.parametrize("mail", ["karin", "karin@", "karin@oudeveen", "karin@oude veen.example", "<karin@x.nl>"])
def test_a_wrong_mail_address_is_named(mail: str) -> None:
    assert fault(f"WON; Karin Postma; {mail};")[0] is Column.MAIL


def test_a_newcomer_needs_a_mail_address() -> None:
    assert fault("WON; Nieuwe Collega;;")[0] is Column.MAIL


def test_a_newcomer_needs_a_name() -> None:
    assert fault("WON;; nieuw@oudeveen.example;")[0] is Column.PERSON


def test_a_name_that_one_colleague_has_is_enough() -> None:
    [line] = read("WON; karin postma").settled
    assert line.person == KARIN


def test_a_name_that_two_colleagues_have_is_not_enough() -> None:
    assert fault("WON; Jan de Boer")[0] is Column.MAIL


@pytest.mark.parametrize("deputy", ["Dirk Visser", "dirk@oudeveen.example", "DIRK@Oudeveen.example"])
def test_a_deputy_is_known_by_name_or_mail(deputy: str) -> None:
    [line] = read(f"WON;;karin@oudeveen.example;{deputy}").settled
    assert line.deputy == DIRK


def test_a_deputy_may_be_the_newcomer_of_another_line() -> None:
    found = read("PUB;;karin@oudeveen.example; Nieuwe Collega\nWON; Nieuwe Collega; nieuw@oudeveen.example;")
    assert found.settled[0].deputy == Somebody("Nieuwe Collega", "nieuw@oudeveen.example")
    assert [one.name for one in found.newcomers] == ["Nieuwe Collega"]


def test_an_unknown_deputy_is_named() -> None:
    assert fault("WON;;karin@oudeveen.example; Niemand Niet")[0] is Column.DEPUTY


@pytest.mark.parametrize("deputy", ["Karin Postma", "karin@oudeveen.example"])
def test_nobody_is_their_own_deputy(deputy: str) -> None:
    assert fault(f"WON;;karin@oudeveen.example;{deputy}")[0] is Column.DEPUTY


def test_a_newcomer_is_not_their_own_deputy_either() -> None:
    assert fault("WON; Nieuwe Collega; nieuw@oudeveen.example; nieuwe collega")[0] is Column.DEPUTY


@pytest.mark.parametrize(
    ("line", "column"),
    [("WON;;pieter@oudeveen.example;", Column.PERSON), ("WON;;karin@oudeveen.example;Pieter Boon", Column.DEPUTY)],
)
def test_who_left_answers_for_nothing(line: str, column: Column) -> None:
    assert fault(line)[0] is column


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x")', "+31612345678", "@SUM(A1)", "-2+3"])
def test_a_formula_is_no_name(cell: str) -> None:
    column, said = fault(f"WON\t{cell}\tnieuw@oudeveen.example")
    assert (column, "formula" in said) == (Column.PERSON, True)


def test_a_name_of_5000_characters_is_too_long() -> None:
    column, said = fault(f"WON; {'x' * 5000}; nieuw@oudeveen.example")
    assert (column, "5000" in said) == (Column.PERSON, True)


@pytest.mark.parametrize("sign", ["😀", "👩‍🚒", "\u202e", "\ufeff", "\x07"])
def test_a_picture_or_a_hidden_sign_is_no_name(sign: str) -> None:
    assert fault(f"WON; Nieuwe {sign} Collega; nieuw@oudeveen.example")[0] is Column.PERSON


@pytest.mark.parametrize("name", ["Fatma Özdemir", "Zoë d'Ávila-Núñez", "Łukasz Żak", "’t Hart (Anja)", "Ngô Thị"])
def test_a_name_may_have_any_letter(name: str) -> None:
    [line] = read(f"WON; {name}; nieuw@oudeveen.example").settled
    assert line.person is not None
    assert line.person.name == name


def test_two_names_at_one_new_address_are_refused_on_both_lines() -> None:
    found = read("WON; Anna Bos; samen@oudeveen.example;\nPUB; Bert Bos; samen@oudeveen.example;")
    assert [(one.line, one.column) for one in found.faults] == [(1, Column.MAIL), (2, Column.MAIL)]


def test_nobody_gives_it_to_themselves() -> None:
    assert fault("WON;;lotte@oudeveen.example;")[0] is Column.PERSON


def test_what_stands_already_may_be_oneself() -> None:
    [line] = read("VAS;;dirk@oudeveen.example;Lotte Smit").settled
    assert not line.changes


def test_a_department_alone_is_left_open() -> None:
    [line] = read("Wonen & huisvesting; - ; ;").settled
    assert (line.person, line.changes) == (None, False)


def test_one_bad_cell_leaves_nothing_of_its_line() -> None:
    found = read("WON;;karin@oudeveen.example; Niemand Niet\nPUB;;karin@oudeveen.example;")
    assert [line.line for line in found.settled] == [2]


def test_a_forgotten_quotation_mark_spoils_one_line_only() -> None:
    found = read('WON;"Karin Postma;karin@oudeveen.example;\nPUB;;karin@oudeveen.example;')
    assert {one.line for one in found.faults} == {1}
    assert [line.line for line in found.settled] == [2]


def test_who_was_contact_person_before_is_said() -> None:
    [line] = read("PUB;;dirk@oudeveen.example;").settled
    assert [held.name for held in line.instead_of] == ["Karin Postma"]


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_as_a_whole(text: str) -> None:
    every_line_is_answered(text)


CELLS = st.sampled_from(
    [
        "",
        "-",
        "VAS",
        "WON",
        "Wonen & huisvesting",
        "karin@oudeveen.example",
        "Dirk Visser",
        "Jan de Boer",
        "x@y.nl",
        '"',
    ]
) | st.text(max_size=12)


@given(st.lists(st.lists(CELLS, max_size=6).map(";".join), max_size=12).map("\n".join))
def test_any_list_is_read_line_by_line(text: str) -> None:
    every_line_is_answered(text)


def every_line_is_answered(text: str) -> None:
    """Taken, or named with a reason that can be shown; never both."""
    try:
        rows = read_text(text)
    except SheetError:
        return
    lines, faults = typed_lines((row.number, row.cells) for row in rows)
    found = check(lines, KNOWN)
    named = {one.line for one in (*faults, *found.faults)}
    taken = {line.line for line in found.settled}
    assert taken | named >= {line.number for line in lines}
    assert taken.isdisjoint(one.line for one in found.faults)
    assert all(one.text % one.names for one in (*faults, *found.faults))


@given(st.lists(st.lists(st.text("abc ,é@", max_size=5), min_size=1, max_size=4), max_size=5))
def test_lines_shown_again_are_the_same_lines(typed: list[list[str]]) -> None:
    rows = [
        Row(number, tuple(cells))
        for number, line in enumerate(typed, 1)
        if any(cells := [" ".join(cell.split()) for cell in line])
    ]
    shown = as_text(rows)
    assert [row.number for row in read_text(shown)] == [row.number for row in rows]
