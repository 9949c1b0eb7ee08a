"""What would go to another organisation, line by line, without who told us and without names of colleagues (R10)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hkin.privacy.sealing import Sealer
from network.models import Organisation, User
from network.roles import roles_of
from network.rules import Role
from signals.access import open_copy, role_towards
from signals.actions.feedback import reporter_identity
from signals.models import Attachment, Signal, Transfer
from signals.package import Attached, Chapter, Line, Package, as_zip, attached, read_package
from signals.protocols import follows_protocol, protocol_of
from signals.rules.lifecycle import Verb
from signals.rules.moments import DAYPART_WORDS, Daypart, Precision, Seen, in_words
from signals.rules.protocol import Task, TaskKind
from signals.rules.protocol_words import answer_in_words
from signals.rules.subjects import SubjectKind
from signals.rules.transfer import (
    FETCH_HOURS,
    GROUND_LAW,
    GROUND_WORDS,
    PART_WORDS,
    RIEC,
    SUBJECT_NAMES,
    Ground,
    Part,
    is_named,
    left_out,
    tip_not_evidence,
)


@dataclass(frozen=True)
class Wanted:
    """What goes where and why, as somebody wrote it down."""

    organisation: Organisation | None  # None: typed
    kind: str
    to: str
    recipient: str
    contact_point: str
    why: str
    ground: Ground
    ground_words: str
    summary: str
    allowed: str = ""  # why this may, under a closed law or with police data
    parts: frozenset[Part] = frozenset()
    attachments: tuple[UUID, ...] = ()

    @property
    def law(self) -> str:
        words = [str(GROUND_LAW[self.ground]) if self.ground in GROUND_LAW else "", self.ground_words]
        return f"{GROUND_WORDS[self.ground]}. {'. '.join(filter(None, words))}"


def may_transfer(user: User, signal: Signal) -> bool:
    """In the queue of the team whom its protocol names; in the other queues whoever handles it."""
    if role_towards(user, signal, Verb.TRANSFER) is None:
        return False
    task = protocol_of(signal).first_of(TaskKind.TRANSFER) if follows_protocol(signal) else None
    if task is None:
        return True
    held = {one.role for one in roles_of(user) if one.team_id == signal.team_id}
    return bool(held & (task.by or {Role.COORDINATOR}))


def chosen_attachments(signal: Signal, uuids: Iterable[UUID]) -> list[Attachment]:
    return list(signal.attachments.filter(uuid__in=list(uuids)).order_by("pk"))


def build_package(signal: Signal, sealer: Sealer, wanted: Wanted, *, key: UUID) -> Package:
    """The same for who looks first and for what goes: the number and the day are all that is new in it."""
    people = _People.around(signal, sealer)
    chapters = [Chapter(_("What we pass on"), (Line("", people.out_of(wanted.summary)),))]
    for part in Part:
        if part in wanted.parts and (lines := _LINES[part](signal, sealer)):
            told = part in {Part.TEXT, Part.SUBJECTS}
            kept = tuple(Line(line.label, people.out_of(line.value, told=told)) for line in lines)
            chapters.append(Chapter(part_title(part, signal), kept))
    head = [
        (_("From"), _("Municipality of %(name)s") % {"name": signal.municipality.name}),
        (_("For"), f"{wanted.to}\n{wanted.recipient}"),
        (_("Day"), date_format(timezone.localdate(), "j F Y")),
        (_("Our number"), number_of(key)),
        (_("Why"), people.out_of(wanted.why)),
        (_("Ground"), people.out_of(wanted.law)),
    ]
    if wanted.kind == RIEC:
        head.append((_("About the WGS"), wgs_words()))
    return Package(
        title=_("Transfer of a signal"),
        number=number_of(key),
        day=timezone.localdate().isoformat(),
        notice=tip_not_evidence(),
        practice=_("PRACTICE") if is_practice(signal) else "",
        head=tuple(Line(label, value) for label, value in head),
        chapters=tuple(chapters),
        attachments=tuple(_attached(chosen_attachments(signal, wanted.attachments), signal)),
    )


def part_title(part: Part, signal: Signal) -> str:
    by_colleague = part is Part.TEXT and signal.is_part
    return _("What is known of it, written by a colleague") if by_colleague else str(PART_WORDS[part])


def number_of(key: UUID) -> str:
    """Its own: from the number of the signal its reporter would be found."""
    return f"O-{key.hex[:8].upper()}"


def is_practice(signal: Signal) -> bool:
    return signal.is_practice or not signal.municipality.is_live


def wgs_words() -> str:
    return _(
        "The law on processing data in partnerships (WGS) counts only once it is in the RIEC. "
        "Until then the ground is our own."
    )


def _attached(rows: Sequence[Attachment], signal: Signal) -> list[Attached]:
    contents = contents_of(rows, signal)
    return [
        attached(number, row.content_type, content)
        for number, (row, content) in enumerate(zip(rows, contents, strict=True), start=1)
    ]


def contents_of(rows: Sequence[Attachment], signal: Signal) -> list[bytes]:
    """Of the copies without hidden data; after the look at the signal."""
    return [open_copy(signal.attachments.filter(pk=row.pk), 1).content for row in rows]


# ---- whose name stays here -----------------------------------------------------------------------
@dataclass(frozen=True)
class _Known:
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    mails: tuple[str, ...] = ()


@dataclass(frozen=True)
class _People:
    """Colleagues, and the reporter.

    A reporter without an account is taken out of their own words only as long as they are shielded: out of what the
    team types, it would tell whose name it is.
    """

    colleagues: _Known
    reporter: _Known
    is_shielded: bool

    @classmethod
    def around(cls, signal: Signal, sealer: Sealer) -> _People:
        rows = User.objects.filter(grants__municipality=signal.municipality_id).distinct()
        known = list(rows.values_list("name", "phone", "email"))
        persons = signal.subjects.filter(kind=SubjectKind.PERSON)
        said = [sealer.open("subject.typed", row.uuid, row.sealed_typed) for row in persons]
        identity = reporter_identity(signal)
        colleagues = _Known(
            tuple(name for name, _phone, _mail in known if not is_named(name, said)),
            tuple(phone for _name, phone, _mail in known if phone),
            tuple(mail for _name, _phone, mail in known if mail),
        )
        reporter = _Known((str(identity.get("name") or ""),), (str(identity.get("phone") or ""),))
        return cls(colleagues, reporter, signal.is_shielded)

    def out_of(self, text: str, *, told: bool = False) -> str:
        out = self.colleagues
        if told or not self.is_shielded:
            out = replace(out, names=out.names + self.reporter.names, numbers=out.numbers + self.reporter.numbers)
        return left_out(text, names=out.names, numbers=out.numbers, mails=out.mails)


# ---- the parts -----------------------------------------------------------------------------------
def _text(signal: Signal, sealer: Sealer) -> list[Line]:
    return [Line("", sealer.open("signal.text", signal.uuid, signal.sealed_text))]


def _subjects(signal: Signal, sealer: Sealer) -> list[Line]:
    place = sealer.open("signal.place", signal.uuid, signal.sealed_place)
    rows = signal.subjects.order_by("pk")
    named = [(row.kind, sealer.open("subject.typed", row.uuid, row.sealed_typed)) for row in rows]
    return [
        *([Line(_("Place"), place)] if place else []),
        *(Line(str(SUBJECT_NAMES[SubjectKind(kind)]), typed) for kind, typed in named if typed != place),
    ]


def _time(signal: Signal, _sealer: Sealer) -> list[Line]:
    precision = Precision(signal.precision or Precision.DAY)
    daypart = Daypart(signal.daypart)
    seen = Seen(signal.occurred_from, signal.occurred_until, daypart, precision, signal.is_repeated)
    sentence, days = in_words(seen)
    form = "F Y" if precision is Precision.MONTH else "j F Y"
    words = str(sentence) % {name: date_format(day, form) for name, day in days.items()}
    return [Line("", f"{words}, {str(DAYPART_WORDS[daypart]).lower()}" if daypart else words)]


def _indicators(signal: Signal, _sealer: Sealer) -> list[Line]:
    recognised = "\n".join(one.text for one in signal.indicators.all())
    lines = [(_("Theme"), signal.theme.name if signal.theme else ""), (_("Recognised"), recognised)]
    return [Line(label, value) for label, value in lines if value]


def _weighings(signal: Signal, sealer: Sealer) -> list[Line]:
    """The last answers to each weighing, and the decisions: in words, without who gave them."""
    if not follows_protocol(signal):
        return []
    protocol = protocol_of(signal)
    last = {row.task: row for row in signal.findings.order_by("pk")}
    lines = []
    for code, row in last.items():
        task = protocol.task(code) if protocol.has_task(code) else None
        if task is None or task.kind is not TaskKind.QUESTIONS:
            continue
        answers = json.loads(sealer.open("finding.answers", row.uuid, row.sealed_answers) or "{}")
        lines.append(Line(task.label, "\n".join([task.verdict_words(row.verdict), *_answered(task, answers)])))
    return [*lines, *_decisions(signal, sealer)]


def _answered(task: Task, answers: dict[str, str | list[str]]) -> list[str]:
    return [
        f"{_asked(question.label)} {answer_in_words(question, answers[question.code])}"
        for question in task.questions
        if answers.get(question.code)
    ]


def _asked(label: str) -> str:
    return label if label.endswith("?") else f"{label}:"


def _decisions(signal: Signal, sealer: Sealer) -> list[Line]:
    rows = signal.trail.filter(verb=Verb.DECIDE)
    return [
        Line(_("Decision"), sealer.open("trailentry.detail", row.uuid, row.sealed_detail))
        for row in rows
        if row.sealed_detail is not None
    ]


_LINES = {
    Part.TEXT: _text,
    Part.SUBJECTS: _subjects,
    Part.TIME: _time,
    Part.INDICATORS: _indicators,
    Part.WEIGHINGS: _weighings,
}


# ---- once it went --------------------------------------------------------------------------------
def can_be_fetched(row: Transfer) -> bool:
    return timezone.now() < row.sent_at + timedelta(hours=FETCH_HOURS)


def package_of(row: Transfer, sealer: Sealer) -> Package:
    return read_package(sealer.open("transfer.package", row.uuid, row.sealed_package))


def file_of(row: Transfer, sealer: Sealer) -> bytes:
    """Made again from what is kept; it holds what was shown, whatever happened to the signal since."""
    return as_zip(package_of(row, sealer), contents_of(list(row.attachments.order_by("pk")), row.signal))
