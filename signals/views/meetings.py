"""The signals meeting: planned, its agenda made and sent, run on one screen, and written down by what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.models import Team
from network.requests import SignedIn
from signals.actions import meetings as acts
from signals.actions.working import DoneBefore, NotAllowed, NotYet, Stale, WrongMoment, done_before
from signals.agenda import (
    coordinated_teams,
    draft_of,
    meetings_past,
    meetings_to_come,
    meets,
)
from signals.agenda_page.lines import agenda_shown, draft_shown, handled_items, items_of
from signals.agenda_page.live import screen_of
from signals.agenda_page.opening import OpenedMeeting, open_meeting
from signals.agenda_page.report import report_of
from signals.forms.keys import renew_key
from signals.forms.meetings import AddForm, DiscussForm, MeetingForm
from signals.models import Meeting


@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    if not meets(request.user):
        raise Http404
    after = request.GET.get("na", "")
    shown = {
        "to_come": [] if after else meetings_to_come(request.user),
        "past": meetings_past(request.user, after=after),
        "is_later": bool(after),
        "teams": coordinated_teams(request.user),
    }
    return render(request, "signals/meetings/list.html", shown)


# ---- planned -------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedIn, slug: str) -> HttpResponse:
    team = _team_at(request, slug)
    form = MeetingForm(request.POST or None, team=team)
    shown = {"form": form, "place": team.municipality, "several": len(coordinated_teams(request.user)) > 1}
    if not form.is_valid():
        return render(request, "signals/meetings/plan.html", shown, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    try:
        meeting = acts.plan_meeting(by=request.user, team=team, arrangement=form.arrangement(), key=given["key"])
    except Stale:
        renew_key(form)
        return render(request, "signals/meetings/plan.html", shown, status=409)
    messages.success(request, _("The meeting is planned. Who comes of the team has a message."))
    return redirect("signals:meeting", meeting.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedIn, reference: str) -> HttpResponse:
    meeting = _prepared(request, reference)
    form = MeetingForm(request.POST or None, team=meeting.team, meeting=meeting)
    shown = {"form": form, "meeting": meeting, "place": meeting.municipality}
    if not form.is_valid():
        return render(request, "signals/meetings/plan.html", shown, status=422 if form.is_bound else 200)
    version = form.cleaned_data["version"] or 0
    try:
        acts.change_meeting(reference, by=request.user, arrangement=form.arrangement(), version=version)
    except (Stale, WrongMoment):
        again = MeetingForm({**request.POST.dict(), **_several(request), "version": meeting.version}, **_of(meeting))
        return render(request, "signals/meetings/plan.html", shown | {"form": again, "is_stale": True}, status=409)
    messages.success(request, _("The meeting is changed. Who comes of the team has a message."))
    return redirect("signals:meeting", reference)


def _of(meeting: Meeting) -> dict[str, Any]:
    return {"team": meeting.team, "meeting": meeting}


def _several(request: SignedIn) -> dict[str, list[str]]:
    return {name: request.POST.getlist(name) for name in ("members", "guests")}


def _team_at(request: SignedIn, slug: str) -> Team:
    found = next((team for team in coordinated_teams(request.user) if team.municipality.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _prepared(request: SignedIn, reference: str) -> Meeting:
    opened = open_meeting(reference, by=request.user)
    if not opened.prepares:
        raise Http404
    return opened.meeting


@require_POST
def cancel(request: SignedIn, reference: str) -> HttpResponse:
    done = _("The meeting is cancelled. Its signals wait for the next one.")
    return _press(request, reference, acts.cancel_meeting, done=done)


# ---- the agenda ----------------------------------------------------------------------------------
@require_safe
def agenda(request: SignedIn, reference: str) -> HttpResponse:
    return _show(request, open_meeting(reference, by=request.user))


def _show(
    request: SignedIn, opened: OpenedMeeting, *, add: AddForm | None = None, status: int = 200, refused: str = ""
) -> HttpResponse:
    """A draft for who prepares it; what was sent for everybody, each their own items."""
    meeting, user = opened.meeting, request.user
    is_prepared = opened.prepares and not meeting.is_over
    shown: dict[str, Any] = {
        "meeting": meeting,
        "come": opened.come,
        "prepares": is_prepared,
        "leads": opened.leads,
        "refused": refused,
    }
    if is_prepared and meeting.is_draft:
        shown["draft"] = draft_shown(draft_of(meeting, seen_by=user), meeting, to=user)
    elif not meeting.is_draft:
        shown["lines"] = agenda_shown(meeting, items_of(meeting, seen_by=user), to=user)
    if is_prepared:
        shown["add"] = add or AddForm(meeting=meeting)
    return render(request, "signals/meetings/agenda.html", shown, status=status)


@require_POST
def item(request: SignedIn, reference: str) -> HttpResponse:
    """One button of one line: up, down, off, back; or a number that is added."""
    meeting = _prepared(request, reference)
    do = request.POST.get("do", "")
    if do == "add":
        return _add(request, meeting)
    moves: dict[str, Callable[..., object]] = {"off": acts.take_off, "back": acts.put_back}
    named = {"signal": request.POST.get("signal", "")}
    if do in {"up", "down"}:
        return _press(request, reference, acts.move_item, up=do == "up", **named)
    if do not in moves:
        return redirect("signals:meeting", reference)
    return _press(request, reference, moves[do], **named)


def _add(request: SignedIn, meeting: Meeting) -> HttpResponse:
    form = AddForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _wrong(request, meeting, form)
    given = form.cleaned_data
    try:
        acts.add_item(meeting.reference, by=request.user, signal=given["signal"], version=given["version"])
    except Stale:
        return _stale(request, meeting.reference)
    except NotYet as not_yet:
        form.add_error("signal", [str(sentence) for sentence in not_yet.missing])
        return _wrong(request, meeting, form)
    except (NotAllowed, WrongMoment):
        form.add_error("signal", _("Your team works on no signal with this number."))
        return _wrong(request, meeting, form)
    messages.success(request, _("It is on the agenda."))
    return redirect("signals:meeting", meeting.reference)


def _wrong(request: SignedIn, meeting: Meeting, form: AddForm) -> HttpResponse:
    return _show(request, open_meeting(meeting.reference, by=request.user), add=form, status=422)


@require_POST
def send(request: SignedIn, reference: str) -> HttpResponse:
    done = _("The agenda is sent. Who comes has a message, without a word of what is on it.")
    return _press(request, reference, acts.send_agenda, done=done)


def _press(
    request: SignedIn, reference: str, act: Callable[..., object], *, done: str = "", to: str = "meeting", **more: Any
) -> HttpResponse:
    """A button without a form of its own. Pressed twice: the second one finds a newer version."""
    try:
        version = int(request.POST.get("version", "0"))
    except ValueError:
        version = 0
    try:
        act(reference, by=request.user, version=version, **more)
    except NotAllowed:
        raise Http404 from None
    except NotYet as not_yet:
        return _refused(request, reference, " ".join(not_yet.missing))
    except (Stale, WrongMoment):
        return _stale(request, reference)
    if done:
        messages.success(request, done)
    return redirect(f"signals:{to}", reference)


def _stale(request: SignedIn, reference: str) -> HttpResponse:
    changed = _("Somebody changed this meeting meanwhile. This is how it is now. Try again if it is still needed.")
    return _refused(request, reference, changed)


def _refused(request: SignedIn, reference: str, words: str) -> HttpResponse:
    return _show(request, open_meeting(reference, by=request.user), refused=words, status=409)


# ---- the meeting itself --------------------------------------------------------------------------
@require_safe
def now(request: SignedIn, reference: str) -> HttpResponse:
    return _screen(request, _led(request, reference), at=request.GET.get("punt", ""))


def _led(request: SignedIn, reference: str) -> OpenedMeeting:
    opened = open_meeting(reference, by=request.user)
    if not opened.leads or opened.meeting.sent_at is None:
        raise Http404
    return opened


def _screen(
    request: SignedIn, opened: OpenedMeeting, *, at: str, form: DiscussForm | None = None, status: int = 200
) -> HttpResponse:
    """Without the menu: the room reads along, and has nothing to do with what else waits."""
    meeting = opened.meeting
    items = handled_items(meeting, seen_by=request.user)
    is_opened = form is not None or "open" in request.GET
    screen = screen_of(opened, items, at=at, is_opened=is_opened, by=request.user)
    if at and screen.item is None:
        raise Http404
    writes = meeting.began_at is not None and not meeting.is_over
    if form is None and writes and screen.talk is not None:
        form = DiscussForm(item=screen.talk.item, initial={"minutes": screen.talk.minutes})
    shown = {"meeting": meeting, "screen": screen, "talk": screen.talk, "form": form, "menu": [], "status": status}
    return render(request, "signals/meetings/now.html", shown, status=status)


@require_POST
def begin(request: SignedIn, reference: str) -> HttpResponse:
    return _press(request, reference, acts.begin_meeting, to="meeting_now")


@require_POST
def end(request: SignedIn, reference: str) -> HttpResponse:
    done = _("The meeting is over. What was not discussed waits for the next one.")
    return _press(request, reference, acts.end_meeting, done=done, to="meeting_report")


@require_POST
def discuss(request: SignedIn, reference: str, item: str) -> HttpResponse:
    opened = _led(request, reference)
    row = next((one for one in items_of(opened.meeting, seen_by=request.user) if one.reference == item), None)
    if row is None:
        raise Http404
    form = DiscussForm(request.POST, item=row)
    if not form.is_valid():
        return _screen(request, opened, at=item, form=form, status=422)
    given = form.cleaned_data
    if done_before(given["key"], by=request.user, reference=row.signal.reference):
        return redirect("signals:meeting_now", reference)
    try:
        acts.discuss(
            reference, item, by=request.user, minutes=given["minutes"], version=given["version"], key=given["key"]
        )
    except DoneBefore:
        return redirect("signals:meeting_now", reference)
    except (Stale, WrongMoment):
        again = DiscussForm({**request.POST.dict(), "version": row.signal.version, "key": uuid4()}, item=row)
        return _screen(request, opened, at=item, form=again, status=409)
    messages.success(request, _("Kept."))
    return redirect("signals:meeting_now", reference)


@require_safe
def report(request: SignedIn, reference: str) -> HttpResponse:
    """For everybody who may see the agenda, each their own items."""
    opened = open_meeting(reference, by=request.user)
    if opened.meeting.began_at is None:
        raise Http404
    items = items_of(opened.meeting, seen_by=request.user)
    reported = report_of(opened.meeting, items, to=request.user)
    shown = {"meeting": opened.meeting, "reported": reported, "come": opened.come}
    return render(request, "signals/meetings/report.html", shown)
