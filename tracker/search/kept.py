"""What was made is kept in the process while it stands, and the oldest let go."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """At most `most` things by their names; a name says all that the thing follows from."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._made: dict[Any, Made] = {}

    def get(self, name: Any) -> Made | None:
        return self._made.get(name)

    def clear(self) -> None:
        self._made.clear()

    def put(self, name: Any, made: Made) -> None:
        self._made[name] = made
        # Threads may let go of the same one.
        for old in list(self._made)[: max(0, len(self._made) - self.most)]:
            self._made.pop(old, None)
