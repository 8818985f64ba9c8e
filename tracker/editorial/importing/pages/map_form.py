"""The form on which a person says what each column is: kept as a map, tried out at once.

What the form has no place for, such as a third field of one column, stays in the map as it is.
"""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.editorial.import_models import ImportBatch, ImportMap
from tracker.editorial.importing.batches.opening import (
    NotAllowed,
    kept_map,
    refuse_rights,
    table_of,
)
from tracker.editorial.importing.mapped.fields import ROLES
from tracker.editorial.importing.mapped.maps import FORMAT, MapRefused, checked
from tracker.editorial.importing.pages.batch import field_words, try_map
from tracker.editorial.importing.pages.guarding import batch_at, for_importers
from tracker.editorial.importing.tables.problems import TableRefused
from tracker.record.text import tidy_line, with_line_breaks

MOST_COLUMNS = 60
SAMPLES = 3
SAMPLED = 50
LONGEST_SAMPLE = 80
SPARE = 4
MOST_TEXTS = 40
# Of which records the form asks what tells one from another.
KEYED = ("claim", "response")
DATES = (
    ("", gettext_lazy("as written")),
    ("day-month-year", gettext_lazy("day, month, year")),
    ("month-day-year", gettext_lazy("month, day, year")),
    ("year-month-day", gettext_lazy("year, month, day (and time)")),
)
State = ImportBatch.State


class ColumnLine(NamedTuple):
    """One column on the form."""

    place: int
    name: str
    samples: list[str]
    first: str
    second: str
    split: str
    date: str
    shorten: bool
    values: str
    keys: list[tuple[str, Any, bool]]


class TextLine(NamedTuple):
    """One field that is filled with a text or the same words in each row."""

    place: int
    field: str
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def map_columns(request: HttpRequest, key: int) -> HttpResponse:
    """Asks what each column says, and tries the map out."""
    batch = batch_at(key)
    there = HttpResponseRedirect(reverse("admin:import", args=[key]))
    if batch.state not in (State.NEW, State.CHECKED, State.REFUSED):
        return there
    content: dict[str, Any] = batch.content or {"format": FORMAT, "title": batch.file_name}
    error = ""
    try:
        columns, samples = _sampled(batch)
        if request.method == "POST":
            content = typed_content(request.POST, columns, content)
            refuse_unknown(request.POST)
            by = checked(content)
            refuse_rights(request.user, by)
            row, by = kept_map(by, request.user)
            try_map(batch, row, by)
            return there
    except (MapRefused, NotAllowed) as refused:
        error = str(refused)
    except TableRefused as refused:
        batch.why = str(refused)
        batch.save(update_fields=["why"])
        return there
    lines, texts, others = form_lines(content, columns, samples)
    if error:
        lines = [_as_typed(line, request.POST) for line in lines]
    context = {
        **admin.site.each_context(request),
        "title": _("What each column of “%(file)s” says") % {"file": batch.file_name},
        "batch": batch,
        "error": error,
        "map_title": content.get("title", ""),
        "lines": lines,
        "texts": texts,
        "others": others,
        "choices": sorted(fields_by_label()),
        "dates": DATES,
        "unshown": columns[MOST_COLUMNS:],
    }
    return TemplateResponse(request, "admin/imports/map.html", context)


def _sampled(batch: ImportBatch) -> tuple[list[str], dict[str, list[str]]]:
    """The columns of a batch's file, and a few different values of each. Raises TableRefused."""
    table = table_of(batch)
    samples: dict[str, dict[str, None]] = {name: {} for name in table.columns}
    for row in islice(table.rows(), SAMPLED):
        for name, text in row.cells.items():
            own = samples.get(name)
            if own is not None and len(own) < SAMPLES:
                own[text[:LONGEST_SAMPLE]] = None
    return table.columns, {name: list(own) for name, own in samples.items()}


@cache
def _labels(language: str) -> dict[str, str]:
    return {
        _words(role.name, name): f"{role.name}.{name}"
        for role in ROLES.values()
        for name in role.fields()
    }


def fields_by_label() -> dict[str, str]:
    """What a column can say, by the words in which the form offers it."""
    return _labels(get_language() or "")


def field_meant(text: str) -> str:
    """The field that was typed, by its label or its name in maps; the text itself for none."""
    return fields_by_label().get(text, text)


def refuse_unknown(sent: QueryDict) -> None:
    """Raise MapRefused for the first field that there is not, with the words that were typed."""
    known = set(fields_by_label().values())
    for name, text in sent.items():
        is_field = name.partition("-")[0] in ("first", "second", "field")
        if is_field and text and field_meant(str(text)) not in known:
            raise MapRefused(_("There is no field “%(name)s”.") % {"name": str(text)[:80]})


def _as_typed(line: ColumnLine, sent: QueryDict) -> ColumnLine:
    first, second = (sent.get(f"{which}-{line.place}", "") for which in ("first", "second"))
    return line._replace(first=first, second=second)


