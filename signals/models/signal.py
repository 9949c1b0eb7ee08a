"""The signal itself. What was written lies sealed; what lies in the clear is what queues and counts need."""

from __future__ import annotations

import uuid
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from hkin.privacy.marks import exclusion_mark
from network.models import Department, Indicator, Municipality, Team, Theme, User
from network.roles import RolesHeld, roles_of
from network.rules import Role
from network.working_days import ReadingCalendar
from signals.rules.lifecycle import (
    BEGAN_AS_PART,
    OPEN,
    REPORTER_STATUS,
    URGENCY_RANK,
    URGENT,
    ReporterStatus,
    Route,
    Status,
    Urgency,
    outcome_choices,
)
from signals.rules.safety import Observed, PlaceKind, RegimeAnswer, Safety

#: In the queue of a team these are for a few (R3, R4, R26); in the other queues few read along already.
FLAGGED = Q(has_police_data=True) | Q(is_closed_regime=True) | Q(has_criminal_data=True)


def _sees(held: RolesHeld, user_id: int) -> Q:
    """Which queues the roles of a person open. The only place that says so; see also signals/audience.py."""
    of_a_team = Q(route__in=[Route.TEAM, Route.STAFF_SAFETY])
    members = held.of(Role.TEAM_MEMBER)
    seen = of_a_team & Q(team_id__in=held.of(Role.COORDINATOR).teams())
    seen |= of_a_team & Q(team_id__in=members.teams()) & (~FLAGGED | _let_in(members, user_id))
    seen |= of_a_team & FLAGGED & Q(municipality_id__in=held.municipalities(Role.PRIVACY_OFFICER))
    deciding = held.municipalities(Role.COORDINATOR, Role.PRIVACY_OFFICER)
    seen |= Q(route=Route.RESTRICTED, municipality_id__in=deciding)
    for officer in held.of(Role.ATTENTION_OFFICER):
        theirs = Q(route=Route.ATTENTION_OFFICER, municipality_id=officer.municipality_id)
        seen |= theirs if officer.theme_id is None else theirs & (Q(attention_theme=officer.theme_id))
    for one in held.of(Role.INTEGRITY_RECEIVER):
        chosen = Q(receiver_id=one.instead_of or user_id) | Q(receiver=None)
        seen |= chosen & Q(route=Route.INTEGRITY, municipality_id=one.municipality_id)
    return seen


def _let_in(members: RolesHeld, user_id: int) -> Q:
    """Whom the coordinator admitted, in person; without police data also who has it, or stands in for them."""
    admitted = apps.get_model("signals", "Admission")._default_manager.filter(user_id=user_id, ended_at=None)
    absent = {one.instead_of for one in members if one.instead_of is not None}
    return Q(pk__in=admitted.values("signal_id")) | Q(has_police_data=False, owner_id__in={user_id, *absent})


def practice_over(prefix: str = "") -> Q:
    """Signals of before the municipality went live: nobody meets them any more, and they wait to be erased."""
    live = Municipality.objects.filter(is_live=True).values("pk")
    return Q(**{f"{prefix}is_practice": True, f"{prefix}municipality__in": live})


_OWN_LIST = (
    "uuid",
    "reference",
    "municipality_id",
    "status",
    "created_at",
    "closed_at",
    "next_word_on",
    "reporter_mark",
)


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: User) -> Self:
        """Signals a person handles or decides about, by the roles they hold today. What they filed is `filed_by`."""
        held = roles_of(user)
        seen = self.filter(_sees(held, user.pk), municipality_id__in=held.municipalities())
        seen = seen.exclude(practice_over())
        return seen.exclude(excluded_marks__contains=[exclusion_mark(user.pk)]).exclude(stepped_aside=user)

    def kept_from(self, user: User) -> Self:
        """What a person may not know of, whatever their roles: a reporter excluded them, or they stepped aside."""
        return self.filter(Q(excluded_marks__contains=[exclusion_mark(user.pk)]) | Q(stepped_aside=user))

    def filed_by(self, mark: bytes) -> Self:
        return self.filter(reporter_mark=mark).exclude(practice_over())

    def followed_by(self, mark: bytes) -> Self:
        """What a person filed, and what they filled in for a colleague: of that they see no more than the receipt."""
        return self.filter(Q(reporter_mark=mark) | Q(entered_by_mark=mark)).exclude(practice_over())

    def for_own_list(self) -> Self:
        """Newest first, without a sealed column. Of a part the reporter reads no theme: a colleague chose it."""
        trail = apps.get_model("signals", "TrailEntry")._default_manager
        begun = trail.filter(signal=OuterRef("pk"), verb=BEGAN_AS_PART)
        rows = self.select_related("theme").only(*_OWN_LIST, "theme__name").order_by("-pk")
        return rows.annotate(shows_part=Exists(begun))

    def open(self) -> Self:
        """Work: what was practised before going live is nobody's work any more."""
        return self.filter(status__in=sorted(OPEN)).exclude(practice_over())

    def practised(self, before: datetime) -> Self:
        """Practice that goes: filed before then, or in a municipality that is live now."""
        return self.filter(Q(created_at__lt=before, is_practice=True) | practice_over())

    def closed(self) -> Self:
        return self.filter(status=Status.CLOSED)

    def unseen_urgent(self) -> Self:
        return self.open().filter(urgency__in=sorted(URGENT), seen_at=None)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


