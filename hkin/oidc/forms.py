"""The button to the login page of the municipality, with what goes along."""

from __future__ import annotations

from typing import NamedTuple

from allauth.account.utils import get_next_redirect_url
from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hkin.account_forms import own_device_field
from hkin.nlds.layout import Actions, Button, FormHelper
from hkin.oidc.configuration import Configuration, configured


class BeginForm(forms.Form):
    next = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, request: HttpRequest, known: Configuration, *, next_url: str | None = None) -> None:
        super().__init__(
            request.POST if request.method == "POST" and request.path == reverse("oidc_start") else None,
            auto_id="municipality_%s",
            initial={"next": next_url or get_next_redirect_url(request)},
        )
        self.fields["own_device"] = own_device_field(request)
        self.helper = FormHelper(self)
        self.helper.form_action = reverse("oidc_start")
        self.helper.layout.append(Actions(Button(_("Log in with %(name)s") % {"name": known.name})))

    @property
    def is_own_device(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["own_device"])


class WayIn(NamedTuple):
    """What a page with the button needs."""

    form: BeginForm
    is_only: bool


def way_in(request: HttpRequest) -> WayIn | None:
    """Nothing where the municipality set no account up."""
    known = configured()
    return WayIn(BeginForm(request, known), known.is_only) if known else None
