"""What every form of a move shares: the version of the signal it was made from, and its own place on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import uuid4

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.days import day_in_words
from hkin.nlds.fields import DayField, LongTextField
from hkin.nlds.layout import Actions, Button, FormHelper
from hkin.nlds.widgets import LongText
from network.models import User
from signals.forms.keys import KeyField
from signals.forms.numbers import CarefulForm
from signals.models import Signal
from signals.rules.detection import detect
from signals.rules.lifecycle import Verb
from signals.rules.subjects import SubjectKind
from signals.rules.traces import titled_names

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise

LONGEST_LINE = 300
LONGEST_REASON = 1000
LONGEST_WORD = 2000


def line_field(label: Text, help_text: Text = "", *, missing: Text) -> LongTextField:
    """A sentence or two."""
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_LINE,
        widget=LongText(rows=2),
        error_messages={"required": missing, "max_length": _("This is too long. Use at most 300 characters.")},
    )


def reason_field(label: Text, help_text: Text = "", *, rows: int = 3, missing: Text = "") -> LongTextField:
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_REASON,
        widget=LongText(rows=rows),
        error_messages={
            "required": missing or _("Write in a few words why."),
            "max_length": _("This is too long. Use at most 1,000 characters."),
        },
    )


def word_field(label: Text, help_text: Text = "", *, rows: int = 8) -> LongTextField:
    """Words that the reporter or a colleague reads."""
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_WORD,
        widget=LongText(rows=rows),
        error_messages={
            "required": _("Write the text."),
            "max_length": _("This is too long. Use at most 2,000 characters."),
        },
    )


def from_today(form: forms.Form, name: str, furthest: timedelta) -> None:
    """The day of this field is today or later."""
    day: DayField = form.fields[name]  # type: ignore[assignment]
    today = timezone.localdate()
    day.earliest, day.latest = today, today + furthest
    day.error_messages["early"] = _("This day is over. Choose today or a later day.")


def feedback_field(*, rows: int, help_text: Text = "") -> LongTextField:
    """What the reporter reads goes along with the move, and names no person, place or company."""
    field = word_field(_("The reporter reads this"), help_text or _("Change it as you like. Name nobody."), rows=rows)
    field.validators.append(names_nobody)
    return field


def names_nobody(text: str) -> None:
    """Contact lines are fine: a phone number, a mail address, a page."""
    named = [one.shown for one in detect(text) if one.kind in _NAMING] + titled_names(text)
    if named:
        raise ValidationError(
            _("Name nobody to the reporter. Take out: %(named)s."), params={"named": ", ".join(named)}
        )


_NAMING = frozenset({SubjectKind.ADDRESS, SubjectKind.PLATE, SubjectKind.COMPANY, SubjectKind.IBAN})


class MoveForm(CarefulForm):
    """`version` is the one of the page somebody looked at; `key` makes of a second press the same one."""

    verb: ClassVar[Verb]
    url_name: ClassVar[str]
    title: ClassVar[Text]
    hint: ClassVar[Text] = ""
    button: ClassVar[Text] = _("Save")

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    key = KeyField()

    def __init__(self, data: Any = None, *, signal: Signal, by: User, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"id_{self.url_name}_%s", **kwargs)
        self.signal, self.by = signal, by
        self.initial["version"] = signal.version
        self.prepare()
        if "feedback" in self.fields and not signal.is_followed:
            self._say_nothing()
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = self.address()
        parts = Layout("version", "key", *self.parts())
        placed = {one.name for one in parts.get_field_names()}
        asked = [name for name in self.numbers if name not in placed]
        self.helper.layout = Layout(*parts, *asked, Actions(Button(self.button)))

    def address(self) -> str:
        return reverse(f"signals:{self.url_name}", args=[self.signal.reference])

    def prepare(self) -> None:
        """Set choices and first answers."""

    def _say_nothing(self) -> None:
        """To a reporter who does not know of this part."""
        self.fields["feedback"].required, self.fields["feedback"].widget = False, forms.HiddenInput()
        self.initial["feedback"] = ""

    def fits(self) -> bool:
        """Besides the right: whether it makes sense now."""
        return True

    def parts(self) -> list[Any]:
        return [name for name in self.fields if name not in {"version", "key", *self.numbers}]

    def made_again(self, signal: Signal) -> Self:
        """The same answers on the signal as it is now."""
        return type(self)(self.data_for(signal), signal=signal, by=self.by)

    def data_for(self, signal: Signal) -> dict[str, Any]:
        return {**self.data.dict(), "version": signal.version, "key": uuid4()}  # type: ignore[attr-defined]

    def answers(self) -> list[tuple[str, str]]:
        """What was typed, in words, for a form that cannot be sent any more."""
        typed = ((field.label, self._in_words(field)) for field in self.visible_fields())
        return [(str(label), words) for label, words in typed if words]

    def _in_words(self, field: BoundField) -> str:
        """As it stood on the page: what was chosen by its words, a day as a day."""
        given = getattr(self, "cleaned_data", {}).get(field.name)
        if isinstance(given, date):
            return day_in_words(given)
        value = field.value()
        if not isinstance(field.field, forms.ChoiceField):
            return ", ".join(filter(None, value)) if isinstance(value, list) else str(value or "")
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(label for key, label in _options(field.field) if key and key in map(str, chosen))


class RowForm(MoveForm):
    """Beside one row of the signal; `prepare` finds the row of what was typed."""

    row: Any

    def __init__(self, data: Any = None, *, row: Any = None, **kwargs: Any) -> None:
        self.row = row
        super().__init__(data, **kwargs)
        if self.row is not None:
            self.auto_id = f"id_{self.url_name}_{self.row.pk}_%s"


def _options(field: forms.ChoiceField) -> Iterator[tuple[str, str]]:
    choices: Any = field.choices
    for key, label in choices:
        if isinstance(label, (list, tuple)):  # a group of choices
            yield from ((str(one), str(words)) for one, words in label)
        else:
            yield str(key), str(label)


F = TypeVar("F", bound=MoveForm)


@dataclass(frozen=True)
class Offered:
    """The forms that a page offers somebody. `bound` came back with a wrong answer and stands in its own place."""

    signal: Signal
    by: User
    verbs: Collection[Verb]
    bound: MoveForm | None = None

    def form(self, kind: type[F], **more: Any) -> F | None:
        """None when it is not for them, or makes no sense now. `row` is what it stands beside."""
        bound = self.bound
        if isinstance(bound, kind) and type(bound) is kind and getattr(bound, "row", None) == more.get("row"):
            return bound
        made = kind(signal=self.signal, by=self.by, **more) if kind.verb in self.verbs else None
        return made if made is not None and made.fits() else None

    def forms(self, kinds: Iterable[type[MoveForm]]) -> list[MoveForm]:
        return [made for kind in kinds if (made := self.form(kind)) is not None]
