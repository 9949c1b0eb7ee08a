"""To whom a copy goes, why, on which ground, and what of the signal goes along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.nlds.fields import LongTextField, PastDayField
from hkin.nlds.layout import Actions, Button, FormHelper, LinkButton, Reveal, Section
from hkin.nlds.widgets import Checkboxes, LongText, Radios
from network.models.organisation import OrganisationKind
from signals.access import Opened
from signals.actions.drafting import AttachmentShown
from signals.forms.keys import KeyField
from signals.forms.moves import MoveForm
from signals.forms.numbers import CarefulForm
from signals.forms.sparing import SparingForm
from signals.models import Signal
from signals.rules.lifecycle import Verb
from signals.rules.transfer import GROUND_LAW, GROUND_WORDS, PART_WORDS, Ground, Part, refusal
from signals.transfer_page import Partner
from signals.transfers import Wanted, part_title

OTHER = "other"
MOST_SUMMARY = 4000
MOST_WORDS = 1000


def _line(label: Any, help_text: Any = "", **more: Any) -> forms.CharField:
    words = {"max_length": _("This is too long. Use at most 200 characters.")}
    errors = words | ({"required": more.pop("missing")} if "missing" in more else {})
    return forms.CharField(label=label, help_text=help_text, max_length=200, error_messages=errors, **more)


def _words(label: Any, help_text: Any, missing: Any, *, most: int = MOST_WORDS, rows: int = 3) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=LongText(rows=rows),
        error_messages={"required": missing, "max_length": _("This text is too long. Shorten it.")},
    )


class TransferForm(CarefulForm, SparingForm):
    """Nothing goes with this form: it is shown first."""

    careful_with = ("summary", "why", "allowed")
    sparing_with = ("summary",)

    key = KeyField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    organisation = forms.ChoiceField(
        label=_("To which organisation?"), error_messages={"required": _("Choose an organisation.")}
    )
    other_name = _line(_("What is it called?"), required=False)
    other_kind = forms.ChoiceField(label=_("What kind of organisation is it?"), required=False)
    recipient = _line(_("Who there gets it?"), _("A name and a function."), missing=_("Write down who there gets it."))
    contact_point = _line(
        _("Where do people ask for their data there?"),
        _("Empty: the phone and mail address of the organisation that we know."),
        required=False,
    )
    why = _words(_("Why do they need it?"), _("What can they do that we cannot?"), _("Write down why they need it."))
    ground = forms.ChoiceField(
        label=_("On which ground may this?"),
        help_text=_("In doubt? Ask the privacy officer first."),
        choices=list(GROUND_WORDS.items()),
        widget=Radios(option_help={ground.value: words for ground, words in GROUND_LAW.items()}),
        error_messages={"required": _("Choose a ground.")},
    )
    ground_words = _line(_("Which task or which article?"), missing=_("Write down which task or article."))
    allowed = _words(
        _("Why may this be shared?"),
        _("It has a flag, or a closed law may hold. Write down who allowed it."),
        _("Write down why this may be shared."),
    )
    summary = _words(
        _("What do they need to know?"),
        _("Write it yourself. Leave out who told us, and names of colleagues."),
        _("Write what they need to know."),
        most=MOST_SUMMARY,
        rows=7,
    )
    parts = forms.MultipleChoiceField(
        label=_("What of the signal goes along?"),
        choices=list(PART_WORDS.items()),
        required=False,
        widget=Checkboxes(option_help={Part.TEXT.value: _("The words may show who told us. Read them once more.")}),
    )
    attachments = forms.MultipleChoiceField(label=_("Attachments"), required=False, widget=Checkboxes)

    def __init__(
        self,
        *args: Any,
        opened: Opened,
        partners: Sequence[Partner],
        attachments: Sequence[AttachmentShown],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.signal = opened.signal
        self.by_key = {one.key: one for one in partners}
        self.initial["version"] = self.signal.version
        self._offer(attachments)
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.form_action = reverse("signals:transfer", args=[self.signal.reference])
        self.helper.layout = self._layout()

    def _offer(self, attachments: Sequence[AttachmentShown]) -> None:
        fields: dict[str, Any] = self.fields
        named = {key: one.people for key, one in self.by_key.items() if one.people}
        known = [(key, one.organisation.name) for key, one in self.by_key.items()]
        choices = [*known, (OTHER, _("Another organisation"))]
        fields["organisation"].widget = Radios(option_help=named, option_reveals={OTHER: "other-organisation"})
        fields["organisation"].choices = choices
        fields["other_kind"].choices = [("", _("Choose a kind")), *OrganisationKind.choices]
        fields["attachments"].choices = [(str(one.uuid), one.name) for one in attachments]
        fields["parts"].choices = [(part.value, part_title(part, self.signal)) for part in Part]
        if not attachments:
            del fields["attachments"]
        if not self.signal.needs_permission:
            del fields["allowed"]

    def _layout(self) -> Layout:
        allowed = ["allowed"] if "allowed" in self.fields else []
        files = ["attachments"] if "attachments" in self.fields else []
        return Layout(
            "key",
            "version",
            *self.asks_once(),
            Section(
                _("To whom?"),
                "organisation",
                Reveal("other-organisation", "other_name", "other_kind"),
                "recipient",
                "contact_point",
            ),
            Section(_("Why, and on which ground?"), "why", "ground", "ground_words", *allowed),
            Section(
                _("What goes?"),
                "summary",
                "parts",
                *files,
                *self.numbers,
                intro=_("Never: who told us, notes, names of colleagues and who may not see it."),
            ),
            Actions(
                Button(_("Show what would go"), name="show"),
                LinkButton(_("Stop"), reverse("signals:team_detail", args=[self.signal.reference]), variant="subtle"),
            ),
        )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("organisation") == OTHER:
            if not answers.get("other_name") and "other_name" not in self.errors:
                self.add_error("other_name", _("Write what it is called."))
            if not answers.get("other_kind"):
                self.add_error("other_kind", _("Choose what kind of organisation it is."))
            if not answers.get("contact_point") and "contact_point" not in self.errors:
                self.add_error("contact_point", _("Write where people ask for their data there."))
        if refused := refusal(self._kind(answers), has_police_data=self.signal.has_police_data):
            self.add_error("organisation", refused)
        return answers

    def _kind(self, answers: dict[str, Any]) -> str:
        partner = self.by_key.get(answers.get("organisation", ""))
        return partner.organisation.kind if partner else answers.get("other_kind") or ""

    def wanted(self) -> Wanted:
        """Only after is_valid()."""
        given = self.cleaned_data
        partner = self.by_key.get(given["organisation"])
        return Wanted(
            organisation=partner.organisation if partner else None,
            kind=self._kind(given),
            to=partner.organisation.name if partner else given["other_name"],
            recipient=given["recipient"],
            contact_point=given["contact_point"] or (partner.contact_point if partner else ""),
            why=self.careful("why"),
            ground=Ground(given["ground"]),
            ground_words=given["ground_words"],
            summary=self.careful("summary"),
            allowed=self.careful("allowed") if "allowed" in self.fields else "",
            parts=frozenset(Part(one) for one in given["parts"]),
            attachments=tuple(UUID(one) for one in given.get("attachments", ())),
        )


class ReceiptForm(MoveForm):
    """They told us that they have it."""

    verb, url_name = Verb.CONFIRM_RECEIPT, "transfer_receipt"
    title = _("They have it")
    button = _("Save the receipt")

    transfer = forms.UUIDField(widget=forms.HiddenInput)
    received_on = PastDayField(label=_("On which day did they get it?"))
    received_by = _line(_("Who there said so?"), missing=_("Write down who said so."))
    their_number = _line(_("Under which number do they have it?"), required=False)

    def __init__(self, data: Any = None, *, signal: Signal, transfer: UUID | None = None, **kwargs: Any) -> None:
        self.of = transfer
        super().__init__(data, signal=signal, **kwargs)
        if transfer is not None:
            self.auto_id = f"id_{self.url_name}_{transfer.hex[:8]}_%s"

    def prepare(self) -> None:
        self.initial.update(transfer=self.of, received_on=timezone.localdate())
