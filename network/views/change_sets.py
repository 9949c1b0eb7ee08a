"""A change of the matrix is made as one set, compared, laid before who adopts, and taken over or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.actions.change_sets import (
    Moved,
    NeedsAnother,
    NothingToPropose,
    Overtaken,
    TwoLeads,
    adopt,
    drop_change,
    propose,
    refuse,
    reword_set,
    set_change,
    start_set,
    take_back,
    withdraw,
)
from network.change_set_page import SetLine, SetShown, cell_to_change, open_set, shown_set
from network.change_sets import page_of_sets, proposing_places
from network.forms.change_sets import CellChoice, ChangeForm, DecideForm, SetForm
from network.models import ChangeSet
from network.requests import SignedIn


@require_safe
def change_sets(request: SignedIn) -> HttpResponse:
    places = proposing_places(request.user)
    if not places:
        raise Http404
    before = request.GET.get("na", "")
    after = int(before) if before.isdecimal() and len(before) < 19 else None
    found = page_of_sets(request.user, after=after)
    shown = {
        "lines": [SetLine(row) for row in found.sets],
        "older": f"?na={found.next_after}" if found.next_after else "",
        "first": request.path if after is not None else "",
        "has_places": len(places) > 1,
    }
    return render(request, "network/change_sets/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def change_set_new(request: SignedIn) -> HttpResponse:
    places = proposing_places(request.user)
    if not places:
        raise Http404
    form = SetForm(
        request.POST if request.method == "POST" else None,
        initial={"from_on": timezone.localdate()},
        places=places,
        button=_("Go on"),
        back=reverse("network:change_sets"),
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        row = start_set(
            by=request.user,
            municipality=form.place,
            title=given["title"],
            why=given["why"],
            from_on=given["from_on"],
        )
        return redirect("network:change_set", row.uuid)
    return render(request, "network/change_sets/words.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def change_set(request: SignedIn, key: UUID) -> HttpResponse:
    return _show(request, open_set(key, by=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def change_set_words(request: SignedIn, key: UUID) -> HttpResponse:
    row = _draft(request, key)
    form = SetForm(
        request.POST if request.method == "POST" else None,
        initial={"title": row.title, "why": row.why, "from_on": max(row.from_on, timezone.localdate())},
        places=[row.municipality],
        button=_("Save"),
        back=reverse("network:change_set", args=[row.uuid]),
    )
    if not (form.is_bound and form.is_valid()):
        shown = {"form": form, "row": row}
        return render(request, "network/change_sets/words.html", shown, status=422 if form.errors else 200)
    given = form.cleaned_data
    try:
        reword_set(by=request.user, change_set=row, title=given["title"], why=given["why"], from_on=given["from_on"])
    except Moved:
        return _moved(request, key)
    return redirect("network:change_set", row.uuid)


# ---- one cell ------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def change_set_cell(request: SignedIn, key: UUID) -> HttpResponse:
    row = _draft(request, key)
    back = reverse("network:change_set", args=[row.uuid])
    choice = CellChoice(request.GET or None, municipality=row.municipality, action=request.path, back=back)
    if not (choice.is_bound and choice.is_valid()):
        shown: dict[str, Any] = {"form": choice, "row": row}
        return render(request, "network/change_sets/cell.html", shown, status=422 if choice.errors else 200)
    target = cell_to_change(row, choice.chosen)
    form = ChangeForm(request.POST if request.method == "POST" else None, target=target, back=back)
    shown = {"form": form, "row": row, "target": target}
    status = 422 if form.errors else 200
    if form.is_bound and form.is_valid():
        try:
            set_change(
                by=request.user,
                change_set=row,
                cell=target.chosen.cell,
                content=form.content,
                seen=form.cleaned_data["seen"],
            )
            return redirect("network:change_set", row.uuid)
        except TwoLeads:
            form.add_error("part", _("This set gives the theme another lead already. Take that out first."))
            status = 422
        except Overtaken:
            shown["is_overtaken"], status = True, 409
            typed = request.POST.copy()  # what was typed stays; it is now made on what stands there
            typed["seen"] = str(target.seen or "")
            shown["form"] = ChangeForm(typed, target=target, back=back)
        except Moved:
            return _moved(request, key)
    return render(request, "network/change_sets/cell.html", shown, status=status)


@require_POST
def change_set_drop(request: SignedIn, key: UUID, pk: int) -> HttpResponse:
    row = _draft(request, key)
    return _do(request, row, lambda: drop_change(by=request.user, change_set=row, change_id=pk), _("It is taken out."))


# ---- the set as a whole --------------------------------------------------------------------------
@require_POST
def change_set_propose(request: SignedIn, key: UUID) -> HttpResponse:
    row = _own(request, key)
    said = _("It is proposed. Who adopts hears of it.")
    return _do(request, row, lambda: propose(by=request.user, change_set=row), said)


@require_POST
def change_set_take_back(request: SignedIn, key: UUID) -> HttpResponse:
    row = _own(request, key)
    said = _("It is a draft again. Propose it when it is right.")
    return _do(request, row, lambda: take_back(by=request.user, change_set=row), said)


@require_POST
def change_set_withdraw(request: SignedIn, key: UUID) -> HttpResponse:
    row = _own(request, key)
    return _do(request, row, lambda: withdraw(by=request.user, change_set=row), _("The proposal is withdrawn."))


@require_POST
def change_set_decide(request: SignedIn, key: UUID) -> HttpResponse:
    row = open_set(key, by=request.user)
    shown = shown_set(row, by=request.user)
    if not shown.decision.may_adopt:
        if shown.is_settled:
            return _moved(request, key)
        raise Http404
    form = _decide_form(shown, request.POST)
    if not form.is_valid():
        return _show(request, row, form=form, status=422)
    answer = form.cleaned_data["answer"]
    decide = refuse if form.refuses else adopt
    said = _("You did not adopt it. Who proposed it reads why.") if form.refuses else _("The set is adopted.")
    seen = form.cleaned_data["seen"]
    return _do(request, row, lambda: decide(by=request.user, change_set=row, seen=seen, answer=answer), said)


def _do(request: SignedIn, row: ChangeSet, act: Callable[[], None], said: str) -> HttpResponse:
    try:
        act()
    except Moved:
        return _moved(request, row.uuid)
    except Overtaken:
        return _show(request, row, status=409)
    except NothingToPropose:
        messages.error(request, _("Nothing would change yet. First add a cell."))
        return _show(request, row, status=422)
    except NeedsAnother:
        messages.error(request, _("Somebody else adopts this: you take the lead from a department."))
        return _show(request, row, status=422)
    messages.success(request, said)
    return redirect("network:change_set", row.uuid)


def _own(request: SignedIn, key: UUID) -> ChangeSet:
    row = open_set(key, by=request.user)
    if row.proposed_by_id != request.user.pk:
        raise Http404
    return row


def _draft(request: SignedIn, key: UUID) -> ChangeSet:
    """To change something in; of another its page says what became of it."""
    row = _own(request, key)
    if not shown_set(row, by=request.user).is_maker:
        raise Http404
    return row


def _moved(request: SignedIn, key: UUID) -> HttpResponse:
    """What is there now: who decided, or that its maker took it back."""
    return _show(request, open_set(key, by=request.user), status=409, is_moved=True)


def _decide_form(shown: SetShown, data: Any = None) -> DecideForm:
    action = reverse("network:change_set_decide", args=[shown.row.uuid])
    return DecideForm(data, decision=shown.decision, stamp=shown.stamp, action=action)


def _show(
    request: SignedIn, row: ChangeSet, *, form: DecideForm | None = None, status: int = 200, is_moved: bool = False
) -> HttpResponse:
    shown = shown_set(row, by=request.user)
    if form is None and shown.decision.may_adopt and not shown.is_overtaken:
        form = _decide_form(shown)
    page = {"shown": shown, "row": row, "form": form, "is_moved": is_moved}
    return render(request, "network/change_sets/set.html", page, status=status)
