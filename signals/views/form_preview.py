"""The form as colleagues of a municipality will see it: to look at, not to send."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.requests import SignedIn
from network.starting import municipality_at
from signals.desk import Desk
from signals.forms.filing import FilingForm


@require_safe
def form_preview(request: SignedIn, slug: str) -> HttpResponse:
    municipality = municipality_at(request.user, slug)
    desk = Desk(request.user, municipality, municipality.departments.order_by("name").first(), timezone.now())
    form = FilingForm(desk=desk)
    form.helper.form_tag = False
    looks = ["hkin-theme", *settings.THEME.split(), municipality.look]
    shown = {
        "form": form,
        "setting_up": municipality,
        "municipality": municipality,
        "themes": list(dict.fromkeys(filter(None, looks))),
    }
    return render(request, "signals/setup/form_preview.html", shown)
