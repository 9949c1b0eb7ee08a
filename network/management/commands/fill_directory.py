"""manage.py fill_directory THEMES DEPARTMENTS: a matrix without one empty cell in the demo, to measure with."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.choices import municipalities
from network.filling import fill_matrix


class Command(BaseCommand):
    help = "Fill the matrix of the large demo municipality at every level; `make bench` uses it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("themes", type=int)
        parser.add_argument("departments", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: HKIN_DEMO is not true. Nothing was added.")
        municipality = municipalities().get(slug="oudeveen")
        fill_matrix(municipality, themes=options["themes"], departments=options["departments"], on=timezone.localdate())
