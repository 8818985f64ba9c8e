"""Which citations of one thing are versions of one utterance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.edition.documents.evidence import CitationRow


def firsts(above: Mapping[str, str | None]) -> dict[str, str]:
    """Each key's first of its chain, given what each is a version of.

    A chain ends at what names nothing, or nothing that is among the keys: what is not public is
    not here.
    """
    found: dict[str, str] = {}
    for key in above:
        first, met = key, {key}
        while (one := above[first]) in above and one is not None and one not in met:
            met.add(one)
            first = one
        found[key] = first
    return found


def utterances(citations: Iterable[CitationRow]) -> list[list[CitationRow]]:
    """Citations of one thing by the utterance that they are versions of, in the order given.

    In each list that comes first which the others go back to, as far as is known.
    """
    each = {one.key: one for one in citations}
    first = firsts({key: one.version_of_id for key, one in each.items()})
    found: dict[str, list[CitationRow]] = {}
    for key, one in each.items():
        found.setdefault(first[key], [each[first[key]]])
        if key != first[key]:
            found[first[key]].append(one)
    return list(found.values())
