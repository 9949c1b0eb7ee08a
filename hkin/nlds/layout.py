"""Layout objects for crispy forms. Unlike crispy's own they never compile a text as a template."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper as CrispyHelper
from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, flatatt
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

Text = str | Promise


class FormHelper(CrispyHelper):  # type: ignore[misc]  # crispy has no types
    """Ours: the server says what is wrong, in Dutch, so the browser keeps quiet."""

    template_pack = "nlds"

    def __init__(self, form: forms.BaseForm | None = None) -> None:
        super().__init__(form)
        self.attrs: dict[str, object] = {"novalidate": True}
        self.form_class = "hkin-form"
        self.mark_optional = True


class FilterHelper(FormHelper):
    """A form that narrows a list: the answers stand in the address, nothing is required."""

    def __init__(self, form: forms.BaseForm | None = None) -> None:
        super().__init__(form)
        self.form_method = "get"
        self.form_class = "hkin-filter"
        self.disable_csrf = True
        self.mark_optional = False


class Button:
    """`variant`: primary, secondary or subtle. More attributes by keyword: formaction, value, data_x, hx_get."""

    template = "nlds/layout/button.html"

    def __init__(
        self,
        label: Text,
        *,
        name: str = "",
        value: str = "1",
        variant: str = "primary",
        kind: str = "submit",
        icon: str = "",
        danger: bool = False,
        **attrs: Any,
    ) -> None:
        self.label = label
        self.name = name
        self.value = value
        self.variant = variant
        self.kind = kind
        self.icon = icon
        self.danger = danger
        self.flat_attrs = flatatt(attrs)

    def render(self, *_page: object, **_options: object) -> SafeString:
        return render_to_string(self.template, {"button": self})


class LinkButton(Button):
    """Looks like a button, goes to an address."""

    template = "nlds/layout/link_button.html"

    def __init__(self, label: Text, href: str, *, variant: str = "secondary", **attrs: Any) -> None:
        super().__init__(label, variant=variant, **attrs)
        self.href = href


class Container(LayoutObject):  # type: ignore[misc]  # crispy has no types
    """A layout object whose template gets `part` (itself) and `fields` (its rendered contents)."""

    template = ""

    def __init__(self, *fields: Any, css_id: str = "", css_class: str = "") -> None:
        self.fields = list(fields)
        self.css_id = css_id
        self.css_class = css_class

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        html = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.template, {"part": self, "fields": html, **self.more_context(form)})

    def more_context(self, _form: forms.BaseForm) -> dict[str, Any]:
        return {}


class Section(Container):
    """A white panel with a heading."""

    template = "nlds/layout/section.html"

    def __init__(self, title: Text, *fields: Any, intro: Text = "", **kwargs: Any) -> None:
        super().__init__(*fields, **kwargs)
        self.title = title
        self.intro = intro


class Row(Container):
    """Fields beside each other where there is room."""

    template = "nlds/layout/row.html"


class Actions(Container):
    """The buttons that end a form."""

    template = "nlds/layout/actions.html"


class Reveal(Container):
    """Shown while the option that names this id is chosen; always in sight without JavaScript: `only_for` says when."""

    template = "nlds/layout/reveal.html"

    def __init__(self, css_id: str, *fields: Any, only_for: Text = "", **kwargs: Any) -> None:
        super().__init__(*fields, css_id=css_id, **kwargs)
        self.only_for = only_for


class Disclosure(Container):
    """Closed until asked for; open by itself when something inside was filled in or is wrong."""

    template = "nlds/layout/disclosure.html"

    def __init__(self, title: Text, *fields: Any, hint: Text = "", is_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*fields, **kwargs)
        self.title = title
        self.hint = hint
        self.is_open = is_open

    def more_context(self, form: forms.BaseForm) -> dict[str, Any]:
        inside = {pointer.name for pointer in self.get_field_names()}
        touched = inside & (set(form.errors) | (set(form.changed_data) if form.is_bound else set()))
        return {"is_open": self.is_open or bool(touched)}


class Fragment:
    """A template of the page among the fields; it sees the page's context and the keywords given here."""

    def __init__(self, template: str, **extra: Any) -> None:
        self.template = template
        self.extra = extra

    def render(self, form: forms.BaseForm, context: Context, **_options: object) -> SafeString:
        return render_to_string(self.template, {**dict[Any, Any](context.flatten()), "form": form, **self.extra})
