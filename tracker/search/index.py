"""The index in the database: written with the record, in the same transaction."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Model

from tracker.edition.models import Edition, Link
from tracker.edition.waiting import seen_as_saved
from tracker.record import models as record
from tracker.record.trees import Tree, chunks
from tracker.search import cases, desk_words, normalise, published
from tracker.search.backends import backend
from tracker.search.backends.shapes import Counted, Told, Words
from tracker.search.gathered import BORDER, Gathered
from tracker.search.kinds import BY_NAME, LOW, SHIFT, Kind, document_id
from tracker.search.kurmanji import stems
from tracker.search.lines import as_line
from tracker.search.models import (
    Case,
    DeskText,
    Document,
    Line,
    Row,
    Text,
    Texts,
    Value,
    Write,
)
from tracker.search.rows import as_text

CHUNK = 1000
LOCK = 0x7365_6172  # Any number that no other advisory lock of this database has.
NAMES = {Kind.PARTY, Kind.PLACE, Kind.DOSSIER}
# What is written of a claim beside its document and its words.
LISTED: tuple[type[Model], ...] = (Row, Line, Case)
# Of each record the id of its document.
ById = dict[int, Gathered]
Keys = dict[Kind, set[int]]
Changed = Mapping[str, Iterable[int]]
# What the desk has of some records, by noun and primary key.
Trees = Mapping[str, Mapping[Any, Tree]]
NO_TREES: Trees = {}


def refresh_desk(changed: Changed, trees: Trees) -> None:
    """Make the desk's words agree with records of which readers see what they saw before.

    `trees` are those of the records changed. Call it in the transaction that changed them.
    """
    keys = {kind: set(changed.get(name, ())) for name, kind in BY_NAME.items()}
    if keys[Kind.RESPONSE]:
        keys[Kind.CLAIM] |= _values(record.ResponseClaim, "claim", response__in=keys[Kind.RESPONSE])
    _spread_names(keys)
    ids = (document_id(kind, pk) for kind, pks in keys.items() for pk in sorted(pks))
    for chunk in chunks(ids, CHUNK):
        _put_desk(chunk, _gathered_for_desk(chunk, trees), is_all=False)


def refresh(
    changed: Changed, leaning: Changed, marked: Collection[str] = (), trees: Trees = NO_TREES
) -> None:
    """Make the index agree with the record about what was changed, and what says something of it.

    Both are primary keys by the name of a kind. `leaning` are records that were not changed, but
    may have come in sight or gone out of it, or be named no longer; `marked` the keys of those of
    whose quotes something else is known. Kinds that are not found (codebooks) are taken as a change
    of names. `trees` are those of records changed. Call it in the transaction that changed them.
    """
    if not (any(changed.values()) or marked):
        return
    keys = {kind: set(changed.get(name, ())) for name, kind in BY_NAME.items()}
    others = any(pks for name, pks in changed.items() if name not in BY_NAME)
    # What fails here takes the whole change with it: it needs no way back of its own.
    with transaction.atomic(savepoint=False):
        writing = Writing()
        _spread(keys, set(leaning.get(Kind.CLAIM.model_name, ())))
        for kind in keys:
            keys[kind] |= set(leaning.get(kind.model_name, ()))
        _add_marked(keys, marked)
        ids = (document_id(kind, pk) for kind, pks in keys.items() for pk in sorted(pks))
        for chunk in chunks(ids, CHUNK):
            writing.put(chunk, *gathered(chunk, trees))
        writing.finish(names_changed=others)


def refresh_marked(marked: Collection[str]) -> None:
    """Make the index agree with what is known of the quotes of these records, by their keys.

    Call it in the transaction that told readers of them.
    """
    if marked:
        refresh({}, {}, marked)


def _add_marked(keys: Keys, marked: Collection[str]) -> None:
    """Add these records, and the claims that responses among them are to: they count the quotes of
    their answers."""
    to = Link.objects.standing().filter(role="claims/claim")
    found = set(marked)
    for chunk in chunks(marked):
        found |= set(to.filter(source__in=chunk).values_list("target", flat=True))
    for chunk in chunks(found):
        rows = Edition.objects.standing().filter(key__in=chunk, noun__in=BY_NAME)
        for noun, row in rows.values_list("noun", "row"):
            keys[BY_NAME[noun]].add(row)


def _spread(keys: Keys, claims: set[int]) -> None:
    """Add what says something of the records that were changed, and of these claims: one that came
    into a dossier took its responses and requests with it."""
    keys[Kind.CLAIM] |= claims
    links = record.ResponseClaim.objects.all()
    cited = record.Citation.objects.filter(source__in=keys[Kind.SOURCE])
    keys[Kind.CLAIM] |= _values(record.Request, "claim", pk__in=keys[Kind.REQUEST])
    keys[Kind.CLAIM] |= _values(record.Request, "claim", proof__in=keys[Kind.SOURCE])
    # What withdraws another is a reply of its own where readers do not see the other.
    undoing = _values(record.ResponseLink, "response", other__in=keys[Kind.RESPONSE])
    about = links.filter(response__in=keys[Kind.RESPONSE] | undoing)
    keys[Kind.CLAIM] |= _set(about, "claim")
    keys[Kind.CLAIM] |= _claims_of_tied(keys[Kind.PARTY], keys[Kind.SOURCE])
    # An answer is seen only with the claim of its own point, though it covers points of others.
    covered = record.AnswerPoint.objects.filter(answer__allegation__claim__in=keys[Kind.CLAIM])
    keys[Kind.CLAIM] |= _set(covered, "allegation__claim")
    for path in ("claim", "allegation__claim", "answer__allegation__claim"):
        keys[Kind.CLAIM] |= _set(cited, path)
    for path in ("response", "answer__response"):
        keys[Kind.RESPONSE] |= _set(cited, path)
    keys[Kind.EVENT] |= _set(cited, "event")
    _spread_names(keys)
    asked = record.Request.objects.all()
    # In whose dossiers a request is hangs on its claim and on the response that it is made in; it
    # changes with what was changed itself, or came into a dossier.
    keys[Kind.REQUEST] |= _set(asked.filter(claim__in=keys[Kind.CLAIM]), "pk")
    keys[Kind.RESPONSE] |= _set(links.filter(claim__in=keys[Kind.CLAIM]), "response")
    keys[Kind.REQUEST] |= _set(asked.filter(made_in__in=keys[Kind.RESPONSE]), "pk")


def _spread_names(keys: Keys) -> None:
    """Add what readers do not see and what holds the names of these parties among its words."""
    parties = keys[Kind.PARTY]
    if not parties:
        return
    for kind, link in (
        (Kind.CLAIM, record.ClaimClaimant),
        (Kind.CLAIM, record.ClaimAccused),
        (Kind.EVENT, record.EventParty),
    ):
        of = kind.model_name
        named = link._default_manager.filter(party__in=parties)
        keys[kind] |= _set(named.exclude(**{f"{of}__status": "published"}), of)
    for kind, model, *roles in (
        (Kind.RESPONSE, record.Response, "responder", "spokesperson"),
        (Kind.REQUEST, record.Request, "asker", "asked"),
    ):
        for role in roles:
            named = model.objects.filter(**{f"{role}__in": parties})
            keys[kind] |= _set(named.exclude(status="published"), "pk")
    keys[Kind.SOURCE] |= _set(
        record.Source.objects.filter(publisher__in=parties).exclude(
            pk__in=record.Source.objects.published().values("pk")
        ),
        "pk",
    )


# What states of points follow from beside the name of a party.
TIES = ("kind", "ended_on", "memberships")


def _claims_of_tied(parties: set[int], sources: set[int]) -> set[int]:
    """Claims on those of these parties, and answered by those, whose ties to others changed, or
    the sources that show them."""
    changed = _values(record.Membership, "member", source__in=sources)
    for chunk in chunks(parties):
        editions = Edition.objects.filter(noun="party", row__in=chunk).order_by("since")
        before: dict[int | None, list[Any]] = defaultdict(list)
        for party, document in editions.values_list("row", "document"):
            tree = json.loads(document)
            before[party] = [*before[party][-1:], [tree.get(name) or None for name in TIES]]
        # As it was before its last change, or nothing of one that is new.
        changed |= {one for one, last in before.items() if one and [None, *last][-2] != last[-1]}
    given = record.ResponseClaim.objects
    return (
        _values(record.ClaimAccused, "claim", party__in=changed)
        | _set(given.filter(response__responder__in=changed), "claim")
        | _set(given.filter(response__party_links__party__in=changed), "claim")
    )


def _values(model: Any, path: str, **of: Any) -> set[int]:
    return _set(model.objects.filter(**of), path)


def _set(rows: Any, path: str) -> set[int]:
    return set(rows.values_list(path, flat=True)) - {None}


class Writing:
    """One version of the index in the making. Whoever else writes waits until it is done."""

    def __init__(self) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Write.objects.order_by("-version").first()
        self.version = last.version + 1 if last else 1
        self.values: dict[tuple[str, str], int] = {}
        self.names_changed = False
        self.has_written = False

    def put(
        self, ids: list[int], found: ById, hidden: ById, *, whatever_stands: bool = False
    ) -> int:
        """Write what was gathered of these records and is not as it stands; how many. All of it,
        and looking for remains, `whatever_stands`."""
        written = self._put_documents(ids, found, is_all=whatever_stands)
        return written + _put_desk(ids, hidden, is_all=whatever_stands)

    def _put_documents(self, ids: list[int], found: ById, *, is_all: bool) -> int:
        rows = Document.objects.filter(id__in=ids).values_list("id", "digest", "is_shown")
        before = {one: bytes(digest) for one, digest, shown in rows if shown}
        digests = {one: digest_of(gathered) for one, gathered in found.items()}
        new = [one for one, digest in digests.items() if is_all or before.get(one) != digest]
        gone = [one for one in before if one not in digests]
        # What is shown has its rows and words; of an index that was spoilt, who knows.
        old = [*gone, *(one for one in new if one in before)]
        old = ids if is_all else old
        if not (gone or new or (is_all and _remains(ids))):
            return 0
        self.has_written = True
        self.names_changed |= any(one >> SHIFT in NAMES for one in (*new, *gone))
        fresh = {one: found[one] for one in new}
        self._learn_values(fresh.values())
        Document.objects.filter(id__in=gone).update(
            version=self.version, is_shown=False, digest=b"", facets=b"", members=b"", cases=b""
        )
        backend().count([self._counted(one, digests[one], fresh[one]) for one in new])
        for model in LISTED:
            model._default_manager.filter(id__in=old).delete()
        told = [_told(one, gathered) for one, gathered in fresh.items()]
        backend().list_rows([one for one in told if one])
        replace_texts(Text, old, fresh)
        return len({*new, *old})

    def _counted(self, one: int, digest: bytes, gathered: Gathered) -> Counted:
        values = sorted(self.values[pair] for pair in gathered.facets)
        counted = [self.values[pair] for pair in _counted_as(gathered)]
        return Counted(
            id=one,
            version=self.version,
            digest=digest,
            is_shown=True,
            day=gathered.day,
            last=gathered.last,
            entered=gathered.entered,
            facets=np.array(values, dtype=np.uint32).tobytes(),
            members=np.array(gathered.members, dtype=np.int64).tobytes(),
            cases=np.array(counted, dtype=np.uint32).tobytes(),
        )

    def _learn_values(self, rows: Iterable[Gathered]) -> None:
        wanted = {pair for row in rows for pair in (*row.facets, *_counted_as(row))}
        wanted -= set(self.values)
        if not wanted:
            return
        facets = {facet for facet, _key in wanted}
        for chunk in chunks({key for _facet, key in wanted}):
            known = Value.objects.filter(facet__in=facets, key__in=chunk)
            self.values |= {(v.facet, v.key): v.pk for v in known}
        new = sorted(wanted - set(self.values))
        made = Value.objects.bulk_create(Value(facet=facet, key=key) for facet, key in new)
        self.values |= {(value.facet, value.key): value.pk for value in made}

    def finish(self, *, names_changed: bool = False) -> None:
        """Give what was written its version; nothing, where nothing was."""
        if self.has_written or names_changed:
            Write.objects.create(
                version=self.version,
                token=secrets.token_hex(16),
                names_changed=names_changed or self.names_changed,
            )


def _counted_as(gathered: Gathered) -> list[tuple[str, str]]:
    return cases.counted_as(gathered.cases) if gathered.cases else []


def _told(one: int, gathered: Gathered) -> Told | None:
    if gathered.row is None:
        return None
    counted = cases.as_text(gathered.cases) if gathered.cases else ""
    return Told(one, as_text(gathered.row), as_line(gathered.row), counted)


def _put_desk(ids: list[int], hidden: ById, *, is_all: bool) -> int:
    """The words of records that readers do not see, in tables of their own."""
    rows = DeskText.objects.filter(id__in=ids).values_list("id", "title", "body")
    before = {one: (title, body) for one, title, body in rows}
    fresh = {
        one: gathered
        for one, gathered in hidden.items()
        if is_all or before.get(one) != texts_of(gathered)
    }
    gone = [one for one in before if one in fresh or one not in hidden]
    replace_texts(DeskText, gone, fresh)
    return len({*gone, *fresh})


def _remains(ids: list[int]) -> bool:
    """Whether anything is written of one of these records beside its document."""
    written: tuple[type[Model], ...] = (*LISTED, Text, DeskText)
    return any(model._default_manager.filter(id__in=ids).exists() for model in written)


def gathered(ids: Iterable[int], trees: Trees = NO_TREES) -> tuple[ById, ById]:
    """What readers see of these records, and what there is of those that they do not see so."""
    found: ById = {}
    for kind, seen in published.gather(_by_kind(ids)):
        found |= {document_id(kind, pk): one for pk, one in seen.items()}
    return found, _gathered_for_desk(ids, trees)


def _gathered_for_desk(ids: Iterable[int], trees: Trees) -> ById:
    """What the desk has of these records and readers do not see so: where they see it otherwise,
    the desk finds the words of both."""
    found: ById = {}
    by_kind = _by_kind(ids)
    same = seen_as_saved({kind.model_name: set(pks) for kind, pks in by_kind.items()})
    for kind, pks in by_kind.items():
        rest = [pk for pk in pks if (kind.model_name, pk) not in same]
        words = desk_words.gather(kind, rest, trees.get(kind.model_name)) if rest else {}
        found |= {document_id(kind, pk): one for pk, one in words.items()}
    return found


def _by_kind(ids: Iterable[int]) -> dict[Kind, list[int]]:
    found: dict[Kind, list[int]] = defaultdict(list)
    for one in ids:
        found[Kind(one >> SHIFT)].append(one & LOW)
    return found


def replace_texts(texts: type[Texts], old: Iterable[int], new: Mapping[int, Gathered]) -> None:
    """Take away the words of the documents `old`, and write those of `new`."""
    if old := list(old):
        backend().forget(texts, old)
    if new:
        backend().write(texts, [words_of(one, *texts_of(found)) for one, found in new.items()])


def forget_for_good() -> None:
    """Leave no trace in the index of words that were taken away."""
    for texts in (Text, DeskText):
        backend().forget_for_good(texts)


def texts_of(found: Gathered) -> tuple[str, str]:
    """Title and body as they are kept: each text once, an empty line between."""
    return found.title, BORDER.join(dict.fromkeys(found.body))


def words_of(one: int, title: str, body: str) -> Words:
    texts = body.split(BORDER)
    paragraphs = [normalise.words(text) for text in texts]
    paragraphs += filter(None, map(stems, (title, *texts)))
    return Words(one, one >> SHIFT, title, body, normalise.words(title), paragraphs)


def digest_of(found: Gathered) -> bytes:
    """Sixteen bytes that change with anything that is written of a record."""
    said = (
        normalise.VERSION,
        texts_of(found),
        (found.day, found.last, found.entered),
        sorted(found.facets),
        found.members,
        found.row,
        found.cases,
        found.named,
    )
    return sha256(repr(said).encode()).digest()[:16]


def unpacked(blob: Any, kind: Any) -> np.ndarray:
    """The numbers that a binary column holds."""
    return np.frombuffer(bytes(blob), dtype=kind)
