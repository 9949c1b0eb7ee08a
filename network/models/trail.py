"""What happened to people and their roles, and to a municipality, and why: only ever added to."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from hkin.privacy.append_only import AppendOnly
from network.models.person import User
from network.models.place import Municipality


class PersonEvent(models.TextChoices):
    """Stored words; the Dutch stands with the page."""

    INVITED = "invited"
    ENTERED = "entered"
    CHANGED = "changed"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    ROLE_ASKED = "role_asked"  # it opens signals, so somebody else must agree
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    DEACTIVATED = "deactivated"
    REACTIVATED = "reactivated"
    HANDED_OVER = "handed_over"
    SESSIONS_ENDED = "sessions_ended"
    UNLOCKED = "unlocked"
    SECOND_PROOF_CLEARED = "second_proof_cleared"


def event_choices() -> list[tuple[str, str]]:
    return [(event.value, event.value) for event in PersonEvent]


class PersonEntry(AppendOnly):
    """`detail` names roles, departments and colleagues; `reason` is what the doer typed. Never a word of a signal."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="entries")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the software, or a sign-in
    role = models.CharField(max_length=30, blank=True)  # in which the doer did it
    event = models.CharField(max_length=30, choices=event_choices)
    detail = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta(AppendOnly.Meta):
        indexes = [models.Index(fields=["person", "-id"], name="entries_of_person")]

    def __str__(self) -> str:
        return f"{self.event} {self.person_id}"


class MunicipalityEvent(models.TextChoices):
    """Stored words; the Dutch stands with the page."""

    JOINT_RULE_CHANGED = "joint_rule_changed"
    LINE_WRITTEN = "line_written"
    WENT_LIVE = "went_live"
    AWARENESS_PLANNED = "awareness_planned"
    TERMS_SET = "terms_set"
    DESCRIBED = "described"
    READING_TIMES_SET = "reading_times_set"
    DEADLINES_SET = "deadlines_set"
    PROTOCOL_LOADED = "protocol_loaded"  # from a file, by who holds the machine
    PROTOCOL_CHOSEN = "protocol_chosen"
    DIRECTORY_IMPORTED = "directory_imported"  # from a file
    DEPARTMENT_CHANGED = "department_changed"
    PARTNER_CHANGED = "partner_changed"
    THEME_CHANGED = "theme_changed"  # its detail begins with the code of the theme, as of the next three
    INDICATOR_CHANGED = "indicator_changed"
    PRIORITY_SET = "priority_set"
    PRIORITY_ENDED = "priority_ended"
    DIRECTORY_TERMS_SET = "directory_terms_set"  # how long a confirmation is good, and how much one person carries


def municipality_event_choices() -> list[tuple[str, str]]:
    return [(event.value, event.value) for event in MunicipalityEvent]


class MunicipalityEntry(AppendOnly):
    """What was decided about a municipality as a whole. `detail` names codes and people, never a word of a signal."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="entries")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the software
    role = models.CharField(max_length=30, blank=True)  # in which the doer did it
    event = models.CharField(max_length=30, choices=municipality_event_choices)
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta(AppendOnly.Meta):
        indexes = [models.Index(fields=["municipality", "-id"], name="entries_of_municipality")]

    def __str__(self) -> str:
        return f"{self.event} {self.municipality_id}"
