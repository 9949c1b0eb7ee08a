from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hkin.outbox import access, actions


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    page = access.inbox_page(request.user, after=_uuid(request.GET.get("na", "")))
    return render(request, "outbox/inbox/page.html", {"page": page})


@require_POST
def open_message(request: HttpRequest, uuid: UUID) -> HttpResponse:
    message = access.message_of(request.user, uuid)
    actions.mark_read(recipient_marks=[bytes(message.recipient_mark)], uuids=[uuid])
    return redirect(message.path or "outbox:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_read(recipient_marks=access.marks_of(request.user))
    return redirect("outbox:inbox")


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    managed = access.municipalities_to_manage(request.user)
    return render(request, "outbox/deliveries/page.html", {"deliveries": access.deliveries_in(managed)})


@require_POST
def retry(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    managed = access.municipalities_to_manage(request.user)
    count = actions.try_again(municipality_ids=managed, uuid=uuid)
    messages.success(
        request,
        ngettext("%(count)s letter goes out again.", "%(count)s letters go out again.", count) % {"count": count},
    )
    return redirect("outbox:deliveries")


def _uuid(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None
