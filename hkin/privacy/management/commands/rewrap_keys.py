"""Wrap all data keys under the first key of the ring. May be stopped and started again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from hkin.privacy import hooks
from hkin.privacy.keyring import KeyMissing, fingerprint, key_ring
from hkin.privacy.rewrapping import keys_in_use, reasons_under_old_keys, rewrap_batch


class Command(BaseCommand):
    help = "Wrap all data keys under the first key of HKIN_SEAL_KEYS."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", type=int, default=500)
        parser.add_argument("--status", action="store_true", help="only tell which keys are in use")

    def handle(self, *, batch: int, status: bool, **_options: Any) -> None:
        if not status:
            self._rewrap(batch)
        in_use = keys_in_use()
        for key in key_ring().keys:
            line = _("%(name)s, fingerprint %(fingerprint)s: %(count)d data keys")
            self.stdout.write(
                line % {"name": key.name, "fingerprint": fingerprint(key.secret), "count": in_use.get(key.name, 0)}
            )
        others = hooks.reseal_others(look_only=True)
        if others:
            line = _("%(count)d secrets of logging in or of acts of two people still need an older key. Keep it.")
            self.stdout.write(line % {"count": others})
        old = reasons_under_old_keys()
        if old:
            self.stdout.write(
                _("%(count)d reasons in the access log still need an older key. Keep it.") % {"count": old}
            )

    def _rewrap(self, batch: int) -> None:
        done = 0
        try:
            while count := rewrap_batch(size=batch):
                done += count
            others = hooks.reseal_others(look_only=False)
        except KeyMissing as error:
            raise CommandError(_("A key is missing from HKIN_SEAL_KEYS: %(error)s") % {"error": error}) from error
        self.stdout.write(_("%(count)d data keys wrapped again") % {"count": done})
        line = _("%(count)d secrets of logging in or of acts of two people sealed again")
        self.stdout.write(line % {"count": others})
