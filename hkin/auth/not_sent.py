"""Somebody sends a form that is not taken yet: what they typed comes along, and is sent again afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def not_sent(request: HttpRequest, *, first: str) -> HttpResponse:
    """`first` names the page where somebody does what is asked first. Nothing of the text is stored."""
    context = {
        "first": first,
        "first_url": reverse(first),
        "typed": [
            (name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"
        ],
        "has_files": bool(request.FILES),
    }
    return render(request, "account/not_sent.html", context, status=401)
