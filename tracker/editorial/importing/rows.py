"""Rows of the record from entries of a file, each field of the type its column takes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date

from tracker.editorial.changes import current
from tracker.editorial.importing.reading import Entry, Reader
from tracker.record.models.codebook import Coding

# What a column takes from JSON, and how to say so. The first that fits decides.
TYPES: tuple[tuple[type[models.Field[Any, Any]], tuple[type, ...], str], ...] = (
    (models.BooleanField, (bool,), "true or false"),
    (models.IntegerField, (int,), "a whole number"),
    (models.DecimalField, (int, float, str), "a number"),
    (models.Field, (str,), "text"),
)


def make(
    reader: Reader, model: type[models.Model], entry: Entry, parts: Iterable[str], **given: Any
) -> Any:
    """A saved row of `model`: columns from `entry`, whose `parts` are somebody else's, and `given`.

    Raises ImportRefused where the row would not pass an editor's form.
    """
    columns = _columns(model)
    unknown = set(entry) - set(columns) - set(parts)
    if unknown:
        reader.refuse(f"unknown field {', '.join(sorted(unknown))}.")
    own = {name: value for name, value in entry.items() if name not in parts}
    row = model(**{**given, **{name: _value(reader, columns[name], own[name]) for name in own}})
    try:
        row.full_clean(exclude=_left_to_save(row))
    except ValidationError as error:
        reader.refuse(in_words(error))
    row.save()
    current().touch(row)
    return row


def _columns(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """The columns that a file may fill: an editor's, and the reference that it was cited by."""
    own = (field for field in model._meta.concrete_fields if not field.is_relation)
    return {field.name: field for field in own if field.editable or field.name == "reference"}


def _value(reader: Reader, column: models.Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None if column.null else reader.refuse(f'"{column.name}" may not be null.')
    if isinstance(column, models.DateField):
        return _date(reader, column.name, value)
    fitting, words = next(
        (types, words) for kind, types, words in TYPES if isinstance(column, kind)
    )
    # In Python true and false are whole numbers; in a file they are not.
    if not isinstance(value, fitting) or (isinstance(value, bool) and bool not in fitting):
        reader.refuse(f'"{column.name}" must be {words}, not {json.dumps(value)}.')
    return value


def _date(reader: Reader, name: str, value: Any) -> Any:
    try:
        day = parse_date(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    return day or reader.refuse(f'"{name}" must be a day like 2024-04-17, not {json.dumps(value)}.')


def _left_to_save(row: Any) -> list[str]:
    """Columns that are filled by the row's own save."""
    left = [] if getattr(row, "reference", "") else ["reference"]
    return [*left, "version"] if isinstance(row, Coding) else left


def in_words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    said = error.message_dict
    return " ".join(
        " ".join(words) if name == "__all__" else f'"{name}": {" ".join(words)}'
        for name, words in said.items()
    )
