"""The gaps in the directory in words: what breaks, and where it is mended."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.models import Department, Hole, Municipality, Responsibility, User
from network.models.matrix import Part
from network.roles import roles_of
from network.rules import HoleKind, Role
from network.rules.levels import LEVEL_NAMES, Level
from network.rules.starting import SetupStep
from network.starting import page_of
from network.sweep import Found, find_holes

#: Who mends holes, and who reads of them besides.
MENDS = (Role.DIRECTORY_KEEPER,)
READS = (*MENDS, Role.COORDINATOR)

#: A receiving queue, as a keeper calls it.
QUEUES: dict[str, str | Promise] = {
    "team": gettext_lazy("the integral team"),
    "attention_officer": gettext_lazy("the attention officer"),
    "integrity": gettext_lazy("the integrity receivers"),
    "staff_safety": gettext_lazy("staff safety"),
    "restricted": gettext_lazy("coordinator and privacy officer"),
    "coordinator": gettext_lazy("the coordinator"),
}

#: Above the holes of that kind.
KIND_NAMES: dict[HoleKind, str | Promise] = {
    HoleKind.NO_RECEIVER: gettext_lazy("A queue that nobody reads"),
    HoleKind.NO_LEAD: gettext_lazy("Theme without a lead"),
    HoleKind.NO_CONTACT: gettext_lazy("Department without a contact person"),
    HoleKind.NOBODY_PRESENT: gettext_lazy("Nobody is there now"),
    HoleKind.LEFT: gettext_lazy("Somebody who left"),
    HoleKind.BOTH_AWAY: gettext_lazy("Away in the same days"),
    HoleKind.MAIL_BOUNCES: gettext_lazy("Mail does not arrive"),
    HoleKind.NO_DEPUTY: gettext_lazy("Contact person without a deputy"),
    HoleKind.CONTESTED: gettext_lazy("Contested, and nobody decided"),
    HoleKind.UNKNOWN_DEPARTMENT: gettext_lazy("Unknown department"),
    HoleKind.NO_LEVEL: gettext_lazy("A level is missing"),
    HoleKind.UNCONFIRMED: gettext_lazy("Not confirmed in time"),
    HoleKind.TOO_MANY_THEMES: gettext_lazy("Too much for one person"),
    HoleKind.POWER_UNUSED: gettext_lazy("Power that nobody named"),
    HoleKind.ONLY_INFORMED: gettext_lazy("Department that only hears"),
    HoleKind.NO_THEME: gettext_lazy("Department without a theme"),
}

#: What to do about it.
REPAIRS: dict[HoleKind, str | Promise] = {
    HoleKind.NO_RECEIVER: gettext_lazy("Choose somebody"),
    HoleKind.NO_LEAD: gettext_lazy("Choose a lead"),
    HoleKind.NO_CONTACT: gettext_lazy("Choose a contact person"),
    HoleKind.NOBODY_PRESENT: gettext_lazy("Choose a deputy"),
    HoleKind.LEFT: gettext_lazy("Choose somebody else"),
    HoleKind.BOTH_AWAY: gettext_lazy("Choose a deputy"),
    HoleKind.MAIL_BOUNCES: gettext_lazy("Look at the address"),
    HoleKind.NO_DEPUTY: gettext_lazy("Choose a deputy"),
    HoleKind.CONTESTED: gettext_lazy("See what is contested"),
    HoleKind.UNKNOWN_DEPARTMENT: gettext_lazy("Give a department this name"),
    HoleKind.NO_LEVEL: gettext_lazy("Choose who does it"),
    HoleKind.UNCONFIRMED: gettext_lazy("See what was asked"),
    HoleKind.TOO_MANY_THEMES: gettext_lazy("Divide the themes"),
    HoleKind.POWER_UNUSED: gettext_lazy("Say who uses it"),
    HoleKind.ONLY_INFORMED: gettext_lazy("Look at what it does"),
    HoleKind.NO_THEME: gettext_lazy("Look at what it does"),
}


# ---- which -----------------------------------------------------------------------------------------
def open_holes(municipalities: Collection[int]) -> QuerySet[Hole]:
    """As they are kept, without those that somebody answers for, the oldest first."""
    rows = (
        Hole.objects.unmended()
        .filter(municipality__in=municipalities)
        .exclude(accepted_until__gte=timezone.localdate())
    )
    return rows.select_related("municipality", "theme", "department", "person").order_by("found_at", "pk")


def may_mend(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*MENDS)


# ---- what is missing, and what breaks ----------------------------------------------------------------
def in_words(found: Found) -> tuple[str, str]:
    """What is missing, and what breaks because of it."""
    names = {
        "theme": found.theme.name if found.theme else "",
        "department": found.department.name if found.department else "",
        "person": str(found.person or ""),
        "queue": QUEUES.get(found.route, found.route),
        "level": LEVEL_NAMES[Level(found.level)] if found.level else "",
        "names": get_text_list(list(found.names), _("and")),
        "days": _days(found),
        "since": _day(found.since) if found.since else "",
        "named": found.named,
        "count": found.themes,
    }
    title, breaks = _sentences(found)
    return title % names, breaks % names


def _sentences(found: Found) -> tuple[str, str]:
    """Two sentences, with the places where names come."""
    match found.kind:
        case HoleKind.NO_RECEIVER:
            return _("Nobody stands behind %(queue)s"), _("Signals for them wait without a reader.")
        case HoleKind.NO_LEAD:
            return _("Nobody leads %(theme)s"), _("The integral team does not know which department to ask.")
        case HoleKind.NO_CONTACT:
            return _("%(department)s has no contact person"), _nobody_to_ask(found)
        case HoleKind.NOBODY_PRESENT:
            breaks = _("The contact person and the deputy are away. Questions wait until they are back.")
            return _("Nobody of %(department)s can answer now"), breaks
        case HoleKind.BOTH_AWAY:
            return _nobody_soon(found), _("Questions of those days wait until somebody is back.")
        case HoleKind.NO_DEPUTY:
            breaks = _("When the contact person is away, questions to this department wait.")
            return _("Nobody stands in for the contact person of %(department)s"), breaks
        case HoleKind.LEFT:
            return _("%(person)s left, and is still named"), _left(found)
        case HoleKind.MAIL_BOUNCES:
            breaks = _("Who is asked something does not hear of it. Call, and ask for the right address.")
            return _("Mail to %(person)s does not arrive"), breaks
        case HoleKind.UNKNOWN_DEPARTMENT:
            breaks = _("Its colleagues can file, but without a department. Give the right department this second name.")
            return _("The department %(named)s is unknown"), breaks
        case _:
            return _sentences_of_cells(found)


def _sentences_of_cells(found: Found) -> tuple[str, str]:
    match found.kind:
        case HoleKind.UNCONFIRMED:
            return _("%(department)s did not say whether its tasks are right"), _unanswered(found)
        case HoleKind.CONTESTED:
            breaks = _("The department says it is not so, and nobody decided. Until then signals go there.")
            return _("%(department)s contests its part in %(theme)s"), breaks
        case HoleKind.ONLY_INFORMED:
            breaks = _("It notices things too, but nobody counts on it. Is there nothing it does or advises on?")
            return _("%(department)s only hears"), breaks
        case HoleKind.NO_THEME:
            return _("%(department)s has no theme"), _("What this department sees and can do stays unused.")
        case HoleKind.TOO_MANY_THEMES:
            breaks = _("All questions about these come to one person. When that person is away, they wait.")
            return _too_many(found), breaks
        case HoleKind.NO_LEVEL:
            return _no_level(found), str(_LEVEL_BREAKS[Level(found.level)])
        case _:
            return _("%(theme)s: nobody says who uses its powers"), _unused(found)


def _nobody_to_ask(found: Found) -> str:
    if found.names:
        return _("The integral team does not know whom to ask about %(names)s.")
    if found.theme:
        return _("The integral team does not know whom to ask about %(theme)s.")
    if found.themes:
        return _("The integral team does not know whom to ask there.")
    return _("It leads no theme, but the team cannot ask it anything.")


def _nobody_soon(found: Found) -> str:
    if found.route:
        return _("Nobody stands behind %(queue)s %(days)s") if found.days else _("Nobody stands behind %(queue)s soon")
    if not found.days:
        return _("Nobody of %(department)s can answer on some days soon")
    return _("Nobody of %(department)s can answer %(days)s")


def _left(found: Found) -> str:
    if not found.names:
        return _("Whoever is sent there meets nobody.")
    return _("Whoever is sent there meets nobody: %(names)s.")


def _unanswered(found: Found) -> str:
    if found.since is None:
        return _("It was asked, and the day has passed. Perhaps nobody there knows of it.")
    return _("It was asked to answer before %(since)s. Perhaps nobody there knows of it.")


def _too_many(found: Found) -> str:
    if not found.names:
        return _("%(person)s carries too many themes")
    return ngettext("%(person)s carries %(count)s theme", "%(person)s carries %(count)s themes", found.themes)


def _no_level(found: Found) -> str:
    if found.theme is None:
        return _("No theme has anybody at the %(level)s level")
    return _("%(theme)s has nobody at the %(level)s level")


def _unused(found: Found) -> str:
    if not found.names:
        return _("When it matters, nobody knows who may do it.")
    return _("When it matters, nobody knows who may do this: %(names)s.")


_LEVEL_BREAKS: dict[Level, str | Promise] = {
    Level.STRATEGIC: gettext_lazy("Nobody decides what comes first, or about people and means."),
    Level.TACTICAL: gettext_lazy("Nobody leads the work, or decides when departments differ."),
    Level.OPERATIONAL: gettext_lazy("Nobody goes and looks, or does what was agreed."),
}


def _days(found: Found) -> str:
    """The first row of days, one after the other."""
    if not found.days:
        return ""
    first = last = found.days[0]
    for day in found.days[1:]:
        if (day - last).days > 1:
            break
        last = day
    if first == last:
        return _("on %(day)s") % {"day": _day(first)}
    return _("from %(first)s up to and including %(last)s") % {"first": _day(first), "last": _day(last)}


def _day(day: date) -> str:
    return formats.date_format(day, "j F")


# ---- where it is mended ------------------------------------------------------------------------------
def repair_of(found: Found) -> str:
    """The page on which a keeper mends it."""
    grant, place = found.grant, found.municipality
    match found.kind:
        case HoleKind.NO_RECEIVER:
            return page_of(SetupStep.PEOPLE, place)
        case HoleKind.NO_LEVEL if found.level == Level.STRATEGIC:
            return page_of(SetupStep.PEOPLE, place)
        case HoleKind.BOTH_AWAY if found.route:
            return page_of(SetupStep.PEOPLE, place)
        case HoleKind.NO_DEPUTY | HoleKind.NOBODY_PRESENT | HoleKind.BOTH_AWAY if grant is not None:
            return reverse("network:person_deputy", args=[grant.user.key, grant.pk])
        case HoleKind.LEFT | HoleKind.MAIL_BOUNCES:
            return _of_person(found)
        case HoleKind.UNCONFIRMED:
            return f"{reverse('network:confirmations')}#askings-title"
        case HoleKind.CONTESTED:
            return f"{reverse('network:confirmations')}#bezwaren"
        case HoleKind.NO_CONTACT | HoleKind.NO_DEPUTY | HoleKind.NOBODY_PRESENT | HoleKind.BOTH_AWAY:
            return _list(place)
        case HoleKind.UNKNOWN_DEPARTMENT:
            return reverse("network:contacts")
        case HoleKind.ONLY_INFORMED if found.department is not None:
            return _of_department("network:department", found.department, place, "#cells")
        case _:
            return _in_matrix(found)


def _of_department(page: str, department: Department, municipality: Municipality, anchor: str) -> str:
    """The same code stands in several municipalities."""
    return f"{reverse(page, args=[department.code])}?gemeente={municipality.slug}{anchor}"


def _of_person(found: Found) -> str:
    grant = found.grant
    if grant is None and found.asked is not None:
        return _of_department("network:department", found.asked, found.municipality, "#people")
    if grant is not None and grant.role == Role.CONTACT_PERSON:
        return reverse("network:person_deputy", args=[grant.user.key, grant.pk])
    person = grant.user if grant is not None else found.person
    return reverse("network:person", args=[person.key]) if person is not None else ""


def _in_matrix(found: Found) -> str:
    """While furnishing, who leads is chosen among the themes."""
    place = found.municipality
    if not place.is_live and found.kind is HoleKind.NO_LEAD:
        return f"{page_of(SetupStep.DIRECTORY, place)}#themas"
    asked = {"gemeente": place.slug} | ({"thema": found.theme.code} if found.theme else {})
    anchor = "#een-thema" if found.theme else ""
    return f"{reverse('network:matrix')}?{urlencode(asked)}{anchor}"


def _list(municipality: Municipality) -> str:
    return f"{page_of(SetupStep.DIRECTORY, municipality)}#lijst"


# ---- while furnishing --------------------------------------------------------------------------------
#: So many somebody mends in a first hour; a list of two hundred nobody reads.
WORST = 5
#: More than these nobody reads on a start page.
_KEPT_AT_MOST = 300


@dataclass(frozen=True)
class Mendable:
    """A hole in words, wherever it is shown besides the page of holes."""

    kind: HoleKind
    title: str
    breaks: str
    repair: str  # address

    @property
    def repair_label(self) -> str | Promise:
        return REPAIRS[self.kind]


@dataclass(frozen=True)
class Worst:
    """The worst first, and how many there are in all."""

    holes: Sequence[Mendable]
    total: int


def worst_holes(municipality: Municipality, *, most: int = WORST) -> Worst:
    """As the directory stands today."""
    found = find_holes(municipality, on=timezone.localdate())
    return Worst([_mendable(one) for one in found[:most]], len(found))


def worst_kept(municipalities: Collection[int], *, most: int) -> list[Mendable]:
    """Of what the table keeps: one query, for a page that cannot ask ten."""
    leads = Responsibility.objects.today().filter(department=OuterRef("department"), part=Part.LEAD)
    rows = open_holes(municipalities).annotate(leads=Exists(leads))[:_KEPT_AT_MOST]
    found = sorted((replace(Found.of(row), themes=int(row.leads)) for row in rows), key=lambda one: one.badness)
    return [_mendable(one) for one in found[:most]]


def mendable(hole: Hole) -> Mendable:
    return _mendable(Found.of(hole))


def _mendable(found: Found) -> Mendable:
    return Mendable(found.kind, *in_words(found), repair_of(found))
