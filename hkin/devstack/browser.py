"""A browser without a screen: cookies, a form token, one connection that is kept open."""

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PATIENCE = 30  # seconds
IDLE_SECONDS = 1.0  # gunicorn closes a kept connection after two
TOKEN = "csrftoken"  # noqa: S105  the name of a cookie


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str
    seconds: float


class Unexpected(Exception):
    """The site answered something else than a person would have got."""


class Browser:
    def __init__(self, port: int) -> None:
        self.cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._used_at = 0.0

    def sign_in(self, username: str, password: str) -> None:
        self.get("/inloggen/")
        answer = self.post("/inloggen/", {"login": username, "password": password})
        if answer.status != 302:
            raise Unexpected(f"{username} could not sign in: {answer.status}")

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.cookies.get(TOKEN, ""), **fields}))

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self._connection.close()
        started = time.perf_counter()
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        seconds = time.perf_counter() - started
        self._used_at = time.monotonic()
        self._keep_cookies(response)
        return Answer(response.status, response.getheader("Location", ""), content.decode(), seconds)

    def _keep_cookies(self, response: http.client.HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
