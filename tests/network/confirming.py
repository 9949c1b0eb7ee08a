"""A department, its cells and its messages, for the tests of "klopt dit?"."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.askings import cells_to_confirm
from network.cast import Cast
from network.models import Department, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.rules import Role
from tests.network.furnishing import signed_in

VAS = "/netwerk/klopt-dit/VAS/"


def forget_confirmations(department: Department) -> None:
    """As if it was never asked anything."""
    department.responsibilities.update(confirmed_on=None, confirmed_by=None)


def cells(department: Department) -> list[Responsibility]:
    return list(cells_to_confirm(timezone.localdate()).filter(department=department).order_by("pk"))


def lead_of(department: Department) -> Responsibility:
    return Responsibility.objects.today().get(department=department, part=Part.LEAD)


def all_right(user: User, department: Department, *, seen: list[int] | None = None) -> HttpResponse:
    """The one press, on the page as it stands now."""
    shown = [row.pk for row in cells(department)] if seen is None else seen
    response: HttpResponse = signed_in(user).post(f"/netwerk/klopt-dit/{department.code}/", {"seen": shown})
    return response


def make_head(cast: Cast, user: User, code: str, *, since: date) -> None:
    RoleGrant.objects.create(
        user=user,
        role=Role.DEPARTMENT_HEAD,
        municipality=cast.oudeveen,
        department=cast.department(code),
        from_on=since,
    )


def told(user: User) -> list[str]:
    """The kinds of what this person heard about askings and contests, the first first."""
    kinds = Message.objects.filter(recipient_mark=duty_mark(user.pk)).order_by("pk").values_list("kind", flat=True)
    return [kind for kind in kinds if kind.startswith(("confirmation_", "cell_contested", "contest_"))]
