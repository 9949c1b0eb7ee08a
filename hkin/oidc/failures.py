"""Why somebody did not come in, and what they can do about it. Never who they are."""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import NamedTuple

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.oidc.configuration import configured
from hkin.oidc.forms import BeginForm

logger = logging.getLogger(__name__)


class Failure(StrEnum):
    CANCELLED = "cancelled"
    REFUSED = "refused"  # the provider said no
    STALE = "stale"  # begun too long ago, in another browser, or by somebody else
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not_trusted"  # the answer is not what it should be
    NO_MUNICIPALITY = "no_municipality"


class Failed(OAuth2Error):  # type: ignore[misc]  # allauth has no types, and catches this where it catches its own
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Explained(NamedTuple):
    status: int
    title: str | Promise
    what: str | Promise
    advice: str | Promise


_AGAIN = _("Try again. Does it happen again? Ask the application manager of your municipality.")
_ASK = _("Ask the application manager of your municipality.")

EXPLAINED: dict[Failure, Explained] = {
    Failure.CANCELLED: Explained(
        200,
        _("You stopped logging in"),
        _("You are not logged in, and nothing was kept."),
        _("Do you want to log in after all? Try again."),
    ),
    Failure.REFUSED: Explained(
        403,
        _("Your account was not let through"),
        _("The login page of your municipality did not let your account through to this site."),
        _ASK,
    ),
    Failure.STALE: Explained(
        400,
        _("Logging in took too long"),
        _("This happens after ten minutes, with the back button, or in another browser."),
        _("Try again."),
    ),
    Failure.UNREACHABLE: Explained(
        503,
        _("The login page of your municipality does not answer"),
        _("That is why you cannot log in with it now. Nothing is wrong with your account."),
        _("Try again in a few minutes. Does it take longer? Ask the application manager of your municipality."),
    ),
    Failure.NOT_TRUSTED: Explained(
        400,
        _("You could not be logged in"),
        _("The answer of the login page of your municipality is not as it should be."),
        _AGAIN,
    ),
    Failure.NO_MUNICIPALITY: Explained(
        403,
        _("Your municipality is not known here"),
        _("We know that it is you, but not in which municipality you work."),
        _ASK,
    ),
}


def failure_page(request: HttpRequest, failure: Failure, *, next_url: str | None = None) -> HttpResponse:
    logger.warning("A sign-in with the municipality account failed: %s", failure.value)
    explained, known = EXPLAINED[failure], configured()
    context = {"explained": explained, "begin": BeginForm(request, known, next_url=next_url) if known else None}
    return render(request, "account/municipality_account_failed.html", context, status=explained.status)
