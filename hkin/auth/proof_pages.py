"""Allauth's pages of the second proof, with the way back, and the proof that was just set up counted as given."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hkin.auth.proof_forms import FEW_CODES, NO_PASSKEY
from hkin.auth.proofs import may_remove
from hkin.auth.second_proof import is_proven
from hkin.auth.sessions import choose_device
from network.actions.second_proof import note_change
from network.requests import SignedIn
from network.second_proofs import needs_second_proof, proofs_of, recovery_codes_left


@require_safe
def second_proof(request: SignedIn) -> HttpResponse:
    """Where somebody is led who lacks one: to give it, or first to set one up."""
    kinds = {proof.type for proof in proofs_of(request.user)}
    if is_proven(request):
        return redirect(get_next_redirect_url(request) or "account")
    if kinds == {Authenticator.Type.WEBAUTHN}:
        return redirect(_on(request, "mfa_reauthenticate_webauthn"))
    if kinds:
        return redirect(_on(request, "mfa_reauthenticate"))
    context = {
        "needs_proof": needs_second_proof(request.user),
        "app_url": _on(request, "mfa_activate_totp"),
        "passkey_url": _on(request, "mfa_add_webauthn"),
    }
    return render(request, "mfa/choose.html", context)


class Overview(IndexView):  # type: ignore[misc]  # allauth has no types
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, proofs = self.request.user, proofs_of(self.request.user)
        left = recovery_codes_left(user)
        return {
            **super().get_context_data(**kwargs),
            "app": next((proof for proof in proofs if proof.type == Authenticator.Type.TOTP), None),
            "passkeys": [proof for proof in proofs if proof.type == Authenticator.Type.WEBAUTHN],
            "codes_left": left,
            "few_codes": left is not None and left <= FEW_CODES,
            "may_remove": bool(proofs) and may_remove(proofs[0]),
            "needs_proof": needs_second_proof(user),
        }


class _SetUp:
    """A proof that somebody set up this minute is given."""

    request: SignedIn

    def get_success_url(self) -> str:
        if self.did_generate_recovery_codes:  # type: ignore[attr-defined]
            return _on(self.request, "mfa_view_recovery_codes")
        return get_next_redirect_url(self.request) or reverse("mfa_index")

    def _is_given(self, kind: Authenticator.Type) -> None:
        record_authentication(self.request, self.request.user, "mfa", type=kind.value)


class AddApp(_SetUp, ActivateTOTPView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "fours": [secret[at : at + 4] for at in range(0, len(secret), 4)]}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self._is_given(Authenticator.Type.TOTP)
        note_change(by=self.request.user, detail=_("App with codes switched on"))
        return response


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note_change(by=self.request.user, detail=_("App with codes taken away"))
        return response


class AddPasskey(_SetUp, AddWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A passkey that can stand alone does: then it opens the door without a password too."""
        context: dict[str, Any] = {**kwargs, **super().get_context_data(**kwargs)}
        wishes = context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]
        wishes.update(residentKey="preferred", requireResidentKey=False, userVerification="preferred")
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self._is_given(Authenticator.Type.WEBAUTHN)
        note_change(by=self.request.user, detail=_("Passkey added"))
        messages.success(self.request, _("Your passkey is saved."))
        return response


class RenamePasskey(EditWebAuthnView):  # type: ignore[misc]
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "may_remove": may_remove(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        if not may_remove(self.get_object()):
            refused: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
            return refused
        removed: HttpResponse = super().form_valid(form)
        note_change(by=self.request.user, detail=_("Passkey taken away"))
        return removed


class _PasskeyAnswer:
    """Allauth leads every failure to the log-in page, and says nothing there."""

    request: HttpRequest
    page: str

    def form_invalid(self, _form: Any) -> HttpResponse:
        messages.error(self.request, NO_PASSKEY)
        return redirect(_on(self.request, self.page))


class PasskeyAgain(_PasskeyAnswer, ReauthenticateWebAuthnView):  # type: ignore[misc]
    page = "mfa_reauthenticate_webauthn"


class PasskeyLogin(_PasskeyAnswer, LoginWebAuthnView):  # type: ignore[misc]
    page = "account_login"

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.cleaned_data["credential"].user
        choose_device(self.request, user, is_own=bool(self.request.POST.get("own_device")))
        response: HttpResponse = super().form_valid(form)
        return response


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    def get_success_url(self) -> str:
        return _on(self.request, "mfa_view_recovery_codes")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        note_change(by=self.request.user, detail=_("New recovery codes made"))
        return response


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]
    """Once: after that not even their owner sees them again."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        codes = [f"{code[:4]} {code[4:]}" for code in context["unused_codes"]] if context["can_view_codes"] else []
        return {
            **context,
            "codes": codes,
            "as_file": b64encode(self._as_text(codes).encode()).decode(),
            "next_url": get_next_redirect_url(self.request) or reverse("mfa_index"),
        }

    def _as_text(self, codes: list[str]) -> str:
        day = date_format(timezone.localdate(), "j F Y")
        head = _("Recovery codes for %(site)s, of %(name)s, made on %(day)s") % {
            "site": settings.BASE_URL,
            "name": self.request.user.username,
            "day": day,
        }
        return "\r\n".join([head, _("Each code works once."), "", *codes, ""])


def _on(request: HttpRequest, name: str) -> str:
    """Another page of the same errand, with the way back."""
    url: str = passthrough_next_redirect_url(request, reverse(name), REDIRECT_FIELD_NAME)
    return url
