"""manage.py load_signals FILE --municipality oudeveen: file signals from JSON, each as if through the form."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.models import Municipality, User
from signals.loading import Unreadable, load_signals, read_records


class Command(BaseCommand):
    help = "File signals from a JSON file. What was filed before is skipped; a bad record stops no other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument("--by", metavar="USERNAME", help="files everything; else a colleague of each department")

    def handle(self, *_args: Any, **options: Any) -> None:
        municipality = Municipality.objects.filter(slug=options["municipality"]).first()
        if municipality is None:
            raise CommandError(f"There is no municipality {options['municipality']}")
        by = None
        if options["by"]:
            by = User.objects.filter(username=options["by"], is_active=True).first()
            if by is None:
                raise CommandError(f"There is no account {options['by']}")
        try:
            records = read_records(options["file"])
        except Unreadable as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        report = load_signals(records, municipality=municipality, by=by)
        for refusal in report.refusals:
            name = f" ({refusal.name})" if refusal.name else ""
            self.stdout.write(f"record {refusal.position}{name}: {refusal.reason}")
        self.stdout.write(f"filed {report.filed}, skipped {report.skipped}, refused {len(report.refusals)}")
