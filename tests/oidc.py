"""An identity provider that runs: `oidc_provider` knows people, signs its tokens, and HKIN is set up to believe it."""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

START, BACK = "/inloggen/gemeente/", "/inloggen/gemeente/terug/"


@dataclass
class Answered:
    """A question to the provider: the last part of its address, and what was sent along."""

    page: str
    sent: dict[str, str]


@dataclass
class Provider:
    """The server itself is oidc-provider-mock; only a test about a wrong answer twists what it says."""

    address: str
    settings: Settings
    server: Server
    twisted: dict[str, Any] = field(default_factory=dict)  # claims of the next tokens
    forged: bool = False  # signed by somebody else
    described: dict[str, Any] = field(default_factory=dict)  # what it says of itself
    added: dict[str, Any] = field(default_factory=dict)  # what it says when asked about somebody

    def set_up(self, **more: Any) -> None:
        """HKIN_OIDC_... in small letters: `set_up(roles_claim="groups", roles="regie=coordinator")`."""
        given = {name.upper(): value for name, value in more.items()}
        assert given.keys() <= self.settings.OIDC.keys()
        self.settings.OIDC = {**self.settings.OIDC, **given}

    def knows(self, sub: str, **claims: Any) -> None:
        proven = {"email_verified": True} if "email" in claims else {}
        requests.put(f"{self.address}/users/{sub}", json={**proven, **claims}, timeout=5).raise_for_status()

    def begin(self, client: Client, *, next_url: str = "", **more: str) -> str:
        """The address of the provider's own login page."""
        return str(client.post(START, {"next": next_url, **more})["Location"])

    def agree(self, page: str, sub: str) -> str:
        """Signing in on that page: the address back at HKIN, without the site."""
        return self._send(page, {"sub": sub})

    def cancel(self, page: str) -> str:
        return self._send(page, {"action": "deny"})

    def sign_in(self, client: Client, sub: str, *, next_url: str = "") -> HttpResponseBase:
        return client.get(self.agree(self.begin(client, next_url=next_url), sub))

    def asked(self, page: str) -> dict[str, str]:
        """What was sent with the last question to this page."""
        return next(each.sent for each in reversed(self.server.answered) if each.page == page)

    def _send(self, page: str, choice: dict[str, str]) -> str:
        answer = requests.post(page, data=choice, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@dataclass
class Server:
    """One for all tests; `provider` is how the test that runs now wants it."""

    port: int = 0
    provider: Provider | None = None
    answered: list[Answered] = field(default_factory=list)
    stranger: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def twist(self, page: str, said: dict[str, Any], own_key: Any) -> dict[str, Any]:
        provider = self.provider
        assert provider is not None
        if page == "openid-configuration":
            return {**said, **provider.described}
        if page == "userinfo":
            return {**said, **provider.added}
        if "id_token" in said and (provider.twisted or provider.forged):
            claims = jwt.decode(said["id_token"], options={"verify_signature": False}) | provider.twisted
            key = self.stranger if provider.forged else own_key
            said["id_token"] = jwt.encode(claims, key, algorithm="RS256")
        return said


@pytest.fixture(scope="session")
def oidc_server() -> Iterator[Server]:
    with warnings.catch_warnings(record=True):  # that its own libraries grow old
        import flask
        import oidc_provider_mock
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_what: object) -> None:
            """The addresses of a sign-in are long and tell a test nothing."""

    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # on loopback there is no TLS
    server, app = Server(), oidc_provider_mock.app(require_nonce=True)

    @app.after_request
    def remember(response: flask.Response) -> flask.Response:
        page = flask.request.path.rpartition("/")[2]
        server.answered.append(Answered(page, flask.request.values.to_dict()))
        if "error=access_denied" in response.headers.get("Location", ""):
            response.headers["Location"] += f"&state={flask.request.args['state']}"  # RFC 6749 4.1.2.1; left out
        if response.mimetype == "text/html":
            response.set_data(re.sub(r"<link[^>]*>", "", response.get_data(as_text=True)))  # a style from elsewhere
        if response.is_json and response.status_code == 200:
            own_key = flask.g.oidc_provider_mock_storage.jwk.get_private_key()
            response.set_data(flask.json.dumps(server.twist(page, deepcopy(response.get_json()), own_key)))
        return response

    running = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.port = running.server_port
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    running.shutdown()
    thread.join(5)
    running.server_close()


@pytest.fixture
def oidc_provider(oidc_server: Server, settings: Settings) -> Iterator[Provider]:
    """The sign-in of Oudeveen; `oidc_provider.set_up(...)` changes what HKIN makes of it."""
    address = f"http://127.0.0.1:{oidc_server.port}"
    provider = oidc_server.provider = Provider(address, settings, oidc_server)
    oidc_server.answered.clear()
    cache.clear()
    policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"].append(address)
    settings.CONTENT_SECURITY_POLICY = policy
    settings.BASE_URL = "http://testserver"
    provider.set_up(issuer=address, client_id="hkin", client_secret="geheim", municipality="oudeveen")
    yield provider
    oidc_server.provider = Provider(address, settings, oidc_server)
