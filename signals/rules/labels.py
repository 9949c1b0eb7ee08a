"""What the codes of a signal are called on the pages of whoever handles it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.lifecycle import BEGAN_AS_PART, Outcome, Route, Status, Urgency, Verb
from signals.rules.naming import PURPOSE_NAMES
from signals.rules.reminding import Lapse

STATUS_WORDS: dict[Status, Promise] = {
    Status.RECEIVED: _("New"),
    Status.IN_PROGRESS: _("Being worked on"),
    Status.WAITING_FOR_REPORTER: _("Question to the reporter"),
    Status.ASSIGNED: _("With a department"),
    Status.CLOSED: _("Closed"),
}

#: Kinds of badge of the look.
STATUS_BADGES = {
    Status.RECEIVED: "new",
    Status.IN_PROGRESS: "busy",
    Status.WAITING_FOR_REPORTER: "question",
    Status.ASSIGNED: "waiting",
    Status.CLOSED: "done",
}

URGENCY_WORDS: dict[Urgency, Promise] = {
    Urgency.NOW: _("Now"),
    Urgency.TODAY: _("Today"),
    Urgency.THIS_WEEK: _("This week"),
    Urgency.NEXT_MEETING: _("Next meeting"),
}

URGENCY_ICONS = {
    Urgency.NOW: "alert",
    Urgency.TODAY: "clock",
    Urgency.THIS_WEEK: "calendar",
    Urgency.NEXT_MEETING: "people",
}

ROUTE_WORDS: dict[Route, Promise] = {
    Route.TEAM: _("Integral team"),
    Route.ATTENTION_OFFICER: _("Attention officer"),
    Route.INTEGRITY: _("Integrity receivers"),
    Route.STAFF_SAFETY: _("Staff safety"),
    Route.RESTRICTED: _("Coordinator and privacy officer"),
}

OUTCOME_WORDS: dict[Outcome, Promise] = {
    Outcome.NOT_ORGANISED_CRIME: _("Not organised crime"),
    Outcome.NOT_MUNICIPAL: _("No task of the municipality"),
    Outcome.NOT_OUR_TERRITORY: _("Not in our municipality"),
    Outcome.NOT_CONCRETE: _("Not concrete enough"),
    Outcome.TOO_OLD: _("Too long ago"),
    Outcome.NO_HIT: _("No hit"),
    Outcome.NOT_CONFIRMED: _("Not confirmed by our sources"),
    Outcome.NO_ACTION: _("Still no action"),
    Outcome.FALSE_OR_MALICIOUS: _("False or malicious"),
    Outcome.ONE_CALL_SOLVED_IT: _("One call solved it"),
    Outcome.ONE_DEPARTMENT: _("Handled by one department"),
    Outcome.SEVERAL_DEPARTMENTS: _("Handled by several departments"),
    Outcome.TEAM_CASE: _("Case of the integral team"),
    Outcome.TO_RIEC: _("To the RIEC"),
    Outcome.TO_POLICE: _("To the police"),
    Outcome.TO_LABOUR_INSPECTORATE: _("To the labour inspectorate"),
    Outcome.TO_CARE_AND_SAFETY: _("To care and safety"),
    Outcome.DUPLICATE: _("The same as another signal"),
    Outcome.FOR_THE_PICTURE: _("Kept for the picture, without persons"),
    Outcome.WITHDRAWN: _("Withdrawn by the reporter"),
}

VERB_WORDS: dict[str, str | Promise] = {
    Verb.FILE: _("Filed the signal"),
    BEGAN_AS_PART: _("Made a part of a story into this signal"),
    Verb.MARK_SEEN: _("Has seen it"),
    Verb.CLAIM: _("Took it up"),
    Verb.TAKE_OVER: _("Took it over"),
    Verb.PASS_ON: _("Passed it on"),
    Verb.STEP_ASIDE: _("Stepped aside: knows the person or address"),
    Verb.NOTE: _("Wrote a note"),
    Verb.WRITE_HEADLINE: _("Wrote the headline"),
    Verb.TELL_REPORTER: _("Sent the reporter a message"),
    Verb.ASK_REPORTER: _("Asked the reporter a question"),
    Verb.SET_URGENCY: _("Changed the urgency"),
    Verb.SET_THEME: _("Changed the theme"),
    Verb.CONFIRM_ROUTE: _("Moved it to another queue"),
    Verb.DECIDE_REGIME: _("Decided about the closed law"),
    Verb.HAND_OVER: _("Asked a department"),
    Verb.RECEIVE_REPLY: _("Answered for the department"),
    Verb.ANSWER_DEPARTMENT: _("Answered the department"),
    Verb.TAKE_BACK: _("Took a question to a department back"),
    Verb.CLOSE: _("Closed the signal"),
    Verb.ASK_NAME: _("Asked for the name of the reporter"),
    Verb.OPEN_NAME: _("Opened the name of the reporter"),
    Verb.WEIGH: _("Answered a weighing"),
    Verb.OPEN_ROUND: _("Asked the members for their own scores"),
    Verb.SCORE: _("Gave an own score"),
    Verb.SHOW_SCORES: _("Put the scores side by side"),
    Verb.DECIDE: _("Decided where it goes on"),
    Verb.ASK_CHECK: _("Asked for a privacy check"),
    Verb.DECIDE_CHECK: _("Decided a privacy check"),
    Verb.ASK_SOURCE: _("Asked a source: hit or no hit"),
    Verb.ANSWER_SOURCE: _("Answered for a source"),
    Verb.PUT_ON_AGENDA: _("Put it on the agenda"),
    Verb.DISCUSS: _("Discussed it in the meeting"),
    Verb.PLAN: _("Worked on the plan"),
    Verb.MONITOR: _("Looked whether it helped"),
    Verb.TRANSFER: _("Transferred it to another organisation"),
    Verb.CONFIRM_RECEIPT: _("Wrote down that the other organisation has it"),
    Verb.FLAG: _("Set or removed a flag"),
    Verb.SPLIT: _("Split it"),
    Verb.ASK_SECOND_READER: _("Asked for a second reader"),
    Verb.SECOND_READ: _("Read it as second reader"),
    Verb.REPORTER_ANSWERS: _("Answered the question"),
    Verb.REPORTER_ADDS: _("Added something"),
    Verb.REPORTER_ASKS: _("Asked a question after the end"),
    Verb.ANSWER_REPORTER: _("Answered the question of the reporter"),
    Verb.REPORTER_CORRECTS: _("Wrote that it was otherwise"),
    Verb.REPORTER_SHIELDS: _("Shielded the name"),
    Verb.REPORTER_WITHDRAWS: _("Withdrew the signal"),
    Verb.REPORTER_VALUES: _("Said whether the reply helps"),
}

#: What HKIN does by itself.
LAPSE_WORDS: dict[Lapse, Promise] = {
    Lapse.GIVE_TO_DEPUTY: _("Gave it to a deputy: the owner is away"),
    Lapse.RELEASE: _("Gave it back to the queue: the claim ended"),
    Lapse.HAND_ON: _("Gave it to another colleague: somebody left"),
    Lapse.LEFT_BEHIND: _("Gave it back: somebody left"),
    Lapse.GO_ON_WITHOUT_ANSWER: _("Went on: the reporter did not answer in time"),
    Lapse.OTHER_READERS: _("Found other readers: nobody could read it any more"),
    Lapse.BREAK_SILENCE: _("Let the reporter know that there is no news"),
}

#: What a department answers, by code.
REPLY_WORDS: dict[str, str | Promise] = {
    "waiting": _("No answer yet"),
    "accepted": _("Yes, we do it"),
    "later": _("Yes, but later"),
    "declined": _("No"),
    "asked_back": _("First a question"),
    "done": _("Done"),
    "taken_back": _("Taken back"),
}

REPLY_BADGES: dict[str, str] = {
    "waiting": "waiting",
    "accepted": "busy",
    "later": "busy",
    "declined": "warning",
    "asked_back": "question",
    "done": "done",
    "taken_back": "neutral",
}
#: Whether the department made a report of its own, by code.
OWN_REPORT_WORDS: dict[str, str | Promise] = {
    "yes": _("They made a report of their own."),
    "no": _("They made no report of their own yet."),
    "not_needed": _("A report of their own was not needed."),
}

ROLE_WORDS: dict[str, str | Promise] = {
    Role.COORDINATOR: _("coordinator"),
    Role.TEAM_MEMBER: _("team member"),
    Role.PRIVACY_OFFICER: _("privacy officer"),
    Role.ATTENTION_OFFICER: _("attention officer"),
    Role.INTEGRITY_RECEIVER: _("integrity receiver"),
    Role.CONTACT_PERSON: _("contact person"),
    Role.SOURCE_HOLDER: _("source holder"),
    Role.REPORTER: _("reporter"),
}

#: What a look at signals is called on the page of the access log.
LOOK_WORDS: dict[str, str | Promise] = {
    "list_signals": _("saw a list of signals"),
    "search_signals": _("searched in signals"),
    "open_signal": _("opened a signal"),
    "list_own_signals": _("saw the list of own signals"),
    "open_own_signal": _("opened an own signal"),
    "list_hand_overs": _("saw a list of questions to a department"),
    "open_hand_over": _("opened a question to a department"),
    "open_reporter": _("saw the name of a shielded reporter"),
    "open_score_sheet": _("opened a sheet to score on"),
    "list_call_backs": _("saw who asks to be called back"),
    "list_agenda": _("saw the agenda of a meeting"),
    "discuss_signal": _("had a signal on the screen of a meeting"),
    "read_minutes": _("read the report of a meeting"),
    "list_source_questions": _("saw a list of questions to sources"),
    "open_source_question": _("opened a question to a source"),
    "list_checks": _("saw a list of privacy checks"),
    "export_signal": _("transferred a signal to another organisation"),
    "download_package": _("fetched the package for another organisation"),
    "open_check": _("opened a privacy check"),
}
#: And what it was for.
PURPOSE_WORDS: dict[str, str | Promise] = {
    "intake": _("taking in and weighing"),
    "handle": _("handling"),
    "follow_own": _("following what they filed"),
    "begin_the_day": _("begin the day"),
    "answer_question": _("answering a question"),
    "hand_over": _("asking a department"),
    "approach": _("working on the approach"),
    "see_attachment": _("seeing an attachment"),
    "shield_name": _("keeping the name from the team"),
    "withdraw": _("withdrawing"),
    "receipt": _("reading the receipt"),
    "call_back": _("calling back"),
    "calibrate": _("telling it anew, to calibrate"),
    "meeting": _("discussing in the signals meeting"),
    "move": _("changing a signal"),
    "check": _("deciding a privacy check"),
    "research": _("asking sources"),
    "answer_source": _("answering for a source"),
    "see_name": _("seeing the name of the reporter"),
    "score": _("giving an own score"),
    "transfer": _("transferring to another organisation"),
    "flag": _("setting or removing a flag"),
    **{str(purpose): words for purpose, words in PURPOSE_NAMES.items()},
}
