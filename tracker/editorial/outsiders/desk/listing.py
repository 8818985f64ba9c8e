"""The list of what was received: what nobody has decided on, the oldest first; or all."""

from __future__ import annotations

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.editorial.models import Submission
from tracker.editorial.outsiders.desk.guarding import for_editors
from tracker.record.trees import rows_of

A_PAGE = 30


@require_safe
@for_editors
def received(request: HttpRequest) -> HttpResponse:
    """Lists what was received."""
    is_all = "all" in request.GET
    rows = Submission.objects.select_related("link")
    rows = rows.annotate(
        points=Count("answers", distinct=True), attached=Count("files", distinct=True)
    )
    rows = rows.order_by("-sent_at", "-pk") if is_all else rows.open().order_by("sent_at", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    records = rows_of({row.record for row in page})
    context = {
        **admin.site.each_context(request),
        "title": _("Received from outside"),
        "page": page,
        "items": [(row, records.get(row.record, row.record)) for row in page],
        "is_all": is_all,
        "query": "&all" if is_all else "",
    }
    return TemplateResponse(request, "admin/outsiders/received.html", context)
