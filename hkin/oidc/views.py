"""To the login page of the municipality and back; and to our own, where that one is the rule."""

from __future__ import annotations

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET, require_http_methods

from hkin.oidc.configuration import Configuration, configured
from hkin.oidc.failures import Failed, failure_page
from hkin.oidc.forms import BeginForm
from hkin.oidc.provider import Speaking


@login_not_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    known, next_url = _configured(), get_next_redirect_url(request)
    if request.method == "GET":
        return redirect_to_login(next_url) if next_url else redirect(settings.LOGIN_URL)
    provider, nonce = get_adapter().get_provider(request, known.issuer), get_random_string(32)
    try:
        response: HttpResponse = provider.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=next_url,
            auth_params={"nonce": nonce},
            # Kept with the state, until the answer:
            nonce=nonce,
            own_device=BeginForm(request, known).is_own_device,
        )
    except Failed as failed:
        return failure_page(request, failed.failure)
    return response


@login_not_required
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    view = OAuth2CallbackView.adapter_view(Speaking(request, _configured().issuer))
    try:
        response: HttpResponse = view(request)
    except Failed as failed:
        return failure_page(request, failed.failure)
    return response


@login_not_required
def local_login(request: HttpRequest) -> HttpResponse:
    """For who has no account at the provider, or when the provider is down."""
    if not _configured().is_only:
        raise Http404
    view = account.LoginView.as_view(extra_context={"is_local": True})
    response: HttpResponse = view(request)
    return response


def _configured() -> Configuration:
    known = configured()
    if known is None:
        raise Http404
    return known
