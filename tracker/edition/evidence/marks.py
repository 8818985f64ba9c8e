"""What is known of quotes: their states, and the words around them as the copies have them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from tracker.capture.extracting import words_of
from tracker.capture.histories import History, histories
from tracker.capture.models import CopyText, QuoteCheck, quote_hash
from tracker.capture.quotes.finding import Place
from tracker.capture.quotes.showing import around, link_to_words
from tracker.capture.standings import Standing, standings
from tracker.edition.documents import CitationRow
from tracker.edition.documents.marks import Differing, Mark, Seen
from tracker.record.models import Citation, Source

# Characters shown on each side of a quote, and of what stands in its place.
MOST_AROUND = 300
MOST_OF_QUOTE = 2_000
# Looks at the page after the copy that had the quote: the last ones.
MOST_LOOKS = 40
# In pages of such types a browser can be led to words.
PAGES = "html"


def bare_marks(
    citations: Iterable[Citation], languages: Mapping[int, str] | None = None
) -> dict[int, Mark]:
    """The mark of each quote by its citation's key, without the words in the copy.

    `languages` as of `standings`. Reads no file.
    """
    citations = list(citations)
    found = standings(citations, languages)
    return {one.pk: _bare(one, found[one.pk]) for one in citations if one.pk in found}


def marks_of(
    citations: Iterable[Citation], languages: Mapping[int, str] | None = None
) -> dict[int, Mark]:
    """The same with the words around each place, and what differs; each text is read once."""
    citations = list(citations)
    standing = standings(citations, languages)
    marks = {one.pk: _bare(one, standing[one.pk]) for one in citations if one.pk in standing}
    of_text: dict[int, list[tuple[int, QuoteCheck]]] = defaultdict(list)
    for pk in marks:
        if check := standing[pk].check:
            of_text[check.text_id].append((pk, check))
    texts = CopyText.objects.defer("main", "details").in_bulk(list(of_text)) if of_text else {}
    for key, mine in of_text.items():
        try:
            words = words_of(texts[key])
        except (OSError, ValueError):
            continue  # For verify_captures to say: the state holds without the words.
        for pk, check in mine:
            marks[pk] = _with_words(marks[pk], check, words, texts[key])
    for pk, history in histories(citations).items():
        marks[pk] = msgspec.structs.replace(marks[pk], history=_seen(history))
    return marks


def _seen(history: History) -> tuple[Seen, ...]:
    first, *later = history.moments
    return tuple(
        Seen(one.at, one.seen.value, one.is_of_page) for one in (first, *later[-MOST_LOOKS:])
    )


def live_marks(rows: Collection[CitationRow]) -> dict[str, Mark]:
    """What readers would be told of these quotes were they published, by the keys of the rows."""
    keys = Source.objects.filter(reference__in={one.source.key for one in rows})
    sources = dict(keys.values_list("reference", "pk"))
    citations = [
        Citation(
            pk=int(one.row),
            source_id=sources[one.source.key],
            quote=one.quote,
            prefix=one.prefix,
            suffix=one.suffix,
            language=one.language,
        )
        for one in rows
        if one.source.key in sources
    ]
    return {str(pk): mark for pk, mark in marks_of(citations).items()}


def _bare(citation: Citation, standing: Standing) -> Mark:
    check, without = standing.check, standing.without
    text = check.text if check else without
    copy = text.capture if text else standing.waiting
    return Mark(
        row=citation.pk,
        quote=quote_hash(citation),
        state=standing.state.value,
        looked=check.state if check else "",
        reason=check.reason if check else "",
        trouble=without.trouble if without else "",
        copy=copy.pk if copy else 0,
        made_at=copy.made_at if copy else None,
        sha256=copy.sha256 if copy else "",
        text_sha256=text.text_sha256 if text else "",
        is_waiting=standing.waiting is not None and check is None,
        has_text=standing.has_text,
        is_part=bool(check and check.text.capture.is_part),
        is_whole=check.text.is_whole if check else True,
        is_other_language=standing.is_other_language,
        count=check.count if check else 0,
        has_place=bool(check and check.place),
        start=check.place.start if check and check.place else 0,
        end=check.place.end if check and check.place else 0,
        is_after_negation=bool(check and check.is_after_negation),
        lacking_since=standing.lacking.made_at if standing.lacking else None,
        kinds=tuple(dict.fromkeys(one[0] for one in check.differences)) if check else (),
    )


def _with_words(mark: Mark, check: QuoteCheck, words: str, text: CopyText) -> Mark:
    place = check.place or check.finding.closest
    if place is None:
        return mark
    near = around(words, place, MOST_AROUND)
    differences = [
        Differing(quoted, stands, kind) for kind, quoted, stands, *_ in check.differences
    ]
    return msgspec.structs.replace(
        mark,
        before=f"…{near.before}" if near.is_cut_before else near.before,
        exact=near.exact if len(near.exact) <= MOST_OF_QUOTE else f"{near.exact[:MOST_OF_QUOTE]}…",
        after=f"{near.after}…" if near.is_cut_after else near.after,
        is_closest=check.place is None,
        page=bisect_right(text.pages, place.start) if text.pages else 0,
        differences=tuple(differences),
        start=check.place.start if check.place else 0,
        end=check.place.end if check.place else 0,
        fragment=_fragment(words, check.place) if text.extractor == PAGES else "",
    )


def _fragment(words: str, place: Place | None) -> str:
    return link_to_words("", words, place) if place else ""
