"""What was made is kept in the process while it stands, and the oldest let go."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from django.utils.translation import get_language

from tracker.search.finding import Answer

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """At most `most` things by their names; a name says all that the thing follows from."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: dict[Any, Made] = {}

    def get(self, name: Any) -> Made | None:
        return self._made.get(name)

    def put(self, name: Any, made: Made) -> None:
        self._made[name] = made
        # Threads may let go of the same one.
        for old in list(self._made)[: max(0, len(self._made) - self.most)]:
            self._made.pop(old, None)


def moment(request: HttpRequest, answer: Answer) -> tuple[Any, ...] | None:
    """What a part of a page hangs on beside the question: record, day, index, release, language.

    Both stamps were read before the part is made: it may be newer than its name, and no page that
    is newer asks for it. None where the page has no stamp.
    """
    stamp = getattr(request, "freshness", "")
    return (stamp, answer.stamp, get_language()) if stamp else None
