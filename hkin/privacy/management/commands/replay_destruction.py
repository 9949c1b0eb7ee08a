"""After a restore, before the site opens: destroy again what was destroyed since the backup was made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from hkin.privacy.destruction import replay_lines, replay_register


class Command(BaseCommand):
    help = "Destroy the keys named in a register (a file of export_destruction, else the table in this database)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *, file: Path | None, **_options: Any) -> None:
        gone = replay_register()
        if file is not None:
            gone += self._replay(file)
        self.stdout.write(_("%(count)d keys destroyed again") % {"count": gone})

    def _replay(self, file: Path) -> int:
        try:
            with file.open(encoding="utf-8", newline="") as lines:
                return replay_lines(lines)
        except (OSError, ValueError) as error:
            raise CommandError(_("Nothing was replayed: %(error)s") % {"error": error}) from error
