"""Who is for what, filled in at once: the list of contact persons, and the themes to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hkin.nlds.fields import FileField, LongTextField
from hkin.nlds.layout import Actions, Button, Disclosure, FormHelper, Row
from network import sheets
from network.actions.themes import choose_themes
from network.choices import ThemeChoice, departments_of, theme_choices
from network.models import Department, Municipality, Theme, User
from network.sheets import SheetError, as_text, read_text, read_upload


class SheetForm(forms.Form):
    """Only read here: what the lines would change is shown before anything happens."""

    text = LongTextField(
        label=gettext_lazy("Department; contact person; mail; deputy"),
        help_text=gettext_lazy("One department on each line. A deputy may be a name or a mail address."),
        required=False,
        strip=False,
    )
    file = FileField(
        label=gettext_lazy("Or choose a file"), help_text=gettext_lazy("Excel (.xlsx) or .csv."), required=False
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: Sequence[sheets.Row] = []
        self.fields["text"].widget.attrs |= {"rows": 8, "spellcheck": "false", "class": "hkin-sheet"}
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.txt"
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("network:setup_directory", args=[municipality.slug])
        self.helper.layout = Layout("text", "file", Actions(Button(_("See first what changes"))))

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if self.errors:
            return answers
        upload = answers.get("file")
        place = "file" if upload else "text"
        try:
            if upload and upload.size > sheets.MOST_BYTES:
                raise SheetError(_("This file is too large. A list is at most 256 kB."))
            self.rows = read_upload(upload.read()) if upload else read_text(answers.get("text", ""))
        except SheetError as error:
            self.add_error(place, str(error.message))
            return answers
        if not self.rows:
            self.add_error(place, _("There are no lines in it. Paste the list, or choose a file."))
        return answers

    @classmethod
    def of(cls, rows: Sequence[sheets.Row], municipality: Municipality) -> SheetForm:
        """The lines in the field where they can be mended, wherever they came from."""
        return cls(initial={"text": as_text(rows)}, municipality=municipality)


class ThemesForm(forms.Form):
    """A tick and a lead for each theme."""

    def __init__(self, *args: Any, by: User, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.municipality = by, municipality
        self.choices = theme_choices(municipality)
        departments = list(departments_of(municipality))
        for choice in self.choices:
            self._offer(choice, departments)
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("network:directory_themes", args=[municipality.slug])
        on, off = ([choice for choice in self.choices if choice.is_on is wanted] for wanted in (True, False))
        self.helper.layout = Layout(
            *map(_row, on),
            *(
                [Disclosure(_("Other themes"), *map(_row, off), hint=_("Off now: signals go to the team."))]
                if off
                else []
            ),
            Actions(Button(_("Keep the themes"), variant="secondary")),
        )

    def _offer(self, choice: ThemeChoice, departments: Sequence[Department]) -> None:
        theme = choice.theme
        self.fields[f"on_{theme.code}"] = forms.BooleanField(
            label=theme.name, help_text=theme.description, required=False, initial=choice.is_on
        )
        nobody = [] if choice.lead_id else [("", _("Nobody yet"))]
        lead = forms.ChoiceField(
            label=_("Lead of %(theme)s") % {"theme": theme.name},
            help_text=_proposal(choice),
            required=False,
            choices=[*nobody, *((str(one.pk), one.name) for one in departments)],
            initial=str(choice.lead_id or ""),
            error_messages={"invalid_choice": _("Choose a department of this municipality.")},
        )
        self.fields[f"lead_{theme.code}"] = lead

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not any(answers.get(f"on_{choice.theme.code}") for choice in self.choices):
            raise forms.ValidationError(_("Choose at least one theme. Eight is a good beginning."))
        return answers

    def keep(self) -> None:
        """Only after is_valid()."""
        departments = {str(one.pk): one for one in departments_of(self.municipality)}
        leads: dict[Theme, Department | None] = {
            choice.theme: departments.get(self.cleaned_data[f"lead_{choice.theme.code}"])
            for choice in self.choices
            if self.cleaned_data[f"on_{choice.theme.code}"]
        }
        choose_themes(by=self.by, municipality=self.municipality, leads=leads)


def _row(choice: ThemeChoice) -> Row:
    return Row(f"on_{choice.theme.code}", f"lead_{choice.theme.code}", css_class="hkin-theme-choice")


def _proposal(choice: ThemeChoice) -> str:
    helping = _("Helps: %(names)s.") % {"names": ", ".join(choice.helping)} if choice.helping else ""
    return " ".join(filter(None, [_("Proposal.") if choice.is_proposal else "", helping]))
