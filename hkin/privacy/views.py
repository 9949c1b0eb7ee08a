from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hkin.privacy.forms import LogFilter
from hkin.privacy.hooks import may_read_log
from hkin.privacy.log_page import Cursor, LogPage, log_refusal, read_log


@require_safe
def access_log(request: HttpRequest) -> HttpResponse:
    roles = may_read_log(request.user)
    if not roles:
        log_refusal(reader=request.user)
        raise Http404
    form = LogFilter(request.GET or None)
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


def _addresses(request: HttpRequest, page: LogPage) -> dict[str, str]:
    query = request.GET.copy()
    is_first = query.pop("voor", None) is None
    first = "" if is_first else f"?{query.urlencode()}"
    if page.older:
        query["voor"] = str(page.older)
    return {"older": f"?{query.urlencode()}" if page.older else "", "first": first}
