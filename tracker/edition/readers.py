"""Where documents are read from: as published, now or at an entry of the ledger, or from rows.

Both readers answer the same questions, so that a page is made alike from either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple, Protocol

import msgspec
from django.db.models import Count, QuerySet
from django.utils import timezone

from tracker.capture.models import quote_hash
from tracker.edition import asked
from tracker.edition.cutting import links_of
from tracker.edition.documents import CitationRow, Notice, Revised
from tracker.edition.documents.base import as_time
from tracker.edition.documents.marks import CopyTold, Mark
from tracker.edition.evidence.copies import copies_of
from tracker.edition.evidence.marks import live_marks
from tracker.edition.evidence.reading import told_copies, told_marks
from tracker.edition.models import ORIGIN, Edition, Link
from tracker.edition.newest import Found, Wanted, newest_each
from tracker.ledger.models import Entry
from tracker.ledger.openness import Closed, hidden
from tracker.record.models import Figure, Source
from tracker.record.nouns import NOTICE, NOUNS, Noun, Part
from tracker.record.querysets import User
from tracker.record.state import deadline_day
from tracker.record.trees import Tree, chunks, fields_of, grown, locate, noun_of_key, refs, trees


class Naming(NamedTuple):
    """That the record `source` names `target` in the role `role`, such as `answers/claim`."""

    source: str
    role: str
    target: str


class Reader(Protocol):
    """What pages are made from, and the day on which deadlines have passed or not."""

    @property
    def day(self) -> date: ...

    def trees(self, keys: Iterable[str]) -> dict[str, Tree]:
        """The trees of those of the records that are public, by key; with the `entry` that each
        was last published with, if it was."""

    def naming(self, keys: Iterable[str], *roles: str) -> list[Naming]:
        """What public records name one of these in one of these roles, or in any."""

    def newest_each(self, target: Collection[str], lists: Mapping[str, Wanted]) -> dict[str, Found]:
        """Lists of the public records that name one of these, the newest first, by their names.

        What goes back to a source names it as its `ORIGIN`.
        """

    def republished(self, keys: Collection[str]) -> dict[str, int]:
        """How many public sources go back to each of these that any does."""

    def key_of(self, noun: str, address: str) -> str | None:
        """The key of the public record whose page has this slug or reference."""

    def telling(self, figures: Iterable[str]) -> dict[str, str]:
        """The key of the public record that tells each of these figures."""

    def notice(self, noun: str, address: str) -> Notice | None:
        """What stands at the address of a record that was withdrawn."""

    def notices(self, keys: Iterable[str]) -> dict[str, Notice]:
        """What stands in place of those of these records that were withdrawn, by key."""

    def revised(self, key: str) -> Revised | None:
        """The entry of the ledger that the record was last published with."""

    def origins(self, keys: Collection[str]) -> dict[str, str]:
        """The first source of the chain of each of these that goes back to another.

        Readers may never see it: forty reprints of it are one origin nevertheless.
        """

    def marks(self, rows: Collection[CitationRow]) -> dict[str, Mark]:
        """What is known of those of these quotes of which anything is, by their rows."""

    def copies(self, key: str) -> list[CopyTold]:
        """The copies of a source, the newest first."""


class _Notices:
    """Notices of withdrawal, which are as published for the desk, too."""

    def notice(self, noun: str, address: str) -> Notice | None:
        rows = Edition.objects.standing().filter(noun=noun, is_notice=True)
        row = rows.filter(**_at(noun, address)).first()
        if row is None:
            return None
        asked.for_documents([row.key])
        return _notice(row)

    def notices(self, keys: Iterable[str]) -> dict[str, Notice]:
        rows = Edition.objects.standing().filter(key__in=list(keys), is_notice=True)
        return {row.key: _notice(row) for row in rows}


class Published(_Notices):
    """Documents as they stand, or as they stood when the ledger's newest entry was `at`."""

    def __init__(self, at: int | None = None) -> None:
        self.at = at

    @property
    def day(self) -> date:
        return deadline_day(timezone.now())

    def _then(self, model: type[Edition] | type[Link]) -> Any:
        return model.objects.standing() if self.at is None else model.objects.at(self.at)

    def trees(self, keys: Iterable[str]) -> dict[str, Tree]:
        keys = list(keys)
        asked.for_documents(keys)
        found: dict[str, Tree] = {}
        for chunk in chunks(keys):
            rows = self._then(Edition).whole().filter(key__in=chunk)
            for key, document, entry in rows.values_list("key", "document", "entry"):
                found[key] = {**msgspec.json.decode(document), "entry": entry}
        return found

    def naming(self, keys: Iterable[str], *roles: str) -> list[Naming]:
        keys = list(keys)
        asked.for_lists(keys)
        found: list[Naming] = []
        for chunk in chunks(keys):
            rows = self._then(Link).filter(target__in=chunk)
            rows = rows.filter(role__in=roles) if roles else rows
            found += [Naming(*row) for row in rows.values_list("source", "role", "target")]
        return found

    def newest_each(self, target: Collection[str], lists: Mapping[str, Wanted]) -> dict[str, Found]:
        asked.for_lists(target)
        return newest_each(target, lists, self.at)

    def origins(self, keys: Collection[str]) -> dict[str, str]:
        asked.for_documents(keys)
        found: dict[str, str] = {}
        for chunk in chunks(keys):
            rows = self._then(Link).filter(source__in=chunk, role=ORIGIN)
            found |= dict(rows.values_list("source", "target"))
        return found

    def republished(self, keys: Collection[str]) -> dict[str, int]:
        return Counter(one.target for one in self.naming(keys, ORIGIN))

    def telling(self, figures: Iterable[str]) -> dict[str, str]:
        return {row.target: row.source for row in self.naming(figures, "figures")}

    def marks(self, rows: Collection[CitationRow]) -> dict[str, Mark]:
        # They change with their sources, which the page asks for with the rows.
        told = told_marks((int(one.row) for one in rows), self.at)
        marks = ((one, told.get(int(one.row))) for one in rows)
        return {one.row: mark for one, mark in marks if mark and mark.quote == quote_hash(one)}

    def copies(self, key: str) -> list[CopyTold]:
        asked.for_documents([key])
        return told_copies([key], self.at).get(key, [])

    def keys_of(self, noun: str, rows: Iterable[int]) -> dict[int, str]:
        """Primary key → key of those of the records of a noun that are public."""
        asked.for_more()
        found: dict[int, str] = {}
        for chunk in chunks(rows):
            editions = self._then(Edition).whole().filter(noun=noun, row__in=chunk)
            found |= dict(editions.values_list("row", "key"))
        return found

    def key_of(self, noun: str, address: str) -> str | None:
        rows = self._then(Edition).whole().filter(noun=noun)
        found: str | None = rows.filter(**_at(noun, address)).values_list("key", flat=True).first()
        return found

    def revised(self, key: str) -> Revised | None:
        entries = self._then(Edition).whole().filter(key=key).values("entry")
        return _revised(Entry.objects.filter(sequence__in=entries))


