"""One letter per person for everything that could wait."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from hkin.outbox.kinds import DIGEST
from hkin.outbox.models import Letter
from hkin.outbox.nudging import nudge_after_commit


def bundle_due_digests() -> None:
    """What was read in the inbox meanwhile needs no letter."""
    with transaction.atomic():
        due = Letter.objects.for_digest()
        due.already_read().update(state=Letter.State.WITHDRAWN, sealed_address=None)
        by_person: dict[bytes, list[Letter]] = defaultdict(list)
        for letter in due.select_for_update(skip_locked=True).order_by("id"):
            by_person[bytes(letter.recipient_mark)].append(letter)
        Letter.objects.bulk_create([_digest_of(letters) for letters in by_person.values()], ignore_conflicts=True)
        bundled = [letter.pk for letters in by_person.values() for letter in letters]
        Letter.objects.filter(pk__in=bundled).update(state=Letter.State.BUNDLED, sealed_address=None)
        if bundled:
            nudge_after_commit()


def _digest_of(letters: list[Letter]) -> Letter:
    newest = letters[-1]
    places = {letter.municipality_id for letter in letters}
    return Letter(
        kind=DIGEST.name,
        # A row is bundled once, in the same transaction: its uuid makes the digest unique.
        effect=newest.uuid.bytes,
        recipient_mark=newest.recipient_mark,
        sealed_address=newest.sealed_address,
        municipality_id=places.pop() if len(places) == 1 else None,
        not_before=timezone.now(),
    )
