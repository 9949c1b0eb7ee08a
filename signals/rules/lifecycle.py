"""The life of a signal: routes, statuses and moves. One table: which role may do what, when, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from network.rules import Role


class Route(StrEnum):
    """Which queue receives a signal, and so who sees it."""

    TEAM = "team"
    ATTENTION_OFFICER = "attention_officer"  # a victim or minor in sight
    INTEGRITY = "integrity"  # conduct of a colleague or administrator
    STAFF_SAFETY = "staff_safety"  # a colleague is threatened
    RESTRICTED = "restricted"  # seen as investigator or in a care contact: first a decision about the law


#: Queues of a team; the others are read by whoever holds a role.
TEAM_QUEUES = frozenset({Route.TEAM, Route.STAFF_SAFETY})


class Status(StrEnum):
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_REPORTER = "waiting_for_reporter"
    ASSIGNED = "assigned"
    CLOSED = "closed"


class Urgency(StrEnum):
    """Urgency is a time, apart from weight (dossier 6.2)."""

    NOW = "now"
    TODAY = "today"
    THIS_WEEK = "this_week"
    NEXT_MEETING = "next_meeting"


#: Lower comes first in the queue.
URGENCY_RANK = {Urgency.NOW: 0, Urgency.TODAY: 1, Urgency.THIS_WEEK: 2, Urgency.NEXT_MEETING: 3}

#: These need a human "seen"; without it the next in the chain is told.
URGENT = frozenset({Urgency.NOW, Urgency.TODAY})

OPEN = frozenset(Status) - {Status.CLOSED}
WORKED_ON = frozenset({Status.IN_PROGRESS, Status.WAITING_FOR_REPORTER, Status.ASSIGNED})


class Verb(StrEnum):
    FILE = "file"
    READ = "read"
    MARK_SEEN = "mark_seen"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    PASS_ON = "pass_on"  # noqa: S105  to a colleague of the same queue
    STEP_ASIDE = "step_aside"  # "I know this person or address"
    NOTE = "note"
    WRITE_HEADLINE = "write_headline"
    TELL_REPORTER = "tell_reporter"
    ASK_REPORTER = "ask_reporter"
    SET_URGENCY = "set_urgency"
    SET_THEME = "set_theme"
    CONFIRM_ROUTE = "confirm_route"
    DECIDE_REGIME = "decide_regime"
    HAND_OVER = "hand_over"
    RECEIVE_REPLY = "receive_reply"  # a department answered
    ANSWER_DEPARTMENT = "answer_department"  # it asked something first
    TAKE_BACK = "take_back"  # a question to a department
    CLOSE = "close"
    ASK_NAME = "ask_name"  # of a shielded reporter
    OPEN_NAME = "open_name"  # after somebody else agreed
    # the protocol (signals/rules/protocol.py): what a step asks stands there
    WEIGH = "weigh"  # answer a weighing: 1, 2A, 2B, 4
    OPEN_ROUND = "open_round"  # ask the members for their own scores
    SCORE = "score"
    SHOW_SCORES = "show_scores"  # the round ends, and everybody sees the spread
    DECIDE = "decide"  # to another step
    ASK_CHECK = "ask_check"
    DECIDE_CHECK = "decide_check"
    ASK_SOURCE = "ask_source"
    ANSWER_SOURCE = "answer_source"  # hit or no hit, and later what it knows
    PUT_ON_AGENDA = "put_on_agenda"
    DISCUSS = "discuss"
    PLAN = "plan"
    MONITOR = "monitor"
    TRANSFER = "transfer"
    CONFIRM_RECEIPT = "confirm_receipt"
    FLAG = "flag"
    SPLIT = "split"
    ASK_SECOND_READER = "ask_second_reader"
    SECOND_READ = "second_read"
    REPORTER_ANSWERS = "reporter_answers"
    REPORTER_ADDS = "reporter_adds"
    REPORTER_CORRECTS = "reporter_corrects"  # "I was wrong"
    REPORTER_SHIELDS = "reporter_shields"
    REPORTER_WITHDRAWS = "reporter_withdraws"
    REPORTER_ASKS = "reporter_asks"  # after the end: "ik heb nog een vraag"
    ANSWER_REPORTER = "answer_reporter"  # who asked that
    REPORTER_VALUES = "reporter_values"  # "this helps", or not


#: In the trail of a part that was split off this stands where another signal was filed.
BEGAN_AS_PART = "began_as_part"


@dataclass(frozen=True)
class Move:
    """Who may do it, in which statuses, and the status after it (None: unchanged)."""

    roles: frozenset[Role]
    when: frozenset[Status]
    then: Status | None = None
    by_owner: bool = False  # only whoever holds the claim


_TEAM = frozenset({Role.TEAM_MEMBER, Role.COORDINATOR, Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER})
_READERS = _TEAM | {Role.PRIVACY_OFFICER}
_WEIGHS = frozenset({Role.TEAM_MEMBER, Role.COORDINATOR})
_COORDINATES = frozenset({Role.COORDINATOR})
_CHECKS = frozenset({Role.PRIVACY_OFFICER})
_REPORTER = frozenset({Role.REPORTER})
_DEPARTMENT = frozenset({Role.CONTACT_PERSON})
_ALL = frozenset(Status)

MOVES: dict[Verb, Move] = {
    Verb.FILE: Move(_REPORTER, frozenset()),
    Verb.READ: Move(_READERS, _ALL),
    Verb.MARK_SEEN: Move(_READERS, OPEN),
    Verb.CLAIM: Move(_TEAM, OPEN),
    Verb.TAKE_OVER: Move(_TEAM, WORKED_ON),
    Verb.PASS_ON: Move(_TEAM, WORKED_ON, by_owner=True),
    Verb.STEP_ASIDE: Move(_READERS, OPEN),
    Verb.NOTE: Move(_READERS, _ALL),
    Verb.WRITE_HEADLINE: Move(_TEAM, OPEN),
    Verb.TELL_REPORTER: Move(_TEAM, _ALL, by_owner=True),
    Verb.ASK_REPORTER: Move(_TEAM, WORKED_ON, Status.WAITING_FOR_REPORTER, by_owner=True),
    Verb.SET_URGENCY: Move(_TEAM, OPEN),
    Verb.SET_THEME: Move(_TEAM, OPEN),
    Verb.CONFIRM_ROUTE: Move(_TEAM, OPEN),
    Verb.DECIDE_REGIME: Move(frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER}), OPEN),
    Verb.HAND_OVER: Move(_TEAM, WORKED_ON, Status.ASSIGNED, by_owner=True),
    Verb.RECEIVE_REPLY: Move(_DEPARTMENT, WORKED_ON),
    Verb.ANSWER_DEPARTMENT: Move(_TEAM, WORKED_ON, by_owner=True),
    Verb.TAKE_BACK: Move(_TEAM, WORKED_ON, by_owner=True),
    Verb.CLOSE: Move(_TEAM, OPEN, Status.CLOSED),
    Verb.ASK_NAME: Move(_READERS, _ALL),
    Verb.OPEN_NAME: Move(_READERS, _ALL),
    Verb.WEIGH: Move(_WEIGHS, OPEN),
    Verb.OPEN_ROUND: Move(_WEIGHS, WORKED_ON),
    Verb.SCORE: Move(_WEIGHS, WORKED_ON),
    Verb.SHOW_SCORES: Move(_WEIGHS, WORKED_ON),
    Verb.DECIDE: Move(_WEIGHS, WORKED_ON),
    Verb.ASK_CHECK: Move(_WEIGHS, WORKED_ON),
    Verb.DECIDE_CHECK: Move(_CHECKS, WORKED_ON),
    Verb.ASK_SOURCE: Move(_COORDINATES, WORKED_ON),
    Verb.ANSWER_SOURCE: Move(frozenset({Role.SOURCE_HOLDER}), WORKED_ON),
    Verb.PUT_ON_AGENDA: Move(_COORDINATES, WORKED_ON),
    Verb.DISCUSS: Move(_WEIGHS, WORKED_ON),  # of them, who leads the meeting
    Verb.PLAN: Move(_WEIGHS, WORKED_ON),
    Verb.MONITOR: Move(_WEIGHS, WORKED_ON),
    Verb.TRANSFER: Move(_TEAM, OPEN),
    Verb.CONFIRM_RECEIPT: Move(_TEAM, _ALL),
    Verb.FLAG: Move(_READERS - {Role.TEAM_MEMBER}, OPEN),
    Verb.SPLIT: Move(frozenset({Role.COORDINATOR, Role.INTEGRITY_RECEIVER}), WORKED_ON),
    Verb.ASK_SECOND_READER: Move(_WEIGHS, WORKED_ON, Status.WAITING_FOR_REPORTER, by_owner=True),
    Verb.SECOND_READ: Move(_WEIGHS, WORKED_ON),
    Verb.REPORTER_ANSWERS: Move(_REPORTER, OPEN),
    Verb.REPORTER_ADDS: Move(_REPORTER, OPEN),
    Verb.REPORTER_ASKS: Move(_REPORTER, frozenset({Status.CLOSED})),
    Verb.ANSWER_REPORTER: Move(_TEAM, frozenset({Status.CLOSED})),
    Verb.REPORTER_CORRECTS: Move(_REPORTER, OPEN),
    Verb.REPORTER_SHIELDS: Move(_REPORTER, _ALL),
    Verb.REPORTER_WITHDRAWS: Move(_REPORTER, frozenset({Status.RECEIVED}), Status.CLOSED),
    Verb.REPORTER_VALUES: Move(_REPORTER, _ALL),
}

#: What leaves the two who decide about a closed law waits for that decision (R3, R26).
AFTER_DECISION = frozenset(
    {
        Verb.CONFIRM_ROUTE,
        Verb.HAND_OVER,
        Verb.ANSWER_DEPARTMENT,
        Verb.TAKE_BACK,
        Verb.CLOSE,
        Verb.TRANSFER,
        Verb.SPLIT,
    }
)

#: What reaches the reporter; no use of a part that the reporter does not know of.
TO_THE_REPORTER = frozenset({Verb.ASK_REPORTER, Verb.TELL_REPORTER, Verb.ASK_NAME, Verb.ASK_SECOND_READER})

#: What somebody does not do in a queue outside the protocol to which they moved the signal themselves.
ENDS_OR_LEAVES = frozenset({Verb.HAND_OVER, Verb.CLOSE, Verb.TRANSFER})


def may(role: Role, verb: Verb, status: Status) -> bool:
    move = MOVES[verb]
    return role in move.roles and status in move.when


def acting_role(held: Iterable[Role], verb: Verb) -> Role | None:
    """The role in which a person with these roles does this: the first of the table's order, None for nobody."""
    able = set(held) & MOVES[verb].roles
    return next((role for role in Role if role in able), None)


