"""What pages need of the look: controls, icons, badges, lists of facts, days in words, pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hkin.nlds.days import day_in_words, moment_in_words, period_in_words
from hkin.nlds.icons import ICONS
from hkin.nlds.kinds import template_for
from hkin.nlds.periods import Period
from hkin.nlds.qr import qr_of

register = template.Library()

Text = str | Promise

#: kind of status -> icon, so that colour never tells it alone
STATUS_ICONS = {
    "new": "star",
    "question": "question",
    "busy": "clock",
    "waiting": "minus",
    "done": "check",
    "warning": "alert",
    "urgent": "alert",
    "locked": "lock",
    "neutral": "",
}


@register.filter
def kind_template(field: BoundField) -> str:
    return template_for(field.field.widget)


@register.simple_tag
def control(field: BoundField, css_class: str) -> SafeString:
    """The input itself, with our classes before those the widget has of its own."""
    # The server tells what is missing, in Dutch; `required` would make the browser do it in its own language.
    field.form.use_required_attribute = False
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css_class} {own}".strip()})


@register.simple_tag
def parts_of(field: BoundField) -> list[dict[str, Any]]:
    """The boxes of a field that has several, as Django's template context describes them."""
    context = field.field.widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    parts: list[dict[str, Any]] = context["widget"]["subwidgets"]
    return parts


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """Always decoration: the text beside it says the same."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        f"hkin-icon {css_class}".strip(),
        ICONS[name],
    )


@register.inclusion_tag("nlds/parts/status_badge.html")
def status_badge(kind: str, label: Text) -> dict[str, Any]:
    """kind: new, question, busy, waiting, done, warning, urgent, locked or neutral."""
    return {"kind": kind, "label": label, "icon": STATUS_ICONS[kind]}


@register.inclusion_tag("nlds/parts/summary_list.html")
def summary_list(rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """rows: (label, value) or (label, value, address, text of the link). Empty values read "niet ingevuld"."""
    return {"rows": [(*row, "", "")[:4] for row in rows]}


@register.inclusion_tag("nlds/parts/pager.html")
def pager(*, older: str = "", newer: str = "", first: str = "", shown: int | None = None) -> dict[str, Any]:
    """Pages of a list without numbers: each argument is an address (a query string will do) or empty."""
    return {"older": older, "newer": newer, "first": first, "shown": shown}


@register.inclusion_tag("nlds/parts/empty_state.html")
def empty_state(
    title: Text, text: Text = "", *, icon: str = "inbox", href: str = "", link: Text = ""
) -> dict[str, Any]:
    return {"title": title, "text": text, "icon": icon, "href": href, "link": link}


@register.inclusion_tag("nlds/parts/alert.html")
def alert(kind: str, title: Text, text: Text = "", *, is_live: bool = False) -> dict[str, Any]:
    """kind: info, ok, warning or error."""
    icons = {"info": "info", "ok": "check", "warning": "alert", "error": "alert"}
    return {"kind": kind, "title": title, "text": text, "icon": icons[kind], "is_live": is_live}


@register.inclusion_tag("nlds/parts/qr.html")
def qr(address: str, label: Text) -> dict[str, Any]:
    """For a phone; the address itself stands beside it, for whoever cannot scan."""
    return {"code": qr_of(address), "label": label}


@register.filter
def in_words(value: date | datetime | Period | None) -> str:
    """A day, moment or period in Dutch words; nothing for nothing."""
    if not value:
        return ""
    if isinstance(value, Period):
        return period_in_words(value)
    return moment_in_words(value) if isinstance(value, datetime) else day_in_words(value)
