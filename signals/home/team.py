"""Who works the queue: what is urgent, what is theirs, what came in since the last reading day, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.nlds.days import day_in_words
from network.blocks import Answers, Block, Part
from network.models import User
from network.roles import roles_of
from network.rules import Role
from network.subqueries import counted, listed
from signals.actions.asking import waiting_for_call_by
from signals.home.work import SHOWN, first_due, work_of
from signals.listing import CAP, asked_after_the_end, waiting_for
from signals.models import HandOver, Note, Signal
from signals.models.assignment import Reply
from signals.models.note import NoteKind
from signals.rows import Row
from signals.rules.lifecycle import Route

#: In this order the first hat somebody wears is the one above what they do as a team.
_TEAM_HATS = (Role.COORDINATOR, Role.TEAM_MEMBER)
_OFFICER_HATS = (Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER)
_ANSWERING = (*_TEAM_HATS, *_OFFICER_HATS)
_FROM_REPORTER = (NoteKind.ANSWER, NoteKind.ADDITION, NoteKind.CORRECTION)


def _wears(*hats: Role) -> Callable[[User], bool]:
    return lambda user: roles_of(user).has(*hats)


def team_hat(user: User) -> Role:
    return next(hat for hat in _TEAM_HATS if roles_of(user).has(hat))


def _rows_block(title: str, hat: Role, rows: list[Row], **more: Any) -> Block | None:
    if not rows:
        return None
    return Block(title, hat, {"rows": rows[:SHOWN], "more": max(len(rows) - SHOWN, 0), **more}, first_due(rows))


# ---- now -----------------------------------------------------------------------------------------
def _is_now(row: Row) -> bool:
    """Urgent and not seen by anybody yet, or a threat against a colleague."""
    return row.is_unseen or (row.signal.route == Route.STAFF_SAFETY and row.is_new)


def _now(hat: Role) -> Part:
    def shows(user: User, _answers: Answers) -> Block | None:
        block = _rows_block(_("Now"), hat, work_of(user).take(hat, _is_now))
        return block and Block(block.title, hat, block.shown, date.min)  # before whatever is late

    return Part(f"now_{hat}", _wears(hat), shows)


#: Nothing that a department said.
_NO_REPLY = (Reply.WAITING, Reply.TAKEN_BACK)


# ---- what is new and what must be done -----------------------------------------------------------
def _since(user: User, answers: Answers) -> Block:
    work = work_of(user)
    rows = work.take(Role.COORDINATOR, lambda row: row.signal.created_at >= work.since and row.is_free)
    shown = {
        "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0),
        "answers": answers["answers_in"],
        "replies": [{**reply, "is_no": reply["reply"] == Reply.DECLINED} for reply in answers["replies_in"]],
    }
    day = day_in_words(timezone.localdate(work.since))
    return Block(_("Since %(day)s") % {"day": day}, Role.COORDINATOR, shown)


def _asks_since(user: User) -> Mapping[str, Any]:
    since = work_of(user).since
    seen = Signal.objects.visible_to(user).open()
    said = Note.objects.filter(signal__in=seen, kind__in=_FROM_REPORTER, at__gte=since)
    replied = HandOver.objects.filter(signal__in=seen, replied_at__gte=since).exclude(reply__in=_NO_REPLY)
    return {
        "answers_in": listed(said.order_by("-pk"), most=SHOWN, reference="signal__reference", kind="kind"),
        "replies_in": listed(
            replied.order_by("-replied_at"),
            most=SHOWN,
            reference="signal__reference",
            department="department__name",
            reply="reply",
        ),
    }


def _before(user: User, _answers: Answers) -> Block | None:
    work = work_of(user)
    rows = work.take(Role.COORDINATOR, lambda row: row.signal.due_on <= work.until and not row.is_for_you)
    return _rows_block(_("Due before %(day)s") % {"day": day_in_words(work.until)}, Role.COORDINATOR, rows)


def _mine(user: User, _answers: Answers) -> Block | None:
    work, hat = work_of(user), team_hat(user)
    rows = [row for one in _TEAM_HATS for row in work.take(one, lambda row: row.is_for_you)]
    return _rows_block(_("My work"), hat, sorted(rows, key=lambda row: row.signal.due_on), query="?owner=mine")


def _free(user: User, _answers: Answers) -> Block | None:
    rows = work_of(user).take(Role.TEAM_MEMBER, lambda row: row.is_free)
    return _rows_block(_("New, and nobody has it"), Role.TEAM_MEMBER, rows, query="?owner=free")


# ---- who waits for us --------------------------------------------------------------------------------
def _asks_questions(user: User) -> Mapping[str, Any]:
    waiting = asked_after_the_end(user)
    columns = {"reference": "reference", "due_on": "next_word_on"}
    return {"reporters_ask": listed(waiting.order_by("next_word_on", "pk"), most=SHOWN, **columns)}


def _questions(user: User, answers: Answers) -> Block | None:
    asked = [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in answers["reporters_ask"]]
    if not asked:
        return None
    hat = next(hat for hat in _ANSWERING if roles_of(user).has(hat))
    return Block(_("Reporters who ask you something"), hat, {"asked": asked}, asked[0]["due_on"])


# ---- whom we wait for ----------------------------------------------------------------------------
def _asks_silent(user: User) -> Mapping[str, Any]:
    late = HandOver.objects.unanswered().filter(
        signal__in=Signal.objects.visible_to(user).open(), due_on__lt=timezone.localdate()
    )
    columns = {"reference": "signal__reference", "department": "department__name", "due_on": "due_on"}
    return {"silent": listed(late.order_by("due_on", "pk"), most=SHOWN, **columns)}


def _silent(_user: User, answers: Answers) -> Block | None:
    silent = [{**row, "due_on": date.fromisoformat(row["due_on"])} for row in answers["silent"]]
    if not silent:
        return None
    return Block(_("Departments that do not answer"), Role.COORDINATOR, {"silent": silent}, silent[0]["due_on"])


def _asks_calls(user: User) -> Mapping[str, Any]:
    waiting = waiting_for_call_by(user)
    return {
        "calls": counted(waiting, most=CAP),
        "first_call": Subquery(waiting.order_by("asked_at").values(day=TruncDate("asked_at"))[:1]),
    }


def _calls(user: User, answers: Answers) -> Block | None:
    user._call_backs_waiting = answers["calls"]  # type: ignore[attr-defined]  # the menu shows it on the same page
    if not answers["calls"]:
        return None
    return Block(_("Call back"), team_hat(user), {"count": answers["calls"]}, answers["first_call"])


# ---- officers ------------------------------------------------------------------------------------
def _new_for_officer(hat: Role) -> Part:
    def shows(user: User, _answers: Answers) -> Block | None:
        work = work_of(user)
        rows = work.take(hat, lambda row: row.is_free)
        oldest = min((row.signal.created_at for row in rows), default=None)
        waited = timezone.now() - oldest if oldest else timedelta()
        shown = {"rows": rows[:SHOWN], "more": max(len(rows) - SHOWN, 0), "count": len(rows), "hours": _hours(waited)}
        return Block(_("New for me"), hat, shown, first_due(rows))

    return Part(f"new_{hat}", _wears(hat), shows)


def _mine_as_officer(hat: Role) -> Part:
    def shows(user: User, _answers: Answers) -> Block | None:
        return _rows_block(_("My signals to handle"), hat, work_of(user).take(hat, lambda row: row.is_for_you))

    return Part(f"mine_{hat}", _wears(hat), shows)


def _hours(waited: timedelta) -> int:
    return int(waited.total_seconds() // 3600)


def _whom_to_call(user: User, _answers: Answers) -> Block:
    hat = next(hat for hat in _OFFICER_HATS if roles_of(user).has(hat))
    return Block(_("Whom may I call?"), hat, {"is_attention": roles_of(user).has(Role.ATTENTION_OFFICER)})


# ---- the closed law ------------------------------------------------------------------------------
def _to_decide(hat: Role) -> Part:
    def shows(user: User, _answers: Answers) -> Block | None:
        rows = work_of(user).take(hat, lambda row: row.needs_decision)
        return _rows_block(_("You decide whether the team may see it"), hat, rows)

    return Part(f"decide_{hat}", _wears(hat), shows)


def _asks_waiting(user: User) -> Mapping[str, Any]:
    return {"signals_waiting": counted(waiting_for(user), most=CAP + 1)}


def _queue(user: User, answers: Answers) -> None:
    """No block: the number beside the queue in the menu, asked along."""
    user._signals_waiting = answers["signals_waiting"]  # type: ignore[attr-defined]


NOW = (_now(Role.COORDINATOR), _now(Role.TEAM_MEMBER), _now(Role.ATTENTION_OFFICER), _now(Role.INTEGRITY_RECEIVER))
REPORTERS = (Part("reporters_ask", _wears(*_ANSWERING), _questions, _asks_questions),)
DECIDING = (_to_decide(Role.COORDINATOR), _to_decide(Role.PRIVACY_OFFICER))
OFFICERS = (
    _new_for_officer(Role.ATTENTION_OFFICER),
    _mine_as_officer(Role.ATTENTION_OFFICER),
    _new_for_officer(Role.INTEGRITY_RECEIVER),
    _mine_as_officer(Role.INTEGRITY_RECEIVER),
    Part("whom_to_call", _wears(*_OFFICER_HATS), _whom_to_call),
)
TEAM = (
    Part("mine", _wears(*_TEAM_HATS), _mine),
    Part("since", _wears(Role.COORDINATOR), _since, _asks_since),
    Part("before", _wears(Role.COORDINATOR), _before),
    Part("calls", _wears(*_TEAM_HATS), _calls, _asks_calls),
    Part("silent", _wears(Role.COORDINATOR), _silent, _asks_silent),
    Part("free", _wears(Role.TEAM_MEMBER), _free),
    Part("queue", _wears(*_TEAM_HATS, *_OFFICER_HATS, Role.PRIVACY_OFFICER), _queue, _asks_waiting),
)
