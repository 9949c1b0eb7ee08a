"""Every component of the look in every state, on one page: for the eye and for the browser tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hkin.nlds.fields import DayField, FileField, LongTextField, ManyFilesField, PastDayField
from hkin.nlds.icons import ICONS
from hkin.nlds.layout import (
    Actions,
    Button,
    Disclosure,
    FilterHelper,
    FormHelper,
    LinkButton,
    Reveal,
    Row,
    Section,
)
from hkin.nlds.periods import Period
from hkin.nlds.templatetags.nlds import STATUS_ICONS
from hkin.nlds.widgets import Checkboxes, Chips, ChipsMultiple, Radios

FEW = [("one", _("The first answer")), ("two", _("The second answer")), ("three", _("None of these"))]
LONG = "Een zin die langer is dan er plaats is, met een onafbreekbaarwoorddatmaardoorgaatendoorgaatendoorgaat. " * 3


class EveryKindForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField(label=_("A line of text"), help_text=_("One line of help."))
    optional = forms.CharField(label=_("A line that may stay empty"), required=False)
    story = LongTextField(label=_("A longer text"), min_length=20, max_length=2000, help_text=_("A feeling is enough."))
    select = forms.ChoiceField(label=_("One of many"), choices=[("", _("Choose")), *FEW])
    radios = forms.ChoiceField(
        label=_("One of a few"),
        choices=FEW,
        widget=Radios(option_help={"one": _("With a word of help.")}),
    )
    why = forms.CharField(label=_("Shown with the second answer"), required=False)
    checkboxes = forms.MultipleChoiceField(
        label=_("Any of a few"), choices=FEW, widget=Checkboxes(option_help={"two": _("With a word of help.")})
    )
    chips = forms.ChoiceField(label=_("One tap"), choices=FEW, widget=Chips)
    more_chips = forms.MultipleChoiceField(label=_("More taps"), choices=FEW, widget=ChipsMultiple, required=False)
    day = PastDayField(label=_("An exact day"))
    about = DayField(label=_("About when"), approximate=True, help_text=_("A month or a year is enough."))
    file = FileField(label=_("A document"), required=False, help_text=_("At most 10 MB."))
    photos = ManyFilesField(label=_("Photos"))
    agree = forms.BooleanField(label=_("One box to tick"), help_text=_("With a word of help."))
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")
    extra = forms.CharField(label=_("Something more"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["radios"].widget.option_reveals = {"two": f"{self.prefix}-reveal"}
        self.helper = FormHelper()
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        return Layout(
            "hidden",
            Section(_("Text"), "text", "optional", "story", intro=_("A panel with a heading and an introduction.")),
            Section(_("Choices"), "select", "radios", Reveal(f"{self.prefix}-reveal", "why"), "checkboxes", "chips"),
            Section(_("Days and files"), "more_chips", Row("day", "about"), "file", "photos", "agree"),
            Disclosure(_("Tell more"), "extra", hint=_("Closed until you want it.")),
            Actions(
                Button(_("Send")),
                Button(_("Save"), name="save", variant="secondary", icon="document"),
                LinkButton(_("Cancel"), "#", variant="subtle"),
                Button(_("Remove"), name="remove", variant="secondary", danger=True),
            ),
        )


class StyleguideFilter(forms.Form):
    q = forms.CharField(label=_("Search"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", _("All themes")), *FEW], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FilterHelper(self)
        self.helper.layout.append(Button(_("Search"), variant="secondary"))


def _filled() -> dict[str, Any]:
    return {
        "text": LONG, "optional": "Kort", "story": LONG, "select": "two", "radios": "two", "why": LONG,
        "checkboxes": ["one", "two"], "chips": "two", "more_chips": ["one", "three"],
        "day_day": "24", "day_month": "nov", "day_year": "2025", "about_month": "3", "about_year": "2024",
        "agree": "on", "hidden": "x", "extra": LONG,
    }  # fmt: skip


def _forms() -> list[tuple[Any, forms.Form]]:
    photo = {"photos": SimpleUploadedFile("foto.jpg", b"x")}
    return [
        (_("Empty"), EveryKindForm(prefix="empty", initial={"day": timezone.localdate()})),
        (_("Filled in"), EveryKindForm(_prefixed(_filled(), "filled"), _prefixed(photo, "filled"), prefix="filled")),
        (
            _("With errors"),
            EveryKindForm({"wrong-day_day": "31", "wrong-day_month": "2", "wrong-day_year": "26"}, prefix="wrong"),
        ),
    ]


def _prefixed(data: dict[str, Any], prefix: str) -> dict[str, Any]:
    return {f"{prefix}-{name}": value for name, value in data.items()}


def _rows() -> list[dict[str, Any]]:
    today = timezone.localdate()
    texts = ["Sleutels van een loods worden contant verhandeld", LONG, "Nagelstudio zonder klanten"]
    kinds = ["new", "question", "busy"]
    return [
        {"title": text, "kind": kind, "due": today + timedelta(days)}
        for text, kind, days in zip(texts, kinds, (0, 1, 9), strict=True)
    ]


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    today = timezone.localdate()
    page = {
        "forms": _forms(),
        "filter": StyleguideFilter(),
        "rows": _rows(),
        "statuses": list(STATUS_ICONS),
        "icons": list(ICONS),
        "days": [today - timedelta(1), today, today + timedelta(3), today + timedelta(400), timezone.now()],
        "period": Period.of(year=2025, month=3),
        "facts": [
            (_("What"), "Twee regels\nonder elkaar"), (_("Where"), LONG),
            (_("When"), ""), (_("Who reads it"), "Omar de Vries", "#", _("Change")),
        ],
        "shown_theme": request.GET.get("thema", ""),
    }  # fmt: skip
    return render(request, "nlds/styleguide.html", page)
