"""How long it takes to bring a whole directory in: measured, and rolled back."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from network.actions.importing import bring_in, say_yes, work_on
from network.models import ImportRun, Municipality, RoleGrant, User
from network.rules import Role
from network.rules.import_sheet import ImportKind, columns_of
from network.sheets import workbook_of

_HANDS = {ImportKind.DEPARTMENTS: Role.DIRECTORY_KEEPER, ImportKind.PEOPLE: Role.APPLICATION_MANAGER}


class Command(BaseCommand):
    help = "Time the dry run and the import of many departments and people. Nothing of it stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("municipality", help="slug")
        parser.add_argument("--departments", type=int, default=300)
        parser.add_argument("--people", type=int, default=2000)

    def handle(self, *, municipality: str, departments: int, people: int, **_options: Any) -> None:
        place = Municipality.objects.get(slug=municipality)
        theme = "T01"
        places = [
            [f"Q{n}", f"Afdeling {n}", f"Q{n // 10}" if n > 9 else "", "panden, bussen"] for n in range(departments)
        ]
        crowd = [
            [
                f"q{n}@meting.example",
                f"Persoon {n}",
                f"Q{n % departments}",
                "088-000 1234",
                "operationeel",
                theme,
                f"Q-{n}",
            ]
            for n in range(people)
        ]
        moved = [[*row[:2], f"Q{(n + 1) % departments}", "088-000 4321", *row[4:]] for n, row in enumerate(crowd)]
        columns = ["email", "name", "department", "phone", "level", "themes", "external_id"]
        with transaction.atomic():
            self._time(place, ImportKind.DEPARTMENTS, ["code", "name", "parent", "notices"], places)
            self._time(place, ImportKind.PEOPLE, columns, crowd)
            self._time(place, ImportKind.PEOPLE, columns, moved)
            transaction.set_rollback(True)

    def _time(self, place: Municipality, kind: ImportKind, keys: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        titles = [columns_of(kind)[key].title for key in keys]
        by = User.objects.get(pk=RoleGrant.objects.holders(_HANDS[kind], municipality_id=place.pk)[0])
        run = bring_in(by=by, municipality=place, kind=kind, content=workbook_of(title="x", header=titles, rows=rows))
        seconds = []
        for is_said in (False, True):
            if is_said:
                say_yes(by=by, run=run)
            began = perf_counter()
            work_on(str(run.uuid))
            seconds.append(perf_counter() - began)
        run = ImportRun.objects.get(pk=run.pk)
        counted = ", ".join(f"{number} {what}" for what, number in run.counts.items() if number)
        print(f"{len(rows)} {kind}: dry run {seconds[0]:.1f} s, import {seconds[1]:.1f} s ({run.state}: {counted})")
