"""How the filing form stands on the page: what is asked first, and what is closed until asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from crispy_forms.layout import Layout
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.translation import gettext_lazy as _

from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, Fragment, Reveal, Row, Section

if TYPE_CHECKING:
    from signals.forms.filing import FilingForm


def helper_of(form: FilingForm) -> FormHelper:
    helper = FormHelper(form)
    helper.attrs["data-draft-url"] = reverse("signals:save_draft")
    form.fields["text"].widget.attrs |= {
        "hx-post": reverse("signals:care"),
        "hx-trigger": "change, keyup changed delay:1s",
        "hx-target": "#numbers",
    }
    first = [
        *(["regime_answer"] if "regime_answer" in form.fields else []),
        "text",
        Fragment("signals/filing/_numbers_place.html"),
        "place",
        "place_kind",
    ]
    outside = SimpleLazyObject(lambda: form.desk.outside)
    others = ["caller_name", "caller_phone", "caller_email"] if form.desk.may_file_for_others else []
    helper.layout = Layout(
        "key",
        Section("", *first, "when", Reveal("when-day", "day")),
        Section(
            "",
            "safety",
            Reveal("danger-now", Fragment("signals/filing/_danger.html", outside=outside)),
            Reveal("choose-receiver", "receiver"),
        ),
        Section("", "shield", Fragment("signals/filing/_shield.html")),
        Disclosure(
            _("Tell more"),
            "theme",
            "indicators",
            Row(
                "indicator_words", Button(_("Find"), name="find_indicators", variant="secondary"), css_class="hkin-find"
            ),
            "observed",
            Fragment("signals/filing/_subjects.html"),
            "uploads",
            Fragment("signals/filing/_attachments.html"),
            "done_already",
            "ask_by",
            "source",
            Row(
                "colleague_words",
                Button(_("Find a colleague"), name="find_colleagues", variant="secondary"),
                css_class="hkin-find",
            ),
            *(["excluded"] if "excluded" in form.fields else []),
            *others,
            hint=_("Not needed, but it helps."),
            is_open=bool(form.rows.filled or (form._seen_by_form and form._seen_by_form.get("more_open"))),
            css_id="more",
        ),
        Fragment("signals/filing/_privacy.html"),
        Fragment("signals/filing/_outside.html", outside=outside),
        Actions(
            Button(_("File the signal"), name="send"),
            Button(_("Finish later"), name="later", variant="secondary"),
        ),
    )
    return helper


def said(sentence: Callable[..., str], *args: object) -> str:
    """A sentence of the desk, worked out once and only when the page is drawn."""
    once = cache(partial(sentence, *args))
    return lazy(once, str)()
