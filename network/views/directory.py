"""Who is for what: the list of contact persons with its dry run, the themes, and the worst holes that are left."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hkin.privacy.searching import forget, recall, remember
from network.actions.contact_sheet import CannotBeImported, import_contacts
from network.actions.joint import NobodyToAgree
from network.actions.refusals import HasLeft, ImpossiblePair, NotForOneself
from network.actions.starting import finish_step
from network.contact_sheet import check_rows, workbook_for
from network.directory_page import faults_in_words, imported_in_words, lines_in_words, list_now, may_import
from network.forms.directory import SheetForm, ThemesForm
from network.holes import worst_holes
from network.models import Municipality
from network.requests import SignedIn
from network.rules.contact_sheet import Checked
from network.rules.starting import SetupStep
from network.setup_page import step_head
from network.sheets import Row, kept, recalled
from network.starting import way_on
from network.views.setup_doors import step_page

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@step_page(SetupStep.DIRECTORY)
def setup_directory(request: SignedIn, municipality: Municipality) -> HttpResponse:
    if request.method == "POST":
        return _dry_run(request, municipality)
    token = request.GET.get("lijst", "")
    rows = recalled(recall(request.session, token))
    if not rows:
        return _page(request, municipality)
    return _checked(request, municipality, check_rows(rows, municipality=municipality, by=request.user), rows, token)


@require_POST
@step_page(SetupStep.DIRECTORY)
def directory_import(request: SignedIn, municipality: Municipality) -> HttpResponse:
    """The lines that were shown, and no others: they waited in the session."""
    token = request.POST.get("lijst", "")
    rows = recalled(recall(request.session, token))
    if not rows:
        messages.info(request, _("The list is not here any more. Paste it again."))
        return redirect("network:setup_directory", municipality.slug)
    try:
        done = import_contacts(by=request.user, municipality=municipality, rows=rows)
    except CannotBeImported as error:
        return _checked(request, municipality, error.checked, rows, token)
    except (HasLeft, ImpossiblePair, NotForOneself):
        messages.error(request, _("Meanwhile something changed, and nothing was done. Look at the list again."))
        return redirect("network:setup_directory", municipality.slug)
    except NobodyToAgree:
        messages.error(request, _("Nobody can agree to this. First choose who decides together, or fill that role."))
        return redirect("network:setup_directory", municipality.slug)
    forget(request.session, token)
    messages.success(request, imported_in_words(done))
    return redirect("network:setup_directory", municipality.slug)


@require_POST
@step_page(SetupStep.DIRECTORY)
def directory_themes(request: SignedIn, municipality: Municipality) -> HttpResponse:
    form = ThemesForm(request.POST, by=request.user, municipality=municipality)
    if not form.is_valid():
        return _page(request, municipality, themes=form, status=422)
    form.keep()
    messages.success(request, _("The themes are kept."))
    return redirect("network:setup_directory", municipality.slug)


@require_POST
@step_page(SetupStep.DIRECTORY)
def directory_done(request: SignedIn, municipality: Municipality) -> HttpResponse:
    finish_step(by=request.user, municipality=municipality, step=SetupStep.DIRECTORY)
    return redirect(way_on(request.user, municipality))


@require_safe
@step_page(SetupStep.DIRECTORY)
def directory_sheet(_request: SignedIn, municipality: Municipality) -> HttpResponse:
    response = HttpResponse(workbook_for(municipality), content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="wie-is-waarvoor.xlsx"'
    return response


def _dry_run(request: SignedIn, municipality: Municipality) -> HttpResponse:
    """Good lines wait in the session under a token, so that no name stands in an address."""
    form = SheetForm(request.POST, request.FILES, municipality=municipality)
    if not form.is_valid():
        return _page(request, municipality, sheet=form, status=422)
    checked = check_rows(form.rows, municipality=municipality, by=request.user)
    if checked.faults:
        return _checked(request, municipality, checked, form.rows)
    token = remember(request.session, kept(form.rows))
    response = redirect(f"{request.path}?lijst={token}")
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _checked(
    request: SignedIn, municipality: Municipality, checked: Checked, rows: Sequence[Row], token: str = ""
) -> HttpResponse:
    """The list with what each line would change; with a fault in it, only what is wrong."""
    shown: dict[str, Any] = {
        "lines": lines_in_words(checked),
        "faults": faults_in_words(checked.faults),
        "changes": any(line.changes for line in checked.settled),
        "token": token,
    }
    status = 422 if checked.faults else 200
    return _page(request, municipality, sheet=SheetForm.of(rows, municipality), status=status, **shown)


def _page(
    request: SignedIn,
    municipality: Municipality,
    *,
    sheet: SheetForm | None = None,
    themes: ThemesForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    shown = {
        "sheet": sheet or SheetForm(initial={"text": list_now(municipality)}, municipality=municipality),
        "may_import": may_import(request.user, municipality),
        "themes_form": themes or ThemesForm(by=request.user, municipality=municipality),
        "worst": worst_holes(municipality),
        **step_head(SetupStep.DIRECTORY, municipality),
        **more,
    }
    return render(request, "network/setup/directory.html", shown, status=status)
