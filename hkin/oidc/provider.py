"""Speaking with the identity provider: what it says of itself, and what it says of somebody. All of it is checked."""

from __future__ import annotations

from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from hkin.oidc.failures import Failed, Failure
from network.rules.claims import Claims, value_of

#: With a public key; one that both sides know proves nothing about who signed.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER = 60  # seconds
LONGEST_ID = 191  # what allauth keeps
QUIET_SECONDS = 5  # after no answer, so that who waits for a provider that hangs does not fill the site
_QUIET = "oidc_quiet"
_DESCRIBED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_NOT_AS_IT_SHOULD = (OAuth2Error, jwt.PyJWTError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Speaking(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Whatever goes wrong between us and the provider comes out as Failed."""

    _described: dict[str, Any] | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must be the issuer that we were told to believe."""
        if self._described is None:
            if cache.get(_QUIET):
                raise Failed(Failure.UNREACHABLE)
            found = self._ask(self.get_provider().server_url)
            if not all(isinstance(found.get(name), str) for name in _DESCRIBED):
                raise Failed(Failure.UNREACHABLE)
            if found["issuer"].rstrip("/") != self.provider_id:
                raise Failed(Failure.NOT_TRUSTED)
            self._described = found
        return self._described

    @property
    def basic_auth(self) -> bool:
        methods = self.openid_config.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_post" not in methods

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002 (allauth asks so)
        """To our own address; the name that a browser claims to call may be anybody's."""
        return f"{settings.BASE_URL}{reverse('oidc_callback')}"

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = super().get_access_token_data(*args, **kwargs)
        except RequestException:
            raise _no_answer() from None
        except _NOT_AS_IT_SHOULD:
            raise Failed(Failure.NOT_TRUSTED) from None
        return answer

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Used once, to ask about the person; neither it nor what would renew it is kept."""
        return SocialToken(token=data["access_token"])

    def complete_login(
        self,
        request: HttpRequest,  # noqa: ARG002
        app: Any,
        token: SocialToken,
        *,
        response: dict[str, Any],
        **_more: Any,
    ) -> SocialLogin:
        try:
            claims = self._said_of_person(app, token, response["id_token"])
        except Failed:
            raise
        except _NOT_AS_IT_SHOULD:
            raise Failed(Failure.NOT_TRUSTED) from None
        uid = value_of(claims, app.settings["uid_field"])
        if not 0 < len(uid) <= LONGEST_ID:
            raise Failed(Failure.NOT_TRUSTED)
        login = SocialLogin(account=SocialAccount(provider=self.provider_id, uid=uid), provider=self.get_provider())
        login.claims = claims
        return login

    def _said_of_person(self, app: Any, token: SocialToken, id_token: str) -> Claims:
        """In the signed token. A provider that names nobody there is asked; what others add is less sure (Entra ID)."""
        signed = self._open(id_token, app.client_id)
        address = self.openid_config.get("userinfo_endpoint")
        if not address or value_of(signed, "name") or value_of(signed, "email"):
            return signed
        added = self._ask(address, {"Authorization": f"Bearer {token.token}"})
        if added["sub"] != signed["sub"]:
            raise Failed(Failure.NOT_TRUSTED)
        return {**added, **signed}

    def _open(self, id_token: str, client_id: str) -> dict[str, Any]:
        known = jwt.PyJWKSet.from_dict(self._ask(self.openid_config["jwks_uri"]))
        name = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in known.keys if name in {None, key.key_id} and key.public_key_use in {None, "sig"}]
        signed: dict[str, Any] = jwt.decode(
            id_token,
            key=fitting[0],
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=self.openid_config["issuer"],
            leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
        if signed.get("azp", client_id) != client_id:
            raise Failed(Failure.NOT_TRUSTED)
        return signed

    def _ask(self, address: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            with get_adapter().get_requests_session() as session:
                answer = session.get(address, headers=headers)
                answer.raise_for_status()
                found = answer.json()
        except (RequestException, ValueError):
            raise _no_answer() from None
        if not isinstance(found, dict):
            raise Failed(Failure.UNREACHABLE)
        return found


def _no_answer() -> Failed:
    cache.set(_QUIET, True, QUIET_SECONDS)
    return Failed(Failure.UNREACHABLE)


class MunicipalityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = Speaking
    pkce_enabled_default = True
