"""The quotes that readers see, from the documents that they read: no draft, nothing that waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import msgspec

from tracker.edition.models import Edition, Link
from tracker.edition.named import CITED
from tracker.record.models import Citation
from tracker.record.trees import Tree, chunks


class PublicQuote(NamedTuple):
    """A quote in a document: of which record, and the citation as it is published."""

    record: str
    source: str
    citation: Citation


class Public(NamedTuple):
    """Of some sources, those that readers see, and the quotes of them."""

    # Key → the language of the source as it is published.
    languages: dict[str, str]
    quotes: dict[str, list[PublicQuote]]


def public_among(sources: Mapping[str, int]) -> Public:
    """What readers see of these sources (key → primary key), and the quotes from them."""
    languages: dict[str, str] = {}
    citing: set[str] = set()
    for chunk in chunks(sources):
        rows = Edition.objects.standing().whole().filter(key__in=chunk)
        languages |= {
            key: msgspec.json.decode(text).get("language", "")
            for key, text in rows.values_list("key", "document")
        }
        links = Link.objects.standing().filter(target__in=chunk, role__in=CITED)
        citing |= set(links.values_list("source", flat=True))
    quotes: dict[str, list[PublicQuote]] = defaultdict(list)
    for chunk in chunks(citing):
        rows = Edition.objects.standing().whole().filter(key__in=chunk)
        for record, text in rows.values_list("key", "document"):
            for row in quoted_in(msgspec.json.decode(text), sources.keys()):
                source = row["source"]
                citation = _citation(row, sources[source])
                quotes[source].append(PublicQuote(record, source, citation))
    return Public(languages, quotes)


def quoted_in(tree: Tree, sources: Collection[str]) -> Iterator[Tree]:
    """The citations with a quote from one of these sources, of a tree and of its rows."""
    for row in citations_in(tree):
        if row.get("source") in sources and row.get("quote", "").strip():
            yield row


def citations_in(tree: Tree) -> Iterator[Tree]:
    """The citations of a tree and of its rows."""
    for name, rows in tree.items():
        if not isinstance(rows, list):
            continue
        for row in rows:
            if name == "citations":
                yield row
            else:
                yield from citations_in(row)


def _citation(row: Tree, source: int) -> Citation:
    names = ("quote", "prefix", "suffix", "language")
    given = {name: row[name] for name in names if name in row}
    return Citation(pk=int(row["row"]), source_id=source, **given)


def cited_by(records: Collection[str], since: int) -> set[str]:
    """The sources that these records cite, or did before entry `since`."""
    found: set[str] = set()
    for chunk in chunks(records):
        links = Link.objects.filter(source__in=chunk, role__in=CITED)
        for rows in (links.filter(until__isnull=True), links.filter(until__gte=since)):
            found |= set(rows.values_list("target", flat=True))
    return found
