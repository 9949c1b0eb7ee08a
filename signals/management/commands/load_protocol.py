"""manage.py load_protocol FILE [--municipality oudeveen]: a protocol of a municipality's own, for it to choose."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Municipality
from signals.actions.own_protocol import load_protocol
from signals.rules.protocol_hints import hints_of
from signals.rules.protocol_reading import Fault, Unreadable


class Command(BaseCommand):
    help = "Load a protocol from a TOML file, for one municipality or for all. Nobody's signals change by it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", metavar="SLUG", help="who may choose it; else every municipality may")

    def handle(self, *_args: Any, **options: Any) -> None:
        municipality = _municipality(options["municipality"])
        try:
            loaded = load_protocol(_text(options["file"]), municipality=municipality)
        except Unreadable as unreadable:
            raise CommandError(_in_words(unreadable.faults)) from unreadable
        protocol = loaded.protocol
        said = {"label": protocol.label, "code": protocol.code}
        if not loaded.is_new:
            self.stdout.write(_("%(label)s (%(code)s) is there already, with this same text.") % said)
            return
        self.stdout.write(_("%(label)s (%(code)s) is loaded. The coordinator can choose it now.") % said)
        for where, hint in hints_of(protocol):
            named = {"where": where, "word": hint.word, "about": hint.words}
            self.stdout.write(_("Look again at %(where)s: “%(word)s” may say %(about)s.") % named)


def _municipality(slug: str | None) -> Municipality | None:
    if slug is None:
        return None
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(_("There is no municipality %(slug)s.") % {"slug": slug})
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CommandError(_("%(file)s cannot be opened.") % {"file": path}) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("%(file)s is not a text in UTF-8.") % {"file": path}) from error


def _in_words(faults: Iterable[Fault]) -> str:
    lines = [f"  {fault.where}: {fault.why}" for fault in faults]
    head = ngettext("Not loaded. There is %(count)s fault:", "Not loaded. There are %(count)s faults:", len(lines))
    further = _("Mend this and load it again. Then HKIN looks further, and may find more.")
    return "\n".join([head % {"count": len(lines)}, *lines, further])
