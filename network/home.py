"""The blocks of the home page that know the directory: holes, who stands in, furnishing, accounts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.blocks import Answers, Block, Part
from network.change_sets import waiting_sets
from network.holes import READS, open_holes, worst_kept
from network.indicators import checked_by, drafts_to_check
from network.joint import waiting_for
from network.models import Absence, Municipality, Remark, RoleGrant, StepDone, User
from network.roles import places_of, roles_of
from network.rules import HoleKind, Role
from network.rules.holes import OF_PERSON
from network.rules.indicators import CHECKS
from network.rules.joint import LAPSES_AFTER, MAY_AGREE, Act
from network.rules.joint_names import ACT_TITLES
from network.rules.matrix import ADOPTS
from network.rules.starting import SETS_UP, SetupStep
from network.subqueries import counted, listed

#: Not two hundred: the worst are mended first.
HOLES_SHOWN = 5
HOLES_THAT_TOUCH_US = 3
_MOST = 200
_SOON = timedelta(days=14)
#: Whose work waits when nobody stands in.
_ANSWERING = (
    Role.COORDINATOR,
    Role.CONTACT_PERSON,
    Role.ATTENTION_OFFICER,
    Role.INTEGRITY_RECEIVER,
    Role.PRIVACY_OFFICER,
)


# ---- holes ---------------------------------------------------------------------------------------
def _reads_holes(user: User) -> bool:
    return roles_of(user).has(*READS)


def _asks_holes(user: User) -> Mapping[str, Any]:
    return {"holes": counted(open_holes(_places_of_holes(user)), most=_MOST)}


def _places_of_holes(user: User) -> set[int]:
    """Who keeps a directory sees what they can mend."""
    held = roles_of(user)
    return held.municipalities(Role.DIRECTORY_KEEPER) or held.municipalities(*READS)


def _holes(user: User, answers: Answers) -> Block | None:
    """As they were found this morning, and as signals met them since."""
    keeps = roles_of(user).has(Role.DIRECTORY_KEEPER)
    hat = Role.DIRECTORY_KEEPER if keeps else Role.COORDINATOR
    if not answers["holes"]:
        return Block(_("The directory has no gap"), hat) if keeps else None
    most = HOLES_SHOWN if keeps else HOLES_THAT_TOUCH_US
    worst = worst_kept(_places_of_holes(user), most=most)
    shown = {"lines": worst, "count": answers["holes"], "may_mend": keeps}
    return Block(_("The worst gaps") if keeps else _("Gaps that touch us"), hat, shown)


# ---- leavers and bounced mail ----------------------------------------------------------------------
def _keeps(user: User) -> bool:
    return roles_of(user).has(Role.DIRECTORY_KEEPER)


def _asks_leavers(user: User) -> Mapping[str, Any]:
    rows = open_holes(roles_of(user).municipalities(Role.DIRECTORY_KEEPER)).filter(kind__in=OF_PERSON)
    named = rows.exclude(person=None)
    return {
        "leavers": listed(named, most=HOLES_SHOWN, kind="kind", name="person__name", key="person__key"),
        "leavers_count": counted(named, most=_MOST),
    }


def _leavers(_user: User, answers: Answers) -> Block | None:
    if not answers["leavers"]:
        return None
    shown = {"lines": answers["leavers"], "count": answers["leavers_count"], "left": HoleKind.LEFT}
    return Block(_("Leavers, and mail that does not arrive"), Role.DIRECTORY_KEEPER, shown)


# ---- who stands in -------------------------------------------------------------------------------
def _answers(user: User) -> bool:
    return roles_of(user).has(*_ANSWERING)


def _asks_deputies(user: User) -> Mapping[str, Any]:
    own = RoleGrant.objects.today().filter(user=user, role__in=_ANSWERING).order_by("pk")
    absences = Absence.objects.not_over(timezone.localdate()).filter(user=user).order_by("from_on")
    return {
        "deputies": listed(own, most=10, role="role", deputy="deputy__name", fallback="department__fallback__name"),
        "absences": listed(absences, most=3, first="from_on", last="until_on", deputy="deputy__name"),
    }


def _deputies(_user: User, answers: Answers) -> Block | None:
    """A deputy of somebody else who holds no such role of their own has nobody to name."""
    if not answers["deputies"]:
        return None
    absences = [
        {**row, "first": date.fromisoformat(row["first"]), "last": date.fromisoformat(row["last"])}
        for row in answers["absences"]
    ]
    names = sorted({row["deputy"] for row in answers["deputies"] if row["deputy"]})
    alone = any(not row["deputy"] and not row["fallback"] for row in answers["deputies"])
    shown = {"names": names, "alone": alone, "absences": absences}
    soon = absences and absences[0]["first"] <= timezone.localdate() + _SOON
    return Block(
        _("When I am not there"),
        Role(answers["deputies"][0]["role"]),
        shown,
        absences[0]["first"] if soon else None,
    )


# ---- furnishing and going live ---------------------------------------------------------------------
_WATCHES_START = SETS_UP | {Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER}


def _practises(user: User) -> bool:
    held = roles_of(user)
    places = places_of(user)
    return any(not places[one].is_live for one in held.municipalities(*_WATCHES_START) if one in places)


def _asks_start(user: User) -> Mapping[str, Any]:
    """One municipality after the other begins: the first that practises is shown."""
    own = StepDone.objects.filter(municipality=_practising(user)).exclude(step=SetupStep.MACHINE)
    return {
        "steps_done": counted(own, most=20),
        "machine_done": counted(StepDone.objects.filter(step=SetupStep.MACHINE), most=1),
        "live_here": counted(Municipality.objects.filter(is_live=True), most=1),
    }


def _start(user: User, answers: Answers) -> Block:
    place = _practising(user)
    furnishes = place.pk in roles_of(user).municipalities(*SETS_UP)
    hat = next(hat for hat in Role if hat in _WATCHES_START and place.pk in roles_of(user).municipalities(hat))
    shown = {
        "place": place,
        "steps_done": answers["steps_done"] + bool(answers["machine_done"] or answers["live_here"]),
        "steps": len(SetupStep),
        "may_furnish": furnishes,
    }
    return Block(_("%(name)s is practising") % {"name": place.name}, hat, shown)


def _practising(user: User) -> Municipality:
    held, places = roles_of(user), places_of(user)
    return next(
        place
        for pk, place in sorted(places.items())
        if not place.is_live and pk in held.municipalities(*_WATCHES_START)
    )


# ---- accounts --------------------------------------------------------------------------------------
def _manages(user: User) -> bool:
    return roles_of(user).has(Role.APPLICATION_MANAGER)


def _asks_accounts(user: User) -> Mapping[str, Any]:
    places = roles_of(user).municipalities(Role.APPLICATION_MANAGER)
    theirs = User.objects.filter(grants__municipality__in=places).distinct()
    ending = RoleGrant.objects.today().filter(
        Q(until_on__lte=timezone.localdate() + timedelta(days=30)), municipality__in=places
    )
    return {
        "invited": counted(theirs.filter(is_active=True, entered_at=None), most=_MOST),
        "left": counted(theirs.filter(left_at__gte=timezone.now() - timedelta(days=30)), most=_MOST),
        "ending": counted(ending, most=_MOST),
        "remarks": counted(Remark.objects.filter(municipality__in=places, handled_at=None), most=_MOST),
    }


def _accounts(_user: User, answers: Answers) -> Block:
    shown = {name: answers[name] for name in ("invited", "left", "ending", "remarks")}
    return Block(_("People"), Role.APPLICATION_MANAGER, shown)


# ---- two people ------------------------------------------------------------------------------------
def _agrees(user: User) -> bool:
    return roles_of(user).has(*MAY_AGREE)


def _together(user: User, _answers: Answers) -> Block | None:
    acts = list(waiting_for(user))
    user._acts_waiting = len(acts)  # type: ignore[attr-defined]  # the menu shows it on the same page
    if not acts:
        return None
    hat = next(hat for hat in Role if hat in MAY_AGREE and roles_of(user).has(hat))
    lines = [(ACT_TITLES[Act(act.act)], act) for act in acts[:HOLES_SHOWN]]
    ends_on = timezone.localdate(acts[0].asked_at + LAPSES_AFTER)
    return Block(_("A second pair of eyes"), hat, {"lines": lines}, ends_on)


# ---- proposed changes of the matrix --------------------------------------------------------------
def _adopts(user: User) -> bool:
    return roles_of(user).has(*ADOPTS)


def _asks_change_sets(user: User) -> Mapping[str, Any]:
    rows = waiting_sets(roles_of(user).municipalities(*ADOPTS))
    return {"change_sets": listed(rows, most=HOLES_SHOWN, uuid="uuid", title="title", by="proposed_by__name")}


def _change_sets(user: User, answers: Answers) -> Block | None:
    if not answers["change_sets"]:
        return None
    hat = next(hat for hat in Role if hat in ADOPTS and roles_of(user).has(hat))
    return Block(_("Proposed changes"), hat, {"lines": answers["change_sets"]})


# ---- signs that a colleague wrote ------------------------------------------------------------------
def _checks_signs(user: User) -> bool:
    return bool(checked_by(user))


def _asks_checks(user: User) -> Mapping[str, Any]:
    drafts = drafts_to_check(user)
    return {
        "check_count": counted(drafts, most=_MOST),
        "checks": listed(drafts, most=HOLES_THAT_TOUCH_US, uuid="uuid", text="text", theme="theme__name"),
    }


def _checks(user: User, answers: Answers) -> Block | None:
    if not answers["checks"]:
        return None
    hat = next(hat for hat in Role if hat in CHECKS and roles_of(user).has(hat))
    return Block(_("A sign to check"), hat, {"drafts": answers["checks"], "count": answers["check_count"]})


TOGETHER = Part("together", _agrees, _together)
CHANGE_SETS = Part("change_sets", _adopts, _change_sets, _asks_change_sets)
HOLES = Part("holes", _reads_holes, _holes, _asks_holes)
LEAVERS = Part("leavers", _keeps, _leavers, _asks_leavers)
DEPUTIES = Part("deputies", _answers, _deputies, _asks_deputies)
START = Part("start", _practises, _start, _asks_start)
ACCOUNTS = Part("accounts", _manages, _accounts, _asks_accounts)
INDICATOR_CHECKS = Part("checks", _checks_signs, _checks, _asks_checks)
