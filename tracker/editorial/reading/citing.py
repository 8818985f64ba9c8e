"""A passage becomes a citation of a record, through the desk's one door; and is taken back."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, router
from django.db.models import Max, ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.editorial.changes import change
from tracker.editorial.reading.cited import TO_NAME
from tracker.editorial.reading.in_hand import may_change
from tracker.editorial.reading.passages import Passage
from tracker.editorial.reading.targets import NEW_POINT, Target
from tracker.editorial.row_forms import ThroughField
from tracker.ledger.changes import root_of
from tracker.ledger.models import Entry
from tracker.record.models import Allegation, Answer, AnswerStance, Citation, Figure, Response

CITED = "cited"
# Citations of a session that can be taken back.
MOST = 10
# Fields of a new figure that somebody filled in.
_OF_FIGURE = ("population", "as_printed", "qualifier", "unit", "low", "high", "as_of", "reporter")
# Other rows are put before it, which says nothing of the row itself.
_PLACES = ("position",)


class NotTakenBack(Exception):
    """It stays; the message is a sentence for the person who asked."""


def cite(request: HttpRequest, record: Any, passage: Passage, data: dict[str, Any]) -> Citation:
    """Save a passage as a citation. Raises ValidationError, and PermissionDenied.

    `data` is that of a form that is valid. The record is locked first, so that of two who cite at
    once both are kept; its revision goes up, so that whoever has its form open is told.
    """
    target: Target = data["target"]
    with change(person(request), Entry.Action.CHANGED, data["why"].strip()) as door:
        rows = type(record)._default_manager.select_for_update(of=("self",))
        locked = rows.get(pk=record.pk)
        if not may_change(request, locked):
            raise PermissionDenied
        holder = _holder(locked, target, data)
        if figure := data.get("figure"):
            setattr(figure, str(holder._meta.model_name), holder)
            # What is wrong with the two values together is told at the first.
            holder = _saved(figure, {name: name for name in _OF_FIGURE} | {NON_FIELD_ERRORS: "low"})
            # As it is stored: it is taken back only while it is the same.
            holder.refresh_from_db()
        row = _citation(holder, passage, data)
        if isinstance(locked, Response):
            locked.address_answered_claims()
        locked.save()
        door.touch(locked)
    _remember(request, row, holder if target.is_new or figure else row)
    return row


def person(request: HttpRequest) -> Any:
    """Who is signed in, as the ledger has them."""
    return request.user


def _holder(record: Any, target: Target, data: dict[str, Any]) -> Any:
    """The row that is cited for, made where it is new."""
    if not target.is_new:
        row = type(target.row)._default_manager.filter(pk=target.row.pk).first()
        if row is None:
            raise ValidationError(
                {"target": _("What you chose is not there any more. Choose anew.")}
            )
        return row
    if target.key == NEW_POINT:
        last = record.allegations.aggregate(last=Max("number"))["last"] or 0
        point = Allegation(claim=record, number=last + 1, text=data["point_text"])
        return _saved(point, {"text": "point_text"})
    answer = _saved(Answer(response=record, allegation=target.row), {})
    ThroughField("stances", AnswerStance, "stance").keep(answer, data.get("stances") or [])
    return answer


def _saved(row: Any, fields: dict[str, str]) -> Any:
    """A row that passes what its form would ask; errors are told at the fields of this form."""
    try:
        row.full_clean()
    except ValidationError as error:
        told = {fields.get(name, "target"): said for name, said in error.error_dict.items()}
        raise ValidationError(told) from error
    row.save()
    return row


def _citation(holder: Any, passage: Passage, data: dict[str, Any]) -> Citation:
    own = ("relation", "language", "locator", "translation", "translator")
    prefix, suffix = passage.prefix_and_suffix()
    last = holder.citations.aggregate(last=Max("position"))["last"] or 0
    row = Citation(
        source=passage.reading.source,
        quote=passage.quote,
        prefix=prefix,
        suffix=suffix,
        position=last + 1,
        **{str(holder._meta.model_name): holder},
        **{name: data[name] for name in own},
    )
    row.full_clean()
    row.save()
    return row


# --- Taking back ----------------------------------------------------------------------------------


def _remember(request: HttpRequest, citation: Citation, made: models.Model) -> None:
    """Let this session take back what it just made, as long as nobody changed it."""
    note = {
        "source": citation.source_id,
        "citation": citation.pk,
        "made": [made._meta.model_name, made.pk],
        "digest": _digest(made),
    }
    request.session[CITED] = [note, *request.session.get(CITED, [])][:MOST]


def made_lately(request: HttpRequest, source: Any) -> list[Citation]:
    """What this session cited from a source and can take back, the newest first."""
    notes = [one for one in request.session.get(CITED, []) if one["source"] == source.pk]
    rows = Citation.objects.filter(pk__in=[one["citation"] for one in notes])
    found = {row.pk: row for row in rows.select_related(*TO_NAME)}
    return [found[one["citation"]] for one in notes if one["citation"] in found]


def take_back(request: HttpRequest, source: Any, key: str) -> models.Model:
    """Remove a citation, and what was made for it; the record. Raises NotTakenBack."""
    notes = request.session.get(CITED, [])
    note = next(
        (one for one in notes if str(one["citation"]) == key and one["source"] == source.pk), None
    )
    if note is None:
        raise NotTakenBack(_("Only what you cited a moment ago is taken back here."))
    model, pk = note["made"]
    models_made: dict[str, Any] = {
        "citation": Citation,
        "allegation": Allegation,
        "answer": Answer,
        "figure": Figure,
    }
    with change(person(request), Entry.Action.CHANGED) as door:
        made = models_made[model]._default_manager.filter(pk=pk).first()
        if made is None:
            raise NotTakenBack(_("It is not there any more."))
        root = root_of(made)
        locked: Any = type(root)._default_manager.select_for_update(of=("self",)).get(pk=root.pk)
        if not may_change(request, locked):
            raise PermissionDenied
        made.refresh_from_db()
        if _digest(made) != note["digest"]:
            raise NotTakenBack(
                _("Somebody changed it since. Take it out in the form of the record.")
            )
        door.removing(made)
        made.delete()
        locked.save()
        door.touch(locked)
    request.session[CITED] = [one for one in notes if one is not note]
    return locked


def _digest(made: models.Model) -> str:
    """A hash of all rows of the record that would go with a row; '' where something leans on it."""
    collector = Collector(using=router.db_for_write(type(made), instance=made), origin=made)
    try:
        collector.collect([made])
    except ProtectedError:
        return ""
    groups: list[Any] = [*collector.data.values(), *collector.fast_deletes]
    rows = [row for group in groups for row in group if row._meta.app_label == "record"]
    said = sorted(
        [row._meta.model_name, row.pk, *(str(getattr(row, name)) for name in _columns(row))]
        for row in rows
    )
    return sha256(json.dumps(said).encode()).hexdigest()


def _columns(row: models.Model) -> list[str]:
    return [one.attname for one in row._meta.concrete_fields if one.name not in _PLACES]
