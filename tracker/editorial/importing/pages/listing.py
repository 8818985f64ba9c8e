"""All imports, the form that takes a file, and maps as files."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.editorial.import_models import ImportBatch, ImportMap
from tracker.editorial.importing.batches.opening import keep_file
from tracker.editorial.importing.mapped.maps import read_map, shipped
from tracker.editorial.importing.pages.guarding import for_importers
from tracker.editorial.importing.tables.problems import TableRefused

A_PAGE = 30
# Larger files are imported on the command line.
MOST_SENT = 25 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def imports(request: HttpRequest) -> HttpResponse:
    """Lists the imports, and takes a file."""
    error = ""
    if request.method == "POST":
        try:
            batch = _sent(request)
        except TableRefused as refused:
            error = str(refused)
        else:
            return HttpResponseRedirect(reverse("admin:import", args=[batch.pk]))
    rows = ImportBatch.objects.select_related("map", "made_by").defer("content")
    context = {
        **admin.site.each_context(request),
        "title": _("Imports"),
        "error": error,
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "most": MOST_SENT // 1024 // 1024,
        "maps": all_maps(),
    }
    return TemplateResponse(request, "admin/imports/imports.html", context)


def _sent(request: HttpRequest) -> ImportBatch:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        raise TableRefused(_("Choose a file that is not empty."))
    if file.size > MOST_SENT:
        raise TableRefused(
            _("The file is larger than %(most)d MB.") % {"most": MOST_SENT // 1024 // 1024}
        )
    return keep_file(file.chunks(), file.name or "", request.user)


def all_maps() -> list[tuple[str, str]]:
    """(name, title) of every map: those kept as rows, and those that are shipped."""
    found: dict[str, Any] = dict(ImportMap.objects.values_list("name", "title"))
    new = [read_map(path) for name, path in shipped().items() if name not in found]
    found |= {one.name: one.title for one in new}
    return sorted(found.items(), key=lambda one: one[1].casefold())


@for_importers
def map_file(request: HttpRequest, name: str) -> HttpResponse:
    """A map as the file that `import_record --map` reads."""
    row = ImportMap.objects.filter(name=name).first()
    if row is not None:
        content = row.content
    elif name in shipped():
        content = read_map(shipped()[name]).content
    else:
        raise Http404
    answer = JsonResponse(content, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer
