"""Rows of the filing form in which somebody names an address, a plate, a company. Empty rows are fine."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from signals.rules.subjects import Subject, SubjectError, SubjectKind, normalise

SHOWN_FIRST = 2
AT_MOST = 20

KIND_WORDS: dict[str, str | Promise] = {
    SubjectKind.ADDRESS: _("Address"),
    SubjectKind.PLATE: _("Number plate"),
    SubjectKind.COMPANY: _("Company (name or KvK number)"),
    SubjectKind.PHONE: _("Phone number"),
    SubjectKind.EMAIL: _("E-mail address"),
    SubjectKind.IBAN: _("Bank account (IBAN)"),
    SubjectKind.WEB: _("Website or account"),
    SubjectKind.PERSON: _("Person (name or description)"),
    SubjectKind.CASE_NUMBER: _("Case number in another system"),
    SubjectKind.OTHER: _("Something else"),
}


@dataclass
class Row:
    number: int
    kind: str = SubjectKind.ADDRESS
    value: str = ""
    error: str | Promise = ""


class SubjectRows:
    """Fields `subject_kind` and `subject_value`, repeated; `more_subjects` asks for another row."""

    kinds = list(KIND_WORDS.items())

    def __init__(self, data: QueryDict | None, *, typed: QueryDict | None = None) -> None:
        given = typed if typed is not None else data
        kinds = given.getlist("subject_kind") if given else []
        values = given.getlist("subject_value") if given else []
        self.rows = [
            Row(number, kind, value)
            for number, (kind, value) in enumerate(zip(kinds, values, strict=False), start=1)
            if number <= AT_MOST
        ]
        wanted = max(SHOWN_FIRST, len(self.rows) + (1 if given and given.get("more_subjects") else 0))
        self.rows += [Row(number) for number in range(len(self.rows) + 1, min(wanted, AT_MOST) + 1)]

    @property
    def filled(self) -> list[Row]:
        return [row for row in self.rows if row.value.strip()]

    @property
    def errors(self) -> list[Row]:
        return [row for row in self.rows if row.error]

    def read(self, *, kept: frozenset[str]) -> list[Subject]:
        """The subjects of the filled rows; what cannot be is marked at its row."""
        subjects = []
        for row in self.filled:
            try:
                subjects.append(normalise(row.kind, row.value, kept=kept))
            except SubjectError as wrong:
                row.error = wrong.message
        return subjects
