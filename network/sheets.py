"""A list that somebody pasted or uploaded, as rows of cells that nobody believes yet; and a workbook to fill in."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from xlsxwriter import Workbook

MOST_BYTES = 256 * 1024
MOST_CHARACTERS = 60_000
MOST_ROWS = 100
#: A workbook is a zip file: this much it may become.
MOST_UNPACKED = 5 * 1024 * 1024
_DELIMITERS = ("\t", ";", ",")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_WITH_PASSWORD = "EncryptedPackage".encode("utf-16-le")
#: What a spreadsheet would take for a formula; a quotation mark before it says that it is text.
_TEMPTING = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")
_MERGED = re.compile(rb'<mergeCell [^<>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
#: More lines than this in one cell come of a forgotten quotation mark.
_MOST_LINES_IN_CELL = 20


class SheetError(ValueError):
    """The whole list cannot be read; the message says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Row:
    """`number` is the line as somebody counts them, from one; `formulas` are columns, from zero."""

    number: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How much is read of a list, and what is said of more."""

    size: int  # bytes of the file
    characters: int
    rows: int
    unpacked: int
    too_large: str | Promise
    too_much_text: str | Promise
    too_long: str | Promise
    columns: int = 12
    has_long_cells: bool = False  # in a text a cell between quotation marks may go on on the next line
    refuses_merged: bool = False


LIST = Limits(
    size=MOST_BYTES,
    characters=MOST_CHARACTERS,
    rows=MOST_ROWS,
    unpacked=MOST_UNPACKED,
    too_large=_("This file is too large. A list is at most 256 kB."),
    too_much_text=_("This is too much text. Paste at most 100 lines."),
    too_long=_("This list is too long. It holds at most 100 lines."),
)


def read_text(text: str, limits: Limits = LIST) -> list[Row]:
    """Each line by itself, so that a forgotten quotation mark spoils no more than its own line."""
    if len(text) > limits.characters:
        raise SheetError(limits.too_much_text)
    whole = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    lines = whole.split("\n")
    delimiter = _delimiter(lines)
    numbered = _long_cells(whole, delimiter) if limits.has_long_cells and '"' in whole else None
    if numbered is None:
        numbered = [(number, _split(line, delimiter)) for number, line in enumerate(lines, 1)]
    return _filled([_typed(number, cells) for number, cells in numbered], limits)


def read_upload(content: bytes, limits: Limits = LIST) -> list[Row]:
    """A workbook, or text with a tab, semicolon or comma between the cells."""
    if len(content) > limits.size:
        raise SheetError(limits.too_large)
    if content.startswith(_ZIP):
        return _read_workbook(content, limits)
    if content.startswith(_OLD_EXCEL) and _WITH_PASSWORD in content:
        raise SheetError(_("This file has a password on it. Save it without a password first."))
    if content.startswith(_OLD_EXCEL):
        raise SheetError(_("This is an old Excel file. Save it as .xlsx first."))
    return read_text(_decoded(content), limits)


def as_text(rows: Iterable[Row]) -> str:
    """The rows as somebody could have typed them, to mend them on the page. The numbers of the lines stay."""
    lines: list[str] = []
    for row in rows:
        lines += [""] * (row.number - 1 - len(lines))
        lines.append("; ".join([*(cell.replace(";", ",") for cell in row.cells), *[""] * (len(row.cells) < 2)]))
    return "\n".join(lines)


def kept(rows: Iterable[Row]) -> str:
    """The rows as they wait between the dry run and the doing; `recalled` reads them."""
    return json.dumps([[row.number, row.cells] for row in rows])


def recalled(text: str) -> list[Row]:
    return [Row(number, tuple(cells)) for number, cells in json.loads(text)] if text else []


@dataclass(frozen=True)
class Leaf:
    """One sheet of a workbook."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


