"""The copy of an attachment that people see, to whoever may see it. The look is written down first."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from network.requests import SignedIn
from signals.access import Copy, open_copy, open_hand_over, open_own, open_signal
from signals.assigned import shared_attachments
from signals.rules.reference import shown

#: Only a picture is shown in the page; a document is taken home and opened there.
_INLINE = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
_private = cache_control(private=True, no_store=True, no_cache=True, max_age=0)


@require_safe
@_private
def own(request: SignedIn, reference: str, number: int) -> HttpResponse:
    opened = open_own(reference, by=request.user, purpose="see_attachment")
    return _sent(open_copy(opened.signal.attachments.all(), number), reference, number)


@require_safe
@_private
def team(request: SignedIn, reference: str, number: int) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose="see_attachment")
    return _sent(open_copy(opened.signal.attachments.all(), number), reference, number)


@require_safe
@_private
def department(request: SignedIn, reference: str, number: int) -> HttpResponse:
    """Numbered among what was ticked: nobody can count what stayed behind."""
    opened = open_hand_over(reference, by=request.user, purpose="see_attachment")
    return _sent(open_copy(shared_attachments(opened.hand_over), number), reference, number)


def _sent(copy: Copy, reference: str, number: int) -> HttpResponse:
    """The name says nothing of what is in it: it stays behind in a folder of downloads."""
    is_picture = copy.content_type in _INLINE
    ending = _INLINE.get(copy.content_type, "pdf")
    name = f"{shown(reference)}-{number}.{ending}"
    return HttpResponse(
        copy.content,
        content_type=copy.content_type if is_picture else "application/pdf",
        headers={
            "Content-Disposition": f'{"inline" if is_picture else "attachment"}; filename="{name}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        },
    )
