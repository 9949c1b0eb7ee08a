"""The drill: walk a scenario as a person goes through it, or all of them, and keep score."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.matrix import may_edit
from network.models import Municipality
from network.requests import SignedIn
from signals.actions.drill import run_drill
from signals.drill import drill as walk_scenario
from signals.drill_page import score_of, shown_drill
from signals.forms.drill import GuessForm
from signals.forms.filing import REGIME_QUESTIONS
from signals.rules.drill import Scenario
from signals.what_if import asking_places


@require_http_methods(["GET", "HEAD", "POST"])
def drill(request: SignedIn) -> HttpResponse:
    place, places = _place(request)
    if request.method == "POST":
        run_drill(by=request.user, municipality=place)
        messages.success(request, _("Everything is walked. Below you see the score."))
        return redirect(f"{reverse('signals:drill')}?gemeente={place.slug}")
    shown = {"place": place, "places": places, "score": score_of(place)}
    return render(request, "signals/drill/page.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def drill_scenario(request: SignedIn, code: str) -> HttpResponse:
    """First the story and what you think; then, by POST, what happens. Nothing is kept of it."""
    place, _places = _place(request)
    if code not in set(Scenario):
        raise Http404
    drilled = walk_scenario(place, Scenario(code))
    if drilled is None:
        return render(request, "signals/drill/scenario.html", {"place": place, "is_impossible": True})
    law = REGIME_QUESTIONS.get(drilled.walked.question.regime, "")
    form = GuessForm(request.POST if request.method == "POST" else None)
    shown = {
        "place": place,
        "drill": shown_drill(drilled, law=law),
        "form": form,
        "is_shown": request.method == "POST",
        "may_mend": may_edit(request.user, place),
        "following": _following(Scenario(code)),
    }
    if request.method == "POST":
        shown |= {"guess": form.guess, "is_right": form.guess == drilled.walked.plan.routing.route}
    return render(request, "signals/drill/scenario.html", shown)


def _following(scenario: Scenario) -> str:
    """Code of the scenario after this one; empty behind the last."""
    order = list(Scenario)
    at = order.index(scenario) + 1
    return order[at].value if at < len(order) else ""


def _place(request: SignedIn) -> tuple[Municipality, list[Municipality]]:
    places = asking_places(request.user)
    if not places:
        raise Http404
    asked = request.POST.get("gemeente") or request.GET.get("gemeente")
    return next((one for one in places if one.slug == asked), places[0]), places