NOW = Published()


class AtTheDesk(_Notices):
    """The desk's rows as documents: what readers would see if all were published as it stands.

    Drafts as far as `user` may see them; never what is confidential, and nothing withdrawn.
    """

    def __init__(self, user: User) -> None:
        self.user = user
        self.day = deadline_day(timezone.now())
        self._read: dict[str, Tree] = {}

    def trees(self, keys: Iterable[str]) -> dict[str, Tree]:
        wanted = list(keys)
        self._read |= self._trees([key for key in wanted if key not in self._read])
        return {key: self._read[key] for key in wanted if key in self._read}

    def _trees(self, keys: Iterable[str]) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for noun, names in by_noun(keys).items():
            seen = self._seen(noun.model, noun.key_lookup(), names.values())
            rows = noun.model._base_manager.filter(**{f"{noun.key_lookup()}__in": seen})
            found |= trees(noun, rows.values_list("pk", flat=True))
        fields = {key: fields_of(tree) for key, tree in found.items()}
        shut = self._shut(found, fields)
        for key, one in fields.items():
            noun = noun_of_key(key)
            out = hidden(noun, one, Closed(shut=shut, unseen=shut))
            found[key] = grown({path: value for path, value in one.items() if path not in out})
        return found

    def _seen(self, model: Any, lookup: str, keys: Iterable[Any]) -> set[Any]:
        """Those of the keys whose records the user may see; of a codebook that is all."""
        rows: QuerySet[Any] = model.objects.filter(**{f"{lookup}__in": list(keys)})
        visible = getattr(rows, "visible_to", None)
        return set((visible(self.user) if visible else rows).values_list(lookup, flat=True))

    def _shut(self, found: dict[str, Tree], fields: dict[str, Tree]) -> frozenset[str]:
        """What these records name and the user may not see."""
        named = {
            value for key in found for value in refs(noun_of_key(key), fields[key]).values()
        } - found.keys()
        shut: set[str] = set()
        figures = {one: one.split("/")[1] for one in named if one.startswith("figure/")}
        seen = {str(pk) for pk in self._seen(Figure, "pk", figures.values())}
        shut |= {one for one, pk in figures.items() if pk not in seen}
        for noun, names in by_noun(named).items():
            if noun.has_status or noun.model is Source:
                seen = self._seen(noun.model, noun.key_lookup(), names.values())
                shut |= {one for one, key in names.items() if key not in seen}
        return frozenset(shut)

    def naming(self, keys: Iterable[str], *roles: str) -> list[Naming]:
        found: set[Naming] = set()
        for wanted, names in by_noun(keys).items():
            for noun in NOUNS.values():
                for role, column in _pointing_at(noun, wanted):
                    if not roles or role in roles:
                        found |= {*self._naming(noun, role, column, wanted, set(names.values()))}
        # A row that names one of them may hang on another that is not seen.
        named = {
            Naming(key, role, target)
            for key, tree in self.trees({one.source for one in found}).items()
            for role, target in links_of(noun_of_key(key), fields_of(tree))
        }
        return sorted(found & named)

    def _naming(
        self, noun: Noun, role: str, column: str, wanted: Noun, keys: set[Any]
    ) -> Iterator[Naming]:
        rows: Any = noun.model.objects  # type: ignore[attr-defined]
        named = rows.visible_to(self.user).filter(**{f"{column}__in": keys}).order_by()
        for source, target in named.values_list(noun.key_lookup(), column).distinct():
            yield Naming(noun.ref(source), role, wanted.ref(target))

    def newest_each(self, target: Collection[str], lists: Mapping[str, Wanted]) -> dict[str, Found]:
        return {name: self._newest(target, wanted) for name, wanted in lists.items()}

    def _newest(self, target: Collection[str], wanted: Wanted) -> Found:
        if wanted.roles == (ORIGIN,):
            copies = Source.objects.visible_to(self.user).filter(origin__reference__in=target)
            keys = copies.values_list("reference", flat=True)[: wanted.most]
            return Found(list(keys), copies.count())
        keys = {one.source for one in self.naming(target, *wanted.roles)}
        ordered: list[str] = []
        for noun, names in by_noun(keys).items():
            rows = noun.model._default_manager.filter(
                **{f"{noun.key_lookup()}__in": names.values()}
            )
            found = rows.values_list(noun.key_lookup(), flat=True)
            ordered += [noun.ref(value) for value in found]
        return Found(ordered[: wanted.most], len(ordered))

    def origins(self, keys: Collection[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for chunk in chunks(keys):
            rows = Source.objects.filter(reference__in=chunk, origin__isnull=False).order_by()
            found |= dict(rows.values_list("reference", "origin__reference"))
        return found

    def republished(self, keys: Collection[str]) -> dict[str, int]:
        """How many public sources go back to each of these that any does."""
        found: dict[str, int] = {}
        for chunk in chunks(keys):
            rows = Source.objects.visible_to(self.user).filter(origin__reference__in=chunk)
            counted = rows.order_by().values("origin__reference").annotate(n=Count("pk"))
            found |= dict(counted.values_list("origin__reference", "n"))
        return found

    def telling(self, figures: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        keys = {one.split("/")[1]: one for one in figures if one.startswith("figure/")}
        if not keys:
            return found
        rows = Figure.objects.visible_to(self.user).filter(pk__in=keys)
        holders = ("allegation__claim", "answer__response", "event")
        columns = [f"{one}__reference" for one in holders]
        for pk, *references in rows.values_list("pk", *columns):
            found[keys[str(pk)]] = next(filter(None, references))
        return found

    def key_of(self, noun: str, address: str) -> str | None:
        kind = NOUNS[noun]
        field = "slug" if hasattr(kind.model, "slug") else kind.key_lookup()
        rows: Any = kind.model.objects  # type: ignore[attr-defined]
        found = rows.visible_to(self.user).filter(**{field: address})
        key = found.values_list(kind.key_lookup(), flat=True).first()
        return None if key is None else kind.ref(key)

    def marks(self, rows: Collection[CitationRow]) -> dict[str, Mark]:
        return live_marks(rows)

    def copies(self, key: str) -> list[CopyTold]:
        sources = Source.objects.visible_to(self.user).filter(reference=key)
        return copies_of(dict(sources.values_list("pk", "reference"))).get(key, [])

    def revised(self, key: str) -> Revised | None:
        entries = Entry.objects.filter(record=key).shown().order_by("-sequence")
        return _revised(entries)


def _at(noun: str, address: str) -> dict[str, str]:
    """The condition on an edition that its record's page is at this slug or reference."""
    is_reference = NOUNS[noun].key_lookup() == "reference"
    return {"key": address} if is_reference else {"address": address}


def _notice(row: Edition) -> Notice:
    told = {name: row.tree.get(name) or "" for name in NOTICE}
    return Notice(
        key=row.key,
        noun=row.noun,
        address=row.address,
        withdrawn_reason=told["withdrawn_reason"],
        published_at=as_time(told["published_at"]),
        withdrawn_at=as_time(told["withdrawn_at"]),
    )


def _revised(entries: Any) -> Revised | None:
    row = entries.values_list("sequence", "revision", "time").first()
    return Revised(*row) if row else None


def by_noun(keys: Iterable[str]) -> dict[Noun, dict[str, Any]]:
    """These keys by noun, each with the value of the column that names a record of it."""
    found: dict[Noun, dict[str, Any]] = defaultdict(dict)
    for key in keys:
        if located := locate(key):
            found[located[0]][key] = located[1]
    return found


@cache
def _pointing_at(noun: Noun, wanted: Noun) -> tuple[tuple[str, str], ...]:
    """(role, column) of each column of a noun and its parts that may point to `wanted`."""
    found = [(one.name, one.lookup) for one in noun.columns if one.target is wanted.model]
    waiting: list[tuple[str, str, Part]] = [("", "", part) for part in noun.parts]
    while waiting:
        role, path, part = waiting.pop(0)
        link: Any = part.model._meta.get_field(part.link)
        role, path = f"{role}{part.name}/", f"{path}{link.related_query_name()}__"
        found += [
            (f"{role}{one.name}", f"{path}{one.lookup}")
            for one in part.columns
            if one.target is wanted.model
        ]
        waiting += [(role, path, below) for below in part.parts]
    return tuple(found)
