"""What the team reads of one signal: what was written, by whom if that may be known, what was said, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import User
from signals.access import Opened, roles_towards
from signals.actions.clockwork import SYSTEM_ROLE
from signals.actions.drafting import AttachmentShown, attachments_of
from signals.actions.feedback import reporter_identity
from signals.assigned import who_has
from signals.following import when_in_words
from signals.models import HandOver, Note, Signal, TrailEntry
from signals.models.assignment import Reply
from signals.models.note import NoteKind
from signals.protocols import follows_protocol, standing_of
from signals.rules.labels import LAPSE_WORDS, OWN_REPORT_WORDS, REPLY_BADGES, REPLY_WORDS, ROLE_WORDS, VERB_WORDS
from signals.rules.lifecycle import BEGAN_AS_PART, Verb
from signals.rules.safety import PlaceKind
from signals.rules.subjects import SubjectKind
from signals.ties import knows_of_split

Text = str | Promise

MOST_TRAIL = 100

NOTE_WORDS = {
    NoteKind.INTERNAL: gettext_lazy("Note, for the team only"),
    NoteKind.TO_REPORTER: gettext_lazy("Message to the reporter"),
    NoteKind.QUESTION: gettext_lazy("Question to the reporter"),
    NoteKind.ANSWER: gettext_lazy("Answer of the reporter"),
    NoteKind.ADDITION: gettext_lazy("Addition of the reporter"),
    NoteKind.CORRECTION: gettext_lazy("The reporter says it was otherwise"),
}

_NO_PLACE = {PlaceKind.UNKNOWN: gettext_lazy("The reporter does not know"), PlaceKind.ONLINE: gettext_lazy("Online")}


@dataclass(frozen=True)
class Mentioned:
    kind: SubjectKind
    typed: str


@dataclass(frozen=True)
class Written:
    """The reporter's own words and choices."""

    text: str
    place: str
    when: str
    done_already: str
    indicators: Sequence[str]
    themes: Sequence[str]
    subjects: Sequence[Mentioned]
    attachments: Sequence[AttachmentShown]


@dataclass(frozen=True)
class ReporterShown:
    """A shielded reporter is a department, or less; whoever is not has a name."""

    name: str
    department: str = ""
    phone: str = ""
    ask_by: str = ""
    is_shielded: bool = False
    is_caller: bool = False
    by_somebody_else: bool = False


@dataclass(frozen=True)
class Said:
    kind: NoteKind
    text: str
    author: str  # empty: the reporter
    at: datetime
    due_on: date | None
    is_answered: bool

    @property
    def is_asked_by_reporter(self) -> bool:
        return self.kind is NoteKind.QUESTION and not self.author

    @property
    def title(self) -> Promise:
        return gettext_lazy("Question of the reporter") if self.is_asked_by_reporter else NOTE_WORDS[self.kind]

    @property
    def waits(self) -> bool:
        return self.kind is NoteKind.QUESTION and not self.is_answered


@dataclass(frozen=True)
class Happened:
    verb: str
    at: datetime
    who: Text
    role: Text
    what: Text
    detail: str


@dataclass(frozen=True)
class Asked:
    """A question to a department, with what it answered. `who` has it now."""

    row: HandOver
    who: User | None
    question: str
    power: str
    reply: str
    answer: str
    result: str
    own_number: str
    taken_back: str

    @property
    def badge(self) -> str:
        return REPLY_BADGES[self.row.reply]

    @property
    def words(self) -> Text:
        return REPLY_WORDS[self.row.reply]

    @property
    def report(self) -> Text:
        return OWN_REPORT_WORDS.get(self.row.own_report, "")

    @property
    def is_late(self) -> bool:
        return self.row.reply == Reply.WAITING and self.row.due_on < timezone.localdate()


def written(opened: Opened) -> Written:
    signal = opened.signal
    return Written(
        text=opened.text("text"),
        place=opened.text("place") or ("" if signal.is_part else str(_NO_PLACE.get(PlaceKind(signal.place_kind), ""))),
        when=when_in_words(signal),
        done_already=opened.text("done_already"),
        indicators=[indicator.text for indicator in signal.indicators.all()],
        themes=[theme.name for theme in signal.more_themes.all()],
        subjects=[
            Mentioned(SubjectKind(row.kind), opened.sealer.open("subject.typed", row.uuid, row.sealed_typed))
            for row in signal.subjects.order_by("pk")
        ],
        attachments=attachments_of(list(signal.attachments.all())),
    )