def workbook_of(
    *, title: str, header: Sequence[str], rows: Iterable[Sequence[str]], more: Iterable[Leaf] = ()
) -> bytes:
    """Every cell is text: what looks like a formula or an address stays what it looks like."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for leaf in (Leaf(title, header, rows), *more):
            sheet = book.add_worksheet(leaf.title)
            sheet.set_column(0, len(leaf.header) - 1, 34, text)
            sheet.freeze_panes(1, 0)
            for number, cells in enumerate([leaf.header, *leaf.rows]):
                for column, cell in enumerate(cells):
                    sheet.write_string(number, column, cell, text if number else bold)
    return made.getvalue()


def csv_of(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """As the Dutch Excel opens it: semicolons, and a mark that says UTF-8. No cell is taken for a formula."""
    made = StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(tidy(cell)) for cell in cells] for cells in [header, *rows])
    return made.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    return f"'{cell}" if _TEMPTING.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def tidy(cell: str) -> str:
    """On one line, without spaces around and without double ones: as it is compared."""
    return " ".join(cell.split())


def _delimiter(lines: Sequence[str]) -> str:
    """What stands in most lines; a tab goes before a semicolon, and that before a comma."""
    return max(_DELIMITERS, key=lambda sign: sum(sign in line for line in lines))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _long_cells(text: str, delimiter: str) -> list[tuple[int, list[str]]] | None:
    """Lines with the number on which each begins; None when a quotation mark was forgotten."""
    reader, found, first = csv.reader(StringIO(text), delimiter=delimiter), [], 1
    try:
        for cells in reader:
            if reader.line_num - first > _MOST_LINES_IN_CELL:
                return None
            found.append((first, cells))
            first = reader.line_num + 1
    except csv.Error:
        return None
    return found


def _typed(number: int, cells: Sequence[str]) -> Row:
    """A line of a text: what begins with an equals sign was meant as a formula, unless it is marked as text."""
    bare = _bare(cells)
    formulas = tuple(place for place, cell in enumerate(bare) if cell.startswith("="))
    return Row(number, tuple(unguarded(cell) for cell in bare), formulas)


def _filled(rows: Iterable[Row], limits: Limits) -> list[Row]:
    filled = [row for row in rows if any(row.cells)]
    if len(filled) > limits.rows + 1:  # a line of titles comes on top
        raise SheetError(limits.too_long)
    return filled


def _bare(cells: Sequence[str]) -> list[str]:
    """Without spaces around, and without empty cells at the end."""
    bare = [tidy(cell) for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise SheetError(_("This file is no list. Use .xlsx or .csv."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _read_workbook(content: bytes, limits: Limits) -> list[Row]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile as error:
        raise SheetError(_BROKEN) from error
    if unpacked > limits.unpacked:
        raise SheetError(limits.too_large)
    try:
        return _filled(_first_sheet(content, limits), limits)
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks the reader in as many ways as there are files
        raise SheetError(_BROKEN) from error


def _first_sheet(content: bytes, limits: Limits) -> list[Row]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        if limits.refuses_merged:
            with ZipFile(BytesIO(content)) as packed:
                _refuse_merged(packed.read(sheet._worksheet_path))
        sheet.reset_dimensions()
        # Empty lines do not count, but somebody may have coloured a million of them.
        rows = sheet.iter_rows(max_row=10 * limits.rows, max_col=limits.columns)
        return [_written(number, row) for number, row in enumerate(rows, 1)]
    finally:
        book.close()


def _refuse_merged(sheet: bytes) -> None:
    merged = [place.decode() for place in _MERGED.findall(sheet)]
    if merged:
        text = _("Cells %(places)s are merged. Split them, and fill in each of them.")
        raise SheetError(text % {"places": ", ".join(merged[:3])})


def _written(number: int, cells: Sequence[Any]) -> Row:
    bare = _bare([_cell_text(cell.value) for cell in cells])
    return Row(number, tuple(bare), tuple(place for place, cell in enumerate(cells) if cell.data_type == "f"))


def _cell_text(value: object) -> str:
    if isinstance(value, date):  # a moment is a date too
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value)


_BROKEN = _("This file cannot be read. Save it again as .xlsx, or paste the lines.")
