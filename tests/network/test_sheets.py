"""A file of the directory may come from anywhere: it is read, or a sentence says what to do about it."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from network.actions.importing import report_of
from network.cast import Cast
from network.importing import LIMITS
from network.sheets import SheetError, csv_of, guarded, read_upload, tidy, unguarded
from tests.network.importing import DEPARTMENTS, brought_in, said

HEADER = ["code", "naam"]


def workbook(*rows: list[object], merged: str = "") -> bytes:
    book, made = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    book.save(made)
    return made.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(SheetError) as error:
        read_upload(content, LIMITS)
    return str(error.value.message)


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_upload(content, LIMITS)]


# ---- what is read --------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_text_of_any_program(encoding: str, sign: str) -> None:
    text = f"code{sign}naam\r\nVAS{sign}Café Zoë\r\n"
    assert cells(text.encode(encoding)) == [("code", "naam"), ("VAS", "Café Zoë")]


def test_a_cell_may_go_on_on_the_next_line_and_lines_keep_their_number() -> None:
    rows = read_upload(b'code;naam\nVAS;"een\ntwee"\nOOV;drie\n', LIMITS)
    assert [(row.number, row.cells) for row in rows] == [
        (1, ("code", "naam")),
        (2, ("VAS", "een twee")),
        (4, ("OOV", "drie")),
    ]


def test_a_forgotten_quotation_mark_spoils_its_own_line_only() -> None:
    text = 'code;naam\nVAS;"een\n' + "".join(f"N{n};Afdeling {n}\n" for n in range(30))
    assert ("N29", "Afdeling 29") in cells(text.encode())


def test_empty_lines_and_coloured_ones_do_not_count() -> None:
    book, made = Workbook(), BytesIO()
    book.active.append(HEADER)
    for row in range(3, 300):
        book.active.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")
    book.active.cell(300, 1, "VAS")
    book.save(made)
    assert [row.number for row in read_upload(made.getvalue(), LIMITS)] == [1, 300]


def test_days_of_a_workbook_are_written_as_we_write_them() -> None:
    assert cells(workbook(["a", date(2027, 3, 1), datetime(2027, 3, 1, 12)])) == [("a", "01-03-2027", "01-03-2027")]


# ---- signs of formulas ---------------------------------------------------------------------------
@pytest.mark.parametrize("cell", ["=1+1", "+31 88", "-x", "@SUM(A1)", "'=x", "''=x"])
def test_what_a_spreadsheet_would_run_is_marked_as_text(cell: str) -> None:
    line = csv_of(["a"], [[cell]]).decode("utf-8-sig").splitlines()[1].strip('"')
    assert line.startswith("'")
    assert cells(csv_of(["a"], [[cell]]))[1] == (cell,)


@given(st.text(max_size=40))
def test_the_mark_comes_off_again(text: str) -> None:
    assert unguarded(guarded(tidy(text))) == tidy(text)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20), min_size=1, max_size=5)
)
def test_every_text_survives_the_way_out_and_in(row: list[str]) -> None:
    wanted = ["x", *map(tidy, row), "x"]
    assert cells(csv_of(["a"] * len(wanted), [wanted]))[1] == tuple(wanted)


def test_a_dutch_spreadsheet_opens_it() -> None:
    made = csv_of(HEADER, [["VAS", "Café; bar"]])
    assert made == b'\xef\xbb\xbfcode;naam\r\nVAS;"Caf\xc3\xa9; bar"\r\n'


# ---- what is not ---------------------------------------------------------------------------------
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (LIMITS.unpacked + 1))
    assert len(made.getvalue()) < LIMITS.size
    assert "2 MB" in refused(made.getvalue())


def test_too_many_lines_are_refused() -> None:
    assert "5000" in refused(b"code;naam\n" + b"VAS;x\n" * 5001)


def test_a_password_and_an_old_file_each_have_their_own_answer() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100
    locked, aged = refused(old + "EncryptedPackage".encode("utf-16-le")), refused(old)
    assert locked != aged
    assert ".xlsx" in aged


def test_merged_cells_are_named() -> None:
    assert "B2:B3" in refused(workbook(HEADER, ["VAS", "x"], ["OOV", None], merged="B2:B3"))


def test_half_a_million_unfinished_merges_are_read_once() -> None:
    made, whole = BytesIO(), ZipFile(BytesIO(workbook(HEADER, ["VAS", "x"])))
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for name in whole.namelist():
            more = b"<mergeCell " * 500_000 if name.endswith("sheet1.xml") else b""
            packed.writestr(name, whole.read(name) + more)
    assert refused(made.getvalue())


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", b"\x89PNG\r\n\x1a\n\x00\x00", b"%PDF-1.4\n\x00"])
def test_what_is_no_list_is_refused(content: bytes) -> None:
    assert refused(content)


# ---- and what a page says of it ------------------------------------------------------------------
@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_one_fault_of_the_whole_file(cast: Cast) -> None:
    run = brought_in(cast, DEPARTMENTS, b"PK\x03\x04 no zip")
    assert (run.state, run.counts["faults"]) == ("checked", 1)


TITLES = [
    (b"naam\nVastgoed\n", {"code"}),
    (b"code;naam;kleur\nVAS;Vastgoed;rood\n", {None}),
    (b"code;naam;naam\nVAS;Vastgoed;Vastgoed\n", {"name"}),
    (b"VAS;Vastgoed\nOOV;Veiligheid\n", {None, "code", "name"}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "columns"), TITLES)
def test_wrong_titles_are_named_with_the_ones_we_expect(cast: Cast, content: bytes, columns: set[str | None]) -> None:
    found = said(report_of(brought_in(cast, DEPARTMENTS, content)))
    assert {column for _line, column, _text in found} == columns
    assert {line for line, *_ in found} == {1}


@pytest.mark.django_db
def test_titles_may_be_written_in_any_way(cast: Cast) -> None:
    run = brought_in(cast, DEPARTMENTS, b"NAAM; Code ;Hoort bij\nWater;WAT;OOV\n")
    assert run.counts["new"] == 1


@pytest.mark.django_db
def test_an_emoji_and_a_formula_in_a_workbook_are_named_at_their_place(cast: Cast) -> None:
    found = said(report_of(brought_in(cast, DEPARTMENTS, workbook(HEADER, ["WAT", "💧"], ["ZON", "=1+1"]))))
    assert [(line, column) for line, column, _text in found] == [(2, "name"), (3, "name")]


@pytest.mark.django_db
def test_a_line_with_more_cells_than_titles_is_named(cast: Cast) -> None:
    found = said(report_of(brought_in(cast, DEPARTMENTS, b"code;naam\nWAT;Water;en nog wat\n")))
    assert [(line, column) for line, column, _text in found] == [(2, None)]
