"""What happens at night: is there a copy of today, was one ever put back, and is what must go really gone?"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.machine.checks.line import Check, green, grey, red
from hkin.machine.proofs import BACKUP_MADE, BACKUP_RESTORED, proven
from hkin.nlds.days import day_in_words, moment_in_words
from hkin.privacy.retention import last_runs, rules

BACKUP = _("Copy of the data")
RESTORED = _("Copy put back")
FORGETTING = _("Forgetting")
#: A night, and a night that ran late.
LONGEST_AGO = timedelta(hours=36)
TRY_AGAIN_AFTER = timedelta(days=365)
BY_NIGHT = _("Let it run every night, as docs/operations.md says.")


def look() -> Iterator[Check]:
    yield _backup()
    yield _restored()
    yield _forgetting()


def _backup() -> Check:
    made = max((at for at in (_of_mark(), _of_proof()) if at), default=None)
    if made is None:
        text = _("HKIN knows of no copy.")
        return red("backup", BACKUP, text, _("Make one every night, and let the script touch HKIN_BACKUP_MARK."))
    told = {"moment": moment_in_words(made)}
    if timezone.now() - made > LONGEST_AGO:
        return red("backup", BACKUP, _("The last copy is too old: %(moment)s.") % told, BY_NIGHT)
    return green("backup", BACKUP, _("The last copy: %(moment)s.") % told)


def _of_mark() -> datetime | None:
    """The file that the script touches when it is ready."""
    try:
        touched = Path(settings.BACKUP_MARK).stat().st_mtime if settings.BACKUP_MARK else None
    except OSError:
        return None
    return datetime.fromtimestamp(touched, tz=timezone.get_current_timezone()) if touched else None


def _of_proof() -> datetime | None:
    proof = proven(BACKUP_MADE)
    return proof.at if proof else None


def _restored() -> Check:
    proof = proven(BACKUP_RESTORED)
    todo = _("Put a copy back on another place, look whether you can read it, and do manage.py note_restore.")
    if proof is None:
        return grey("backup_restored", RESTORED, _("Nobody has put a copy back yet."), todo)
    told = {"day": day_in_words(timezone.localdate(proof.at)), "name": proof.by_name}
    if timezone.now() - proof.at > TRY_AGAIN_AFTER:
        text = _("The last time is more than a year ago: %(day)s, %(name)s.") % told
        return grey("backup_restored", RESTORED, text, todo)
    return green("backup_restored", RESTORED, _("Somebody put a copy back: %(day)s, %(name)s.") % told)


def _forgetting() -> Check:
    ran = last_runs()
    if not ran:
        return red("forgetting", FORGETTING, _NEVER_FORGOT, f"{_DO_FORGET} {BY_NIGHT}")
    late = [str(rule.label) for rule in rules() if rule.name in ran and timezone.now() - ran[rule.name] > LONGEST_AGO]
    if late:
        text = _("Too long ago for: %(rules)s.") % {"rules": ", ".join(late)}
        return red("forgetting", FORGETTING, text, f"{_DO_FORGET} {BY_NIGHT}")
    moment = moment_in_words(max(ran.values()))
    return green(
        "forgetting", FORGETTING, _("What is at the end of its term was destroyed: %(moment)s.") % {"moment": moment}
    )


_NEVER_FORGOT = _("What is at the end of its term was never destroyed.")
_DO_FORGET = _("Do manage.py forget.")
