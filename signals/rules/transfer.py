"""A copy leaves for another organisation: the grounds in words, what may go along, and what never goes by us."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from signals.rules.lifecycle import Outcome
from signals.rules.subjects import SubjectKind

#: Of the kinds of organisations, the one that police data does not reach by us.
RIEC = "riec"

#: The end with another organisation -> the kinds of organisations that must have a copy by then.
RECIPIENTS: Mapping[Outcome, frozenset[str]] = {
    Outcome.TO_RIEC: frozenset({RIEC}),
    Outcome.TO_POLICE: frozenset({"police"}),
    Outcome.TO_LABOUR_INSPECTORATE: frozenset({"inspectorate"}),
    Outcome.TO_CARE_AND_SAFETY: frozenset({"care_and_safety", "care"}),
}
#: Another organisation goes on with it: that takes a recorded transfer to one of its kind, in every queue (R6).
TRANSFERRED = frozenset(RECIPIENTS)
_WHOM: Mapping[Outcome, Promise] = {
    Outcome.TO_RIEC: gettext_lazy("the RIEC"),
    Outcome.TO_POLICE: gettext_lazy("the police"),
    Outcome.TO_LABOUR_INSPECTORATE: gettext_lazy("an inspectorate"),
    Outcome.TO_CARE_AND_SAFETY: gettext_lazy("a care and safety house or a care organisation"),
}

#: Hours in which the package can be fetched once it was sent.
FETCH_HOURS = 24

#: Names of one word are no sure sign of a person: a look at the package before it goes is for those.
_LEAST_WORDS = 2
_LEAST_DIGITS = 8


class Ground(StrEnum):
    PUBLIC_ORDER = "public_order"
    OWN_TASK = "own_task"
    DUTY_TO_REPORT = "duty_to_report"
    RIGHT_TO_REPORT = "right_to_report"
    SAFE_AT_HOME = "safe_at_home"
    LIFE_IN_DANGER = "life_in_danger"
    THEIR_LAW = "their_law"
    OTHER = "other"


GROUND_WORDS: dict[Ground, Promise] = {
    Ground.PUBLIC_ORDER: gettext_lazy("Public order: the mayor keeps it"),
    Ground.OWN_TASK: gettext_lazy("It is needed for a task of our own"),
    Ground.DUTY_TO_REPORT: gettext_lazy("We must report this offence"),
    Ground.RIGHT_TO_REPORT: gettext_lazy("We may report this offence"),
    Ground.SAFE_AT_HOME: gettext_lazy("Violence at home or child abuse"),
    Ground.LIFE_IN_DANGER: gettext_lazy("Somebody's life or health is in danger"),
    Ground.THEIR_LAW: gettext_lazy("The law of that organisation asks for it"),
    Ground.OTHER: gettext_lazy("Another ground: I write it below"),
}

GROUND_LAW: dict[Ground, Promise] = {
    Ground.PUBLIC_ORDER: gettext_lazy("Gemeentewet, article 172, with AVG, article 6(1)(e)"),
    Ground.OWN_TASK: gettext_lazy("AVG, article 6(1)(e), with the law of that task"),
    Ground.DUTY_TO_REPORT: gettext_lazy("Wetboek van Strafvordering, article 162"),
    Ground.RIGHT_TO_REPORT: gettext_lazy("Wetboek van Strafvordering, article 161"),
    Ground.SAFE_AT_HOME: gettext_lazy("Wmo 2015, article 5.2.6, and the reporting code"),
    Ground.LIFE_IN_DANGER: gettext_lazy("AVG, article 6(1)(d)"),
    Ground.THEIR_LAW: gettext_lazy("For example the law under which an inspectorate supervises"),
}


class Part(StrEnum):
    """Of the signal itself nothing goes along but what is ticked; a summary written for it always goes."""

    TEXT = "text"
    SUBJECTS = "subjects"
    TIME = "time"
    INDICATORS = "indicators"
    WEIGHINGS = "weighings"


PART_WORDS: dict[Part, Promise] = {
    Part.TEXT: gettext_lazy("The text as it was told to us"),
    Part.SUBJECTS: gettext_lazy("Places, vehicles, companies and persons in it"),
    Part.TIME: gettext_lazy("When it happened"),
    Part.INDICATORS: gettext_lazy("The theme and what was recognised"),
    Part.WEIGHINGS: gettext_lazy("Our weighings and decisions"),
}

SUBJECT_NAMES: dict[SubjectKind, Promise] = {
    SubjectKind.ADDRESS: gettext_lazy("Address"),
    SubjectKind.PLATE: gettext_lazy("Number plate"),
    SubjectKind.COMPANY: gettext_lazy("Company"),
    SubjectKind.PHONE: gettext_lazy("Phone number"),
    SubjectKind.EMAIL: gettext_lazy("E-mail address"),
    SubjectKind.IBAN: gettext_lazy("Bank account"),
    SubjectKind.WEB: gettext_lazy("Website or account"),
    SubjectKind.PERSON: gettext_lazy("Person"),
    SubjectKind.CASE_NUMBER: gettext_lazy("Case number"),
    SubjectKind.OTHER: gettext_lazy("Other"),
}


def whom_it_ends_with(outcome: Outcome | None) -> str:
    """In words; empty when it ends with nobody outside."""
    return str(_WHOM[outcome]) if outcome is not None and outcome in _WHOM else ""


def has_gone_to(outcome: Outcome | None, sent_to: Iterable[str]) -> bool:
    """Whether a copy went where a signal that ends so lives on (R6). `sent_to` are kinds of organisations."""
    return outcome is None or outcome not in RECIPIENTS or not RECIPIENTS[outcome].isdisjoint(sent_to)


def tip_not_evidence() -> str:
    return _("A signal is a tip, never evidence. Make a report of your own before you act on it.")


def refusal(kind: str, *, has_police_data: bool) -> str:
    """Why this does not go there by us; empty when it may (R26)."""
    if has_police_data and kind == RIEC:
        return _("This signal holds police data. The police brings that to the RIEC itself. Call the police.")
    return ""


def left_out(text: str, *, names: Iterable[str], numbers: Iterable[str], mails: Iterable[str]) -> str:
    """The text without these people: full names, phone numbers however they are written, and mail addresses."""
    patterns = [
        *(r"\s+".join(map(re.escape, name.split())) for name in names if len(name.split()) >= _LEAST_WORDS),
        *(_as_written(number) for number in numbers if sum(map(str.isdigit, number)) >= _LEAST_DIGITS),
        *(re.escape(mail) for mail in mails if "@" in mail),
    ]
    if not patterns:
        return text
    longest_first = "|".join(sorted(patterns, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{longest_first})(?!\w)", _("[left out]"), text, flags=re.IGNORECASE)


def _as_written(number: str) -> str:
    return r"[\s\-./()]*".join(sign for sign in number if sign.isdigit())


def is_named(name: str, said: Collection[str]) -> bool:
    """Whether a subject of the signal is this person: about whom it is stays in."""
    wanted = " ".join(name.split()).casefold()
    return any(wanted in " ".join(one.split()).casefold() for one in said)
