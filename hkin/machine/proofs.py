"""What no program can see by itself: mail that arrived, keys on paper, a backup that was put back."""

from django.utils import timezone

from hkin.machine.models import Proof

MAIL_ARRIVED = "mail_arrived"
KEYS_WRITTEN_DOWN = "keys_written_down"
BACKUP_MADE = "backup_made"
BACKUP_RESTORED = "backup_restored"
NAMES = frozenset({MAIL_ARRIVED, KEYS_WRITTEN_DOWN, BACKUP_MADE, BACKUP_RESTORED})


def prove(name: str, *, by_name: str, detail: str = "") -> Proof:
    """A later proof of the same takes the place of the earlier one."""
    if name not in NAMES:
        raise LookupError(f"Nothing that is called {name} can be proven")
    shown = {"at": timezone.now(), "by_name": by_name[:150], "detail": detail[:200]}
    proof, _is_new = Proof.objects.update_or_create(name=name, defaults=shown)
    return proof


def proven(name: str) -> Proof | None:
    return Proof.objects.filter(name=name).first()
