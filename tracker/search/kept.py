"""What was made is kept in the process while it stands; what is asked for least goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """Things by their names, of at most the weight `most` together; a name says all that the thing
    follows from. Without `weigh` each weighs one."""

    def __init__(self, most: int, weigh: Callable[[Made], int] = lambda made: 1) -> None:
        self.most, self.weigh = most, weigh
        self.weight = 0
        self._made: OrderedDict[Any, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Any) -> Made | None:
        with self._lock:
            if name not in self._made:
                return None
            self._made.move_to_end(name)
            return self._made[name]

    def clear(self) -> None:
        with self._lock:
            self._made.clear()
            self.weight = 0

    def put(self, name: Any, made: Made) -> None:
        more = self.weigh(made)
        if more > self.most:
            return
        with self._lock:
            old = self._made.pop(name, None)
            self.weight += more - (0 if old is None else self.weigh(old))
            self._made[name] = made
            while self.weight > self.most:
                _name, gone = self._made.popitem(last=False)
                self.weight -= self.weigh(gone)
