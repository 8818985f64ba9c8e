"""What programs found out is told to readers, and the index of lists follows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from tracker.edition.evidence import telling
from tracker.search.index import refresh_marked


def tell_due(heard: Callable[[int], None] = lambda count: None) -> int:
    """Tell all that is not told yet; of how many sources that was."""
    return telling.tell_due(refresh_marked, heard)


@transaction.atomic
def tell(sources: Iterable[str]) -> None:
    """Tell what is known of these sources, by their keys, as far as it is not told."""
    refresh_marked(telling.tell(sources, of_last_change=False))
