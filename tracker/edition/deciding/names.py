"""Names of records in the ledger, and what a source, party or place brings in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.edition.approved import Approved, approved_of
from tracker.edition.cutting import SOURCE, links_of
from tracker.edition.redaction import standing_now
from tracker.ledger.models import Entry
from tracker.ledger.visibility import Keys, keys_of
from tracker.record.nouns import NOUNS
from tracker.record.trees import Fields, fields_of, locate, noun_of_key, trees

WHOLE, NOTICE, NOTHING = Entry.Shown.WHOLE, Entry.Shown.NOTICE, Entry.Shown.NOTHING
WAITS = Entry.Shown.WAITS
PARTY, PLACE, CORRECTION = "party/", "place/", "correction/"
# What is seen with what names it.
DERIVED = (SOURCE, PARTY, PLACE)
# Claims, responses and requests.
SAID = ("C-", "R-", "Q-")
PUBLISHER, BODY, SHOWN_BY, PART_OF = (
    "publisher",
    "memberships/body",
    "memberships/source",
    "part_of",
)
UPWARD = (PUBLISHER, BODY, SHOWN_BY, PART_OF)


def upward(key: str, fields: Fields) -> Iterator[tuple[str, str]]:
    """(role, key) of what a source, party or place brings in when it is seen itself."""
    for role, target in links_of(noun_of_key(key), fields):
        if role in UPWARD:
            yield role, target


def has_status(key: str) -> bool:
    located = locate(key)
    return located is not None and located[0].has_status


def brings_in(key: str) -> bool:
    """Whether a record brings in what it names: one with a status, that corrects nothing."""
    return has_status(key) and not key.startswith(CORRECTION)


class Known:
    """What one decision has read of records, which several of its steps ask for: each once."""

    def __init__(self) -> None:
        self._standing: dict[str, str] = {}
        self._rows: dict[str, Fields | None] = {}
        self._approved: dict[str, Approved | None] = {}

    def standing(self, keys: Iterable[str]) -> dict[str, str]:
        """For each of these records, what readers see of it before the change."""
        keys = set(keys)
        if unread := keys - self._standing.keys():
            self._standing |= standing_now(unread)
        return {key: self._standing[key] for key in keys}

    def approved(self, keys: Iterable[str]) -> dict[str, Approved]:
        """The approved trees of those of these records that have an edition."""
        keys = set(keys)
        if unread := keys - self._approved.keys():
            self._approved |= {**dict.fromkeys(unread), **approved_of(unread)}
        return {key: one for key in keys if (one := self._approved[key]) is not None}

    def desk_rows(self, keys: Iterable[str]) -> dict[str, Fields]:
        """Records as the desk's rows have them: what comes in sight is published as it stands."""
        keys = set(keys)
        if unread := keys - self._rows.keys():
            self._rows |= {**dict.fromkeys(unread), **_desk_rows(unread)}
        return {key: fields for key in keys if (fields := self._rows[key]) is not None}


def _desk_rows(keys: Iterable[str]) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    pks: Keys = keys_of(keys)
    for noun_name, of_noun in pks.items():
        for key, tree in trees(NOUNS[noun_name], of_noun).items():
            found[key] = fields_of(tree)
    return found
