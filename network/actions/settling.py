"""A contested cell is settled: the department hears what was decided."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from network.askings import people_of
from network.matrix import Cell
from network.models import CellEntry, Contest, Municipality, User
from network.models.confirmation import ContestOutcome
from network.models.matrix import CellEvent
from network.telling import tell


def settle_by_change(
    municipality: Municipality, cell: Cell, *, by: User | None, role: str = "", reason: str = ""
) -> None:
    """For whoever changes a cell, inside the transaction that does: its open contest has its answer."""
    contests = Contest.objects.filter(
        municipality=municipality,
        theme=cell.theme_id,
        department=cell.department_id,
        level=cell.level,
        settled_at=None,
    )
    for contest in contests.select_related("department__fallback", "by"):
        settle(contest, ContestOutcome.CHANGED, by=by, role=role, answer=reason)


def settle(contest: Contest, outcome: ContestOutcome, *, by: User | None, role: str, answer: str) -> None:
    """Without asking who may. Inside a transaction that holds `lock_matrix`."""
    contest.outcome, contest.answer = outcome, answer
    contest.settled_at, contest.settled_by = timezone.now(), by
    contest.save(update_fields=["outcome", "answer", "settled_at", "settled_by"])
    CellEntry.objects.create(
        municipality_id=contest.municipality_id,
        theme_id=contest.theme_id,
        department_id=contest.department_id,
        level=contest.level,
        event=CellEvent.SETTLED,
        was=contest.part,
        detail=outcome.value,
        by=by,
        role=role,
        reason=answer[:300],
    )
    concerned = dict.fromkeys([contest.by, *people_of(contest.department)])
    tell(
        [person for person in concerned if person != by],
        kind="contest_settled",
        effect=f"contest:{contest.pk}:settled",
        municipality_id=contest.municipality_id,
        path=reverse("network:contest", args=[contest.pk]),
    )
