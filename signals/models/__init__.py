"""What a signal is made of."""

from signals.models.assignment import HandOver
from signals.models.attachment import Attachment
from signals.models.deadline import OwnDeadline
from signals.models.drill import DrillRun
from signals.models.filing import CallBack, Draft
from signals.models.note import Note
from signals.models.retention import RetentionTerm, Tombstone
from signals.models.signal import Reporter, Signal
from signals.models.subject import Mention, Subject, SubjectKey
from signals.models.trail import TrailEntry

__all__ = [
    "Attachment",
    "CallBack",
    "Draft",
    "DrillRun",
    "HandOver",
    "Mention",
    "Note",
    "OwnDeadline",
    "Reporter",
    "RetentionTerm",
    "Signal",
    "Subject",
    "SubjectKey",
    "Tombstone",
    "TrailEntry",
]
