"""From which address somebody asks, as the web servers in front of us tell it."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Each trusted proxy wrote one entry at the end; what stands before those was typed by the visitor."""
    told = forwarded(request)
    trusted: int = settings.TRUSTED_PROXIES
    if trusted and len(told) >= trusted and _is_address(told[-trusted]):
        return told[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


def forwarded(request: HttpRequest) -> list[str]:
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    return [entry.strip() for entry in entries if entry.strip()]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
