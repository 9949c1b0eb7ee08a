"""A cell of the matrix, opened and filled in through the front door."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import Responsibility, User

HTMX = {"HX-Request": "true"}
T07, VAS, OOV = "T07", "VAS", "OOV"


def enter(client: Client, user: User) -> None:
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])


def address(theme: str = T07, department: str = VAS, level: str = "tactisch", query: str = "") -> str:
    return reverse("network:cell_at_level", args=[theme, department, level]) + query


def look(client: Client, user: User, path: str = "", *, in_place: bool = False) -> Any:
    enter(client, user)
    return client.get(path or address(), headers=HTMX if in_place else {})


def fields(response: HttpResponse) -> dict[str, Any]:
    """The form as it stands on the page, to send back with changes."""
    form = response.context["form"]  # type: ignore[attr-defined]
    values = {name: form[name].value() for name in form.fields}
    day = values.pop("from_on")
    values |= boxes("from_on", day)
    values |= boxes("review_on", values.pop("review_on"))
    return {name: value for name, value in values.items() if value is not None}


def boxes(name: str, day: date | None) -> dict[str, Any]:
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


def save(client: Client, user: User, path: str = "", *, in_place: bool = True, **changes: Any) -> Any:
    """Open, change these answers, and send it."""
    opened = look(client, user, path, in_place=in_place)
    return client.post(path or address(), fields(opened) | changes, headers=HTMX if in_place else {})


def stands(cast: Cast, theme: str = T07, department: str = VAS, level: str = "tactical") -> Responsibility | None:
    rows = Responsibility.objects.current(timezone.localdate()).filter(municipality=cast.oudeveen)
    return rows.filter(theme__code=theme, department__code=department, level=level).first()
