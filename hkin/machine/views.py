"""How the machine stands, and the two things that somebody must show."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hkin.machine.access import machine_page, require_caretaker
from hkin.machine.actions import mail_yourself
from hkin.machine.forms import CodeForm, FingerprintForm
from hkin.machine.mail_trial import MailNotSent

#: Whoever was led here while furnishing finds the way back, after a mail and a code too.
_WAY_BACK = "machine_way_back"


@require_safe
def machine(request: HttpRequest) -> HttpResponse:
    require_caretaker(request.user)
    way_back = request.GET.get("terug", "")
    if url_has_allowed_host_and_scheme(way_back, allowed_hosts=None):
        request.session[_WAY_BACK] = way_back
    return _page(request)


@require_POST
def send_mail(request: HttpRequest) -> HttpResponse:
    require_caretaker(request.user)
    if not getattr(request.user, "email", ""):
        messages.error(request, _("Your account has no mail address."))
        return redirect("machine:machine")
    try:
        mail_yourself(by=request.user)
    except MailNotSent as error:
        messages.error(request, _("No mail left. %(reason)s (%(kind)s)") % {"reason": error.reason, "kind": error.kind})
    else:
        messages.success(request, _("A test mail is on its way to you. Type its code below."))
    return redirect("machine:machine")


@require_POST
def mail_code(request: HttpRequest) -> HttpResponse:
    require_caretaker(request.user)
    form = CodeForm(request.POST)
    if not (form.is_valid() and form.confirm(by=request.user)):
        return _page(request, code_form=form)
    messages.success(request, _("Thank you. Mail of HKIN arrives."))
    return redirect("machine:machine")


@require_POST
def fingerprints(request: HttpRequest) -> HttpResponse:
    require_caretaker(request.user)
    form = FingerprintForm(request.POST)
    if not (form.is_valid() and form.confirm(by=request.user)):
        return _page(request, fingerprint_form=form)
    messages.success(request, _("Thank you. The keys on paper are the keys in use."))
    return redirect("machine:machine")


def _page(
    request: HttpRequest, *, code_form: CodeForm | None = None, fingerprint_form: FingerprintForm | None = None
) -> HttpResponse:
    is_wrong = bool(code_form or fingerprint_form)
    shown = {
        "page": machine_page(request),
        "way_back": request.session.get(_WAY_BACK, ""),
        "code_form": code_form or CodeForm(),
        "fingerprint_form": fingerprint_form or FingerprintForm(),
    }
    return render(request, "machine/machine.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else 200)
