"""A copy to another organisation: written down, shown line by line, sent by a second press, fetched within a day."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.requests import SignedIn
from signals.access import Opened, log_fetch, open_signal
from signals.actions import transfers as actions
from signals.actions.working import DoneBefore, NotAllowed, NotYet, Stale, WrongMoment, awaits_decision, open_verbs
from signals.forms.transfer import ReceiptForm, TransferForm
from signals.package import Package
from signals.rules.lifecycle import Verb
from signals.rules.transfer import RIEC
from signals.transfer_page import attachments_to_choose, missing_before, partners_of, sent_of, warnings_about
from signals.transfers import (
    Wanted,
    build_package,
    can_be_fetched,
    file_of,
    is_practice,
    may_transfer,
    number_of,
    wgs_words,
)
from signals.views.moves import attempt, leave, was_done

PURPOSE = "transfer"


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: SignedIn, reference: str) -> HttpResponse:
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if request.method != "POST":
        return _form_page(request, opened, _form(opened))
    if was_done(request, reference):
        return redirect("signals:transfer", reference)
    if not may_transfer(request.user, opened.signal):
        raise Http404
    form = _form(opened, request.POST)
    if "change" in request.POST:
        return _form_page(request, opened, form)
    if not form.is_valid():
        return _form_page(request, opened, form, status=422)
    return _shown_or_sent(request, opened, form)


def _shown_or_sent(request: SignedIn, opened: Opened, form: TransferForm) -> HttpResponse:
    wanted, key = form.wanted(), form.cleaned_data["key"]
    package = build_package(opened.signal, opened.sealer, wanted, key=key)
    if "send" not in request.POST:
        return _preview(request, opened, wanted, package, key=key, missing=missing_before(opened.signal))
    if request.POST.get("seen") != package.digest:
        return _preview(request, opened, wanted, package, key=key, has_changed=True, status=409)
    try:
        actions.transfer(
            opened.signal.reference,
            by=request.user,
            wanted=wanted,
            seen=package.digest,
            version=form.cleaned_data["version"],
            key=key,
        )
    except NotYet as not_yet:
        missing = [(sentence, "") for sentence in not_yet.missing]
        return _preview(request, opened, wanted, package, key=key, missing=missing, status=409)
    except (Stale, WrongMoment, NotAllowed):
        key = uuid4()
        package = build_package(opened.signal, opened.sealer, wanted, key=key)
        return _preview(request, opened, wanted, package, key=key, has_changed=True, status=409)
    except DoneBefore:
        return redirect("signals:transfer", opened.signal.reference)
    messages.success(request, _("It is written down. Fetch the package and bring it yourself: we mail nothing."))
    return redirect("signals:transfer", opened.signal.reference)


def _form(opened: Opened, data: Any = None) -> TransferForm:
    partners, attachments = partners_of(opened.signal), attachments_to_choose(opened.signal)
    return TransferForm(data, opened=opened, partners=partners, attachments=attachments)


def _form_page(request: SignedIn, opened: Opened, form: TransferForm, *, status: int = 200) -> HttpResponse:
    signal, user = opened.signal, request.user
    able = Verb.TRANSFER in open_verbs(user, signal) and may_transfer(user, signal)
    confirms = Verb.CONFIRM_RECEIPT in open_verbs(user, signal) and may_transfer(user, signal)
    page = _about(opened) | {
        "form": form if able else None,
        "awaits_decision": awaits_decision(signal),
        "missing": missing_before(signal) if able else [],
        "sent": [
            (one, ReceiptForm(signal=signal, by=user, transfer=one.row.uuid) if _asks(one, confirms) else None)
            for one in sent_of(opened)
        ],
        "may_fetch": may_transfer(user, signal),
        "wgs": wgs_words(),
    }
    return render(request, "signals/transfer/page.html", page, status=status)


def _asks(one: Any, confirms: bool) -> bool:
    return confirms and one.row.received_on is None


def _preview(
    request: SignedIn,
    opened: Opened,
    wanted: Wanted,
    package: Package,
    *,
    key: UUID,
    missing: Any = (),
    has_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Every line of it, and the answers again, hidden: the second press sends what stands here."""
    left_out = {"csrfmiddlewaretoken", "version", "key", "seen", "show", "send", "change"}
    typed = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    page = _about(opened) | {
        "wanted": wanted,
        "package": package,
        "head": [(line.label, line.value) for line in package.head],
        "typed": [*typed, ("key", key)],
        "missing": missing,
        "has_changed": has_changed,
        "wgs": wgs_words() if wanted.kind == RIEC else "",
    }
    return render(request, "signals/transfer/shown.html", page, status=status)


def _about(opened: Opened) -> dict[str, Any]:
    signal = opened.signal
    return {
        "signal": signal,
        "headline": opened.text("headline"),
        "warnings": warnings_about(signal),
        "is_exercise": is_practice(signal),
    }


@require_safe
@cache_control(private=True, no_store=True, no_cache=True, max_age=0)
def package(request: SignedIn, reference: str, key: UUID) -> HttpResponse:
    """The file, as long as it can be fetched, to whoever may transfer."""
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    row = opened.signal.transfers.filter(uuid=key).first()
    if row is None or not may_transfer(request.user, opened.signal) or not can_be_fetched(row):
        raise Http404
    log_fetch(opened, by=request.user, purpose=PURPOSE)
    content = file_of(row, opened.sealer)
    name = f"{_('PRACTICE') + '-' if row.is_practice else ''}{number_of(row.uuid)}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, "application/zip", headers=headers)


@require_POST
def receipt(request: SignedIn, reference: str) -> HttpResponse:
    if was_done(request, reference):
        return leave(request, reference)
    opened = open_signal(reference, by=request.user, purpose=PURPOSE)
    if not may_transfer(request.user, opened.signal):
        raise Http404
    form = ReceiptForm(request.POST, signal=opened.signal, by=request.user)

    def do(given: dict[str, Any]) -> None:
        names = ("transfer", "received_on", "received_by", "their_number", "version", "key")
        actions.confirm_receipt(reference, by=request.user, **{name: given[name] for name in names})

    if not form.is_valid():
        page = _about(opened) | {"form": form}
        return render(request, "signals/transfer/receipt.html", page, status=422)
    return attempt(request, opened, form, do, done=gettext_lazy("It is written down that they have it."))
