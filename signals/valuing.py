"""What reporters got back lately: a first word in time, and whether a reply helped them. Counts, never who."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from network.models import User
from signals.models import Note, Signal
from signals.statistics import LATELY, SMALLEST

#: Where counting stops. A share of more is one of the newest signals.
MOST = 2000


@dataclass(frozen=True)
class Heard:
    """Of the signals somebody handles: promised a first word and due by now, and heard it by the promised day."""

    promised: int
    in_time: int
    valued: int  # replies the reporter said something of
    helped: int

    @property
    def share(self) -> int:
        """Percent, of `promised`."""
        return round(100 * self.in_time / self.promised) if self.promised else 0

    @property
    def tells_what_helped(self) -> bool:
        """Of a few replies it would tell what one reporter said."""
        return self.valued >= SMALLEST

    @property
    def few_helped(self) -> bool:
        return self.helped < SMALLEST


def heard_lately(user: User) -> Heard:
    """One query. Due: the promised day is over, or the word came already."""
    today = timezone.localdate()
    signals = Signal.objects.visible_to(user).filter(created_at__gte=timezone.now() - LATELY)
    due = signals.filter(Q(word_promised_on__lt=today) | Q(word_promised_on__isnull=False, first_word_at__isnull=False))
    in_time = LessThanOrEqual(TruncDate("first_word_at"), F("word_promised_on"))
    # Only feedback is valued. Asked for its kind or its value too, PostgreSQL takes it for rare and reads every note.
    said = Note.objects.filter(helps__isnull=False, signal__in=signals)
    heard, helped = User.objects.values_list(
        ArraySubquery(due.order_by("-created_at").values(in_time=in_time)[:MOST]),
        ArraySubquery(said.order_by().values("helps")[:MOST]),
    ).get(pk=user.pk)
    return Heard(len(heard), heard.count(True), len(helped), helped.count(True))
