"""The privacy officer reads which checks wait, and decides about each apart."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from network.requests import SignedIn
from signals.actions.checks import decide_check
from signals.actions.working import DoneBefore, NotAllowed, Stale, WrongMoment
from signals.check_page import OpenedCheck, check_page, open_check
from signals.checks import Filter, check_list, decides_checks
from signals.forms.checks import CheckFilterForm, CheckForm
from signals.rules.cursor import Cursor


@require_safe
def checks(request: SignedIn) -> HttpResponse:
    if not decides_checks(request.user):
        raise Http404
    form = CheckFilterForm(request.GET)
    answers = form.cleaned_data if form.is_valid() else {}
    chosen = Filter(request.GET.get("toon") == "besloten", answers.get("on", ""), answers.get("verdict", ""))
    after = Cursor.read(request.GET.get("na", ""))
    page = check_list(request.user, chosen, after=after)
    here = {"toon": "besloten" if chosen.decided else "", "on": chosen.on, "verdict": chosen.verdict}
    address = urlencode({name: value for name, value in here.items() if value})
    context = {
        "page": page,
        "chosen": chosen,
        "filter": form,
        "older": f"?{address}&na={page.older}" if page.older else "",
        "first": f"?{address}" if after else "",
    }
    return render(request, "signals/checks/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SignedIn, uuid: UUID) -> HttpResponse:
    opened = open_check(uuid, by=request.user)
    if request.method != "POST":
        return _show(request, opened, CheckForm(row=opened.row))
    form = CheckForm(request.POST, row=opened.row)
    if not form.is_valid():
        return _show(request, opened, form, status=422)
    try:
        decide_check(
            uuid,
            by=request.user,
            allowed=form.is_allowed,
            answers=form.answers(),
            limits=form.limits_given(),
            version=form.cleaned_data["version"],
            key=form.cleaned_data["key"],
        )
    except DoneBefore:
        return redirect("signals:checks")
    except NotAllowed:
        raise Http404 from None
    except (Stale, WrongMoment):
        return _show(request, open_check(uuid, by=request.user), form, status=409)
    messages.success(request, _("Your decision is saved. Whoever asked hears of it."))
    return redirect("signals:checks")


def _show(request: SignedIn, opened: OpenedCheck, form: CheckForm, *, status: int = 200) -> HttpResponse:
    page = check_page(opened, request.user)
    is_stale = status == 409
    if is_stale and page.may_decide:
        form = CheckForm({**request.POST.dict(), "version": opened.row.version, "key": uuid4()}, row=opened.row)
    context = {"page": page, "row": opened.row, "form": form, "is_stale": is_stale}
    return render(request, "signals/checks/detail.html", context, status=status)
