"""Write the register of destroyed keys to a file that is kept beside the backups."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from hkin.privacy.destruction import write_lines


class Command(BaseCommand):
    help = "Write the register of destroyed keys to FILE, for replay_destruction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: Any) -> None:
        unfinished = file.with_name(file.name + ".part")
        with unfinished.open("w", encoding="utf-8", newline="") as target:
            count = write_lines(target)
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(file)
        self.stdout.write(_("%(count)d destroyed keys written") % {"count": count})
