"""manage.py first_admin: a link, good once and for a day, for whoever becomes the first application manager."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.actions.first_admin import ManagerThere, first_admin_link


class Command(BaseCommand):
    help = "Print a link that makes somebody application manager, once and within 24 hours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", metavar="REASON", default="", help="beside a manager who is there, and why")

    def handle(self, *_args: Any, again: str, **_options: Any) -> None:
        try:
            link = first_admin_link(reason=again)
        except ManagerThere as error:
            raise CommandError(
                _(
                    "There is an application manager already. They can invite a colleague at /mensen/. "
                    'Is that not possible? Say why: first_admin --again "reason".'
                )
            ) from error
        self.stdout.write(_("Open this address within 24 hours. It works once, and replaces the one of before."))
        self.stdout.write(link)
