"""Rows that are work: taken by one worker each, and tried again where that one was killed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

WAITING, RUNNING = "waiting", "running"


class JobMoved(Exception):
    """A job is no longer as it was when it was taken."""


class Job(models.Model):
    """Work that asks a host for something: its states are of the subclass, two of them these."""

    # State → those that may follow.
    MOVES: ClassVar[Mapping[str, tuple[str, ...]]]

    state: Any
    host = models.CharField(max_length=253)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def move(self, state: str, **fields: Any) -> None:
        """Make the job another state, if it is as this object says. Raises JobMoved."""
        if state not in self.MOVES.get(self.state, ()):
            raise JobMoved(f"a job that is {self.state} does not become {state}")
        fields |= {"state": state}
        fields.setdefault("taken_at", None)
        same = {"pk": self.pk, "state": self.state, "attempts": self.attempts}
        rows = type(self)._default_manager.filter(**same, taken_at=self.taken_at)
        if not rows.update(**fields):
            raise JobMoved("somebody else has it")
        for name, value in fields.items():
            setattr(self, name, value)

    @property
    def is_tried_again(self) -> bool:
        """Whether an attempt failed, and there will be another."""
        return bool(self.state == WAITING and self.attempts > 0)
