"""People, the dated roles they hold, and when they are away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from network.models.place import Department, Municipality, Team
from network.rules import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, email: str = "", password: str | None = None, **more: object) -> User:
        user = self.model(username=username, email=self.normalize_email(email), **more)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. Deactivated when they leave, never deleted while signals name them."""

    # Names the person in an address; their number would tell how many there are and who came after whom.
    key = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=100)
    function = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    best_hours = models.CharField(max_length=100, blank=True)  # in the person's own words: "di en do"
    external_id = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    entered_at = models.DateTimeField(null=True, blank=True)  # came in for the first time; empty while invited
    left_at = models.DateTimeField(null=True, blank=True)  # deactivated
    session_round = models.PositiveIntegerField(default=0)  # one up ends every session, everywhere

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index("email", name="user_email"),
            models.Index(fields=["name", "id"], name="user_by_name"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_session_auth_hash(self) -> str:
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret=secret)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        """Bound to the round too: one up, and no session of before is this person any more."""
        value = f"{self.password}|{self.session_round}"
        return salted_hmac("network.User.session", value, secret=secret, algorithm="sha256").hexdigest()


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, role.value) for role in Role]


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on, user__is_active=True)

    def today(self) -> Self:
        return self.current(timezone.localdate())

    def holders(self, *roles: Role, municipality_id: int) -> models.QuerySet[RoleGrant, int]:
        """Ids of the people who hold one of the roles there today."""
        today = timezone.localdate()
        return (
            self.current(today)
            .filter(role__in=roles, municipality_id=municipality_id)
            .values_list("user_id", flat=True)
        )

    def accounts_around(self, department: Department) -> tuple[int, int]:
        """How many active colleagues file from this department, and from its whole cluster."""
        here = Q(department=department)
        cluster = Q(department__cluster=department.cluster) if department.cluster else here
        counted = self.current(timezone.localdate()).filter(
            here | cluster, municipality=department.municipality_id, role=Role.REPORTER
        )
        numbers = counted.aggregate(
            here=models.Count("user", distinct=True, filter=here),
            cluster=models.Count("user", distinct=True, filter=cluster),
        )
        return numbers["here"], numbers["cluster"]


class GrantSource(models.TextChoices):
    HAND = "hand"
    SIGN_IN = "sign_in"  # by a claim of the identity provider; goes when the claim goes
    NEIGHBOUR = "neighbour"  # shared by a municipality nearby


class RoleGrant(models.Model):
    """From a day until a day, somebody holds a role in a municipality, and where it matters a department or theme."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=role_choices)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="grants")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="grants")
    theme = models.ForeignKey("network.Theme", models.PROTECT, null=True, blank=True, related_name="+")
    line = models.CharField(max_length=100, blank=True)  # the reporting line an integrity receiver stands in
    deputy = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="deputy_for")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)  # the last day, included
    source = models.CharField(max_length=10, choices=GrantSource.choices, default=GrantSource.HAND)
    reason = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "municipality", "department", "team", "theme", "from_on"],
                name="grant_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.CONTACT_PERSON) | Q(department__isnull=False), name="contact_has_department"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.TEAM_MEMBER, Role.COORDINATOR]) | Q(team__isnull=False),
                name="team_role_has_team",
            ),
            models.CheckConstraint(condition=~Q(deputy=models.F("user")), name="deputy_is_another"),
        ]
        indexes = [models.Index(fields=["municipality", "role"], name="grant_by_role")]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id} in {self.municipality_id}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        return self.filter(from_on__lte=day, until_on__gte=day)

    def between(self, first: date, last: date) -> Self:
        """With at least one day in common with these, both included."""
        return self.filter(from_on__lte=last, until_on__gte=first)

    def not_over(self, today: date) -> Self:
        return self.filter(until_on__gte=today)


class Absence(models.Model):
    """Somebody is not there; the deputy named here goes before the standing deputy of a role."""

    user = models.ForeignKey(User, models.CASCADE, related_name="absences")
    from_on = models.DateField()
    until_on = models.DateField()  # included
    deputy = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="absence_ends_after_start"),
            models.CheckConstraint(condition=~Q(deputy=models.F("user")), name="absence_deputy_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_on} - {self.until_on}"