def _words(role: str, name: str = "") -> str:
    if role not in ROLES or name not in ROLES[role].fields():
        return f"{role}.{name}" if name else role
    return f"{ROLES[role].label}: {field_words(role, name)}"


# --- From a map to the form -----------------------------------------------------------------------


def form_lines(
    content: dict[str, Any], columns: list[str], samples: dict[str, list[str]]
) -> tuple[list[ColumnLine], list[TextLine], list[str]]:
    """Lines of columns, lines of texts, and the fields that the form has no place for."""
    rules: dict[str, dict[str, Any]] = content.get("fields", {})
    of_column: dict[str, list[str]] = {}
    for name, rule in rules.items():
        of_column.setdefault(rule.get("column", ""), []).append(name)
    lines = [
        _column_line(place, name, samples[name], of_column.get(name, []), content)
        for place, name in enumerate(columns[:MOST_COLUMNS])
    ]
    words = [
        (_words(*name.split(".", 1)), rule.get("constant") or rule.get("text", ""))
        for name, rule in rules.items()
        if "column" not in rule
    ]
    words += [("", "")] * SPARE
    texts = [TextLine(place, *one) for place, one in enumerate(words[:MOST_TEXTS])]
    return lines, texts, [_words(*name.split(".", 1)) for name in _without_place(content, columns)]


def _column_line(
    place: int, name: str, samples: list[str], fields: list[str], content: dict[str, Any]
) -> ColumnLine:
    rule = content["fields"][fields[0]] if fields else {}
    keys = content.get("keys", {})
    values = [f"{theirs} = {ours}" for theirs, ours in (rule.get("values") or {}).items()]
    return ColumnLine(
        place,
        name,
        samples,
        _words(*fields[0].split(".", 1)) if fields else "",
        _words(*fields[1].split(".", 1)) if len(fields) > 1 else "",
        rule.get("split", ""),
        rule.get("date", ""),
        rule.get("shorten", False),
        "\n".join(values),
        [(role, ROLES[role].label, name in keys.get(role, [])) for role in KEYED],
    )


def _without_place(content: dict[str, Any], columns: list[str]) -> list[str]:
    """Fields of a map beyond two for a column, and of columns that the form does not show."""
    seen: dict[str, int] = {}
    found = []
    for name, rule in content.get("fields", {}).items():
        column = rule.get("column")
        if column is None:
            continue
        seen[column] = seen.get(column, 0) + 1
        if seen[column] > 2 or column not in columns[:MOST_COLUMNS]:
            found.append(name)
    return found


# --- From the form to a map -----------------------------------------------------------------------


def typed_content(sent: QueryDict, columns: list[str], before: dict[str, Any]) -> dict[str, Any]:
    """What was typed as the content of a map, not checked yet."""
    fields = {
        name: before["fields"][name]
        for name in _without_place(before, columns)
        if column_is_there(before, name, columns)
    }
    keys: dict[str, list[str]] = {role: [] for role in KEYED}
    for place, column in enumerate(columns[:MOST_COLUMNS]):
        rule = _typed_rule(sent, place, column)
        for which in ("first", "second"):
            if name := sent.get(f"{which}-{place}", ""):
                fields[field_meant(name)] = rule
        for role in KEYED:
            if f"key-{role}-{place}" in sent:
                keys[role].append(column)
    for place in range(MOST_TEXTS):
        name = field_meant(sent.get(f"field-{place}", ""))
        text = sent.get(f"text-{place}", "").strip()
        if name and text:
            fields[name] = {"text" if "{" in text else "constant": with_line_breaks(text)}
    title = tidy_line(sent.get("title", ""))[:200]
    own = {role: names for role, names in keys.items() if names}
    others = {role: names for role, names in before.get("keys", {}).items() if role not in KEYED}
    return {
        **{name: value for name, value in before.items() if name in ("note", "file", "left")},
        "format": FORMAT,
        "name": _name_for(title, before),
        "title": title,
        "keys": others | own,
        "fields": fields,
    }


def column_is_there(before: dict[str, Any], name: str, columns: list[str]) -> bool:
    return before["fields"][name].get("column") in columns


def _typed_rule(sent: QueryDict, place: int, column: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"column": column}
    if split := sent.get(f"split-{place}", "").strip():
        rule["split"] = split
    if date := sent.get(f"date-{place}", ""):
        rule["date"] = date
    if f"shorten-{place}" in sent:
        rule["shorten"] = True
    lines = with_line_breaks(sent.get(f"values-{place}", "")).split("\n")
    pairs = [line.rpartition("=") for line in lines if "=" in line]
    if pairs:
        rule["values"] = {theirs.strip(): ours.strip() for theirs, _sign, ours in pairs}
    return rule


def _name_for(title: str, before: dict[str, Any]) -> str:
    """The name of a map: that it has; of a new title a new one, so that no other map is lost."""
    if title == before.get("title") and before.get("name"):
        return str(before["name"])
    stem = slugify(title)[:60].strip("-") or "map"
    taken = set(ImportMap.objects.filter(name__startswith=stem).values_list("name", flat=True))
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return name
