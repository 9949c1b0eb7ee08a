"""What no program can see by itself: mail that arrived, keys on paper, a backup that was put back."""

from django.utils import timezone

from hkin.machine.fingerprints import both_fingerprints
from hkin.machine.mail_route import mail_route
from hkin.machine.models import Proof

MAIL_ARRIVED = "mail_arrived"
KEYS_WRITTEN_DOWN = "keys_written_down"
BACKUP_MADE = "backup_made"
BACKUP_RESTORED = "backup_restored"
NAMES = frozenset({MAIL_ARRIVED, KEYS_WRITTEN_DOWN, BACKUP_MADE, BACKUP_RESTORED})

#: A proof holds as long as what it is about stays as it was: another mail server or key asks for another proof.
_ABOUT = {MAIL_ARRIVED: mail_route, KEYS_WRITTEN_DOWN: both_fingerprints}


def prove(name: str, *, by_name: str, detail: str = "") -> Proof:
    """A later proof of the same takes the place of the earlier one."""
    if name not in NAMES:
        raise LookupError(f"Nothing that is called {name} can be proven")
    shown = {"at": timezone.now(), "by_name": by_name[:150], "about": _about(name), "detail": detail[:200]}
    proof, _is_new = Proof.objects.update_or_create(name=name, defaults=shown)
    return proof


def proven(name: str) -> Proof | None:
    """None when nobody showed it, or when it was shown with other settings than those of today."""
    return Proof.objects.filter(name=name, about=_about(name)).first()


def was_proven(name: str) -> bool:
    """Ever, perhaps with other settings."""
    return Proof.objects.filter(name=name).exists()


def _about(name: str) -> str:
    return _ABOUT[name]() if name in _ABOUT else ""
