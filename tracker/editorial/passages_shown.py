"""What the desk shows of passages that were looked for again: which to look at, and both wordings
side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import models

from tracker.capture.extracting import words_of
from tracker.capture.histories import History, history_of, is_of, sightings_of
from tracker.capture.models import CopyText, Sighting, SightingLook
from tracker.capture.quotes.comparing import Seen
from tracker.capture.quotes.finding import Place
from tracker.capture.quotes.showing import Around, around, changes
from tracker.edition.evidence.marks import MOST_OF_QUOTE
from tracker.editorial.own_records import seen_among
from tracker.editorial.quoted import WAYS
from tracker.editorial.quotes_shown import MOST, address_of
from tracker.ledger.changes import root_of
from tracker.record.models import Citation, Source

# Sightings that are read for the first page of the desk.
MOST_READ = 300


class Side(NamedTuple):
    """A passage in one copy, with the words around it; `pieces` are those that differ or not."""

    capture: Any
    before: str
    after: str
    pieces: list[tuple[str, bool]]
    is_closest: bool = False


@dataclass
class ShownPassage:
    """A quoted passage over time: of which record, what was seen when, what there is to look at."""

    citation: Citation
    record: models.Model
    address: str
    history: History
    rows: list[Sighting]
    old: Side | None = None
    new: Side | None = None

    @property
    def is_news(self) -> bool:
        return any(row.is_news and not hasattr(row, "look") for row in self.rows)

    @property
    def last(self) -> Sighting:
        return self.rows[-1]

    @property
    def looks(self) -> list[SightingLook]:
        """Who looked at it, the newest first."""
        return [row.look for row in reversed(self.rows) if hasattr(row, "look")]

    @property
    def compared(self) -> Sighting | None:
        """The last sighting in a text, where that had something else than the copy before."""
        row = next((row for row in reversed(self.rows) if row.text_id), None)
        return row if row and row.seen != Seen.SAME else None


class Passages(NamedTuple):
    """Passages from a source that were looked for again: what is not as it was, news first."""

    not_as_they_were: list[ShownPassage]
    as_they_were: list[ShownPassage]


def passages_of(source: Source, user: User) -> Passages:
    """The passages from a source in records that the user may see, at most `MOST`."""
    cited = Citation.objects.filter(source=source, pk__in=Sighting.objects.values("citation"))
    rows = cited.exclude(quote="").select_related(*chain(*WAYS.values())).order_by("pk")[:MOST]
    citations = {one.pk: one for one in rows}
    seen: dict[int, list[Sighting]] = defaultdict(list)
    for row in sightings_of(citations.values()):
        seen[row.citation_id].append(row)
    records = {pk: root_of(citations[pk]) for pk in seen}
    visible = seen_among(user, records.values())
    shown = [
        ShownPassage(citations[pk], record, address_of(record), history_of(seen[pk]), seen[pk])
        for pk, record in records.items()
        if record in visible
    ]
    _read(shown)
    other = [one for one in shown if one.is_news or one.last.seen != Seen.SAME]
    return Passages(
        sorted(other, key=lambda one: not one.is_news), [one for one in shown if one not in other]
    )


class _Stretch(NamedTuple):
    """Where in a text the words of one side are."""

    passage: ShownPassage
    name: str
    place: Place


def _read(shown: Iterable[ShownPassage]) -> None:
    """Add both wordings of what is not the same; each text is read once."""
    of_text: dict[int, list[_Stretch]] = defaultdict(list)
    texts: dict[int, CopyText] = {}
    for one in shown:
        row = one.compared
        if row is None or row.text is None:
            continue
        for name, text, place in (
            ("old", row.before.text, row.before.place),
            ("new", row.text, row.place or row.closest),
        ):
            if place:
                texts[text.pk] = text
                of_text[text.pk].append(_Stretch(one, name, place))
    cut: dict[int, dict[str, Around]] = defaultdict(dict)
    for pk, stretches in of_text.items():
        try:
            words = words_of(texts[pk])
        except (OSError, ValueError):
            continue
        for passage, name, (start, end) in stretches:
            place = Place(start, min(end, start + MOST_OF_QUOTE))
            cut[passage.citation.pk][name] = around(words, place)
    for one in shown:
        _show(one, cut[one.citation.pk])


def _show(one: ShownPassage, cut: dict[str, Around]) -> None:
    row, old, new = one.compared, cut.get("old"), cut.get("new")
    if row is None:
        return
    pieces = changes(old.exact, new.exact) if old and new else []
    if old:
        ours = [(piece.ours, bool(piece.kind)) for piece in pieces] or [(old.exact, False)]
        one.old = _side(row.before.text.capture, old, ours)
    if new:
        theirs = [(piece.theirs, bool(piece.kind)) for piece in pieces] or [(new.exact, False)]
        one.new = _side(row.capture, new, theirs, is_closest=row.place is None)


def _side(
    capture: Any, cut: Around, pieces: list[tuple[str, bool]], *, is_closest: bool = False
) -> Side:
    before = f"…{cut.before}" if cut.is_cut_before else cut.before
    after = f"{cut.after}…" if cut.is_cut_after else cut.after
    return Side(capture, before, after, [one for one in pieces if one[0]], is_closest)


# --- On the first page ----------------------------------------------------------------------------


@dataclass
class ToLookAt:
    """A source whose passages are not as they were, since somebody last looked."""

    source: Source
    counts: Counter[Seen] = field(default_factory=Counter)
    since: Any = None

    @property
    def told(self) -> list[tuple[str, int]]:
        """How many passages are in which state now."""
        return [(str(seen.label), self.counts[seen]) for seen in Seen if self.counts[seen]]


def to_look_at(news: Any) -> list[ToLookAt]:
    """The sources of news of passages, the longest waiting first; each passage by its last."""
    rows = news.in_order().select_related("capture", "citation__source")[:MOST_READ]
    last: dict[int, Sighting] = {}
    found: dict[int, ToLookAt] = {}
    for row in rows:
        if is_of(row, row.citation):
            source = row.citation.source
            found.setdefault(source.pk, ToLookAt(source, since=row.capture.made_at))
            last[row.citation_id] = row
    for row in last.values():
        found[row.citation.source_id].counts[Seen(row.seen)] += 1
    return list(found.values())
