"""The forms of the approach: ask the privacy officer, write the plan, send an action, look whether it helped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import DayField
from hkin.nlds.widgets import Checkboxes, Radios
from network.models import Department
from signals.actions.planning import Wanted
from signals.approach import stage_of
from signals.approach_page import Use, approach_of
from signals.deadlines import answered_by
from signals.forms.moves import MoveForm, RowForm, from_today, line_field, reason_field, word_field
from signals.forms.sparing import SparingForm
from signals.models import PlanAction, Signal
from signals.models.approach import Helped
from signals.rules.approach import FIRST_LOOK, LAST_LOOK, OURS, Stage
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Verb
from signals.rules.protocol import CheckOn

USUAL_LOOK = timedelta(days=30)

#: What the team may want to write to a department; the limits of the privacy officer say what may.
DATA = [
    ("headline", _("The headline")),
    ("text", _("The text of the signal")),
    ("place", _("The place")),
    ("moment", _("When it was seen")),
    ("named", _("People, companies or vehicles that are named")),
    ("attachments", _("Photos and documents")),
    ("hits", _("What a source knows")),
    ("task", _("Only what we ask the department to do")),
]


class ApproachForm(MoveForm, SparingForm):
    """Each stands in its own place on the page."""


# ---- the privacy officer ---------------------------------------------------------------------------------------------
class DepartmentCheckForm(ApproachForm):
    verb, url_name = Verb.ASK_CHECK, "approach_check"
    title = _("Ask the privacy officer")
    button = _("Ask the privacy officer")

    department = forms.ChoiceField(
        label=_("With which department?"),
        help_text=_("On top stand the departments that do something for this theme."),
        error_messages={"required": _("Choose a department.")},
    )
    shares = forms.MultipleChoiceField(
        label=_("Which data do you want to share?"),
        help_text=_("Choose as little as you can."),
        choices=DATA,
        widget=Checkboxes,
        error_messages={"required": _("Choose at least one.")},
    )
    why = reason_field(_("Why does the department need this?"), _("The privacy officer reads this. Name nobody."))

    def prepare(self) -> None:
        self.departments = {str(one.pk): one for one in approach_of(self.signal).departments}
        named = [(key, one.name) for key, one in self.departments.items()]
        self.fields["department"].choices = [("", _("Choose a department")), *named]  # type: ignore[attr-defined]

    def fits(self) -> bool:
        return approach_of(self.signal).asks_now(CheckOn.DEPARTMENT)

    @property
    def chosen(self) -> Department:
        return self.departments[self.cleaned_data["department"]]

    def data_for(self, signal: Signal) -> dict[str, Any]:
        return super().data_for(signal) | {"shares": self.data.getlist("shares")}  # type: ignore[attr-defined]

    def asked(self) -> str:
        """Only after is_valid()."""
        labels = {code: str(label) for code, label in DATA}
        data = ", ".join(labels[code][:1].lower() + labels[code][1:] for code in self.cleaned_data["shares"])
        return "\n".join([gettext("Data: %(data)s.") % {"data": data}, self.cleaned_data["why"]])


class PowerCheckForm(ApproachForm):
    verb, url_name = Verb.ASK_CHECK, "approach_power"
    title = _("Ask the privacy officer about a power")
    button = _("Ask the privacy officer")

    use = forms.ChoiceField(
        label=_("Which department, with which power?"),
        help_text=_("These are the powers in the plan that were not asked yet."),
        widget=Radios,
        error_messages={"required": _("Choose a power.")},
    )
    why = reason_field(
        _("Why is sharing needed for it?"), _("Is there a lighter means? Then write why it is not enough.")
    )

    def prepare(self) -> None:
        self.uses = {one.key: one for one in approach_of(self.signal).uses_to_check()}
        self.fields["use"].choices = [(key, one.label) for key, one in self.uses.items()]  # type: ignore[attr-defined]

    def fits(self) -> bool:
        return bool(self.uses) and approach_of(self.signal).asks_now(CheckOn.POWER)

    @property
    def chosen(self) -> Use:
        return self.uses[self.cleaned_data["use"]]


# ---- the plan --------------------------------------------------------------------------------------------------------
class GoalForm(ApproachForm):
    verb, url_name = Verb.PLAN, "approach_goal"
    title = _("The goal of the plan")
    button = _("Save the goal")

    goal = reason_field(_("What do you want to reach together?"), _("One or two sentences. Only the team reads this."))

    def fits(self) -> bool:
        return approach_of(self.signal).may_write_goal


class ActionForm(ApproachForm):
    """What a department is asked to do. Both texts go to the department, and nothing else does."""

    verb = Verb.PLAN
    sparing_with = ("what", "text")

    department = forms.ChoiceField(
        label=_("Which department does it?"), error_messages={"required": _("Choose a department.")}
    )
    what = line_field(
        _("What do you ask them to do?"),
        _("One thing. The department says yes, later or no to it."),
        missing=_("Write what you ask."),
    )
    power = forms.ChoiceField(label=_("With which power?"), required=False)
    text = word_field(
        _("What do they need to know for it?"),
        _("Only these words go along, within what the privacy officer allowed."),
        rows=5,
    )
    due_on = DayField(label=_("By when must it be done?"))

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        self.departments = {str(one.pk): one for one in approach_of(self.signal).shared_with}
        self.powers = {str(one.pk): one for one in approach_of(self.signal).powers}
        fields["department"].choices = [
            ("", _("Choose a department")),
            *((key, one.name) for key, one in self.departments.items()),
        ]
        fields["power"].choices = [
            ("", _("No power is needed")),
            *((key, one.name) for key, one in self.powers.items()),
        ]
        from_today(self, "due_on", timedelta(days=LAST_LOOK))
        self.initial.setdefault("due_on", answered_by(self.signal, Deadline.DEPARTMENT_ANSWER))

    def fits(self) -> bool:
        return approach_of(self.signal).may_change_plan and bool(self.departments)

    def wanted(self) -> Wanted:
        """Only after is_valid()."""
        given = self.cleaned_data
        return Wanted(
            what=given["what"],
            text=given["text"],
            department=self.departments[given["department"]],
            due_on=given["due_on"],
            power=self.powers.get(given["power"]),
        )


class AddActionForm(ActionForm):
    url_name = "approach_add"
    title = _("Add an action")
    button = _("Put it in the plan")


class OneAction(RowForm):
    """A form beside one action of the plan."""

    row: PlanAction | None

    action = forms.UUIDField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        if self.row is None:
            self.row = _action(self.signal, self.data.get("action", ""))
        if self.row is not None:
            self.initial["action"] = self.row.uuid

    def fits(self) -> bool:
        is_ours = self.row is not None and stage_of(self.row) in OURS
        return is_ours and approach_of(self.signal).may_change_plan


class ChangeActionForm(OneAction, ActionForm):
    url_name = "approach_change"
    title = _("Change an action")
    button = _("Save the action")

    def __init__(self, data: Any = None, *, texts: dict[str, str] | None = None, **kwargs: Any) -> None:
        self.texts = texts or {}
        super().__init__(data, **kwargs)

    def prepare(self) -> None:
        OneAction.prepare(self)
        if self.row is not None:
            self.initial.update(
                department=self.row.department_id, power=self.row.power_id or "", due_on=self.row.due_on, **self.texts
            )
        ActionForm.prepare(self)


class SendActionForm(OneAction):
    verb, url_name = Verb.HAND_OVER, "approach_send"
    title = _("Send the action")
    button = _("Send it to the department")

    def fits(self) -> bool:
        return super().fits() and self.row is not None and stage_of(self.row) is Stage.DRAFT


class DropActionForm(OneAction, ApproachForm):
    verb, url_name = Verb.PLAN, "approach_drop"
    title = _("Drop an action")
    button = _("Drop this action")

    reason = reason_field(_("Why does it not go on?"))


# ---- did it help? ----------------------------------------------------------------------------------------------------
class PlanLookForm(ApproachForm):
    verb, url_name = Verb.MONITOR, "approach_plan_look"
    title = _("Plan a day to look")
    button = _("Save the day")

    look_on = DayField(label=_("When do you look whether it helped?"), help_text=_("We remind you on that day."))

    def prepare(self) -> None:
        fields: dict[str, Any] = self.fields
        today = timezone.localdate()
        fields["look_on"].earliest = today + timedelta(days=FIRST_LOOK)
        fields["look_on"].latest = today + timedelta(days=LAST_LOOK)
        fields["look_on"].error_messages["early"] = _("Choose a day after today.")
        ahead = approach_of(self.signal).ahead
        self.initial.setdefault("look_on", ahead.look_on if ahead else today + USUAL_LOOK)

    def fits(self) -> bool:
        return approach_of(self.signal).may_plan_look


class LookForm(ApproachForm):
    verb, url_name = Verb.MONITOR, "approach_look"
    title = _("Did it help?")
    button = _("Save what you saw")

    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=[(Helped.YES, _("Yes")), (Helped.PARTLY, _("Partly")), (Helped.NO, _("No"))],
        widget=Radios,
        error_messages={"required": _("Choose yes, partly or no.")},
    )
    words = word_field(_("What did you see?"), _("Write what changed, and where you saw that."), rows=4)

    def fits(self) -> bool:
        return approach_of(self.signal).may_look


def _action(signal: Signal, text: str) -> PlanAction | None:
    return next((row for row in approach_of(signal).actions if str(row.uuid) == text), None)
