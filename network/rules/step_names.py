"""The seven steps and the three sizes as a page calls them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.starting import SetupStep, Size

STEP_NAMES: dict[SetupStep, str | Promise] = {
    SetupStep.MACHINE: _("The machine"),
    SetupStep.MUNICIPALITY: _("Who are we"),
    SetupStep.PEOPLE: _("Six people"),
    SetupStep.READING: _("When do we read"),
    SetupStep.DIRECTORY: _("Who is for what"),
    SetupStep.TEST_RIDE: _("Test ride"),
    SetupStep.REMAINING: _("What must still be done"),
}

STEP_INTROS: dict[SetupStep, str | Promise] = {
    SetupStep.MACHINE: _("Is the server in order? Mail and keys come first."),
    SetupStep.MUNICIPALITY: _("Name, places, colours, and how large you are."),
    SetupStep.PEOPLE: _("Who leads the team, who guards privacy, who hears about colleagues."),
    SetupStep.READING: _("Days, hours and holidays, and who can be called outside them."),
    SetupStep.DIRECTORY: _("Departments, their contact persons, and eight themes to begin with."),
    SetupStep.TEST_RIDE: _("Five examples go the real way. You see where each one ends."),
    SetupStep.REMAINING: _("The list for going live. Each line has a name and a date."),
}

SIZE_NAMES: dict[Size, str | Promise] = {Size.SMALL: _("Small"), Size.MIDDLE: _("Middle"), Size.LARGE: _("Large")}
