"""A check or a question to a source that waits past its day: whoever can answer hears of it once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.models import User
from network.telling import tell
from signals.actions.checks import deciders_of
from signals.models import PrivacyCheck, SourceQuestion
from signals.models.signal import practice_over
from signals.rules.lifecycle import WORKED_ON
from signals.sources import holders_of


def remind_of_checks() -> None:
    rows = PrivacyCheck.objects.waiting().of_open_signals().exclude(practice_over("signal__"))
    for row in rows.filter(due_on__lt=timezone.localdate()).select_related("signal", "asked_by").order_by("pk"):
        with transaction.atomic():
            _tell(
                deciders_of(row.signal, asker=row.asked_by),
                row,
                kind="check_late",
                reference=row.signal.reference,
                path=reverse("signals:check", args=[row.uuid]),
            )


def remind_of_source_questions() -> None:
    worked_on = SourceQuestion.objects.unanswered().filter(signal__status__in=sorted(WORKED_ON))
    rows = worked_on.exclude(practice_over("signal__")).select_related("signal", "source__department")
    for row in rows.filter(due_on__lt=timezone.localdate()).order_by("pk"):
        with transaction.atomic():
            _tell(
                holders_of(row.source.department, kept_out=row.signal.kept_out()),
                row,
                kind="source_late",
                reference=row.reference,
                path=reverse("signals:source_question", args=[row.reference]),
            )


def _tell(people: Iterable[User], row: PrivacyCheck | SourceQuestion, *, kind: str, reference: str, path: str) -> None:
    """Never who cannot open it any more: the signal may stand in another queue by now."""
    seen = type(row).objects
    tell(
        [person for person in people if seen.visible_to(person).filter(pk=row.pk).exists()],
        kind=kind,
        effect=f"late:{row.uuid}:{row.due_on}",
        municipality_id=row.signal.municipality_id,
        reference=reference,
        path=path,
    )