def reporter_of(signal: Signal) -> ReporterShown:
    on_behalf = signal.entered_by_mark is not None
    if signal.is_shielded:
        named = signal.origin_department.name if signal.origin_department else signal.origin_cluster
        shown = named or _("a colleague of the municipality")
        return ReporterShown(name=shown, is_shielded=True, by_somebody_else=on_behalf)
    identity = reporter_identity(signal)
    return ReporterShown(
        name=str(identity.get("name") or _("a colleague of the municipality")),
        department=str(identity.get("department") or ""),
        phone=str(identity.get("phone") or ""),
        ask_by=str(identity.get("ask_by") or ""),
        is_caller=bool(identity.get("is_caller")),
        by_somebody_else=on_behalf,
    )


def why_here(opened: Opened) -> list[str]:
    """The sentences that routing wrote down, one a line."""
    return opened.text("why").splitlines()


def conversation(opened: Opened) -> list[Said]:
    """Notes, questions and answers, the oldest first."""
    notes = list(opened.signal.notes.select_related("author"))
    answered = {note.answers_id for note in notes if note.answers_id}
    return [_said(note, opened, is_answered=note.pk in answered) for note in notes]


def _said(note: Note, opened: Opened, *, is_answered: bool) -> Said:
    return Said(
        kind=NoteKind(note.kind),
        text=opened.sealer.open("note.text", note.uuid, note.sealed_text),
        author=str(note.author) if note.author else "",
        at=note.at,
        due_on=note.due_on,
        is_answered=is_answered,
    )


def hand_overs(opened: Opened) -> list[Asked]:
    def text(row: HandOver, column: str) -> str:
        return opened.sealer.open(f"handover.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    rows = list(opened.signal.hand_overs.select_related("department__fallback", "contact", "given_to").order_by("-id"))
    who = who_has(opened.signal, rows)
    columns = ("question", "power", "reply", "answer", "result", "own_number", "taken_back")
    return [Asked(row, who[row.pk], *(text(row, column) for column in columns)) for row in rows]


def departments_at_work(signal: Signal) -> list[str]:
    """As long as one of these goes on, the signal cannot be closed."""
    rows = signal.hand_overs.keeping_open().select_related("department")
    return [row.department.name for row in rows]


def trail(opened: Opened, *, seen_by: User, most: int = MOST_TRAIL) -> list[Happened]:
    """What happened, the newest first."""
    rows = list(opened.signal.trail.select_related("actor").order_by("-id")[:most])
    return [_happened(row, opened) for row in _told(rows, opened.signal, seen_by)]


def since(opened: Opened, *, seen_by: User, version: int) -> list[Happened]:
    """The moves after the version somebody had before them, of their own in another window too.

    Scoring made no new version.
    """
    missed = max(opened.signal.version - version, 0)
    moves = opened.signal.trail.select_related("actor").exclude(verb=Verb.SCORE)
    rows = list(moves.order_by("-id")[:missed])
    return [_happened(row, opened) for row in _told(rows, opened.signal, seen_by)]


def _told(rows: list[TrailEntry], signal: Signal, seen_by: User) -> list[TrailEntry]:
    """Without what tells of a part, or of a hit, somebody who may not know of it. What they did themselves stays."""
    verbs = {row.verb for row in rows if row.actor_id != seen_by.pk}
    hidden: set[str] = set()
    if Verb.SPLIT in verbs and not knows_of_split(signal, user=seen_by):
        hidden.add(Verb.SPLIT)
    if verbs & _TELLS_OF_HITS and not _reads_hits(signal, seen_by):
        hidden |= _TELLS_OF_HITS
    return [row for row in rows if row.verb not in hidden or row.actor_id == seen_by.pk]


def _reads_hits(signal: Signal, user: User) -> bool:
    """Officers handle what came to their queue alone."""
    return not follows_protocol(signal) or standing_of(signal).reads_hits(roles_towards(user, signal))


#: A second decision, or a second answer, comes only after a hit.
_TELLS_OF_HITS = frozenset({Verb.ASK_CHECK, Verb.DECIDE_CHECK, Verb.ANSWER_SOURCE})


def _happened(row: TrailEntry, opened: Opened) -> Happened:
    return Happened(
        verb=row.verb,
        at=row.at,
        who=_who(row),
        role=ROLE_WORDS.get(row.role, row.role) if row.actor else "",
        what=_HAPPENED.get(row.verb, row.verb),
        detail=opened.sealer.open("trailentry.detail", row.uuid, row.sealed_detail),
    )


def _who(row: TrailEntry) -> str:
    if row.actor is not None:
        return str(row.actor)
    if row.verb == BEGAN_AS_PART:
        return _("A colleague")
    return "HKIN" if row.role == SYSTEM_ROLE else _("The reporter")


_HAPPENED: dict[str, Text] = {str(code): words for code, words in [*VERB_WORDS.items(), *LAPSE_WORDS.items()]}
