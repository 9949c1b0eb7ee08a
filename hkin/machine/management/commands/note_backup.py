"""The script of the backup says that it is ready."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from hkin.machine.proofs import BACKUP_MADE, prove


class Command(BaseCommand):
    help = "Write down that a copy of database, keys and attachments was made just now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", default="backup", help="who or what made it")

    def handle(self, *, by: str, **_options: Any) -> None:
        prove(BACKUP_MADE, by_name=by)
        self.stdout.write(_("Written down: a copy was made."))
