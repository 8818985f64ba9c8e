"""Which text of a source is read: that of its newest copy, or of one that was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tracker.capture.extracting import words_of
from tracker.capture.models import CopyText
from tracker.capture.quotes.words import Words
from tracker.editorial.keys import is_key
from tracker.record.models import Source

# Copies to choose from, the newest first.
MOST = 30


@dataclass
class Reading:
    """A text that is read: `words` is all of it, as stored."""

    source: Source
    text: CopyText
    words: str

    @cached_property
    def folded(self) -> Words:
        """The text as quotes are looked for in it: half a second for two million characters."""
        return Words(self.words, self.text.pages)


def readable_texts(source: Source) -> list[CopyText]:
    """The newest text of each of a source's copies that have any, the newest copy first."""
    rows = CopyText.objects.readable().filter(capture__source=source).newest_first()
    found: dict[int, CopyText] = {}
    rows = rows.select_related("capture")
    for row in rows.defer("pages", "main", "details", "capture__headers")[: 2 * MOST]:
        found.setdefault(row.capture_id, row)
    return list(found.values())[:MOST]


def open_text(source: Source, texts: list[CopyText], key: str) -> Reading | None:
    """The text of the copy with this key; of the newest one where none is named.

    None where it is not among `texts`, or its file is gone or damaged.
    """
    if not key:
        return next(filter(None, (_read(source, one) for one in texts)), None)
    chosen = next((one for one in texts if str(one.capture_id) == key), None)
    return _read(source, chosen) if chosen else None


def text_by_key(source: Source, key: str) -> Reading | None:
    """The very text in which a passage was selected, if it is one of this source."""
    if not is_key(key):
        return None
    rows = CopyText.objects.readable().filter(capture__source=source, pk=key)
    row = rows.select_related("capture").defer("main", "details", "capture__headers").first()
    return _read(source, row) if row else None


def _read(source: Source, text: CopyText) -> Reading | None:
    try:
        return Reading(source, text, words_of(text))
    except (OSError, ValueError):
        return None
