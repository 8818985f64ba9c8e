"""What is found at the desk by words, by whoever sees all of a kind or its own records alone."""

from __future__ import annotations

from django.db.models import Q

from tracker.search.among import among
from tracker.search.finding import Question, at_the_desk, every
from tracker.search.kinds import Kind


def as_begun(text: str) -> str:
    """What was typed, of which the last word may be the beginning of one."""
    words = text.strip()
    return f"{words}*" if words and words[-1].isalnum() else words


def found_to_choose(kind: Kind, text: str) -> Q:
    """What a contributor finds of rows that it may choose: of what readers see by their words, of
    its own by all it has."""
    public = every(Question(kind, text=text)).tolist()
    own = at_the_desk(kind, text).tolist()
    return among(public) | (Q(is_own=True) & among(own))
