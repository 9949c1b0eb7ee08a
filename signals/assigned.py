"""What a department sees of a question: the list of what was asked of it, and of the signal what was ticked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hkin.privacy.sealing import Sealer, open_keys
from network.models import Department, RoleGrant, User
from network.roles import away_on, present, roles_of
from network.rules import Role
from signals.access import Opened, OpenedHandOver, log_list
from signals.actions.assignment import addressed_each
from signals.actions.drafting import AttachmentShown, attachments_of
from signals.actions.feedback import reporter_identity
from signals.models import Attachment, HandOver, Signal
from signals.models.assignment import ENDED, TAKEN, Reply
from signals.rules.cursor import Cursor
from signals.rules.lifecycle import Route, Status, Verb, may

#: From the department's side: the kind of badge, and the words in it.
OWN_REPLY: dict[Reply, tuple[str, Promise]] = {
    Reply.WAITING: ("question", gettext_lazy("Waits for your answer")),
    Reply.ACCEPTED: ("busy", gettext_lazy("You do it")),
    Reply.LATER: ("busy", gettext_lazy("You do it later")),
    Reply.ASKED_BACK: ("waiting", gettext_lazy("You asked something")),
    Reply.DECLINED: ("neutral", gettext_lazy("You said no")),
    Reply.DONE: ("done", gettext_lazy("Done")),
    Reply.TAKEN_BACK: ("neutral", gettext_lazy("Taken back")),
}

NOT_NEEDED = ("neutral", gettext_lazy("Not needed any more"))

_LISTED = (
    "reference",
    "due_on",
    "reply",
    "later_on",
    "sealed_question",
    "uuid",
    "signal__uuid",
    "signal__municipality",
    "signal__status",
    "department__name",
    "given_to__name",
    "given_to__username",
    "asked_by__name",
    "asked_by__username",
)


def own_reply(row: HandOver) -> tuple[str, Promise]:
    return NOT_NEEDED if row.is_left_unanswered else OWN_REPLY[Reply(row.reply)]


# ---- the list ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    hand_over: HandOver
    question: str
    badge: str
    status: Promise

    @property
    def is_late(self) -> bool:
        return self.hand_over.reply == Reply.WAITING and self.hand_over.due_on < timezone.localdate()


@dataclass(frozen=True)
class AssignedPage:
    lines: Sequence[Line]
    older: Cursor | None
    waiting: int


def has_department_work(user: User) -> bool:
    """Contact persons and their deputies, and whoever a colleague gave something."""
    return roles_of(user).has(Role.CONTACT_PERSON) or HandOver.objects.visible_to(user).exists()


def questions_waiting_for(user: User) -> int:
    kept: int | None = getattr(user, "_questions_waiting", None)
    return kept if kept is not None else HandOver.objects.visible_to(user).unanswered().count()


def assigned_page(user: User, *, ended: bool, after: Cursor | None) -> AssignedPage:
    """What is due first stands first; of what ended, the latest."""
    seen = HandOver.objects.visible_to(user)
    rows = (seen.ended() if ended else seen.open()).select_related("signal", "department", "given_to", "asked_by")
    shown, older = rows.only(*_LISTED).page_by_day(ended=ended, after=after)
    signals = {row.signal_id: row.signal for row in shown}
    log_list(
        list(signals.values()),
        by=user,
        role=Role.CONTACT_PERSON,
        purpose="answer_question",
        action="list_hand_overs",
    )
    sealers = open_keys({signal.uuid for signal in signals.values()})
    lines = []
    for row in shown:
        sealer = sealers.get(row.signal.uuid)
        lines.append(Line(row, _question(row, sealer), *own_reply(row)))
    return AssignedPage(lines, older, questions_waiting_for(user))


def _question(row: HandOver, sealer: Sealer | None) -> str:
    if row.is_taken_back:
        return _("The team took this question back")
    return sealer.open("handover.question", row.uuid, row.sealed_question) if sealer else ""


# ---- one question --------------------------------------------------------------------------------
@dataclass(frozen=True)
class ReporterShown:
    name: str
    department: str
    phone: str
    ask_by: str


@dataclass(frozen=True)
class Shared:
    """What the team ticked. Empty is what stayed behind."""

    text: str
    reporter: ReporterShown | None
    attachments: Sequence[AttachmentShown]
    is_part: bool = False  # a colleague wrote the text

    def __bool__(self) -> bool:
        return bool(self.text or self.reporter or self.attachments)


def shared(opened: OpenedHandOver) -> Shared:
    """A reporter who shields the name later is no longer shown either."""
    row, signal = opened.hand_over, opened.hand_over.signal
    if not still_shared(row):
        return Shared("", None, [])
    text = opened.sealer.open("signal.text", signal.uuid, signal.sealed_text) if row.shares_text else ""
    return Shared(
        text=text,
        reporter=_reporter(signal) if row.shares_reporter and not signal.is_shielded else None,
        attachments=attachments_of(list(shared_attachments(row).order_by("pk"))),
        is_part=bool(text) and signal.is_part,
    )


def shared_attachments(row: HandOver) -> QuerySet[Attachment]:
    return row.shared_attachments.all() if still_shared(row) else row.shared_attachments.none()


def still_shared(row: HandOver) -> bool:
    """What was ticked is gone after a no, once it is taken back or closed, and while it falls under a closed law.

    Whoever took the lead of a closed signal reads it until they give the result.
    """
    signal = row.signal
    if row.reply in {Reply.DECLINED, Reply.TAKEN_BACK}:
        return False
    return (signal.is_open or row.leads) and signal.route != Route.RESTRICTED


def _reporter(signal: Signal) -> ReporterShown | None:
    identity = reporter_identity(signal)
    if not identity.get("name"):
        return None
    return ReporterShown(*(str(identity.get(part) or "") for part in ("name", "department", "phone", "ask_by")))


def may_answer(row: HandOver) -> bool:
    return row.reply not in ENDED and may(Role.CONTACT_PERSON, Verb.RECEIVE_REPLY, Status(row.signal.status))


def may_report(row: HandOver) -> bool:
    """Of a signal that it leads, a department tells what came of it after the end too."""
    return row.leads or (row.reply in TAKEN and may_answer(row))


# ---- with whom it is -----------------------------------------------------------------------------
def who_has(signal: Signal, rows: Sequence[HandOver]) -> dict[int, User | None]:
    """Of each question of a signal. Whoever changed jobs has it no more: then it is who answers for it today.

    What ended stays with who had it then.
    """
    found = {row.pk: row.given_to or row.contact for row in rows}
    going_on = [row for row in rows if row.reply not in ENDED]
    if not going_on:
        return found
    to = addressed_each({row.department for row in going_on}, kept_out=signal.kept_out())
    theirs = _still_theirs(going_on)
    for row in going_on:
        if row.pk not in theirs:
            people = to[row.department_id].people
            found[row.pk] = row.contact if row.contact in people else next(iter(people), None)
    return found


def _still_theirs(rows: Sequence[HandOver]) -> set[int]:
    """Given to a colleague who belongs to the department (as in colleagues_in) or answers for it."""
    belongs = RoleGrant.objects.current(timezone.localdate()).filter(
        department=OuterRef("department"), user=OuterRef("given_to"), user__is_active=True
    )
    asked = HandOver.objects.filter(pk__in=[row.pk for row in rows if row.given_to_id is not None])
    found = asked.filter(Q(given_to=F("department__fallback")) | Exists(belongs))
    return set(found.values_list("pk", flat=True))


# ---- whom the team can ask -----------------------------------------------------------------------
@dataclass(frozen=True)
class Addressee:
    """A department, and who would read the question today."""

    department: Department
    people: Sequence[User]
    away: Sequence[User]  # contact persons who are not there
    is_fallback: bool = False

    @property
    def label(self) -> str:
        if not self.people:
            return _("%(department)s: nobody is there") % {"department": self.department.name}
        names = ", ".join(str(person) for person in self.people)
        return f"{self.department.name} ({names})"


def addressees(opened: Opened) -> list[Addressee]:
    """Every department of the municipality, in five queries; never with somebody who may not read this signal."""
    signal = opened.signal
    kept_out = signal.kept_out()
    today = timezone.localdate()
    away = away_on(today)
    grants: dict[int, list[RoleGrant]] = defaultdict(list)
    for grant in (
        RoleGrant.objects.current(today)
        .filter(role=Role.CONTACT_PERSON, municipality_id=signal.municipality_id)
        .select_related("user", "deputy")
        .order_by("pk")
    ):
        grants[grant.department_id or 0].append(grant)
    departments = Department.objects.filter(municipality_id=signal.municipality_id, is_active=True).select_related(
        "fallback"
    )
    return [_addressee(department, grants[department.pk], away, kept_out) for department in departments]


def _addressee(
    department: Department, grants: Sequence[RoleGrant], away: dict[int, int | None], kept_out: Container[int]
) -> Addressee:
    def may_read(user: User | None) -> bool:
        return user is not None and user.is_active and user.pk not in kept_out

    absent = [grant.user for grant in grants if grant.user_id in away and may_read(grant.user)]
    people = [person for person, _absent in present(grants, away) if may_read(person)]
    fallback = department.fallback
    if not people and fallback is not None and may_read(fallback) and fallback.pk not in away:
        return Addressee(department, [fallback], absent, is_fallback=True)
    return Addressee(department, people, absent)