@dataclass(frozen=True)
class KeptOut(Container[int]):
    """Who may not know of one signal: whom the reporter excluded, known by their marks only, and who stepped aside."""

    marks: frozenset[bytes]
    stepped_aside: frozenset[int]

    def __contains__(self, user_id: object) -> bool:
        return user_id in self.stepped_aside or (isinstance(user_id, int) and exclusion_mark(user_id) in self.marks)


class Signal(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)  # made by the form: sent twice, filed once
    reference = models.CharField(max_length=9, unique=True)  # canonical, without dashes
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    is_practice = models.BooleanField(default=False)  # filed before the municipality went live
    protocol_version = models.CharField(max_length=30, default="model-1")
    step = models.CharField(max_length=30, default="intake")
    created_at = models.DateTimeField(db_default=Now())

    # where it goes
    route = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Route])
    status = models.CharField(max_length=30, choices=[(s.value, s.value) for s in Status], default=Status.RECEIVED)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # integrity route; None: any
    attention_theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")
    lead_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")  # proposed
    proposed_contact = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    has_hole = models.BooleanField(default=False)  # routing met a gap in the directory
    sealed_why = models.BinaryField(null=True)  # in words, why it went where it went

    # when it must be read, and who has it
    urgency = models.CharField(max_length=20, choices=[(u.value, u.value) for u in Urgency])
    urgency_rank = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    seen_at = models.DateTimeField(null=True)  # the human "seen" of an urgent one
    owner = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lease_until = models.DateField(null=True)  # last working day of the claim, included
    version = models.PositiveIntegerField(default=1)  # goes up with each change: a stale form is refused

    # what it is about
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+")
    more_themes = models.ManyToManyField(Theme, related_name="+", blank=True)
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)
    sealed_text = models.BinaryField()
    sealed_headline = models.BinaryField(null=True)
    sealed_place = models.BinaryField(null=True)
    sealed_done_already = models.BinaryField(null=True)
    place_kind = models.CharField(
        max_length=10, default=PlaceKind.LINE, choices=[(k.value, k.value) for k in PlaceKind]
    )
    area = models.CharField(max_length=10, blank=True)  # first four digits of the postcode
    occurred_from = models.DateField(null=True)
    occurred_until = models.DateField(null=True)
    daypart = models.CharField(max_length=10, blank=True)
    precision = models.CharField(max_length=10, blank=True)
    is_repeated = models.BooleanField(default=False)
    observed = models.CharField(max_length=10, blank=True, choices=[(o.value, o.value) for o in Observed])
    source = models.CharField(max_length=20, default="own_work")
    safety = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Safety], default=Safety.NONE)
    regime = models.CharField(max_length=20, blank=True)
    regime_answer = models.CharField(max_length=10, blank=True, choices=[(a.value, a.value) for a in RegimeAnswer])
    has_police_data = models.BooleanField(default=False)  # Wpg (R26): a few people, never out by us
    is_closed_regime = models.BooleanField(default=False)  # a closed law (R3): of it only that there is something
    has_criminal_data = models.BooleanField(default=False)  # a suspicion with a person (R4, AVG art. 10): a few people

    # who it comes from, without saying who
    reporter_mark = models.BinaryField(max_length=16)
    entered_by_mark = models.BinaryField(max_length=16, null=True)  # filed on behalf of the reporter
    is_shielded = models.BooleanField(default=False)
    origin_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")  # large ones only
    origin_cluster = models.CharField(max_length=100, blank=True)  # of a small department, when the cluster is large
    excluded_marks = ArrayField(models.BinaryField(max_length=16), default=list)
    # By account, as in the trail: a mark beside it would tell whom the marks of other signals stand for.
    stepped_aside = models.ManyToManyField(User, related_name="+", blank=True)
    next_word_on = models.DateField(null=True)  # by when the reporter hears something
    word_promised_on = models.DateField(null=True)  # the first of those days, as the receipt promised it
    first_word_at = models.DateTimeField(null=True)  # when they first heard something

    # how it ended
    outcome = models.CharField(max_length=30, blank=True, choices=outcome_choices)
    closed_at = models.DateTimeField(null=True)
    destroy_on = models.DateField(null=True)

    # the blind index
    words = ArrayField(models.BigIntegerField(), default=list)
    index_version = models.BigIntegerField()  # stemmer and key the words were made with

    objects = SignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(status=Status.CLOSED) | ~Q(outcome=""), name="closed_has_outcome"),
            models.CheckConstraint(condition=Q(status=Status.CLOSED) | Q(destroy_on=None), name="open_is_kept"),
            models.CheckConstraint(
                condition=~Q(route__in=[Route.TEAM, Route.STAFF_SAFETY]) | Q(team__isnull=False), name="queue_has_team"
            ),
            models.CheckConstraint(condition=Q(owner=None) | Q(lease_until__isnull=False), name="claim_has_lease"),
        ]
        indexes = [
            models.Index("urgency_rank", "due_on", "id", name="queue_order", condition=~Q(status=Status.CLOSED)),
            # For counts of open work: without it the planner walks all that was ever closed first.
            models.Index("id", name="open_signals", condition=~Q(status=Status.CLOSED)),
            models.Index("team", "status", F("created_at").desc(), F("id").desc(), name="archive_by_team"),
            models.Index("theme", F("created_at").desc(), F("id").desc(), name="archive_by_theme"),
            # Somebody behind several queues has one archive.
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                name="archive_newest_first",
                condition=Q(status=Status.CLOSED),
            ),
            models.Index(F("closed_at").desc(), F("id").desc(), name="closed_last", condition=Q(status=Status.CLOSED)),
            models.Index("destroy_on", "id", name="destroyed_next", condition=Q(destroy_on__isnull=False)),
            # Of few: whose reporter asked something after the end.
            models.Index(
                "next_word_on",
                "id",
                name="reporters_asking",
                condition=Q(status=Status.CLOSED, next_word_on__isnull=False),
            ),
            models.Index("reporter_mark", F("id").desc(), name="own_signals"),
            models.Index(
                "entered_by_mark",
                F("id").desc(),
                name="signals_entered",
                condition=Q(entered_by_mark__isnull=False),
            ),
            GinIndex("words", name="blind_index"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def calendar(self) -> ReadingCalendar:
        """When the people behind its queue read."""
        if self.team is not None:
            return self.team.calendar
        return self.municipality.calendar

    @property
    def is_urgent(self) -> bool:
        return Urgency(self.urgency) in URGENT

    @property
    def is_open(self) -> bool:
        return Status(self.status) in OPEN

    @property
    def is_flagged(self) -> bool:
        return self.has_police_data or self.is_closed_regime or self.has_criminal_data

    @property
    def is_under_closed_law(self) -> bool:
        """Flagged so, or filed so and not decided otherwise."""
        return self.is_closed_regime or self.route == Route.RESTRICTED

    @cached_property
    def _begun_by(self) -> str:
        """The role in the row that the trail of a part begins with; empty for what somebody filed."""
        begun = self.trail.filter(verb=BEGAN_AS_PART) if self.is_shielded else self.trail.none()
        return begun.values_list("role", flat=True).first() or ""

    @property
    def is_part(self) -> bool:
        """Split off: a colleague wrote it. Always shielded."""
        return bool(self._begun_by)

    @property
    def is_followed(self) -> bool:
        """The reporter knows of it, and hears what comes of it."""
        return self._begun_by in {"", Role.REPORTER}

    @property
    def needs_permission(self) -> bool:
        """Whoever shares something of it writes down why that may (R3, R4, R26)."""
        return self.is_under_closed_law or self.is_flagged

    @property
    def reporter_status(self) -> ReporterStatus:
        return REPORTER_STATUS[Status(self.status)]

    def kept_out(self) -> KeptOut:
        return KeptOut(
            marks=frozenset(bytes(mark) for mark in self.excluded_marks),
            stepped_aside=frozenset(self.stepped_aside.values_list("pk", flat=True)),
        )

    def set_urgency(self, urgency: Urgency, *, due_on: date) -> None:
        self.urgency, self.urgency_rank, self.due_on = urgency, URGENCY_RANK[urgency], due_on


class Reporter(models.Model):
    """The one row that ties a person to a signal, sealed under a key of its own (R11)."""

    signal = models.OneToOneField(Signal, models.CASCADE, related_name="reporter")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    sealed_identity = models.BinaryField()  # JSON: user_id, name, department, phone, ask_by, caller

    def __str__(self) -> str:
        return str(self.uuid)
