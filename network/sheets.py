"""A list that somebody pasted or uploaded, as rows of cells that nobody believes yet; and a workbook to fill in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
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
_ROWS_LOOKED_AT = 1000
_COLUMNS_LOOKED_AT = 12
_DELIMITERS = ("\t", ";", ",")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


class SheetError(ValueError):
    """The whole list cannot be read; the message says why."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Row:
    """`number` is the line as somebody counts them, from one, empty ones included."""

    number: int
    cells: tuple[str, ...]


def read_text(text: str) -> list[Row]:
    """Each line by itself, so that a forgotten quotation mark spoils no more than its own line."""
    if len(text) > MOST_CHARACTERS:
        raise SheetError(_("This is too much text. Paste at most 100 lines."))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    delimiter = _delimiter(lines)
    return _filled(_split(line, delimiter) for line in lines)


def read_upload(content: bytes) -> list[Row]:
    """A workbook, or text with a tab, semicolon or comma between the cells."""
    if len(content) > MOST_BYTES:
        raise SheetError(_("This file is too large. A list is at most 256 kB."))
    if content.startswith(_ZIP):
        return _read_workbook(content)
    if content.startswith(_OLD_EXCEL):
        raise SheetError(_("This is an old Excel file. Save it as .xlsx first."))
    return read_text(_decoded(content))


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


def workbook_of(*, title: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Every cell is text: what looks like a formula or an address stays what it looks like."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title)
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(header) - 1, 34, text)
        sheet.freeze_panes(1, 0)
        for number, cells in enumerate([header, *rows]):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, text if number else bold)
    return made.getvalue()


def _delimiter(lines: Sequence[str]) -> str:
    """What stands in most lines; a tab goes before a semicolon, and that before a comma."""
    return max(_DELIMITERS, key=lambda sign: sum(sign in line for line in lines))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _filled(rows: Iterable[Sequence[str]]) -> list[Row]:
    found = [Row(number, tuple(_bare(cells))) for number, cells in enumerate(rows, 1)]
    filled = [row for row in found if any(row.cells)]
    if len(filled) > MOST_ROWS + 1:  # a line of titles comes on top
        raise SheetError(_("This list is too long. It holds at most 100 lines."))
    return filled


def _bare(cells: Sequence[str]) -> list[str]:
    """Without spaces around, and without empty cells at the end."""
    bare = [" ".join(cell.split()) for cell in cells]
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


def _read_workbook(content: bytes) -> list[Row]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except BadZipFile as error:
        raise SheetError(_BROKEN) from error
    if unpacked > MOST_UNPACKED:
        raise SheetError(_("This file is too large. A list is at most 256 kB."))
    try:
        return _filled(_first_sheet(content))
    except SheetError:
        raise
    except Exception as error:  # a broken file breaks the reader in as many ways as there are files
        raise SheetError(_BROKEN) from error


def _first_sheet(content: bytes) -> list[list[str]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_ROWS_LOOKED_AT, max_col=_COLUMNS_LOOKED_AT, values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]
    finally:
        book.close()


_BROKEN = _("This file cannot be read. Save it again as .xlsx, or paste the lines.")