class Outcome(StrEnum):
    """How a signal ends (dossier 1.5)."""

    NOT_ORGANISED_CRIME = "not_organised_crime"
    NOT_MUNICIPAL = "not_municipal"
    NOT_OUR_TERRITORY = "not_our_territory"
    NOT_CONCRETE = "not_concrete"
    TOO_OLD = "too_old"
    NO_HIT = "no_hit"
    NOT_CONFIRMED = "not_confirmed"  # the sources do not bear it out, or may not be asked
    NO_ACTION = "no_action"  # discussed, and still nothing done
    FALSE_OR_MALICIOUS = "false_or_malicious"  # after a second reader, and after hearing the reporter
    ONE_CALL_SOLVED_IT = "one_call_solved_it"
    ONE_DEPARTMENT = "one_department"
    SEVERAL_DEPARTMENTS = "several_departments"
    TEAM_CASE = "team_case"
    TO_RIEC = "to_riec"
    TO_POLICE = "to_police"
    TO_LABOUR_INSPECTORATE = "to_labour_inspectorate"
    TO_CARE_AND_SAFETY = "to_care_and_safety"
    DUPLICATE = "duplicate"
    FOR_THE_PICTURE = "for_the_picture"  # kept as a phenomenon, without persons
    WITHDRAWN = "withdrawn"  # by the reporter


