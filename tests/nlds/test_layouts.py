"""Forms are built of sections, rows and buttons, and a name typed by somebody is never obeyed as a template."""

from typing import Any

import pytest
from crispy_forms.layout import Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from django.test import RequestFactory

from hkin.nlds.layout import (
    Actions,
    Button,
    Disclosure,
    FilterHelper,
    FormHelper,
    Fragment,
    LinkButton,
    Reveal,
    Row,
    Section,
)

pytestmark = pytest.mark.usefixtures("in_source_words")

EVIL = "{% now 'Y' %}{{ form }}<script>"


class PairForm(forms.Form):
    first = forms.CharField()
    second = forms.CharField(required=False)


def rendered(*parts: Any, data: dict[str, str] | None = None, **context: Any) -> str:
    form = PairForm(data)
    form.helper = FormHelper()
    form.helper.layout = Layout(*parts)
    return str(render_crispy_form(form, context=context))


@pytest.mark.parametrize(
    "part", [Section(EVIL), Section("x", intro=EVIL), Disclosure(EVIL), Button(EVIL), Button("x", name="n", value=EVIL)]
)
def test_a_text_in_a_layout_is_shown_and_never_obeyed(part: Any) -> None:
    assert "{% now &#x27;Y&#x27; %}{{ form }}&lt;script&gt;" in rendered(part)


def test_a_form_is_posted_with_a_token_and_keeps_the_browser_quiet() -> None:
    form = PairForm()
    form.helper = FormHelper(form)
    html = str(render_crispy_form(form, context={"csrf_token": "abc"}))
    assert "novalidate" in html
    assert 'method="post"' in html
    assert 'value="abc"' in html


def test_a_filter_goes_into_the_address_without_a_token_or_marks() -> None:
    form = PairForm()
    form.helper = FilterHelper(form)
    html = str(render_crispy_form(form, context={"csrf_token": "abc"}))
    assert 'method="get"' in html
    assert "csrf" not in html
    assert "(not required)" not in html


def test_a_form_with_a_file_is_sent_in_parts() -> None:
    kind = type("WithFile", (forms.Form,), {"x": forms.FileField()})
    form = kind()
    form.helper = FormHelper(form)
    assert 'enctype="multipart/form-data"' in str(render_crispy_form(form))


def test_a_button_takes_attributes_of_html() -> None:
    html = rendered(Actions(Button("Later", name="later", variant="secondary", formaction="/later/", data_x="1")))
    assert 'class="nl-button nl-button--secondary" data-x="1" formaction="/later/"' in html
    assert 'name="later" value="1"' in html


def test_a_button_without_a_name_sends_nothing_of_itself() -> None:
    assert "name=" not in rendered(Button("Send")).split("<button")[1]


def test_a_link_may_look_like_a_button() -> None:
    assert '<a href="/stop/" class="nl-button nl-button--subtle">' in rendered(
        LinkButton("Stop", "/stop/", variant="subtle")
    )


def test_a_disclosure_is_closed_while_nothing_in_it_was_touched() -> None:
    assert "open>" not in rendered(Disclosure("More", "second"), data={"first": "x"})


@pytest.mark.parametrize("data", [{"second": "x"}, {"first": ""}])
def test_a_disclosure_opens_when_something_in_it_is_filled_in_or_wrong(data: dict[str, str]) -> None:
    assert "open>" in rendered(Disclosure("More", Row("first", "second")), data=data)


def test_what_is_revealed_carries_the_id_that_options_name() -> None:
    assert '<div id="danger" class="hkin-reveal">' in rendered(Reveal("danger", "second"))


def test_a_fragment_sees_the_page_and_its_own_words() -> None:
    html = rendered(Fragment("nlds/parts/empty_state.html", title="Nothing", icon="inbox"), text="From the page")
    assert "Nothing" in html
    assert "From the page" in html


def test_a_form_of_forms_shows_each() -> None:
    forms_of_pairs = forms.formset_factory(PairForm, extra=2)(prefix="p")
    helper = FormHelper()
    helper.layout = Layout("first")
    html = str(render_crispy_form(forms_of_pairs, helper, {"request": RequestFactory().get("/")}))
    assert 'name="p-0-first"' in html
    assert 'name="p-1-first"' in html
    assert 'name="p-TOTAL_FORMS"' in html
