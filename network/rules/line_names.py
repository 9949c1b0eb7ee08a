"""The lines of the list to go live by, as a page calls them, and what each of them asks."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.starting import Line

Text = str | Promise

LINE_NAMES: dict[Line, Text] = {
    Line.PROTOCOL_ADOPTED: _("The privacy protocol is adopted"),
    Line.DPIA: _("The DPIA is done"),
    Line.DPO_ADVICE: _("The data protection officer gave advice"),
    Line.PROCESSING_REGISTER: _("It stands in the register of processing"),
    Line.RETENTION_TERMS: _("The terms of keeping are set"),
    Line.WORKS_COUNCIL: _("The works council was asked"),
    Line.INTEGRITY_RECEIVERS: _("There are two integrity receivers"),
    Line.COORDINATOR_DEPUTY: _("The coordinator has a deputy"),
    Line.MAIL_TESTED: _("Mail arrives"),
    Line.KEYS_STORED: _("The keys lie in two places"),
    Line.BACKUP_RESTORED: _("A backup was put back once"),
    Line.OVERSIGHT: _("Privacy officer and data protection officer are two people"),
    Line.DEAD_ENDS: _("Every example of the test ride finds a reader"),
    Line.PROTOCOL_GATES: _("The two privacy checks of the protocol are arranged"),
    Line.PERSON_REQUESTS: _("Requests of people about their own data are arranged"),
}

LINE_HINTS: dict[Line, Text] = {
    Line.PROTOCOL_ADOPTED: _("The mayor and aldermen adopt it. Write down where the decision is kept."),
    Line.DPIA: _("HKIN works with data about suspicions. The law asks for a DPIA before you begin."),
    Line.DPO_ADVICE: _("About the DPIA, in writing."),
    Line.PROCESSING_REGISTER: _("With purpose, ground and terms."),
    Line.RETENTION_TERMS: _("How long you keep what was closed, for each way in which it ended."),
    Line.WORKS_COUNCIL: _("HKIN writes down what colleagues do. Ask the works council."),
    Line.INTEGRITY_RECEIVERS: _("Two people of two reporting lines. Then nobody reads about themselves."),
    Line.COORDINATOR_DEPUTY: _("Somebody must read when the coordinator is away."),
    Line.MAIL_TESTED: _("Somebody sent a test mail and typed its code."),
    Line.KEYS_STORED: _("HKIN sees that they are on paper. Sign that the paper lies in two places."),
    Line.BACKUP_RESTORED: _("A backup that was never put back is no backup."),
    Line.OVERSIGHT: _("The one decides about checks, the other supervises them."),
    Line.DEAD_ENDS: _("Ride again in step 6 when you have mended something."),
    Line.PROTOCOL_GATES: _("A privacy officer decides them, and a source has a holder who can be asked."),
    Line.PERSON_REQUESTS: _("HKIN cannot make such an answer yet. Agree who makes it by hand, and sign that here."),
}

#: What happened to the municipality, by code of the trail.
EVENT_NAMES: dict[str, Text] = {
    "joint_rule_changed": _("The agreement about the second pair of eyes was changed"),
    "line_written": _("A line of the list was written"),
    "went_live": _("Went live"),
    "awareness_planned": _("The awareness session was planned"),
    "terms_set": _("The terms of keeping were set"),
    "described": _("It was said who the municipality is"),
    "reading_times_set": _("The reading times were set"),
    "deadlines_set": _("The terms were set"),
    "protocol_loaded": _("A protocol of its own was loaded"),
    "protocol_chosen": _("It was chosen how signals are weighed"),
    "directory_terms_set": _("The agreements of the directory were set"),
    "theme_changed": _("A theme was changed"),
    "indicator_changed": _("A sign was changed"),
    "priority_set": _("A theme got priority"),
    "priority_ended": _("The priority of a theme ended"),
}