#: Somebody of the municipality acted on it.
ACTED = (Outcome.ONE_CALL_SOLVED_IT, Outcome.ONE_DEPARTMENT, Outcome.SEVERAL_DEPARTMENTS, Outcome.TEAM_CASE)


def outcome_choices() -> list[tuple[str, str]]:
    """Callable, so that an outcome more makes no migration."""
    return [(outcome.value, outcome.value) for outcome in Outcome]


#: Months that a closed signal is kept, where the municipality did not decide otherwise. The year of what is not
#: taken up is step 2 of the model protocol; the rest is an assumption a municipality sets.
KEPT_MONTHS = dict.fromkeys(Outcome, 12) | {
    Outcome.SEVERAL_DEPARTMENTS: 24,
    Outcome.TEAM_CASE: 24,
    Outcome.WITHDRAWN: 1,
}


class ReporterStatus(StrEnum):
    """The four words a reporter reads."""

    RECEIVED = "received"
    QUESTION = "question"
    BUSY = "busy"
    DONE = "done"


REPORTER_STATUS = {
    Status.RECEIVED: ReporterStatus.RECEIVED,
    Status.WAITING_FOR_REPORTER: ReporterStatus.QUESTION,
    Status.IN_PROGRESS: ReporterStatus.BUSY,
    Status.ASSIGNED: ReporterStatus.BUSY,
    Status.CLOSED: ReporterStatus.DONE,
}
