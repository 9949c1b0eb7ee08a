"""Before an indicator is published: what a second person is asked, and who may be that person.

No indicator on origin, nationality, religion, group or the reputation of a neighbourhood; never a score on persons.
The first national checklist did that, and had to be withdrawn in 2022 (dossier, standing rule; R4, R5).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.roles import Role

Text = str | Promise

#: Who answers the questions about what a colleague wrote.
CHECKS = frozenset({Role.PRIVACY_OFFICER, Role.COORDINATOR, Role.DIRECTORY_KEEPER, Role.TEAM_MEMBER})
#: Supervises the checks, so never does one (AVG art. 38), in whatever other role.
NEVER_CHECKS = frozenset({Role.DATA_PROTECTION_OFFICER})


class Question(StrEnum):
    """Stored beside each answer; the words may be improved, the meaning may not change."""

    BEHAVIOUR = "behaviour"
    ORIGIN = "origin"
    PLACE = "place"
    INNOCENT = "innocent"
    EVENLY = "evenly"
    NEEDED = "needed"
    NORMAL_WORK = "normal_work"


@dataclass(frozen=True)
class Asked:
    """A question with its two answers. Yes is not always the good one: so each is read before it is answered."""

    question: Text
    fine: Text
    objection: Text


CHECKLIST: dict[Question, Asked] = {
    Question.BEHAVIOUR: Asked(
        _("Does it say what somebody does, or something about an object, a document or money?"),
        _("Yes, that is what it says"),
        _("No, it rather says who somebody is"),
    ),
    Question.ORIGIN: Asked(
        _("Could it point at origin, nationality, religion or a group?"),
        _("No, not by a detour either"),
        _("Yes, it could"),
    ),
    Question.PLACE: Asked(
        _("Is a neighbourhood, or a kind of home, a reason to notice it?"),
        _("No, it holds everywhere"),
        _("Yes, the place is the reason"),
    ),
    Question.INNOCENT: Asked(
        _("Is there an innocent explanation, and is it written down?"),
        _("Yes, it stands below the sign"),
        _("No, it is missing or too weak"),
    ),
    Question.EVENLY: Asked(
        _("Would it be noticed about one group of people more than about others?"),
        _("No, about everybody alike"),
        _("Yes, more about one group"),
    ),
    Question.NEEDED: Asked(
        _("Does it add something to the signs that are there?"),
        _("Yes, it does"),
        _("No, another one says it already"),
    ),
    Question.NORMAL_WORK: Asked(
        _("Can a colleague see it in the normal work, without finding anything out?"),
        _("Yes, in the normal work"),
        _("No, somebody would have to look for it"),
    ),
}

#: What something to notice can be, as the catalogue stores it. A sign about a person is not written any more.
KINDS: dict[str, Text] = {
    "behaviour": _("behaviour"),
    "object": _("object"),
    "document": _("document"),
    "money": _("money"),
    "digital": _("online"),
}
KIND_NAMES: dict[str, Text] = KINDS | {"person": _("state of a person")}


def is_complete(answers: Mapping[Question, bool]) -> bool:
    return set(answers) == set(Question)


def objections(answers: Mapping[Question, bool]) -> Collection[Question]:
    return [question for question in Question if not answers.get(question, False)]
