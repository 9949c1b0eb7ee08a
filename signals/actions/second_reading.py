"""Before a signal is called false or malicious: the reporter is heard, and somebody else of the queue reads it too.

The question to the reporter goes out together with the question to the second reader, who reads it with the answer.

Nothing of it leaves the queue: no manager is told, figures count it among "kept", and the reporter reads no reproach
(R14, dossier 1.5). Queues outside the protocol have no such end.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from network.telling import tell
from signals.access import who_may
from signals.actions.feedback import put_to_reporter
from signals.actions.protocol import find_kind
from signals.actions.working import NotAllowed, NotYet, Work, WrongMoment, at_work, covers_for
from signals.audience import audience_of
from signals.models import Note, SecondReading
from signals.models.note import NoteKind
from signals.protocols import follows_protocol
from signals.rules.lifecycle import Verb
from signals.rules.protocol import WAITING, TaskKind


def hearing_for(row: SecondReading) -> Note | None:
    """What the reporter was asked about the doubt itself: the first question since the second reader was asked."""
    return hearings_for([row])[0]


def hearings_for(rows: Sequence[SecondReading]) -> list[Note | None]:
    """Of second readings of one signal; in as many queries for three as for one."""
    asked = Note.objects.filter(signal__in={row.signal_id for row in rows}, kind=NoteKind.QUESTION)
    questions = list(asked.prefetch_related("replies").order_by("pk")) if rows else []
    return [next((one for one in questions if one.at >= row.asked_at), None) for row in rows]


def was_heard(question: Note | None) -> bool:
    """They answered, or let the day pass."""
    if question is None:
        return False
    is_over = question.due_on is not None and question.due_on < timezone.localdate()
    return is_over or bool(question.replies.all())


def ask_second_reader(
    reference: str, *, by: User, reason: str, question: str, version: int, key: UUID | None = None
) -> SecondReading:
    with at_work(reference, by=by, verb=Verb.ASK_SECOND_READER, version=version, key=key) as work:
        signal = work.signal
        if not follows_protocol(signal) or signal.second_readings.filter(agrees=None).exists():
            raise WrongMoment
        readers = who_may(audience_of(signal).everybody, signal, Verb.SECOND_READ)
        others = [user for user in readers if user.pk != by.pk]
        if not others:
            raise NotYet([_("Nobody else can read this signal now. It takes a second reader.")])
        row = SecondReading(signal=signal, asked_by=by)
        row.sealed_reason = work.sealer.seal("secondreading.reason", row.uuid, reason)
        row.save(force_insert=True)
        put_to_reporter(work, question)
        find_kind(work, TaskKind.SECOND_READER, WAITING)
        work.detail = reason
        _tell(work, others, kind="second_reader_asked", row=row)
    return row


def read_second(
    reference: str, *, by: User, agrees: bool, answer: str, version: int, key: UUID | None = None
) -> SecondReading:
    """Never the one who asked; whoever stands in for them neither."""
    with at_work(reference, by=by, verb=Verb.SECOND_READ, version=version, key=key) as work:
        row = work.signal.second_readings.select_for_update().filter(agrees=None).first()
        if row is None or not follows_protocol(work.signal):
            raise WrongMoment
        if row.asked_by_id in {by.pk, *covers_for(by)}:
            raise NotAllowed
        if not was_heard(hearing_for(row)):
            raise NotYet([_("First hear the reporter: wait for the answer, or until the day has passed.")])
        row.read_by, row.read_at, row.agrees = by, timezone.now(), agrees
        row.sealed_answer = work.sealer.seal("secondreading.answer", row.uuid, answer)
        row.save()
        find_kind(work, TaskKind.SECOND_READER, "agreed" if agrees else "refused")
        said = _("The second reader agrees") if agrees else _("The second reader does not agree")
        work.detail = f"{said}\n{answer}"
        asker = [user for user in audience_of(work.signal).everybody if user.pk == row.asked_by_id]
        _tell(work, asker, kind="second_reader_read", row=row)
    return row


def _tell(work: Work, people: list[User], *, kind: str, row: SecondReading) -> None:
    tell(
        people,
        kind=kind,
        effect=f"{kind}:{row.uuid}",
        municipality_id=work.signal.municipality_id,
        reference=work.signal.reference,
        path=reverse("signals:second_reading", args=[work.signal.reference]),
    )
