"""The names under which parts of pages are kept in the process."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from tracker.search.finding import Answer


def moment(request: HttpRequest, answer: Answer) -> tuple[Any, ...] | None:
    """What a part of a page hangs on beside the question: record, day, index, release, language.

    Both stamps were read before the part is made: it may be newer than its name, and no page that
    is newer asks for it. None where the page has no stamp.
    """
    stamp = getattr(request, "freshness", "")
    return (stamp, answer.stamp, get_language()) if stamp else None
