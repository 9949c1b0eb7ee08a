"""Web addresses, accounts and e-mail addresses as keys."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

ACCOUNT = re.compile(r"@[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,58}[A-Za-z0-9_])?")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9\-]{2,59})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_TRACKING = re.compile(r"utm_.*|fbclid|gclid|igsh|igshid|mc_eid|mc_cid", re.IGNORECASE)


def web_key(typed: str) -> tuple[str, str] | None:
    """Host and the whole address without scheme, "www." and tracking; None when no browser would open it."""
    if ACCOUNT.fullmatch(typed):
        return "", typed.lower()
    if not re.match(r"https?://", typed, re.IGNORECASE):
        if _SCHEME.match(typed) and not re.match(r"[^/:]+:[0-9]{1,5}(?:/|$)", typed):
            return None
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host = _ascii_host(parts.hostname or "")
    except ValueError:
        return None
    if not _HOST.fullmatch(host) or " " in typed:
        return None
    host = host.removeprefix("www.")
    asked = [pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])]
    path = unquote(parts.path).rstrip("/")
    return host, host + path + (f"?{urlencode(sorted(asked))}" if asked else "")


def email_key(typed: str) -> str | None:
    """Lower-case; a name around the address and "mailto:" are left out."""
    inside = re.fullmatch(r".*<([^<>]+)>", typed)
    bare = (inside[1] if inside else typed).strip().removeprefix("mailto:")
    local, _, host = bare.rpartition("@")
    try:
        EmailValidator()(bare)
        return f"{local.lower()}@{_ascii_host(host)}"
    except (ValidationError, UnicodeError):
        return None


def _ascii_host(host: str) -> str:
    """The form in which the domain name system knows it."""
    return host.rstrip(".").encode("idna").decode("ascii").lower() if host else ""
