"""Constraints that several nouns share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, Q

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def exactly_one(columns: Sequence[str], name: str, message: str | _StrPromise) -> CheckConstraint:
    """A check that one and only one of the nullable `columns` is set."""
    alternatives = (
        Q(**{f"{column}__isnull": column != chosen for column in columns}) for chosen in columns
    )
    return CheckConstraint(
        condition=reduce(or_, alternatives), name=name, violation_error_message=message
    )
