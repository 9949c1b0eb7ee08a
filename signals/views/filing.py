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
    KeyUsed,
    TooMany,
    attach,
    attached_to,
    detach,
    discard_draft,
    read_draft,
    save_draft,
    unfinished,
)
from signals.actions.filing import NobodyReads, file_signal, filed_before, says_the_same
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
    if request.method != "POST":
        return _show(request, FilingForm(desk=desk, key=uuid4()), drafts=True)
    data = _readable(request.POST)
    key = _key(data)
    if key is None:
        return _show(request, _again(desk, data))
    try:
        return _answer(request, desk, data, key)
    except KeyUsed:
        return _answer_used(request, desk, data, key)


def _answer(request: SignedIn, desk: Desk, data: QueryDict, key: UUID) -> HttpResponse:
    if _BUTTONS & data.keys():
        return _change_page(request, desk, data, key)
    return _file(request, desk, data, key)


def _answer_used(request: SignedIn, desk: Desk, data: QueryDict, key: UUID) -> HttpResponse:
    """Back after sending, or a key of somebody else at the same computer: the form goes on under a new key.

    Sent twice stays filed once; other words become a new signal only after a second press.
    """
    earlier = filed_before(key=key, by=request.user)
    if earlier is not None and not _BUTTONS & data.keys():
        form = FilingForm(data, desk=desk)
        if form.is_valid() and says_the_same(earlier, form.filing()):
            return redirect("signals:receipt", earlier.reference)
        messages.info(request, _("You sent this signal before. Press once more to file this as a new signal."))
        return _show(request, _again(desk, data))
    data["key"] = str(uuid4())
    return _answer(request, desk, data, _uuid(data["key"]))


def _again(desk: Desk, data: QueryDict) -> FilingForm:
    """Everything as it was typed, under a new key."""
    data["key"] = str(uuid4())
    return FilingForm(desk=desk, typed=data)


def _file(request: SignedIn, desk: Desk, data: QueryDict, key: UUID) -> HttpResponse:
    form = FilingForm(data, request.FILES, desk=desk)
    failed = _attach(request, desk, key)
    if failed:
        form.add_error("uploads", failed)
    if not form.is_valid():
        save_draft(key=key, by=request.user, municipality=desk.municipality, typed=_typed(data))
        return _show(request, form, status=422)
    try:
        filed = file_signal(
            filing=form.filing(),
            by=request.user,
            key=key,
            municipality=desk.municipality,
            department=desk.department,
        )
    except NobodyReads:
        form.add_error("excluded", _("Then nobody can read your signal. Leave out fewer colleagues."))
        return _show(request, form, status=422)
    if not filed.is_new:
        raise KeyUsed
    return redirect("signals:receipt", filed.signal.reference)


def _change_page(request: SignedIn, desk: Desk, data: QueryDict, key: UUID) -> HttpResponse:
    """A button that is not "send": keep everything, do what it says, show the form as it was."""
    failed = _attach(request, desk, key)
    if data.get("remove"):
        detach(key=key, by=request.user, uuid=_uuid(data["remove"]))
    save_draft(key=key, by=request.user, municipality=desk.municipality, typed=_typed(data))
    if "later" in data and not failed:
        messages.success(request, _("Your text is kept. Only you can open it."))
        return redirect("signals:new" if request.may_only_file else "signals:own_list")
    data["more_open"] = "1"
    return _show(request, FilingForm(desk=desk, typed=data), failed=failed, status=422 if failed else 200)


@require_POST
def save(request: SignedIn) -> HttpResponse:
    """The page saves itself while somebody types; answers with one honest line."""
    data = _readable(request.POST)
    key = _key(data)
    if key is None:
        return HttpResponseBadRequest()
    desk = desk_of(request.user)
    try:
        draft = save_draft(key=key, by=request.user, municipality=desk.municipality, typed=_typed(data))
    except KeyUsed:
        return render(request, "signals/filing/_sent_before.html")
    return render(request, "signals/filing/_saved.html", {"at": draft.updated_at})


@require_POST
def care(request: SignedIn) -> HttpResponse:
    """What looks like a BSN or IBAN, asked about while typing."""
    form = FilingForm(desk=desk_of(request.user), typed=_readable(request.POST))
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
    if signal.is_part:
        return redirect("signals:own_detail", reference)
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


def _readable(data: QueryDict) -> QueryDict:
    """A copy without the one sign that no table can hold; nobody types it."""
    given = data.copy()
    for name, values in data.lists():
        given.setlist(name, [value.replace("\x00", "") for value in values])
    return given


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
