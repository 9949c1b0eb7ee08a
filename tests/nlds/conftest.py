"""Forms as the pack renders them, in the words of the source."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.test.html import Element, parse_html
from django.utils import translation

from hkin.nlds.layout import FormHelper

EXPECTED = Path(__file__).parent / "expected"


@pytest.fixture
def in_source_words() -> Iterator[None]:
    with translation.override(None):
        yield


def one_field(field: forms.Field, data: dict[str, Any] | None = None, **kwargs: Any) -> str:
    """The field `x` of a form of one, with the summary of errors and without the form around it."""
    kind = type("OneFieldForm", (forms.Form,), {"x": field})
    form = kind(data, **kwargs)
    form.helper = FormHelper(form)
    form.helper.form_tag = False
    form.helper.disable_csrf = True
    return str(render_crispy_form(form))


def expected(name: str) -> Element:
    return parse_html((EXPECTED / f"{name}.html").read_text())
