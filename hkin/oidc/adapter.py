"""Between allauth and us: one provider, from the environment; and who somebody is, by what that provider says."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.contrib.auth import logout as log_out
from django.http import HttpRequest
from django.shortcuts import redirect

from hkin.auth.sessions import choose_device
from hkin.oidc.configuration import Configuration, configured
from hkin.oidc.failures import Failed, Failure, failure_page
from hkin.oidc.provider import MunicipalityProvider
from network.actions.refusals import HasLeft
from network.actions.signing_in import Identity, NoMunicipality, come_in
from network.rules.claims import Claims, plain, rules_held, value_of, values_of

#: That a mail address is somebody's own, or (Entra ID) that its domain is of their organisation.
PROVES_ADDRESS = ("email_verified", "xms_edov")


class MunicipalityAccount(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002 (allauth names it)
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """The one of the environment, under the name of its issuer: an account is tied to issuer and number."""
        known = configured()
        if known is None or provider not in {None, known.issuer} or client_id not in {None, known.client_id}:
            return []
        app = SocialApp(
            provider=MunicipalityProvider.id,
            provider_id=known.issuer,
            name=known.name,
            client_id=known.client_id,
            secret=known.client_secret,
            settings={"server_url": known.issuer, "uid_field": known.id_claim},
        )
        return [app]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> MunicipalityProvider:
        return MunicipalityProvider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def is_open_for_signup(self, *_asked: Any) -> bool:
        """An account is made when it is claimed, and never by a form."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: MunicipalityProvider,  # noqa: ARG002 (allauth names it)
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        state = (extra_context or {}).get("state")
        raise ImmediateHttpResponse(
            failure_page(request, _why(error, exception, state), next_url=(state or {}).get("next"))
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        known, claims = configured(), sociallogin.claims
        if known is None or sociallogin.state.get("nonce") != claims.get("nonce"):
            raise ImmediateHttpResponse(failure_page(request, Failure.NOT_TRUSTED))
        try:
            sociallogin.user = come_in(identity=identity_in(claims, known, uid=sociallogin.account.uid))
        except HasLeft:
            raise ImmediateHttpResponse(redirect("account_inactive")) from None
        except NoMunicipality:
            raise ImmediateHttpResponse(failure_page(request, Failure.NO_MUNICIPALITY)) from None
        request.second_proof_given = known.gave_second_proof(claims)  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            log_out(request)  # whoever it was: a sign-in begins a session of its own
        choose_device(request, sociallogin.user, is_own=sociallogin.state.get("own_device", False))


def _why(error: str | None, exception: Exception | None, state: dict[str, Any] | None) -> Failure:
    if isinstance(exception, Failed):
        return exception.failure
    if error == AuthError.CANCELLED:
        return Failure.CANCELLED
    if state is None:
        return Failure.STALE
    return Failure.NOT_TRUSTED if exception else Failure.REFUSED


def identity_in(claims: Claims, known: Configuration, *, uid: str) -> Identity:
    address = valid_email_or_none(value_of(claims, "email")) or ""
    said = {str(claims.get(claim, "")).casefold() for claim in PROVES_ADDRESS}
    is_proven = known.trusts_email or bool(said & {"true", "1"})
    login = value_of(claims, "preferred_username")
    whole = f"{value_of(claims, 'given_name')} {value_of(claims, 'family_name')}"
    return Identity(
        issuer=known.issuer,
        uid=uid,
        name=value_of(claims, "name") or plain(whole) or login or address or uid,
        login=login,
        email=address if is_proven else "",
        municipality=known.municipality_of(claims),
        departments=values_of(claims, known.department_claim),
        roles=rules_held(known.roles, values_of(claims, known.roles_claim)),
    )
