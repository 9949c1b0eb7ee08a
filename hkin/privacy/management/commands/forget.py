"""Destroy what has reached the end of its term. Runs every night; `--simulate` only counts."""

from datetime import datetime, time, timedelta
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.retention import Rule, RuleStuck, count_due, forget, rules

NIGHT = time(3, 30)


class Command(BaseCommand):
    help = "Destroy what has reached the end of its retention term."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--simulate", action="store_true", help="count, destroy nothing")
        parser.add_argument("--rule", choices=[rule.name for rule in rules()], help="only this rule")
        parser.add_argument("--batch", type=int, default=100)
        parser.add_argument("--forever", action="store_true", help="now, and again every night")

    def handle(self, *, rule: str | None, batch: int, simulate: bool, forever: bool, **_options: Any) -> None:
        wanted = [declared for declared in rules() if rule in (None, declared.name)]
        while True:
            failed = [declared.name for declared in wanted if not self._run(declared, batch, simulated=simulate)]
            if not forever:
                break
            connection.close()
            sleep(seconds_until_night(timezone.localtime()))
        if failed:
            raise CommandError(_("Not finished: %(rules)s") % {"rules": ", ".join(failed)})

    def _run(self, rule: Rule, batch: int, *, simulated: bool) -> bool:
        """One rule that fails does not keep the others from their work."""
        try:
            count = count_due(rule) if simulated else forget(rule, batch=batch)
        except (DatabaseError, RuleStuck) as error:
            self.stderr.write(f"{rule.name}: {error}")
            return False
        line = _("%(rule)s: %(count)d would go") if simulated else _("%(rule)s: %(count)d gone")
        self.stdout.write(line % {"rule": rule.name, "count": count})
        return True


def seconds_until_night(now: datetime) -> float:
    night = timezone.make_aware(datetime.combine(now.date(), NIGHT))
    if night <= now:
        night = timezone.make_aware(datetime.combine(now.date() + timedelta(days=1), NIGHT))
    return (night - now).total_seconds()
