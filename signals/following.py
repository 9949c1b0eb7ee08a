"""What a reporter sees of their own signals: the list, what was said, by when there is word, and who looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, cast

from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hkin.nlds.days import day_in_words
from hkin.privacy.access_log import Looks, looks_at
from hkin.privacy.hooks import role_names
from hkin.privacy.marks import person_mark
from network.joint import reason_of
from network.models import JointAct, User
from network.rules import Role
from network.rules.joint import Act, ActState
from signals.access import Opened, log_list
from signals.models import Note, Signal
from signals.models.note import SHARED_WITH_REPORTER, NoteKind
from signals.rules.lifecycle import ReporterStatus, Status
from signals.rules.moments import DAYPART_WORDS, Daypart, Precision, Seen, in_words
from signals.rules.naming import PURPOSE_NAMES, NamePurpose
from signals.rules.safety import PlaceKind

PAGE = 20
MOST_QUESTIONS = 20

#: The four words, and the kind of badge that carries them.
REPORTER_WORDS: dict[ReporterStatus, tuple[str, Promise]] = {
    ReporterStatus.RECEIVED: ("new", gettext_lazy("Received")),
    ReporterStatus.QUESTION: ("question", gettext_lazy("Question")),
    ReporterStatus.BUSY: ("busy", gettext_lazy("Busy")),
    ReporterStatus.DONE: ("done", gettext_lazy("Done")),
}


@dataclass(frozen=True)
class Line:
    """A signal in somebody's own list. Nothing in it is sealed."""

    signal: Signal
    badge: str
    status: Promise
    next_word: str
    is_relayed: bool  # filled in for a colleague: they see the receipt
    is_part: bool  # a colleague made it of what they told


@dataclass(frozen=True)
class OwnPage:
    questions: Sequence[Line]  # these wait for an answer, and come first
    lines: Sequence[Line]
    older: int | None

    @property
    def is_empty(self) -> bool:
        return not self.questions and not self.lines


def own_page(user: User, *, before: int | None) -> OwnPage:
    """Newest first. The questions stand on the first page only, and nowhere twice."""
    mark = person_mark(user.pk)
    waiting = Signal.objects.filed_by(mark).filter(status=Status.WAITING_FOR_REPORTER).for_own_list()
    questions = list(waiting[:MOST_QUESTIONS])
    rest = Signal.objects.followed_by(mark).exclude(pk__in=[signal.pk for signal in questions]).for_own_list()
    rows = list((rest.filter(pk__lt=before) if before else rest)[: PAGE + 1])
    shown = rows[:PAGE]
    first = [] if before else questions
    log_list([*first, *shown], by=user, role=Role.REPORTER, purpose="follow_own", action="list_own_signals")
    return OwnPage(
        questions=[_line(signal, mark) for signal in first],
        lines=[_line(signal, mark) for signal in shown],
        older=shown[-1].pk if len(rows) > PAGE else None,
    )


def newest_of(user: User, most: int) -> list[Line]:
    """The latest of somebody's own, questions first; asked once a request, and written down."""
    kept: list[Line] | None = getattr(user, "_newest_own", None)
    if kept is None:
        mark = person_mark(user.pk)
        asked_first = Case(When(status=Status.WAITING_FOR_REPORTER, reporter_mark=mark, then=0), default=1)
        rows = list(Signal.objects.followed_by(mark).for_own_list().order_by(asked_first, "-pk")[:most])
        if rows:
            log_list(rows, by=user, role=Role.REPORTER, purpose="follow_own", action="list_own_signals")
        kept = [_line(signal, mark) for signal in rows]
        user._newest_own = kept  # type: ignore[attr-defined]
    return kept


def _line(signal: Signal, mark: bytes) -> Line:
    badge, status = REPORTER_WORDS[signal.reporter_status]
    is_relayed, listed = bytes(signal.reporter_mark) != mark, cast(Any, signal)
    return Line(signal, badge, status, next_word(signal), is_relayed=is_relayed, is_part=listed.shows_part)


def next_word(signal: Signal) -> str:
    """By when the reporter hears something; honest when we are too late."""
    if signal.reporter_status is ReporterStatus.DONE and signal.next_word_on is None:
        closed_on = timezone.localdate(signal.closed_at) if signal.closed_at else None
        return _("Finished %(day)s") % {"day": day_in_words(closed_on)} if closed_on else ""
    if signal.next_word_on is None:
        return ""
    day = day_in_words(signal.next_word_on)
    if signal.next_word_on < timezone.localdate():
        return _("You should have heard something by %(day)s. We are late.") % {"day": day}
    return _("By %(day)s at the latest you hear something") % {"day": day}


# ---- what was written ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Written:
    text: str
    facts: Sequence[tuple[Promise, str]]


def written(opened: Opened) -> Written:
    """What the reporter wrote, back to the reporter."""
    signal = opened.signal
    place = opened.text("place") or str(_NO_PLACE.get(PlaceKind(signal.place_kind), ""))
    subjects = [
        opened.sealer.open("subject.typed", subject.uuid, subject.sealed_typed) for subject in signal.subjects.all()
    ]
    facts = [
        (gettext_lazy("Where"), place),
        (gettext_lazy("When"), when_in_words(signal)),
        (gettext_lazy("Theme"), signal.theme.name if signal.theme else _("no theme")),
        (gettext_lazy("You named"), "\n".join(typed for typed in subjects if typed != place)),
        (gettext_lazy("What you did already"), opened.text("done_already")),
    ]
    return Written(opened.text("text"), [(label, value) for label, value in facts if value])


