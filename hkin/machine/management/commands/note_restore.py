"""Somebody put a copy back on another place, and could read it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from hkin.machine.proofs import BACKUP_RESTORED, prove


class Command(BaseCommand):
    help = "Write down that a copy was put back and could be read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, metavar="NAME", help="who did it")
        parser.add_argument("--detail", default="", help="where, and of which day")

    def handle(self, *, by: str, detail: str, **_options: Any) -> None:
        prove(BACKUP_RESTORED, by_name=by, detail=detail)
        self.stdout.write(_("Written down: a copy was put back."))
