"""Whoever types a BSN in a form about a signal is asked about it: no form takes a text without looking at it."""

from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from signals.forms.numbers import CarefulForm, texts_in
from signals.forms.traces import NobodyInItForm

ROOT = Path(__file__).resolve().parents[2]
#: Forms with a text of their own kind, and why nobody is asked there.
NOT_ASKED = {
    "FilingForm": "asks by itself, while somebody types",
    "CallBackForm": "whom to call, for one reader, kept until the call",
    "ListFilter": "words to search by, not kept",
    "QueueFilter": "words to search by, not kept",
    "ArchiveFilter": "words to search by, not kept",
    "WhatIfForm": "made up, not kept",
    "AddForm": "the number of a signal, refused when it is not",
}


def every_form() -> list[type[forms.Form]]:
    modules = [import_module(f"signals.forms.{path.stem}") for path in sorted((ROOT / "signals/forms").glob("*.py"))]
    found = [one for module in modules for one in vars(module).values() if isinstance(one, type)]
    return sorted({one for one in found if issubclass(one, forms.Form)}, key=lambda one: one.__name__)


WITH_A_TEXT = [form for form in every_form() if texts_in(form.base_fields)]


def test_there_are_forms_to_look_at() -> None:
    assert len(WITH_A_TEXT) > 30


@pytest.mark.parametrize("form", WITH_A_TEXT, ids=lambda form: form.__name__)
def test_a_text_that_somebody_writes_is_looked_at(form: type[forms.Form]) -> None:
    assert issubclass(form, CarefulForm | NobodyInItForm) or form.__name__ in NOT_ASKED


@pytest.mark.parametrize("form", WITH_A_TEXT, ids=lambda form: form.__name__)
def test_what_it_refuses_is_a_text_it_has(form: type[forms.Form]) -> None:
    assert set(getattr(form, "never_with", ())) <= set(form.base_fields)