def when_in_words(signal: Signal) -> str:
    seen = Seen(
        signal.occurred_from,
        signal.occurred_until,
        Daypart(signal.daypart),
        Precision(signal.precision or Precision.DAY),
        signal.is_repeated,
    )
    sentence, days = in_words(seen)
    is_month = seen.precision is Precision.MONTH
    words = str(sentence) % {name: date_format(day, "F Y" if is_month else "j F Y") for name, day in days.items()}
    return f"{words}, {str(DAYPART_WORDS[seen.daypart]).lower()}" if seen.daypart else words


_NO_PLACE = {PlaceKind.UNKNOWN: gettext_lazy("You don't know where"), PlaceKind.ONLINE: gettext_lazy("Online")}


# ---- what was said -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Said:
    pk: int
    kind: NoteKind
    text: str
    at: datetime
    due_on: date | None
    answer: Said | None = None
    helps: bool | None = None  # what the reporter said of it; only of feedback
    by_reporter: bool = False

    @property
    def is_own_question(self) -> bool:
        """Asked after the end."""
        return self.by_reporter and self.kind is NoteKind.QUESTION

    @property
    def title(self) -> Promise:
        return gettext_lazy("Your question") if self.is_own_question else SAID_WORDS[self.kind]


SAID_WORDS = {
    NoteKind.TO_REPORTER: gettext_lazy("Our word to you"),
    NoteKind.QUESTION: gettext_lazy("Our question"),
    NoteKind.ANSWER: gettext_lazy("Your answer"),
    NoteKind.ADDITION: gettext_lazy("You added"),
    NoteKind.CORRECTION: gettext_lazy("You let us know that you were wrong"),
}


def conversation(opened: Opened) -> list[Said]:
    """Newest first, each answer with its question."""
    notes = list(opened.signal.notes.filter(kind__in=SHARED_WITH_REPORTER))
    answers = {note.answers_id: _said(note, opened) for note in notes if note.answers_id}
    said = [_said(note, opened, answers.get(note.pk)) for note in notes if not note.answers_id]
    return said[::-1]


def newest_word(said: Iterable[Said]) -> int:
    """What the team said last: whether that helps is asked, and of nothing before it."""
    words = (one.answer or one for one in said)
    return next((one.pk for one in words if one.kind is NoteKind.TO_REPORTER), 0)


def open_question(opened: Opened, said: Iterable[Said]) -> Said | None:
    """The question that has waited longest."""
    if not opened.signal.is_open:
        return None
    waiting = [one for one in said if one.kind is NoteKind.QUESTION and one.answer is None]
    return waiting[-1] if waiting else None


def _said(note: Note, opened: Opened, answer: Said | None = None) -> Said:
    text = opened.sealer.open("note.text", note.uuid, note.sealed_text)
    return Said(note.pk, NoteKind(note.kind), text, note.at, note.due_on, answer, note.helps, note.author_id is None)


# ---- who looked ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class LookedOn:
    day: date
    lines: Sequence[str]


def who_looked(signal: Signal) -> list[LookedOn]:
    """Roles and days, never names. What the reporter did themselves is left out."""
    names = role_names()
    rows = [row for row in looks_at(signal.uuid) if row.role != Role.REPORTER]
    return [
        LookedOn(day, [_looked(row, names.get(row.role, row.role)) for row in of_day])
        for day, of_day in groupby(rows, key=lambda row: row.day)
    ]


@dataclass(frozen=True)
class NameOpened:
    """Somebody opened the name of a shielded reporter, or will when a day has passed. Functions, never names."""

    who: str
    also: str  # who agreed; empty when only time did
    at: datetime
    purpose: str
    reason: str
    is_ahead: bool


def names_opened(signal: Signal) -> list[NameOpened]:
    """For the reporter: who, with whom, and why; the newest first."""
    if not signal.is_shielded:
        return []
    acts = JointAct.objects.filter(act=Act.OPEN_NAME, subject=signal.uuid)
    rows = acts.filter(Q(state=ActState.DONE) | Q(state=ActState.WAITING, effective_at__isnull=False)).order_by("-pk")
    return [_opened(act) for act in rows]


def _opened(act: JointAct) -> NameOpened:
    names = role_names()
    is_ahead = act.state == ActState.WAITING
    moment = act.effective_at if is_ahead else act.done_at
    return NameOpened(
        who=str(names.get(act.asked_as, act.asked_as)),
        also=str(names.get(act.decided_as, act.decided_as)),
        at=moment or act.asked_at,
        purpose=str(PURPOSE_NAMES[NamePurpose(act.payload["purpose"])]),
        reason=reason_of(act),
        is_ahead=is_ahead,
    )


def _looked(row: Looks, role: object) -> str:
    """ "Regisseur, 2 keer: opende je signaal"."""
    name = str(role)
    what = str(_LOOKED.get(row.action, gettext_lazy("looked at your signal")))
    times = ngettext("%(count)s time", "%(count)s times", row.times) % {"count": row.times}
    who = f"{name[:1].upper()}{name[1:]}"
    return f"{who}: {what}" if row.times == 1 else f"{who}: {what} ({times})"


_LOOKED = {
    "open_signal": gettext_lazy("opened your signal"),
    "list_signals": gettext_lazy("saw it in a list"),
    "search_signals": gettext_lazy("found it in a search"),
    "open_hand_over": gettext_lazy("read a question about it"),
    "list_hand_overs": gettext_lazy("saw a question about it in a list"),
    "open_reporter": gettext_lazy("looked who you are"),
    "open_joint_act": gettext_lazy("read why somebody asks for your name"),
}
