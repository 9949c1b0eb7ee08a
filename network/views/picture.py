"""The network drawn, and the same facts in a table."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from network.choices import themes_of
from network.forms.picture import PictureFilter
from network.models import Municipality
from network.picture import Mark, Network, marks_of, municipality_named, network_of
from network.picture_page import drawing_of, facts_of, findings_of, page_of
from network.requests import SignedIn
from network.roles import home_of, places_of
from network.rules.levels import Level

#: Of what stands out the page names so many; the rest is said in the table and in the picture.
FINDINGS_SHOWN = 8


@dataclass
class Seen:
    municipality: Municipality
    slug: str  # empty for the own municipality: addresses stay short
    network: Network
    whole: Network  # before it was narrowed
    marks: dict[str, Mark]


@require_safe
def picture(request: SignedIn) -> HttpResponse:
    municipality = municipality_named(request.user, request.GET.get("gemeente", ""))
    form = PictureFilter(
        request.GET or None,
        themes=list(themes_of(municipality)),
        places=list(places_of(request.user).values()),
        slug=municipality.slug,
    )
    theme, level = form.wanted()
    seen = _look(request, theme=theme, level=level)
    findings = findings_of(seen.network, seen.marks, whole=seen.whole, slug=seen.slug)
    facts = facts_of(seen.network, seen.marks, slug=seen.slug)
    rows, older, newer = page_of(facts, request.GET.get("na", ""))
    wanted = {"thema": theme, "niveau": level or "", "gemeente": seen.slug}
    address = urlencode({name: value for name, value in wanted.items() if value})
    shown = {
        "form": form,
        "place": municipality,
        "is_narrow": bool(theme or level),
        "findings": findings[:FINDINGS_SHOWN],
        "more_findings": max(0, len(findings) - FINDINGS_SHOWN),
        "rows": rows,
        "older": _after(address, older),
        "newer": _after(address, newer),
        "first": f"?{address}" if request.GET.get("na") else "",
        "count": len(facts),
        "narrowed": address,
    }
    return render(request, "network/picture/page.html", shown)


@require_safe
def picture_data(request: SignedIn) -> JsonResponse:
    """What the script draws. The codes of the filter are not looked up again: an unknown one is an empty picture."""
    level = PictureFilter.level_named(request.GET.get("niveau", ""))
    seen = _look(request, theme=request.GET.get("thema", ""), level=level)
    return JsonResponse(drawing_of(seen.network, seen.marks, name=seen.municipality.name, slug=seen.slug))


def _look(request: SignedIn, *, theme: str, level: Level | None) -> Seen:
    municipality = municipality_named(request.user, request.GET.get("gemeente", ""))
    home = home_of(request.user)
    network = whole = network_of(municipality)
    marks = marks_of(network)
    if theme or level:
        network = network.narrowed(theme=network.key_of(theme), level=level)
    slug = "" if home and home.municipality == municipality else municipality.slug
    return Seen(municipality, slug, network, whole, marks)


def _after(address: str, key: str) -> str:
    return f"?{address}{'&' if address else ''}na={key}" if key else ""
