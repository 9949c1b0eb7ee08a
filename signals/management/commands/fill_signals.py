"""manage.py fill_signals COUNT: many made-up signals in the demo, to measure with."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from signals.demo.filling import ABSENT, COMMON, RARE, fill_signals


class Command(BaseCommand):
    help = "Add many made-up signals to the demo; `make bench` uses it. Prints as JSON which words to look for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: HKIN_DEMO is not true. Nothing was added.")
        fill_signals(options["count"])
        self.stdout.write(json.dumps({"common": COMMON, "rare": RARE, "absent": ABSENT}))
