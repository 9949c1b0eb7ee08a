"""What a file of the directory looks like: its kinds, its columns, and the words of its cells."""

from __future__ import annotations

from enum import StrEnum


class ImportKind(StrEnum):
    DEPARTMENTS = "departments"
    PEOPLE = "people"
    MATRIX = "matrix"
