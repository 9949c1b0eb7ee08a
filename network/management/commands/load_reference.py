"""manage.py load_reference: themes and indicators from the file beside the code, or from another one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.actions.founding import load_catalogue
from network.reference import CATALOGUE, CatalogueError, read_catalogue


class Command(BaseCommand):
    help = "Load themes and indicators. Rows that are there already stay as they are, unless --overwrite."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=CATALOGUE)
        parser.add_argument("--overwrite", action="store_true", help="write over what was edited in the database")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            catalogue = read_catalogue(options["file"])
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        loaded = load_catalogue(catalogue, overwrite=options["overwrite"])
        self.stdout.write(f"Themes and indicators: {loaded.new} new, {loaded.changed} changed, {loaded.kept} kept")
