"""The documents of one page: each read once, and all that name each other tied together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

from msgspec.structs import force_setattr

from tracker.edition.cases import with_looks
from tracker.edition.documents import CitationRow, Document
from tracker.edition.making import Maker, figure
from tracker.edition.readers import Reader
from tracker.edition.tying import Tied
from tracker.record.models import Membership
from tracker.record.nouns import NOUNS, Column, Noun, Part
from tracker.record.trees import Tree, noun_of_key

# What is read with whatever names it. A body comes as a key, a larger place and an original not.
LEADS_ON = frozenset({"party", "place", "source", "violation", "stance"})
STAYS = frozenset({"body", "part_of", "derived_from"})


class Shelf:
    """What a page reads, a query for each step away from what it begins with.

    Of each tree `cut` leaves what the page shows of it. What is left leads on to its parties,
    places, codes, sources and their publishers, and to whatever `more` says.
    """

    def __init__(
        self,
        reader: Reader,
        cut: Callable[[str, Tree], Tree] = lambda key, tree: tree,
        more: Callable[[str, Tree], Iterable[str]] = lambda key, tree: (),
    ) -> None:
        self.reader, self.cut, self.more = reader, cut, more
        self.trees: dict[str, Tree] = {}
        self._asked: set[str] = set()

    def fetch(self, keys: Iterable[str]) -> None:
        """Read these records and what they lead on to; those read already are not read again."""
        waiting = set(keys) - self._asked
        while waiting:
            self._asked |= waiting
            read = self.reader.trees(waiting)
            found = {key: self.cut(key, with_looks(tree)) for key, tree in read.items()}
            self.trees |= found
            waiting = {one for key, tree in found.items() for one in self._led_to(key, tree)}
            waiting -= self._asked

    def _led_to(self, key: str, tree: Tree) -> Iterator[str]:
        yield from led_to(noun_of_key(key), tree)
        yield from self.more(key, tree)

    def documents(self, about: str = "", *, with_origins: bool = False) -> dict[str, Document]:
        """All that was read, by key, tied together; that of `about` says how it was published."""
        figures = self._figures_named()
        if with_origins:
            sources = [one for one in self.trees if one.startswith("S-")]
            for key, origin in self.reader.origins(sources).items():
                self.trees[key]["origin"] = origin
        maker = Maker(self.trees)
        found = {key: one for key in self.trees if (one := maker.document(key))}
        self._mark(maker.quoted)
        Tied(
            found,
            self.trees,
            {key: one for key, tree in figures.items() if (one := figure(maker, tree))},
            self.reader.day,
        )
        if about in found:
            force_setattr(found[about], "revised", self.reader.revised(about))
        return found

    def _mark(self, rows: Collection[CitationRow]) -> None:
        """Give each quote what is known of it; figures of records that were not read have none."""
        if rows:
            marks = self.reader.marks(rows)
            for one in rows:
                if one.row in marks:
                    force_setattr(one, "mark", marks[one.row])

    def _figures_named(self) -> dict[str, Tree]:
        """Figures of records that were not read, which those that were repeat or break down."""
        told = {
            f"figure/{row['row']}": row for tree in self.trees.values() for row in figures_in(tree)
        }
        named = {row.get(name) for row in told.values() for name in ("repeats", "part_of")}
        holders = self.reader.telling({one for one in named if one} - told.keys())
        found: dict[str, Tree] = {}
        for key, tree in self.reader.trees(set(holders.values())).items():
            rows = {f"figure/{row['row']}": row for row in figures_in(tree)}
            found |= {one: rows[one] for one, of in holders.items() if of == key and one in rows}
        self.fetch({row["reporter"] for row in found.values()})
        return found


def figures_in(tree: Tree) -> Iterator[Tree]:
    """The figures among a tree's rows, and theirs."""
    yield from tree.get("figures", ())
    for name in ("allegations", "answers"):
        for row in tree.get(name, ()):
            yield from row.get("figures", ())


def led_to(noun: Noun, tree: Tree) -> Iterator[str]:
    """The keys of what a tree's own fields and rows lead on to."""
    return _led_to(noun.columns, noun.parts, tree)


def _led_to(columns: tuple[Column, ...], parts: tuple[Part, ...], tree: Tree) -> Iterator[str]:
    for name, of in _leading(columns):
        if value := tree.get(name):
            yield of.ref(value) if of.key_lookup() == "code" else value
    for part in parts:
        for row in tree.get(part.name, ()):
            yield from _led_to(part.columns, part.parts, row)


@cache
def _leading(columns: tuple[Column, ...]) -> Collection[tuple[str, Noun]]:
    """Name and noun of those of the columns that lead on.

    What shows a tie is read by the party's own page alone.
    """
    names = {noun.model: noun for noun in NOUNS.values() if noun.name in LEADS_ON}
    columns = tuple(one for one in columns if one.field.model is not Membership)
    return [
        (one.name, names[one.target])
        for one in columns
        if one.target in names and one.name not in STAYS
    ]
