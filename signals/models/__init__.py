"""What a signal is made of."""

from signals.models.approach import Look, Plan, PlanAction
from signals.models.assignment import HandOver
from signals.models.attachment import Attachment
from signals.models.calibration import CalibrationCase, CalibrationCount, CalibrationRound, CalibrationSheet
from signals.models.check import PrivacyCheck
from signals.models.deadline import OwnDeadline
from signals.models.drill import DrillRun
from signals.models.filing import CallBack, Draft
from signals.models.finding import Finding
from signals.models.flag import Admission, Flagging
from signals.models.improvement import Improvement
from signals.models.meeting import AgendaItem, Meeting
from signals.models.norm import Norm, NormVersion
from signals.models.note import Note
from signals.models.protocol import ProtocolVersion
from signals.models.research import SourceQuestion
from signals.models.retention import RetentionTerm, Tombstone
from signals.models.scoring import ScoreRound, ScoreSheet
from signals.models.second_reading import SecondReading
from signals.models.signal import Reporter, Signal
from signals.models.subject import Mention, Subject, SubjectKey
from signals.models.tie import Tie
from signals.models.trail import TrailEntry
from signals.models.transfer import Transfer

__all__ = [
    "Admission",
    "AgendaItem",
    "Attachment",
    "CalibrationCase",
    "CalibrationCount",
    "CalibrationRound",
    "CalibrationSheet",
    "CallBack",
    "Draft",
    "DrillRun",
    "Finding",
    "Flagging",
    "HandOver",
    "Improvement",
    "Look",
    "Meeting",
    "Mention",
    "Norm",
    "NormVersion",
    "Note",
    "OwnDeadline",
    "Plan",
    "PlanAction",
    "PrivacyCheck",
    "ProtocolVersion",
    "Reporter",
    "RetentionTerm",
    "ScoreRound",
    "ScoreSheet",
    "SecondReading",
    "Signal",
    "SourceQuestion",
    "Subject",
    "SubjectKey",
    "Tie",
    "Tombstone",
    "TrailEntry",
    "Transfer",
]
