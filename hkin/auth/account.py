"""Somebody's own account: who they are here, how they sign in, and everywhere at once out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from hkin.auth.sessions import ends_at, signed_in_at
from hkin.nlds.layout import Actions, Button, FormHelper
from network.account import own_roles
from network.actions.account import OwnDetails, change_own_details
from network.actions.people import end_sessions
from network.requests import SignedIn
from network.second_proofs import needs_second_proof, proofs_of, recovery_codes_left


class OwnDetailsForm(forms.Form):
    function = forms.CharField(label=gettext_lazy("Your function"), max_length=100, required=False)
    phone = forms.CharField(label=gettext_lazy("Your phone number"), max_length=30, required=False)
    best_hours = forms.CharField(
        label=gettext_lazy("When can we reach you best?"),
        help_text=gettext_lazy("In your own words: Tuesday and Thursday, after ten."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs |= {"autocomplete": "tel", "inputmode": "tel"}
        self.fields["function"].widget.attrs["autocomplete"] = "organization-title"
        self.helper = FormHelper(self)
        self.helper.mark_optional = False
        self.helper.layout.append(Actions(Button(gettext_lazy("Save"))))


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedIn) -> HttpResponse:
    own = {name: getattr(request.user, name) for name in OwnDetailsForm.base_fields}
    form = OwnDetailsForm(request.POST if request.method == "POST" else None, initial=own)
    if form.is_bound and form.is_valid():
        change_own_details(by=request.user, details=OwnDetails(**form.cleaned_data))
        messages.success(request, _("Your details are saved."))
        return redirect("account")
    context = {
        "form": form,
        "roles": own_roles(request.user),
        "proofs": proofs_of(request.user),
        "codes_left": recovery_codes_left(request.user),
        "needs_proof": needs_second_proof(request.user),
        "signed_in_at": signed_in_at(request.session),
        "device_until": ends_at(request.session),
    }
    return render(request, "account/account.html", context, status=422 if form.is_bound else 200)


@require_POST
def log_out_everywhere(request: SignedIn) -> HttpResponse:
    end_sessions(request.user)
    logout(request)
    messages.success(request, _("You are logged out on every device."))
    response = redirect("account_login")
    response["Clear-Site-Data"] = '"cache"'
    return response
