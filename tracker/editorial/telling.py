"""What programs found out is told to readers, and the index of lists follows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from tracker.edition.evidence import taking_back, telling
from tracker.search.index import refresh_marked


def tell_due(heard: Callable[[int], None] = lambda count: None) -> int:
    """Tell all that is not told yet; of how many sources that was."""
    return telling.tell_due(refresh_marked, heard)


def take_back() -> int:
    """Take back what was told of copies that were erased since; of how many."""
    return taking_back.take_back(refresh_marked)


@transaction.atomic
def tell(sources: Iterable[str]) -> None:
    """Tell what is known of these sources, by their keys, as far as it is not told."""
    refresh_marked(telling.tell(sources, of_last_change=False))
