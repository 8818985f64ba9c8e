"""Looking for what a reader typed, in words and in names.

A name of a party or place stands for all its names, in every script, and for the records that name
it: somebody who types كوباني finds what is said of Kobanê.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from tracker.search.asking import All, Part, Phrase, Some, Term, terms
from tracker.search.backends import backend
from tracker.search.facets import FACETS, PARTY_FACETS, sets_of
from tracker.search.held import Held
from tracker.search.kinds import Kind
from tracker.search.kurmanji import MARK, may_have_stem, stem
from tracker.search.models import DeskText, Text
from tracker.search.names import Entity, longest_runs
from tracker.search.snippets import Wanted

MOST_NAMES = 24
FIELD_KINDS = {"party": Kind.PARTY, "place": Kind.PLACE}


class Sought(NamedTuple):
    """One thing looked for: words, and whom a name among them stands for."""

    part: Part | None
    entities: list[Entity]
    is_without: bool


class Looked:
    """What was found for a text of one kind of records."""

    def __init__(self, kind: Kind, found: BitMap, sought: list[Sought], typed: list[Term]) -> None:
        self.kind, self.found, self.sought, self.typed = kind, found, sought, typed

    @property
    def said(self) -> tuple[str, ...]:
        """The words typed, less those to be absent."""
        return _said(self.typed)

    @property
    def wanted(self) -> Wanted:
        """What to mark where it stands."""
        phrases = [p for one in self.sought if not one.is_without for p in _phrases(one.part)]
        single = {p.words[0] for p in phrases if len(p.words) == 1 and not p.is_prefix}
        whole = frozenset(word for word in single if not word.startswith(MARK))
        return Wanted(
            whole,
            tuple(p.words[-1] for p in phrases if p.is_prefix),
            tuple(p.words for p in phrases if len(p.words) > 1 and not p.is_prefix),
            tuple((stem(word), word) for word in whole if stem(word) in single),
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """The words to be found, as the database is asked for them."""
        return tuple(one.part for one in self.sought if one.part and not one.is_without)

    def in_title(self, held: Held) -> BitMap:
        """Positions of those that have it all in their title."""
        if not self.parts:
            return BitMap()
        return _matched(held, self.kind, All(self.parts), in_title=True)

    def at_the_desk(self) -> np.ndarray:
        """Keys of records that readers do not see; words alone, a draft has no facets."""
        if not self.parts:
            return np.empty(0, dtype=np.int64)
        found = backend().matching(DeskText, self.kind, All(self.parts))
        for one in self.sought:
            if one.part and one.is_without:
                found = np.setdiff1d(found, backend().matching(DeskText, self.kind, one.part))
        return found


def typed_words(text: str) -> tuple[str, ...]:
    """The words of a text, less those to be absent."""
    return _said(terms(text))


def _said(typed: Iterable[Term]) -> tuple[str, ...]:
    return sum((term.phrase.words for term in typed if not term.is_without), ())


def look(held: Held, kind: Kind, text: str) -> Looked:
    """What is typed, looked for. Where there is no letter and no digit, nothing is found."""
    typed = terms(text)
    sought = _sought(held, typed)
    wanted = [one for one in sought if not one.is_without]
    found = held.of(kind).shown if wanted or sought else BitMap()
    # Words without a name among them are one question of the database.
    plain = tuple(one.part for one in wanted if one.part and not one.entities)
    if plain:
        found = found & _matched(held, kind, All(plain))
    for one in wanted:
        if one.entities or one.part is None:
            found = found & _any(held, kind, one)
    absent = tuple(one.part for one in sought if one.is_without and one.part and not one.entities)
    if absent:
        found = found - _matched(held, kind, Some(absent))
    for one in sought:
        if one.is_without and (one.entities or one.part is None):
            found = found - _any(held, kind, one)
    return Looked(kind, found, sought, typed)


def _any(held: Held, kind: Kind, one: Sought) -> BitMap:
    found = named_by(held, kind, one.entities)
    return found | _matched(held, kind, one.part) if one.part else found


def _matched(held: Held, kind: Kind, part: Part, *, in_title: bool = False) -> BitMap:
    key = (kind, part, in_title)
    found: BitMap | None = held.kept.get(key)
    if found is None:
        found = held.of(kind).positions_of(backend().matching(Text, kind, part, in_title=in_title))
        held.kept.put(key, found)
    return found


def named_by(held: Held, kind: Kind, entities: Iterable[Entity]) -> BitMap:
    """Positions of records that name one of these parties or places in any of their facets."""
    found = BitMap()
    own = []
    for of, pk in entities:
        if of == kind:
            own.append(pk)
        for facet in FACETS[kind]:
            if (of == Kind.PARTY and facet in PARTY_FACETS) or (
                of == Kind.PLACE and facet == "place"
            ):
                found |= sets_of(held, kind, facet).get(str(pk), BitMap())
    return found | held.of(kind).positions_of(np.array(own, dtype=np.int64)) if own else found


def _sought(held: Held, typed: list[Term]) -> list[Sought]:
    """The terms as they are looked for: fields by names alone, names by all their names."""
    found = [_in_field(held, term) for term in typed if term.field]
    for group in (False, True):
        found += _with_names(held, [t for t in typed if t.is_without == group and not t.field])
    return found


def _in_field(held: Held, term: Term) -> Sought:
    kind = FIELD_KINDS[term.field]
    return Sought(None, [one for one in _named(held, term) if one[0] == kind], term.is_without)


def _named(held: Held, term: Term) -> list[Entity]:
    return held.names.named_with(term.phrase.words, is_prefix=term.phrase.is_prefix)


def _with_names(held: Held, typed: list[Term]) -> list[Sought]:
    said = [() if t.phrase.is_prefix else t.phrase.words for t in typed]
    runs = dict(longest_runs(said, held.names.called))
    found, at = [], 0
    while at < len(typed):
        end = runs.get(at)
        if end is None:
            found.append(Sought(_forms(typed[at]), _named(held, typed[at]), typed[at].is_without))
            at += 1
            continue
        own = tuple(_forms(term) for term in typed[at:end])
        entities = held.names.called[sum(said[at:end], ())]
        spelt = [name for one in entities for name in held.names.spellings[one]]
        names = tuple(Phrase(name) for name in dict.fromkeys(spelt[:MOST_NAMES]))
        # Words that are not in a row are found as well, unless they were asked for in a row.
        part = Some((All(own) if len(own) > 1 else own[0], *names))
        found.append(Sought(part, entities, typed[at].is_without))
        at = end
    return found


def _forms(term: Term) -> Part:
    """A term, or, if it is one bare word, any word of Kurmanji with its stem."""
    phrase = term.phrase
    if term.is_quoted or phrase.is_prefix or len(phrase.words) > 1:
        return phrase
    word = phrase.words[0]
    return Some((phrase, Phrase((stem(word),)))) if may_have_stem(word) else phrase


def _phrases(part: Part | None) -> list[Phrase]:
    if part is None:
        return []
    if isinstance(part, Phrase):
        return [part]
    return [phrase for one in part.parts for phrase in _phrases(one)]
