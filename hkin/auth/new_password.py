"""A new password by the link of a letter: the mailbox proved who somebody is, so this browser is theirs."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordResetFromKeyView
from django.http import HttpResponse

from hkin.auth.devices import know_device


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]  # allauth has no types
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        know_device(self.request, response, self.reset_user)
        return response
