"""What the gate finds of a record: a sentence, and the words that raised it where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from django.db import models

from tracker.editorial.gate_advice import Advice
from tracker.editorial.sentences import sentence_around

# Characters of a sentence that are shown before and after the words that are marked in it.
MOST_AROUND = 160


class Field(NamedTuple):
    """A field of a record or of one of its rows, by its model's name."""

    model: str
    pk: int | None
    name: str


class Marked(NamedTuple):
    """Words within their sentence, what the text is called, and what to do."""

    label: str
    before: str
    words: str
    after: str
    advice: Advice


class Finding(str):
    """A sentence for whoever edits or publishes; with the field and the words, where it has any."""

    of: Field | None
    marked: Marked | None
    # The field's place on the page of a form, where it is on one.
    anchor = ""

    def __new__(cls, text: str, of: Field | None = None, marked: Marked | None = None) -> Self:
        made = super().__new__(cls, text)
        made.of, made.marked = of, marked
        return made


class Doubt(Finding):
    """A finding that whoever publishes may answer with a reason: no verdict.

    `in_history` is what of it stands in the public history, where the finding itself names what
    may have to be taken out of sight later.
    """

    in_history: str

    def __new__(
        cls,
        text: str,
        of: Field | None = None,
        marked: Marked | None = None,
        in_history: str = "",
    ) -> Self:
        made = super().__new__(cls, text, of, marked)
        made.in_history = in_history or text
        return made


def stops(found: Iterable[str]) -> list[str]:
    """Those of the findings that nobody may publish over."""
    return [one for one in found if not isinstance(one, Doubt)]


def field_of(row: models.Model, name: str) -> Field:
    """A field of a saved row."""
    return Field(str(row._meta.model_name), row.pk, name)


def marked_in(label: str, text: str, start: int, end: int, advice: Advice) -> Marked:
    """The characters from `start` to `end` (exclusive) of a text, within their sentence."""
    first, last = sentence_around(text, start, end)
    before, after = text[first:start], text[end:last]
    if len(before) > MOST_AROUND:
        before = f"…{before[-MOST_AROUND:]}"
    if len(after) > MOST_AROUND:
        after = f"{after[:MOST_AROUND]}…"
    return Marked(label, before, text[start:end], after, advice)
