"""Is this installation fit to use? Each line is green, red with what to do, or grey. Nothing secret is printed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hkin.machine.checks import Check, State, look_at_machine
from hkin.machine.fingerprints import index_fingerprint, ring_fingerprint
from hkin.machine.keys_on_paper import confirm_fingerprints
from hkin.machine.mail_trial import MailNotSent, confirm_arrival, send_trial

_WORDS = {State.GREEN: gettext_lazy("green"), State.RED: gettext_lazy("red"), State.GREY: gettext_lazy("grey")}
_WIDTH = 7


class Command(BaseCommand):
    help = "Tell for each part of this installation whether it is in order, and what to do."
    requires_system_checks = []  # what is missing is told here, in Dutch

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", metavar="ADDRESS", help="send a test mail there, and ask for its code")
        parser.add_argument("--code", help="the code of a test mail that arrived")
        parser.add_argument("--fingerprint", action="store_true", help="ask for the fingerprints on paper")
        parser.add_argument("--by", default="", help="who shows it; asked for when left out")

    def handle(self, *, mail: str | None, code: str | None, fingerprint: bool, by: str, **_options: Any) -> None:
        if mail:
            self._send(mail)
        if mail or code:
            self._confirm_mail(code or self._ask(_("Code from the test mail")), by)
        if fingerprint:
            self._confirm_keys(by)
        found = look_at_machine()
        for check in found:
            self._write(check)
        if not fingerprint:
            self._write_fingerprints()
        if count := sum(check.is_red for check in found):
            raise CommandError(ngettext("%(count)s line is red.", "%(count)s lines are red.", count) % {"count": count})

    def _send(self, address: str) -> None:
        try:
            send_trial(to=address)
        except MailNotSent as error:
            told = {"reason": error.reason, "kind": error.kind}
            raise CommandError(_("No mail left. %(reason)s (%(kind)s)") % told) from None
        self.stdout.write(_("The mail server took the test mail."))

    def _confirm_mail(self, code: str, by: str) -> None:
        if not code:
            self.stdout.write(_("Has it arrived? Do: manage.py check_setup --code CODE"))
        elif confirm_arrival(code=code, by_name=by or self._ask_name()):
            self.stdout.write(self.style.SUCCESS(_("Thank you. Mail of HKIN arrives.")))
        else:
            raise CommandError(_("This is not the code of a mail of today. Look again, or send another mail."))

    def _confirm_keys(self, by: str) -> None:
        typed = {
            "ring": self._ask(_("Fingerprint of the seal keys")),
            "index": self._ask(_("Fingerprint of the index key")),
        }
        if confirm_fingerprints(**typed, by_name=by or self._ask_name()):
            raise CommandError(_("This is not the fingerprint of the key in use. Look at your paper again."))
        self.stdout.write(self.style.SUCCESS(_("Thank you. The keys on paper are the keys in use.")))

    def _ask_name(self) -> str:
        name = self._ask(_("Your name"))
        if not name:
            raise CommandError(_("Say who you are: --by NAME"))
        return name

    def _ask(self, question: str) -> str:
        try:
            return input(f"{question}: ").strip()
        except EOFError:
            return ""

    def _write(self, check: Check) -> None:
        style = {State.GREEN: self.style.SUCCESS, State.RED: self.style.ERROR, State.GREY: self.style.NOTICE}[
            check.state
        ]
        word = str(_WORDS[check.state])
        self.stdout.write(f"{style(word)}{' ' * (_WIDTH - len(word))}{check.label}: {check.text}")
        if check.what_to_do:
            self.stdout.write(f"{' ' * _WIDTH}{check.what_to_do}")

    def _write_fingerprints(self) -> None:
        told = {"ring": ring_fingerprint(), "index": index_fingerprint()}
        if all(told.values()):
            self.stdout.write(_("Fingerprints, for on paper: seal keys %(ring)s, index key %(index)s") % told)
