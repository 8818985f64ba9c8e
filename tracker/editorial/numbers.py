"""What a number may come to, by how sure its reporter is of it; and how a form writes it."""

from __future__ import annotations

from decimal import Decimal

from tracker.record.choices import Qualifier


def bounds(qualifier: Qualifier, value: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest value that the words allow; None is open."""
    if qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        return value, None
    if qualifier in (Qualifier.NEARLY, Qualifier.AT_MOST):
        return None, value
    return value, value


def plain(value: Decimal) -> str:
    """As it is typed: 80, not 80.00 or 8E+1."""
    return f"{value.normalize():f}"
