"""What browser and proxy make of the site: TLS, cookies, addresses and names."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hkin.machine.checks.line import Check, green, grey, red
from hkin.machine.visitor import address_of, forwarded

PROXY = _("Proxy")
TLS = _("TLS")
ADDRESS = _("Address of the site")
AS_EXAMPLE = _("Let the proxy set X-Forwarded-Proto and X-Forwarded-For itself, as in docs/operations/nginx.conf.")


def look(request: HttpRequest | None) -> Iterator[Check]:
    yield _tls(request)
    yield _site_address(request)
    yield _proxy(request) if request else grey("proxy", PROXY, _("Only the page in the site can see this."))


def _tls(request: HttpRequest | None) -> Check:
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        text = _("Cookies and pages also go without TLS.")
        return red("tls", TLS, text, _("Take HKIN_HTTPS=false away, and let a proxy do TLS."))
    if request is not None and not request.is_secure():
        return red("tls", TLS, _("HKIN sees this page as one without TLS."), AS_EXAMPLE)
    return green("tls", TLS, _("Cookies go over TLS only, and browsers remember that."))


def _site_address(request: HttpRequest | None) -> Check:
    own = urlsplit(settings.BASE_URL)
    if "*" in settings.ALLOWED_HOSTS:
        text = _("The site answers to every name.")
        return red("address", ADDRESS, text, _("Name the addresses of the site in HKIN_ALLOWED_HOSTS."))
    if own.scheme != "https":
        text = _("Links in mails do not begin with https.")
        return red("address", ADDRESS, text, _("Put the address of the site in HKIN_BASE_URL, with https."))
    if request is not None and request.get_host() != own.netloc:
        told = {"here": request.get_host(), "there": own.netloc}
        apart = _("You opened %(here)s, but mails name %(there)s.") % told
        return red("address", ADDRESS, apart, _("Put the address that colleagues use in HKIN_BASE_URL."))
    return green("address", ADDRESS, _("Mails name %(address)s.") % {"address": settings.BASE_URL})


def _proxy(request: HttpRequest) -> Check:
    trusted, told = settings.TRUSTED_PROXIES, len(forwarded(request))
    if told == trusted:
        seen = _("HKIN sees that you come from %(address)s. Is that your address?") % {"address": address_of(request)}
        return green("proxy", PROXY, seen)
    if not trusted:
        todo = _("Set HKIN_TRUSTED_PROXIES to the number of proxies that stand in front of HKIN.")
        return red("proxy", PROXY, _("A proxy stands in front of HKIN, and HKIN does not know it."), todo)
    if told > trusted:
        text = _("A visitor can add addresses to X-Forwarded-For, or there are more proxies.")
        return red("proxy", PROXY, text, f"{AS_EXAMPLE} {_COUNT}")
    counted = ngettext("HKIN counts on %(count)s proxy.", "HKIN counts on %(count)s proxies.", trusted)
    return red("proxy", PROXY, f"{counted % {'count': trusted}} {_TOO_FEW}", f"{AS_EXAMPLE} {_COUNT}")


_COUNT = _("Or change HKIN_TRUSTED_PROXIES.")
_TOO_FEW = _("This page came by fewer.")
