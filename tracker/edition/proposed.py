"""One record as it would be published now, for whoever is asked about it from outside.

Its rows, and what would come in sight with it, are documents made in memory. All else is read as
published: no other draft, and no other change that waits, is in what this reader can reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from django.db.models import Model

from tracker.edition.approved import Approved, approved_of
from tracker.edition.cutting import SOURCE, Asked, address, documents_of, figures_in, links_of
from tracker.edition.deciding import decide
from tracker.edition.documents import CitationRow
from tracker.edition.documents.marks import Mark
from tracker.edition.evidence.marks import live_marks
from tracker.edition.models import ORIGIN, Link
from tracker.edition.newest import Found, Wanted
from tracker.edition.readers import NOW, Naming, Published
from tracker.edition.redaction import standing_now
from tracker.ledger.models import Entry
from tracker.ledger.visibility import Publishes
from tracker.record.choices import Status
from tracker.record.models import Source
from tracker.record.nouns import NOUNS, name_of, noun_name
from tracker.record.trees import Fields, Tree, chunks, fields_of, grown, noun_of_key, trees

WHOLE = Entry.Shown.WHOLE
# Of rows: no entry of the ledger holds what is proposed.
NO_ENTRY = -1


class Cut(NamedTuple):
    """The documents that publishing a record would write, and what would go out of sight."""

    documents: dict[str, Fields]
    gone: frozenset[str]


class Proposed(Published):
    """Documents as they would stand if one record were published as it is."""

    def __init__(self, record: Model) -> None:
        super().__init__()
        self.record, self.key = record, name_of(record)

    @cached_property
    def _cut(self) -> Cut:
        noun = NOUNS[noun_name(self.record)]
        fields = fields_of(trees(noun, [self.record.pk])[self.key])
        if noun.has_status:
            fields["status"] = Status.PUBLISHED.value
        verdict = decide({self.key: fields}, {self.key: Publishes.ALL})
        others = {key: one for key, one in verdict.others.items() if one is not None}
        # A source or a party that nothing published names is shown to be looked at, too.
        own = {self.key: fields}
        own |= {key: one for key, one in others.items() if verdict.shown[key] == WHOLE}
        approved = approved_of(verdict.recut - own.keys())
        approved |= {
            key: Approved(key, NO_ENTRY, noun_of_key(key), one, is_notice=False)
            for key, one in own.items()
        }
        gone = frozenset(others.keys() - own.keys())
        documents = documents_of(approved, self._public(approved, gone), self._told(approved))
        return Cut(documents, gone)

    def _public(self, approved: Collection[str], gone: Collection[str]) -> Asked:
        def public(keys: set[str]) -> set[str]:
            standing = standing_now(keys - set(approved) - set(gone))
            seen = {key for key, shown in standing.items() if shown == WHOLE}
            return (keys & set(approved)) | seen

        return public

    def _told(self, approved: Collection[str]) -> Asked:
        def told(figures: set[str]) -> set[str]:
            found = NOW.telling(figures)
            return {figure for figure, source in found.items() if source not in approved}

        return told

    @cached_property
    def _trees(self) -> dict[str, Tree]:
        return {key: grown(fields) for key, fields in self._cut.documents.items()}

    @cached_property
    def _links(self) -> list[Naming]:
        """What the documents made here name; of a source also the first of its chain."""
        found = [
            Naming(key, role, target)
            for key, fields in self._cut.documents.items()
            for role, target in sorted(links_of(noun_of_key(key), fields))
        ]
        return found + [Naming(key, ORIGIN, one) for key, one in self._own_origins.items()]

    @cached_property
    def _own_origins(self) -> dict[str, str]:
        sources = [key for key in self._cut.documents if key.startswith(SOURCE)]
        rows = Source.objects.filter(reference__in=sources, origin__isnull=False).order_by()
        return dict(rows.values_list("reference", "origin__reference"))

    @cached_property
    def _replaced(self) -> list[Naming]:
        """What these records name as published."""
        found: list[Naming] = []
        for chunk in chunks(sorted(self._mine)):
            rows = Link.objects.standing().filter(source__in=chunk)
            found += [Naming(*row) for row in rows.values_list("source", "role", "target")]
        return found

    @cached_property
    def _mine(self) -> set[str]:
        """Records that this reader does not have as published."""
        return {*self._cut.documents, *self._cut.gone}

    # --- What pages ask ---------------------------------------------------------------------------

    def trees(self, keys: Iterable[str]) -> dict[str, Tree]:
        wanted = list(keys)
        read = super().trees(key for key in wanted if key not in self._mine)
        read |= {key: self._trees[key] for key in wanted if key in self._trees}
        return read

    def marks(self, rows: Collection[CitationRow]) -> dict[str, Mark]:
        told = super().marks(rows)
        return told | live_marks([one for one in rows if one.row not in told])

    def naming(self, keys: Iterable[str], *roles: str) -> list[Naming]:
        wanted = set(keys)
        found = [one for one in super().naming(wanted, *roles) if one.source not in self._mine]
        return found + _of(self._links, wanted, roles)

    def newest_each(self, target: Collection[str], lists: Mapping[str, Wanted]) -> dict[str, Found]:
        published = super().newest_each(target, lists)
        return {name: self._with_own(target, lists[name], published[name]) for name in lists}

    def _with_own(self, target: Collection[str], wanted: Wanted, published: Found) -> Found:
        """A list of what is published with what is made here, which comes first."""
        own = dict.fromkeys(one.source for one in _of(self._links, target, wanted.roles))
        were = {one.source for one in _of(self._replaced, target, wanted.roles)}
        keys = [*own, *(key for key in published.keys if key not in self._mine)]
        return Found(keys[: wanted.most], published.total - len(were) + len(own))

    def origins(self, keys: Collection[str]) -> dict[str, str]:
        own = {key: one for key, one in self._own_origins.items() if key in keys}
        return super().origins([key for key in keys if key not in self._mine]) | own

    def republished(self, keys: Collection[str]) -> dict[str, int]:
        return Counter(one.target for one in self.naming(keys, ORIGIN))

    def telling(self, figures: Iterable[str]) -> dict[str, str]:
        wanted = list(figures)
        found = {
            figure: key for figure, key in super().telling(wanted).items() if key not in self._mine
        }
        for key, fields in self._cut.documents.items():
            found |= dict.fromkeys(figures_in(fields).intersection(wanted), key)
        return found

    def key_of(self, noun: str, address_: str) -> str | None:
        for key, fields in self._cut.documents.items():
            if noun_of_key(key).name == noun and address(key, fields) == address_:
                return key
        found = super().key_of(noun, address_)
        return None if found in self._mine else found


def _of(links: Iterable[Naming], targets: Collection[str], roles: Collection[str]) -> list[Naming]:
    return [one for one in links if one.target in targets and (not roles or one.role in roles)]
