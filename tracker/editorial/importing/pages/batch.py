"""The page of one import: what the file is, what would become of it, what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.approving import Proposal
from tracker.editorial.import_models import ImportBatch
from tracker.editorial.importing.batches.due import go_on
from tracker.editorial.importing.batches.exported import refuse_rights_to_all
from tracker.editorial.importing.batches.opening import (
    NotAllowed,
    forget_file,
    kept_map,
    map_called,
    map_of,
    refuse_rights,
    table_of,
)
from tracker.editorial.importing.batches.publishing import newest_entry, waiting_records
from tracker.editorial.importing.batches.running import begin
from tracker.editorial.importing.mapped.fields import ROLES
from tracker.editorial.importing.mapped.maps import MOST_BYTES, MapRefused, checked
from tracker.editorial.importing.mapped.values import tell
from tracker.editorial.importing.pages.guarding import batch_at, for_importers
from tracker.editorial.importing.pages.listing import all_maps
from tracker.editorial.importing.tables.encodings import ENCODINGS
from tracker.editorial.importing.tables.problems import TableRefused
from tracker.editorial.importing.tables.reading import Row, Table
from tracker.editorial.importing.tables.shapes import DELIMITERS, LINE_ENDS
from tracker.editorial.importing.tables.workbooks import sheet_names
from tracker.editorial.keys import is_key
from tracker.record.trees import rows_of

State = ImportBatch.State
FIRST_ROWS = 4
PROBLEMS = 100
RECORDS = 20
# So many rows are tried out, and imported, while somebody waits for the page; more by a timer.
TRIED_AT_ONCE = 1_000
RUN_AT_ONCE = 200
WHOLE_AT_ONCE = 100 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
@asking_again
def one_import(request: HttpRequest, key: int) -> HttpResponse:
    """Shows an import where it stands, and takes it a step further."""
    batch = batch_at(key)
    error = ""
    if request.method == "POST":
        action = ACTIONS.get(request.POST.get("do", ""))
        try:
            there = action(request, batch) if action else None
        except (TableRefused, MapRefused, NotAllowed) as refused:
            error = str(refused)
        else:
            return HttpResponseRedirect(there or reverse("admin:import", args=[key]))
        batch = batch_at(key)
    context = {
        **admin.site.each_context(request),
        "title": _("Import of “%(file)s”") % {"file": batch.file_name},
        "batch": batch,
        "error": error,
        "maps": all_maps() if batch.state in (State.NEW, State.CHECKED, State.REFUSED) else [],
        **_file_context(batch),
        **_problems(request, batch),
        **_waiting(request, batch),
        "left": batch.records.exclude(left="").order_by("pk")[:PROBLEMS],
    }
    return TemplateResponse(request, "admin/imports/import.html", context)


# --- What the page shows --------------------------------------------------------------------------


def _file_context(batch: ImportBatch) -> dict[str, Any]:
    """How a kept file is read, its first rows, and what they would say."""
    if not batch.kept_as or batch.state not in (State.NEW, State.CHECKED, State.REFUSED):
        return {}
    if batch.shape["kind"] == "record":
        return {"is_whole": True}
    shape = batch.shape
    context: dict[str, Any] = {
        "shape": shape,
        "encodings": ENCODINGS.items(),
        "delimiters": DELIMITERS.items(),
        "line_end": LINE_ENDS.get(shape["line_end"], ""),
    }
    try:
        table = table_of(batch)
        if shape["kind"] == "xlsx":
            context["sheets"] = sheet_names(table.path)
        rows = list(islice(table.rows(), FIRST_ROWS))
        columns = table.columns
        context["columns"] = columns
        context["first_rows"] = [
            (row.number, [row.cells.get(column, "") for column in columns]) for row in rows
        ]
        if batch.content:
            by = map_of(batch)
            context["unmapped"] = by.unmapped(columns)
            context["preview"] = [_preview(tell(row, by)) for row in rows]
    except (TableRefused, MapRefused) as refused:
        context["unreadable"] = str(refused)
    return context


def _preview(told: Any) -> dict[str, Any]:
    """A row as the records that it says, field by field."""
    said = [
        {
            "label": ROLES[role].label,
            "fields": [
                (field_words(role, name), _value_words(role, name, value))
                for name, value in one.values.items()
                if not name.startswith("@")
            ],
        }
        for role, own in told.said.items()
        for one in own
    ]
    return {"number": told.row, "said": said, "problems": told.problems}


def _value_words(role: str, name: str, value: Any) -> Any:
    """A value as the forms show it: of a choice its label."""
    column = ROLES[role].column(name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return dict(column.flatchoices).get(value, value) if column is not None else value


def field_words(role: str, name: str) -> str:
    """A field as the form of the map names it."""
    column = ROLES[role].column(name)
    if column is None:
        found: Any = ROLES[role].model._meta.get_field(name)
        return str(found.verbose_name)
    return str(column.verbose_name)


def _problems(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    pages = Paginator(batch.problems.all(), PROBLEMS)
    return {"problems": pages.get_page(request.GET.get("page"))}


def _waiting(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """What of a batch readers do not see yet: the first records with their differences."""
    if batch.state != State.DONE:
        return {}
    names = waiting_records(batch)
    rows = rows_of(names[:RECORDS])
    shown: dict[str, Any] = {}
    refusal = ""
    for name, record in rows.items():
        if name in shown:
            continue
        proposal = Proposal(record)
        refusal = refusal or proposal.refusal(request.user)
        shown |= {one.key: one for one in proposal.waits if one.key in rows}
    count = names.count()
    return {
        "waiting": list(shown.values()),
        "more_waiting": max(0, count - len(shown)),
        "waiting_count": count,
        "refusal": refusal,
        "version": newest_entry(),
    }


# --- What it does ---------------------------------------------------------------------------------


def _correct(request: HttpRequest, batch: ImportBatch) -> str:
    """Read the file as somebody says."""
    _in_state(batch, State.NEW, State.CHECKED, State.REFUSED)
    table = table_of(batch)
    given = {name: request.POST.get(name, "") for name in ("encoding", "delimiter", "sheet")}
    given["path"] = request.POST.get("path", "")[:200]
    shape = table.shape.corrected(given)
    Table(table.path, shape).columns  # noqa: B018  (raises where it cannot be read so)
    batch.shape, batch.state, batch.why = shape.as_json(), State.NEW, ""
    batch.save(update_fields=["shape", "state", "why"])
    return ""


def _choose_map(request: HttpRequest, batch: ImportBatch) -> str:
    """Take a map that there is, or one in a file, and try it out."""
    _in_state(batch, State.NEW, State.CHECKED, State.REFUSED)
    file = request.FILES.get("map_file")
    if isinstance(file, UploadedFile) and file.size:
        if file.size > MOST_BYTES:
            raise MapRefused(_("A map of more than %(kb)d kB.") % {"kb": MOST_BYTES // 1024})
        try:
            content = json.loads(file.read())
        except (ValueError, RecursionError) as error:
            raise MapRefused(_("This is not JSON: %(why)s") % {"why": error}) from error
        row, by = kept_map(checked(content), request.user)
    else:
        name = request.POST.get("map", "")
        if name not in dict(all_maps()):
            raise MapRefused(_("Choose a map."))
        row, by = map_called(name)
    refuse_rights(request.user, by)
    try_map(batch, row, by)
    return ""


def try_map(batch: ImportBatch, row: Any, by: Any) -> None:
    """Try a batch out by a map: at once where it is small. Raises TableRefused."""
    table = table_of(batch)
    hints = {name: value for name, value in by.content.get("file", {}).items() if name == "path"}
    shape = table.shape.corrected(hints) if not table.shape.path else table.shape
    table = Table(table.path, shape)
    if missing := by.missing(table.columns):
        raise TableRefused(
            _("The map reads columns that the file lacks: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    batch.map, batch.content, batch.shape = row, by.content, shape.as_json()
    batch.state, batch.why = State.CHECKING, ""
    batch.save()
    if not _has_more(table.rows(), TRIED_AT_ONCE):
        go_on(batch)


def _try_whole(request: HttpRequest, batch: ImportBatch) -> str:
    """Try our own JSON out, which needs no map."""
    _in_state(batch, State.NEW, State.CHECKED, State.REFUSED)
    refuse_rights_to_all(request.user, batch)
    batch.asked_by, batch.state, batch.why = request.user, State.CHECKING, ""  # type: ignore[assignment]
    batch.save()
    if table_of(batch).path.stat().st_size <= WHOLE_AT_ONCE:
        go_on(batch)
    return ""


def _refuse_rights(request: HttpRequest, batch: ImportBatch) -> None:
    """Raise NotAllowed where whoever asks may not enter what the batch makes."""
    if batch.content:
        refuse_rights(request.user, map_of(batch))
    elif batch.kept_as:
        refuse_rights_to_all(request.user, batch)


def _has_more(rows: Any, most: int) -> bool:
    first: list[Row] = list(islice(rows, most + 1))
    return len(first) > most


def _run(request: HttpRequest, batch: ImportBatch) -> str:
    _in_state(batch, State.CHECKED)
    _refuse_rights(request, batch)
    rows = batch.rows
    batch.asked_by = request.user  # type: ignore[assignment]
    begin(batch, rows)
    if rows <= (RUN_AT_ONCE if batch.content else RUN_AT_ONCE // 4):
        go_on(batch)
    return ""


def _undo(request: HttpRequest, batch: ImportBatch) -> str:
    _in_state(batch, State.DONE, State.RUNNING)
    _refuse_rights(request, batch)
    batch.asked_by, batch.state = request.user, State.UNDOING  # type: ignore[assignment]
    batch.save(update_fields=["asked_by", "state"])
    if batch.records.count() <= RUN_AT_ONCE:
        go_on(batch)
    return ""


def _publish(request: HttpRequest, batch: ImportBatch) -> str:
    _in_state(batch, State.DONE)
    version = request.POST.get("version", "")
    batch.asked_by = request.user  # type: ignore[assignment]
    batch.publish_to = int(version) if is_key(version) else 0
    batch.save(update_fields=["asked_by", "publish_to"])
    if waiting_records(batch).count() <= RUN_AT_ONCE:
        go_on(batch)
        if not batch.why:
            messages.success(request, _("Published."))
    return ""


def _forget(request: HttpRequest, batch: ImportBatch) -> str:
    _in_state(batch, State.NEW, State.CHECKING, State.CHECKED, State.REFUSED)
    if batch.records.exists():
        raise TableRefused(_("Some of it is imported: undo that first."))
    forget_file(batch)
    batch.delete()
    return reverse("admin:imports")


def _in_state(batch: ImportBatch, *states: str) -> None:
    """Raise TableRefused where somebody took the import a step further meanwhile."""
    if batch.state not in states:
        raise TableRefused(_("Somebody took this import a step further: look where it is now."))


ACTIONS: dict[str, Callable[[HttpRequest, ImportBatch], str]] = {
    "shape": _correct,
    "map": _choose_map,
    "whole": _try_whole,
    "run": _run,
    "undo": _undo,
    "publish": _publish,
    "forget": _forget,
}
