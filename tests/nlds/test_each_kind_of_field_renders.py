"""Every kind of field looks and speaks as agreed, whether empty, filled in or wrong."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.test.html import parse_html

from hkin.nlds.fields import DayField, FileField, LongTextField, ManyFilesField
from hkin.nlds.kinds import TEMPLATES, template_for
from hkin.nlds.widgets import Checkboxes, Chips, ChipsMultiple, Radios
from tests.nlds.conftest import expected, one_field

pytestmark = pytest.mark.usefixtures("in_source_words")

FEW = [("a", "Aap"), ("b", "Beer")]


def choice(widget: forms.Widget, **more: Any) -> forms.Field:
    kind = forms.MultipleChoiceField if widget.allow_multiple_selected else forms.ChoiceField
    return kind(label="Kies", choices=FEW, widget=widget, **more)


FIELDS: dict[str, forms.Field] = {
    "text": forms.CharField(label="Naam", help_text="Voluit."),
    "textarea": LongTextField(label="Wat", max_length=50),
    "select": choice(forms.Select()),
    "radios": choice(Radios(option_help={"a": "Klimt."}, option_reveals={"b": "hol"})),
    "checkboxes": choice(Checkboxes(option_help={"a": "Klimt."})),
    "chips": choice(Chips()),
    "chips_multiple": choice(ChipsMultiple()),
    "checkbox": forms.BooleanField(label="Akkoord", help_text="Echt."),
    "date": DayField(label="Wanneer", help_text="Ongeveer."),
    "file": FileField(label="Bijlage"),
    "files": ManyFilesField(label="Foto's"),
    "hidden": forms.CharField(widget=forms.HiddenInput),
}
ANSWERS: dict[str, dict[str, Any]] = {
    "text": {"x": "Zoë <b>"},
    "textarea": {"x": "Een\r\ntwee"},
    "select": {"x": "b"},
    "radios": {"x": "b"},
    "checkboxes": {"x": ["a"]},
    "chips": {"x": "a"},
    "chips_multiple": {"x": ["b"]},
    "checkbox": {"x": "on"},
    "date": {"x_day": "24", "x_month": "nov", "x_year": "2026"},
}


@pytest.mark.parametrize("name", FIELDS)
def test_an_empty_field(name: str) -> None:
    assert parse_html(one_field(FIELDS[name])) == expected(f"{name}_empty")


@pytest.mark.parametrize("name", ANSWERS)
def test_a_filled_in_field(name: str) -> None:
    assert parse_html(one_field(FIELDS[name], ANSWERS[name])) == expected(f"{name}_filled")


@pytest.mark.parametrize("name", FIELDS)
def test_a_wrong_field_with_its_summary(name: str) -> None:
    assert parse_html(one_field(FIELDS[name], {})) == expected(f"{name}_wrong")


def test_a_day_given_by_the_form_is_filled_in() -> None:
    html = one_field(DayField(label="Wanneer"), initial={"x": date(2026, 11, 24)})
    assert parse_html('<input type="text" name="x_month" id="id_x_1" value="11" maxlength="10" autocomplete="off"'
                      ' class="utrecht-textbox utrecht-textbox--html-input">') in parse_html(html)  # fmt: skip


def test_what_may_stay_empty_says_so_in_the_label() -> None:
    assert "(not required)" in one_field(forms.CharField(label="Naam", required=False))


def test_the_browser_is_not_asked_to_check_anything() -> None:
    assert "required" not in one_field(FIELDS["text"]).replace("(not required)", "")


def test_markup_in_a_label_or_help_text_is_shown_and_not_obeyed() -> None:
    html = one_field(forms.CharField(label="<i>Naam</i>", help_text="{{ form }} <b>vet</b>"))
    assert "&lt;i&gt;Naam&lt;/i&gt;" in html
    assert "{{ form }} &lt;b&gt;vet&lt;/b&gt;" in html


def test_a_kind_without_a_template_is_refused_by_name() -> None:
    class Odd(forms.Widget):
        pass

    with pytest.raises(LookupError, match="Odd"):
        template_for(Odd())


def test_every_kind_in_the_table_has_its_template() -> None:
    from django.template.loader import get_template

    for name in set(TEMPLATES.values()):
        assert get_template(f"nlds/kinds/{name}.html")
