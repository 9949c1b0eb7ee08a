"""The scenarios of a drill, as data: what happens, when, and who is not there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.safety import RegimeAnswer, Safety

Text = str | Promise


class Scenario(StrEnum):
    """In the order of the page."""

    ORDINARY = "ordinary"
    NO_THEME = "no_theme"
    CONTACTS_AWAY = "contacts_away"
    OUTSOURCED = "outsourced"
    WEEKEND = "weekend"
    THREAT = "threat"
    VICTIM = "victim"
    OFFICER_AWAY = "officer_away"
    SUBJECT = "subject"
    CARE = "care"
    HOLIDAYS = "holidays"


class Moment(StrEnum):
    """The first of that kind from now on."""

    WORKDAY = "workday"  # Tuesday, ten o'clock
    SATURDAY_NIGHT = "saturday_night"
    FRIDAY_EVENING = "friday_evening"
    CHRISTMAS = "christmas"  # the day before, in the afternoon


class Missing(StrEnum):
    """Who is not there, besides whoever is away already."""

    CONTACTS = "contacts"  # all contact persons of the department that leads, and their deputies
    FIRST_OFFICER = "first_officer"  # whom the signal would go to; a deputy is there
    COORDINATORS = "coordinators"  # and their deputies


@dataclass(frozen=True)
class Scene:
    """`themes` are codes of the catalogue, the best first; a theme that is watched will do when none of them is."""

    title: Text
    story: Text
    themes: tuple[str, ...] = ()
    has_theme: bool = True
    safety: Safety = Safety.NONE
    regime: str = ""  # closed law of the department in which the reporter works
    answer: RegimeAnswer | None = None
    moment: Moment = Moment.WORKDAY
    missing: Missing | None = None
    is_outsourced: bool = False  # of the themes one that a department leads which is outsourced
    about: Role | None = None  # a colleague in this role is the subject, and kept out


SCENES: dict[Scenario, Scene] = {
    Scenario.ORDINARY: Scene(
        _("An ordinary Tuesday"),
        _("In a shed the windows are taped shut, and a fan runs day and night."),
        themes=("T01",),
    ),
    Scenario.NO_THEME: Scene(
        _("No theme chosen"),
        _("Something is not right at a counter, but nobody can say what."),
        has_theme=False,
    ),
    Scenario.CONTACTS_AWAY: Scene(
        _("Two contact persons away"),
        _("The same shed. The contact person and the deputy are both away."),
        themes=("T01",),
        missing=Missing.CONTACTS,
    ),
    Scenario.OUTSOURCED: Scene(
        _("Another organisation does the work"),
        _("It is about work that a department outsourced. Nobody inside knows it."),
        is_outsourced=True,
    ),
    Scenario.WEEKEND: Scene(
        _("Saturday night, and there is danger"),
        _("It is half past eleven on a Saturday. Somebody sees jerrycans being carried inside."),
        themes=("T01", "T02"),
        safety=Safety.DANGER,
        moment=Moment.SATURDAY_NIGHT,
    ),
    Scenario.THREAT: Scene(
        _("A colleague is threatened"),
        _("On Friday evening a man waits at the car of a colleague. He knows where she lives."),
        themes=("T20", "T19"),
        safety=Safety.STAFF_THREAT,
        moment=Moment.FRIDAY_EVENING,
    ),
    Scenario.VICTIM: Scene(
        _("A victim in sight"),
        _("Somebody sleeps at work, and somebody else keeps the passport."),
        themes=("T04", "T05", "T06"),
        safety=Safety.VICTIM,
    ),
    Scenario.OFFICER_AWAY: Scene(
        _("A victim, and the attention officer is away"),
        _("A girl of sixteen has expensive things and is afraid. The attention officer is away."),
        themes=("T04", "T05", "T06"),
        safety=Safety.VICTIM,
        missing=Missing.FIRST_OFFICER,
    ),
    Scenario.SUBJECT: Scene(
        _("A colleague is the subject"),
        _("A colleague looks up addresses that are not part of the work. It is an integrity receiver."),
        themes=("T19",),
        safety=Safety.CONDUCT,
        about=Role.INTEGRITY_RECEIVER,
    ),
    Scenario.CARE: Scene(
        _("Seen in a care contact"),
        _("At a kitchen table somebody sees many letters of one care company. She is not sure of the law."),
        themes=("T11",),
        regime="care",
        answer=RegimeAnswer.UNKNOWN,
    ),
    Scenario.HOLIDAYS: Scene(
        _("The day before Christmas"),
        _("It may fall under a closed law. The coordinator and the deputy are both on holiday."),
        themes=("T11",),
        regime="investigation",
        answer=RegimeAnswer.YES,
        moment=Moment.CHRISTMAS,
        missing=Missing.COORDINATORS,
    ),
}
