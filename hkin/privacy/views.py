from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hkin.privacy.forms import LogFilter
from hkin.privacy.hooks import may_read_log
from hkin.privacy.log_page import Cursor, LogPage, log_refusal, read_log
from hkin.privacy.searching import recall, remember


@require_http_methods(["GET", "HEAD", "POST"])
def access_log(request: HttpRequest) -> HttpResponse:
    roles = may_read_log(request.user)
    if not roles:
        log_refusal(reader=request.user)
        raise Http404
    if request.method == "POST":
        return _asked(request)
    form = LogFilter(_question(request) if request.GET else None)
    if form.is_bound and not form.is_valid():
        return render(request, "privacy/log.html", {"form": form, "page": None}, status=422)
    page = read_log(
        reader=request.user,
        roles=roles,
        answers=form.cleaned_data if form.is_bound else {},
        asked=form.asked() if form.is_bound else "",
        before=Cursor.read(request.GET.get("voor", "")),
    )
    return render(request, "privacy/log.html", {"form": form, "page": page, **_addresses(request, page)})


def _asked(request: HttpRequest) -> HttpResponse:
    """Whom it is about goes into the session; only a token of the name stands in the address."""
    address = QueryDict(mutable=True)
    for name in ("reference", "action", "first", "last"):
        if value := request.POST.get(name):
            address[name] = value
    if token := remember(request.session, request.POST.get("person", "").strip()):
        address["zoek"] = token
    response = redirect(f"{request.path}?{address.urlencode()}" if address else request.path)
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def _question(request: HttpRequest) -> QueryDict:
    question = request.GET.copy()
    question["person"] = recall(request.session, question.get("zoek", ""))
    return question


def _addresses(request: HttpRequest, page: LogPage) -> dict[str, str]:
    query = request.GET.copy()
    is_first = query.pop("voor", None) is None
    first = "" if is_first else f"?{query.urlencode()}"
    if page.older:
        query["voor"] = str(page.older)
    return {"older": f"?{query.urlencode()}" if page.older else "", "first": first}
