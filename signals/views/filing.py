"""File a signal: in a minute and a half, with or without JavaScript; nothing typed is lost."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.requests import SignedIn
from signals.access import open_receipt
from signals.actions.drafting import (
    TooMany,
    attach,
    attached_to,
    detach,
    discard_draft,
    read_draft,
    save_draft,
    unfinished,
)
from signals.actions.filing import file_signal, filed_before
from signals.desk import Desk, desk_of, promise_for
from signals.forms.filing import FilingForm
from signals.rules.attachments import AttachmentError
from signals.rules.safety import Safety

#: Never part of a draft: the token of the page, and which button was pressed.
_NOT_KEPT = {"csrfmiddlewaretoken", "send", "later", "attach", "remove", "find_indicators", "find_colleagues"}
#: Buttons that only change the page; everything else is a filing.
_BUTTONS = {"later", "attach", "remove", "find_indicators", "find_colleagues", "more_subjects"}


@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    desk = desk_of(request.user)
    if request.method == "GET":
        return _show(request, FilingForm(desk=desk, key=uuid4()), drafts=True)
    key = _key(request.POST)
    if key is None:
        return _show(request, FilingForm(desk=desk, typed=request.POST, key=uuid4()))
    if _BUTTONS & request.POST.keys():
        return _change_page(request, desk, key)
    return _file(request, desk, key)


def _file(request: SignedIn, desk: Desk, key: UUID) -> HttpResponse:
    form = FilingForm(request.POST, request.FILES, desk=desk)
    failed = _attach(request, desk, key)
    if failed:
        form.add_error("uploads", failed)
    if not form.is_valid():
        save_draft(key=key, by=request.user, municipality=desk.municipality, typed=_typed(request.POST))
        return _show(request, form, status=422)
    filed = file_signal(
        filing=form.filing(),
        by=request.user,
        key=key,
        municipality=desk.municipality,
        department=desk.department,
    )
    return redirect("signals:receipt", filed.signal.reference)


def _change_page(request: SignedIn, desk: Desk, key: UUID) -> HttpResponse:
    """A button that is not "send": keep everything, do what it says, show the form as it was."""
    failed = _attach(request, desk, key)
    if request.POST.get("remove"):
        detach(key=key, by=request.user, uuid=_uuid(request.POST["remove"]))
    save_draft(key=key, by=request.user, municipality=desk.municipality, typed=_typed(request.POST))
    if "later" in request.POST and not failed:
        messages.success(request, _("Your text is kept. Only you can open it."))
        return redirect("signals:own_list")
    typed = request.POST.copy()
    typed["more_open"] = "1"
    return _show(request, FilingForm(desk=desk, typed=typed), failed=failed, status=422 if failed else 200)


@require_POST
def save(request: SignedIn) -> HttpResponse:
    """The page saves itself while somebody types; answers with one honest line."""
    key = _key(request.POST)
    if key is None:
        return HttpResponseBadRequest()
    if filed_before(key=key, by=request.user) is not None:
        return HttpResponse(status=204)
    desk = desk_of(request.user)
    draft = save_draft(key=key, by=request.user, municipality=desk.municipality, typed=_typed(request.POST))
    if draft is None:
        raise Http404
    return render(request, "signals/filing/_saved.html", {"at": draft.updated_at})


@require_POST
def care(request: SignedIn) -> HttpResponse:
    """What looks like a BSN or IBAN, asked about while typing."""
    form = FilingForm(desk=desk_of(request.user), typed=request.POST)
    return render(request, "signals/filing/_numbers.html", {"form": form, "fields": form.number_fields})


@require_GET
def resume(request: SignedIn, key: UUID) -> HttpResponse:
    typed = read_draft(key=key, by=request.user)
    if typed is None:
        raise Http404
    given = QueryDict(mutable=True)
    for name, values in typed.items():
        given.setlist(name, values)
    given["key"] = str(key)
    return _show(request, FilingForm(desk=desk_of(request.user), typed=given))


@require_POST
def discard(request: SignedIn) -> HttpResponse:
    key = _key(request.POST)
    if key is not None:
        discard_draft(key=key, by=request.user)
        messages.success(request, _("What you wrote is gone."))
    return redirect("signals:new")


@require_GET
def receipt(request: SignedIn, reference: str) -> HttpResponse:
    signal = open_receipt(reference, by=request.user)
    return render(
        request,
        "signals/filing/receipt.html",
        {"signal": signal, "promise": promise_for(signal), "is_danger": signal.safety == Safety.DANGER},
    )


def _attach(request: SignedIn, desk: Desk, key: UUID) -> str:
    """Put what was uploaded with the draft; a sentence when one could not be taken."""
    for upload in request.FILES.getlist("uploads"):
        try:
            attach(key=key, by=request.user, municipality=desk.municipality, upload=upload)
        except AttachmentError as wrong:
            return str(wrong.message)
        except TooMany:
            return _("You can add at most 10 files.")
    return ""


def _show(
    request: SignedIn, form: FilingForm, *, drafts: bool = False, failed: str = "", status: int = 200
) -> HttpResponse:
    key = _uuid(form["key"].value())
    context = {
        "form": form,
        "attachments": attached_to(key, request.user) if not drafts else [],
        "drafts": unfinished(by=request.user) if drafts else [],
        "failed": failed,
        "desk": form.desk,
    }
    return render(request, "signals/filing/new.html", context, status=status)


def _typed(data: QueryDict) -> dict[str, list[str]]:
    return {name: data.getlist(name) for name in data if name not in _NOT_KEPT}


def _key(data: QueryDict) -> UUID | None:
    try:
        return UUID(data.get("key", ""))
    except ValueError:
        return None


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise Http404 from None
