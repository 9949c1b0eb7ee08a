"""The doors of the steps: whose step it is, and whether the machine is ready for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from network.models import Municipality
from network.requests import SignedIn
from network.rules.starting import SetupStep
from network.starting import machine_is_ready, municipality_at

StepView = Callable[[SignedIn, Municipality], HttpResponse]


def step_page(step: SetupStep) -> Callable[[StepView], Callable[[SignedIn, str], HttpResponse]]:
    """Unknown and forbidden are one page; without keys and mail the way leads back to the first step."""

    def door(view: StepView) -> Callable[[SignedIn, str], HttpResponse]:
        @wraps(view)
        def opened(request: SignedIn, slug: str) -> HttpResponse:
            municipality = municipality_at(request.user, slug, step)
            if not machine_is_ready(municipality):
                messages.info(request, _("First the machine: without keys and mail nothing can be kept."))
                return redirect("network:setup_steps", slug)
            return view(request, municipality)

        return opened

    return door
