""" "Klopt dit?": a department says yes or contests, and the tactical level decides."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from network.actions.askings import CellsChanged, address_of, confirm
from network.actions.contests import ContestedBefore, SettledBefore, withdraw_contest
from network.actions.matrix import CellChanged
from network.askings import speaks_for
from network.confirming_page import (
    CellShown,
    Overview,
    cell_to_contest,
    contest_page,
    department_at,
    department_page,
    overview_for,
)
from network.forms.confirming import ContestForm, DirectoryTermsForm
from network.forms.contests import SettleForm
from network.models import Department
from network.requests import SignedIn

_PLACE = "gemeente"


@require_http_methods(["GET", "HEAD", "POST"])
def confirmations(request: SignedIn) -> HttpResponse:
    after, contests_after = _number(request, "na"), _number(request, "bezwaar_na")
    page = overview_for(request.user, after=after, contests_after=contests_after)
    if request.method != "POST":
        return _show_overview(request, page)
    asked = request.POST.get("place")
    place = next((one for one in page.set_by_me if asked in {None, one.slug}), None)
    if place is None:
        raise Http404
    form = DirectoryTermsForm(request.POST, municipality=place)
    if not form.is_valid():
        return _show_overview(request, page, form)
    if form.keep(by=request.user):
        messages.success(request, _("Kept. It holds for what was confirmed before too."))
    return redirect("network:confirmations")


def _show_overview(request: SignedIn, page: Overview, wrong: DirectoryTermsForm | None = None) -> HttpResponse:
    forms = [
        wrong if wrong and wrong.municipality == place else DirectoryTermsForm(municipality=place)
        for place in page.set_by_me
    ]
    shown = {
        "page": page,
        "forms": forms,
        "older": f"?na={page.askings_after}" if page.askings_after else "",
        "first": "?" if "na" in request.GET else "",
        "older_contests": f"?bezwaar_na={page.contests_after}#bezwaren" if page.contests_after else "",
        "first_contests": "?#bezwaren" if "bezwaar_na" in request.GET else "",
    }
    return render(request, "network/confirming/overview.html", shown, status=422 if wrong else 200)


def _number(request: SignedIn, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


# ---- one department ------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_department(request: SignedIn, code: str) -> HttpResponse:
    department = department_at(request.user, code, request.GET.get(_PLACE, ""))
    if request.method != "POST":
        return _show_department(request, department)
    seen = [int(pk) for pk in request.POST.getlist("seen") if pk.isdecimal() and len(pk) < 19]
    try:
        count = confirm(by=request.user, department=department, seen=seen)
    except CellsChanged:
        return _show_department(request, department, seen=seen, is_stale=True)
    if count:
        said = ngettext("Thank you. %(count)s part is confirmed.", "Thank you. %(count)s parts are confirmed.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Nothing was left to confirm. A colleague was just before you."))
    return redirect(address_of(department))


def _show_department(
    request: SignedIn, department: Department, *, seen: list[int] | None = None, is_stale: bool = False
) -> HttpResponse:
    page = department_page(request.user, department, seen=seen)
    shown = {"page": page, "is_stale": is_stale, "place": urlencode({_PLACE: department.municipality.slug})}
    return render(request, "network/confirming/department.html", shown, status=409 if is_stale else 200)


# ---- contesting ----------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def contest_cell(request: SignedIn, code: str, pk: int) -> HttpResponse:
    department = department_at(request.user, code, request.GET.get(_PLACE, ""))
    if not speaks_for(request.user, department):
        raise Http404
    cell = cell_to_contest(department, pk)
    if cell is None:
        return _show_department(request, department, is_stale=True)
    if cell.contest is not None and cell.contest.settled_at is None:
        return redirect("network:contest", cell.contest.pk)
    form = ContestForm(request.POST if request.method == "POST" else None, row=cell.row)
    if not (form.is_bound and form.is_valid()):
        return _show_cell(request, department, cell, form)
    try:
        contest = form.send(by=request.user)
    except CellChanged:
        return _show_department(request, department, is_stale=True)
    except ContestedBefore as before:
        return _show_contest(request, before.contest.pk, status=409)
    messages.success(request, _("You said that this is not right. The coordinator decides, and you hear it."))
    return redirect("network:contest", contest.pk)


def _show_cell(request: SignedIn, department: Department, cell: CellShown, form: ContestForm) -> HttpResponse:
    shown = {"department": department, "cell": cell, "form": form, "back": address_of(department)}
    return render(request, "network/confirming/contest_cell.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: SignedIn, pk: int) -> HttpResponse:
    page = contest_page(request.user, pk)
    if request.method != "POST":
        return _show_contest(request, pk)
    if not page.decides:
        raise Http404
    if not page.is_open:
        return _show_contest(request, pk, status=409)
    form = SettleForm(request.POST, contest=page.contest)
    if not form.is_valid():
        return _show_contest(request, pk, form, status=422)
    try:
        form.decide(by=request.user)
    except SettledBefore:
        return _show_contest(request, pk, status=409)
    messages.success(request, _("Decided. The department hears it now."))
    return redirect("network:contest", pk)


@require_POST
def contest_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    page = contest_page(request.user, pk)
    try:
        withdraw_contest(by=request.user, contest=page.contest)
    except SettledBefore:
        return _show_contest(request, pk, status=409)
    messages.success(request, _("You took it back. Is it right now? Then confirm it."))
    return redirect(address_of(page.contest.department))


def _show_contest(request: SignedIn, pk: int, form: SettleForm | None = None, *, status: int = 200) -> HttpResponse:
    """As it stands now."""
    page = contest_page(request.user, pk)
    chosen = form if page.may_settle and form else SettleForm(contest=page.contest) if page.may_settle else None
    shown: dict[str, Any] = {"page": page, "contest": page.contest, "form": chosen, "is_late": status == 409}
    department = page.contest.department
    department.municipality = page.contest.municipality
    shown["back"] = address_of(department) if page.reads_department else reverse("network:confirmations")
    return render(request, "network/confirming/contest.html", shown, status=status)
