"""Found records as a condition of the ORM, for whoever goes on asking the record's tables."""

from __future__ import annotations

import json

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL


def among(keys: list[int], column: str = "pk") -> Q:
    """A condition that a record's key is one of these: one parameter, however many they are."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__in": RawSQL("SELECT unnest(%s::bigint[])", [keys])})
    return Q(**{f"{column}__in": RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])})
