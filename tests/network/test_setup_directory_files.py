"""A list of contact persons may be a file: a workbook or a text, of a sensible size, and never a formula."""

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from network import sheets
from network.sheets import SheetError, read_text, read_upload, workbook_of

HEADER = ["Afdeling", "Contactpersoon", "Mail", "Vervanger"]
LINE = ["Wonen", "Karin Postma", "karin@oudeveen.example", "Dirk Visser"]


def workbook(*rows: list[object]) -> bytes:
    book, made = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def test_a_workbook_is_read_with_the_numbers_of_its_lines() -> None:
    rows = read_upload(workbook(HEADER, [], LINE))
    assert [(row.number, list(row.cells)) for row in rows] == [(1, HEADER), (3, LINE)]


def test_our_own_workbook_can_be_read_back() -> None:
    made = workbook_of(title="Gids", header=HEADER, rows=[LINE, ["Vastgoed", "", "", ""]])
    assert [list(row.cells) for row in read_upload(made)] == [HEADER, LINE, ["Vastgoed"]]


def test_what_looks_like_a_formula_or_an_address_is_written_as_text() -> None:
    made = workbook_of(title="Gids", header=HEADER, rows=[['=HYPERLINK("http://x")', "http://x.nl", "@SUM(1)", "+1"]])
    cells = next(load_workbook(BytesIO(made)).active.iter_rows(min_row=2))
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_formula_in_a_workbook_arrives_as_its_text() -> None:
    [row] = read_upload(workbook(["Wonen", '=CONCAT("a","b")']))
    assert row.cells[1].startswith("=")


def test_numbers_and_days_arrive_as_text() -> None:
    [row] = read_upload(workbook([1, 2.5, True]))
    assert row.cells == ("1", "2.5", "True")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_may_come_from_any_program(encoding: str) -> None:
    [row] = read_upload("Wonen;Zoë Özdemir".encode(encoding))
    assert row.cells == ("Wonen", "Zoë Özdemir")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert [row.number for row in read_text(end.join(["a;b", "", "c;d", ""]))] == [1, 3]


def refused(content: bytes) -> str:
    with pytest.raises(SheetError) as error:
        read_upload(content)
    return str(error.value.message)


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "256" in refused(b"x" * (sheets.MOST_BYTES + 1))


def test_a_list_of_more_lines_than_a_municipality_has_departments_is_refused() -> None:
    assert "100" in refused(b"Wonen;Karin\n" * 102)


def test_a_workbook_that_becomes_huge_is_refused_before_it_is_unpacked() -> None:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (sheets.MOST_UNPACKED + 1))
    assert len(made.getvalue()) < sheets.MOST_BYTES
    assert "256" in refused(made.getvalue())


def test_a_workbook_that_bombs_its_names_is_refused() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>'
    made = BytesIO()
    with ZipFile(BytesIO(workbook(LINE))) as good, ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name in good.namelist():
            packed.writestr(name, bomb if name.endswith("sheet1.xml") else good.read(name))
    refused(made.getvalue())


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    assert refused(content)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with suppress(SheetError):
        read_upload(content)


@given(st.binary(max_size=60), st.integers(0, 4000))
def test_a_damaged_workbook_is_read_or_refused(damage: bytes, place: int) -> None:
    good = workbook(HEADER, LINE)
    with suppress(SheetError):
        read_upload(good[:place] + damage + good[place + len(damage) :])
