"""What follows for a quote from all that was looked for: found in a copy, not found, not checked.

A quote that stands in any kept copy stands: pages change, and the copy in which it was found is the
evidence, so the best state of all copies holds, and of equally good ones the newest copy is named,
which is nearest to what a reader of the page finds today. Where the newest copy lacks what an older
one has, that is said beside it. "Not found" is said only of a copy that is all of the source, in
whose language the quote is, and only while no other copy has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.capture.models import Capture, CopyText, QuoteCheck, quote_hash
from tracker.capture.quotes.states import Reason, State
from tracker.record.models import Citation, Source

# The order in which states hold, the best first. That a quote was found in a copy that was erased
# since says more for it than another copy, in which it is not, says against it.
_ORDER: tuple[State | Reason, ...] = (
    State.WORD_FOR_WORD,
    State.DIFFERENCES,
    Reason.ERASED,
    State.NOT_FOUND,
    State.CANNOT,
)
_COLUMNS = (
    "capture",
    "trouble",
    "text_sha256",
    "capture__made_at",
    "capture__is_part",
    "capture__sha256",
    "capture__source_id",
)


@dataclass(frozen=True)
class Standing:
    """In which state a quote is, by which check; `lacking` is a newer copy that lacks it.

    `waiting` is a copy whose text is still to be taken out, `without` one that has none.
    """

    state: State
    check: QuoteCheck | None = None
    lacking: Capture | None = None
    is_other_language: bool = False
    waiting: Capture | None = None
    without: CopyText | None = None
    has_text: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether a copy of the source could be read, and the quote is not in it."""
        return self.state is State.NOT_FOUND

    @property
    def is_found(self) -> bool:
        """Whether a kept copy has the quote, word for word or nearly so."""
        return self.state in (State.WORD_FOR_WORD, State.DIFFERENCES)

    @property
    def is_unchecked(self) -> bool:
        """Whether nothing is known either way."""
        return self.state in (State.NOT_CHECKED, State.CANNOT)

    @property
    def why(self) -> str:
        """Why the finder did not find it; empty where it did."""
        return str(Reason(self.check.reason).label) if self.check and self.check.reason else ""


def standings(
    citations: Iterable[Citation],
    languages: Mapping[int, str] | None = None,
    without: Capture | None = None,
) -> dict[int, Standing]:
    """The standing of each quote by its citation's key: four statements, however many they are.

    A citation without a quote has none; one that is not saved yet neither. `languages` are those
    of sources by their keys, where what readers see of them is meant and not the desk's rows.
    `without` is a copy that does not count: what would be so if it were erased.
    """
    quoted = [one for one in citations if one.quote and one.pk]
    sources = {one.source_id for one in quoted if one.source_id}
    if not quoted:
        return {}
    copies = _Copies(sources, languages, without)
    checks: dict[int, list[QuoteCheck]] = defaultdict(list)
    if copies.texts:
        rows = QuoteCheck.objects.filter(citation__in=[one.pk for one in quoted])
        for row in rows.order_by("pk"):
            checks[row.citation_id].append(row)
    return {one.pk: copies.standing(one, checks[one.pk]) for one in quoted}


class _Copies:
    """What is kept of some sources, as far as it says something of their quotes."""

    def __init__(
        self,
        sources: Iterable[int],
        languages: Mapping[int, str] | None,
        without: Capture | None,
    ) -> None:
        rows = CopyText.objects.newest_first().filter(capture__source__in=sources)
        if without is not None:
            rows = rows.exclude(capture=without)
        self.texts = {row.pk: row for row in rows.select_related("capture").only(*_COLUMNS)}
        self.of: dict[int, list[CopyText]] = defaultdict(list)
        for row in self.texts.values():
            self.of[row.capture.source_id].append(row)
        unread = Capture.objects.kept().filter(source__in=sources, texts__isnull=True)
        self.waiting = {row.source_id: row for row in unread.order_by("made_at", "pk")}
        if languages is None:
            rows_of = Source.objects.filter(pk__in=sources).values_list("pk", "language")
            languages = dict(rows_of) if self.texts else {}
        self.languages = languages

    def standing(self, citation: Citation, rows: Iterable[QuoteCheck]) -> Standing:
        """What follows for one quote from the checks of its citation, the oldest first."""
        texts = self.of.get(citation.source_id, [])
        mine = self._newest(citation, rows, texts)
        is_other = citation.language != self.languages.get(citation.source_id)
        ranked = [(_state(row, is_other), row) for row in mine]
        if not ranked:
            return self._unchecked(citation.source_id, texts)
        state, best = min(ranked, key=lambda pair: _ORDER.index(_worth(*pair)))
        newest_state, newest = ranked[0]
        gone = best.is_found and newest_state is State.NOT_FOUND
        same = newest.text.capture_id == best.text.capture_id
        lacking = newest.text.capture if gone and not same else None
        is_absent = best.state == State.NOT_FOUND and state is State.CANNOT
        return Standing(state, best, lacking, is_absent and best.text.is_whole)

    def _newest(
        self, citation: Citation, rows: Iterable[QuoteCheck], texts: Iterable[CopyText]
    ) -> list[QuoteCheck]:
        """The last check of the quote in each text of its source, the newest copy first."""
        wanted = quote_hash(citation)
        last = {row.text_id: row for row in rows if row.quote_hash == wanted}
        mine = []
        for text in texts:
            if row := last.get(text.pk):
                row.text = text
                mine.append(row)
        return mine

    def _unchecked(self, source: int, texts: list[CopyText]) -> Standing:
        has_text = any(text.text_sha256 for text in texts)
        waiting = self.waiting.get(source)
        without = texts[0] if texts and not has_text else None
        state = State.CANNOT if without and not waiting else State.NOT_CHECKED
        return Standing(state, waiting=waiting, without=without, has_text=has_text)


def _worth(state: State, row: QuoteCheck) -> State | Reason:
    return Reason.ERASED if row.reason == Reason.ERASED else state


def _state(row: QuoteCheck, is_other_language: bool) -> State:
    """What a check says of the source: a text that may lack the words does not tell against them.

    Words in another language than the source may be those of its other version; where a passage
    is like them but for a number or a name, the text has their language.
    """
    if row.state != State.NOT_FOUND:
        return State(row.state)
    if not row.text.is_whole or (is_other_language and row.reason == Reason.ABSENT):
        return State.CANNOT
    return State.NOT_FOUND
