"""The citations of a source as Web Annotations (W3C Web Annotation Data Model, 2017).

Each leads from the passage, in the source as it is in the web, to what it is cited for. Where a
copy has the passage at one place, the words are those of the copy, and its time and hash say which
state of the source was looked at; else they are the words of the citation.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.edition.annotated import Annotated
from tracker.edition.documents import CitationRow, FigureRow, SourceDocument
from tracker.edition.documents.marks import Mark
from tracker.edition.named import CitedFor
from tracker.public.delivery.addresses import stable
from tracker.public.machines.linked.writing import Node, term_address
from tracker.words.quotes import state_in_data

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
# Characters before and after the words that tell one place from others.
MOST_AROUND = 32
CUT = "…"


def collection(told: Annotated) -> Node:
    """All annotations of a source; the first page of them stands in it.

    How many there are is said where one page has all.
    """
    label = _("Citations of the source %(reference)s") % {"reference": told.source.reference}
    return {
        "@context": _context(),
        "id": _address(told.source),
        "type": "AnnotationCollection",
        "label": label,
        **({"total": len(told.citations)} if told.pages == 1 else {}),
        "first": _page(told, 1),
        "last": _address(told.source, told.pages),
    }


def page_alone(told: Annotated, number: int) -> Node:
    """A page by itself."""
    part_of = {"id": _address(told.source), "type": "AnnotationCollection"}
    return {"@context": _context(), **_page(told, number), "partOf": part_of}


def _context() -> list[Any]:
    """That of the standard, and what it has no words for."""
    own = {name: term_address(name) for name in ("keptCopy", "locator", "textSha256")}
    return [CONTEXT, {"sha256": "https://schema.org/sha256", **own}]


def _page(told: Annotated, number: int) -> Node:
    beside = {"prev": number - 1, "next": number + 1}
    return {
        "id": _address(told.source, number),
        "type": "AnnotationPage",
        **{
            name: _address(told.source, one)
            for name, one in beside.items()
            if 1 <= one <= told.pages
        },
        "items": [_annotation(one, told.source) for one in told.citations],
    }


def _address(source: SourceDocument, number: int = 0) -> str:
    """The address of the collection, or of a page of it."""
    at = stable(reverse("source_annotations", args=[source.reference]))
    return f"{at}?page={number}" if number else at


def _annotation(cited: CitedFor, source: SourceDocument) -> Node:
    row = cited.citation
    return {
        "id": f"{_address(source)}#citation-{row.row}",
        "type": "Annotation",
        "motivation": "linking",
        "body": {"id": _cited_for(cited), "format": "text/html"},
        "target": _target(row, source),
        **({"locator": row.locator} if row.locator else {}),
        **({"keptCopy": state_in_data(row.mark)} if row.quote.strip() else {}),
    }


def _cited_for(cited: CitedFor) -> str:
    """The address of the record, of its point or answer; of a figure, of what tells it."""
    holder = cited.holder
    of = holder.holder if isinstance(holder, FigureRow) else holder
    return stable(of.get_absolute_url()) if of else ""


def _target(row: CitationRow, source: SourceDocument) -> Node:
    """The passage in the source as it is in the web; in its page here if it has no address."""
    target: Node = {
        "type": "SpecificResource",
        "source": source.url or stable(source.get_absolute_url()),
    }
    if row.quote.strip():
        target["selector"] = _selectors(row)
    if row.mark and row.mark.made_at:
        target["state"] = _state(row.mark)
    return target


def _selectors(row: CitationRow) -> list[Node]:
    mark = row.mark
    if mark is None or not mark.end or not mark.exact or mark.exact.endswith(CUT):
        around = {name: text for name in ("prefix", "suffix") if (text := getattr(row, name))}
        by_words = {"type": "TextQuoteSelector", "exact": row.quote, **around}
    else:
        by_words = {
            "type": "TextQuoteSelector",
            "exact": mark.exact,
            "prefix": mark.before.removeprefix(CUT)[-MOST_AROUND:],
            "suffix": mark.after.removesuffix(CUT)[:MOST_AROUND],
        }
    if mark is None or not mark.end:
        return [by_words]
    return [by_words, {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}]


def _state(mark: Mark) -> Node:
    """The copy that was looked in. Positions are counted in its text, by its own hash."""
    hashes = {"sha256": mark.sha256, "textSha256": mark.text_sha256}
    return {
        "type": "TimeState",
        "sourceDate": mark.made_at,
        **{name: one for name, one in hashes.items() if one},
    }
