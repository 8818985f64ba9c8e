"""Many records at a time: their heads for links to them, and all that tables say of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from django.db.models import Case, F, OuterRef, Subquery, TextField, Value, When
from django.utils.translation import get_language
from msgspec import Struct
from msgspec.structs import force_setattr

from tracker.edition import asked
from tracker.edition.documents import (
    AllegationRow,
    ClaimDocument,
    CodeDocument,
    Document,
    Name,
    SourceDocument,
)
from tracker.edition.documents.evidence import title_language
from tracker.edition.documents.named import NameRow, code_name, name_in
from tracker.edition.models import Edition
from tracker.edition.readers import Published, Reader
from tracker.edition.records import ALLEGED, ANSWERED, CLAIM_PARTS, RESPONSE_PARTS, head
from tracker.edition.shelf import Shelf
from tracker.ledger.models import Entry
from tracker.record.fields import WRITTEN_IN
from tracker.record.models.dossier import TARGETS as CORRECTABLE
from tracker.record.trees import Tree, chunks


class Listed(NamedTuple):
    """Where the page of a record is, and when what it shows was last published."""

    address: str
    changed_at: datetime


def listed(noun: str) -> Any:
    """All public records of a noun as rows of a Listed, to be cut into pages."""
    asked.for_more()
    rows = Edition.objects.standing().whole().filter(noun=noun).order_by("pk")
    times = Entry.objects.filter(sequence=OuterRef("entry")).values("time")
    return rows.values_list("address", Subquery(times))


class Label(NamedTuple):
    """What a public record is called, and what the address of its page ends with."""

    noun: str
    name: Name
    address: str


class _Called(Struct, frozen=True):
    """What a document says of the language in which its record is called."""

    name: str = ""
    name_language: str = WRITTEN_IN
    names: tuple[NameRow, ...] = ()
    language: str = WRITTEN_IN


# Of others the language is known without reading them.
IN_THEIR_LANGUAGE = ("party", "place", "source")


def labels(keys: Iterable[str]) -> dict[str, Label]:
    """What public records are called in the reader's language, reading as little as possible."""
    keys = list(keys)
    asked.for_documents(keys)
    found: dict[str, Label] = {}
    document = Case(
        When(noun__in=IN_THEIR_LANGUAGE, then=F("document")),
        default=Value(""),
        output_field=TextField(),
    )
    for chunk in chunks(keys):
        rows = Edition.objects.standing().whole().filter(key__in=chunk)
        for key, noun, text, address, said in rows.values_list(
            "key", "noun", "label", "address", document
        ):
            found[key] = Label(noun, called_in(noun, text, said), address)
    return found


def called_in(noun: str, text: str, document: str) -> Name:
    if noun not in IN_THEIR_LANGUAGE:
        is_code = noun in ("violation", "stance")
        return code_name(text) if is_code else Name(text, WRITTEN_IN)
    said = msgspec.json.decode(document, type=_Called)
    if not said.name:
        return Name(text, title_language(text, said.language))
    return name_in(get_language(), Name(said.name, said.name_language), said.names)


def addresses(keys: Iterable[str]) -> dict[str, str]:
    """What the addresses of public records end with."""
    keys = list(keys)
    asked.for_documents(keys)
    found: dict[str, str] = {}
    for chunk in chunks(keys):
        rows = Edition.objects.standing().whole().filter(key__in=chunk)
        found |= dict(rows.values_list("key", "address"))
    return found


def points(claims: Iterable[str]) -> list[tuple[str, AllegationRow]]:
    """The allegations of public claims, each with the claim's reference."""

    def cut(one: str, tree: Tree) -> Tree:
        return _without(ALLEGED, ANSWERED, one, tree, is_asked=False)

    shelf = Shelf(Published(), cut)
    shelf.fetch(claims)
    return [
        (claim.reference, point)
        for claim in shelf.documents().values()
        if isinstance(claim, ClaimDocument)
        for point in claim.allegations
    ]


def alone(reader: Reader, key: str) -> Document | None:
    """A record without anything of what names it."""
    return heads(reader, [key]).get(key)


def heads(reader: Reader, keys: Collection[str]) -> dict[str, Document]:
    """Records with what their links say, by key; with a correction what it corrects."""

    def more(key: str, tree: Tree) -> Iterable[str]:
        is_correction = key.startswith("correction/")
        return filter(None, (tree.get(name) for name in CORRECTABLE if is_correction))

    def cut(key: str, tree: Tree) -> Tree:
        return head(_unproven(tree) if key.startswith("Q-") else tree, "names")

    shelf = Shelf(reader, cut, more)
    shelf.fetch(keys)
    return shelf.documents() if shelf.trees else {}


def sources(reader: Reader, keys: Collection[str]) -> dict[str, SourceDocument]:
    """Sources with their publishers, by key."""
    shelf = Shelf(reader)
    shelf.fetch(keys)
    found = shelf.documents()
    return {key: one for key, one in found.items() if isinstance(one, SourceDocument)}


def rows(reader: Published, noun: str, pks: Iterable[int]) -> dict[int, Document]:
    """Records of one noun as rows of lists, by primary key."""
    return rows_of_nouns(reader, {noun: pks})[noun]


def rows_of_nouns(
    reader: Published, pks: Mapping[str, Iterable[int]]
) -> dict[str, dict[int, Document]]:
    """Records of several nouns as rows of lists, by noun and primary key, read together."""
    keys = {noun: reader.keys_of(noun, some) for noun, some in pks.items()}
    found = in_lists(reader, {key for some in keys.values() for key in some.values()})
    if sources := list(keys.get("source", {}).values()):
        for key, count in reader.republished(sources).items():
            if key in found:
                force_setattr(found[key], "republication_count", count)
    return {
        noun: {pk: found[key] for pk, key in some.items() if key in found}
        for noun, some in keys.items()
    }


def ranked(noun: str, pks: Iterable[int], start: int, stop: int) -> list[int]:
    """Some of the records with these primary keys, in an order of the desk's own."""
    asked.for_more()
    order: list[tuple[str, int]] = []
    for chunk in chunks(pks):
        editions = Edition.objects.standing().whole().filter(noun=noun, row__in=chunk)
        order += editions.values_list("rank", "row")
    return [row for _rank, row in sorted(order)[start:stop]]


def first_ranked(noun: str, most: int) -> list[str]:
    """The keys of the first records of a noun in an order of the desk's own."""
    asked.for_more()
    editions = Edition.objects.standing().whole().filter(noun=noun).order_by("rank", "pk")
    return list(editions.values_list("key", flat=True)[:most])


def codebook(reader: Reader, noun: str) -> list[CodeDocument]:
    """All entries of a codebook, in its order."""
    asked.for_more()
    keys = Edition.objects.standing().whole().filter(noun=noun).values_list("key", flat=True)
    found = heads(reader, list(keys)).values()
    codes = [one for one in found if isinstance(one, CodeDocument)]
    return sorted(codes, key=lambda one: (one.position, one.code))


def in_lists(
    reader: Reader,
    keys: Collection[str],
    about: str = "",
    *,
    bodies_of: str = "",
    place_of: str = "",
    above: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Document]:
    """Records as rows of lists: claims with who responded, responses with what they address.

    With them the bodies of the party `bodies_of`, the place that `place_of` lies in, and what is
    `above` the source it is the key of.
    """

    def cut(one: str, tree: Tree) -> Tree:
        return _without(ALLEGED, ANSWERED, one, tree, is_asked=one in keys)

    def more(one: str, tree: Tree) -> Iterable[str]:
        if one == bodies_of:
            return [row["body"] for row in tree.get("memberships", ())]
        if one == place_of:
            return filter(None, [tree.get("part_of")])
        if above and one in above:
            return filter(None, [tree.get("derived_from"), *above[one]])
        if one.startswith("R-") and one in keys:
            return [row["claim"] for row in tree.get("claims", ())]
        return ()

    shelf = Shelf(reader, cut, more)
    shelf.fetch(keys)
    claims = [one for one in keys if one.startswith("C-")]
    if claims:
        shelf.fetch({one.source for one in reader.naming(claims, "claims/claim", "claim")})
    return shelf.documents(about)


def _without(of_points: Tree, of_answers: Tree, key: str, tree: Tree, *, is_asked: bool) -> Tree:
    """A tree for a row of a list: points and answers less these lists of theirs, and of a claim
    that was asked for its parties."""
    if key.startswith("C-"):
        points = [{**row, **of_points} for row in tree.get("allegations", ())]
        parts = CLAIM_PARTS if is_asked else ()
        return {**head(tree, *parts), "allegations": points}
    if key.startswith("R-"):
        answers = [{**row, **of_answers} for row in tree.get("answers", ())]
        return {**head(tree, *RESPONSE_PARTS), "answers": answers}
    if key.startswith("Q-") and not is_asked:
        # Of what asks about a claim: who asked whom, when, and what came of it.
        return head(_unproven(tree), "points")
    return head(tree) if key.startswith("E-") else tree


def _unproven(request: Tree) -> Tree:
    """A request without the source that shows it, which would lead on to its publisher."""
    return {name: value for name, value in request.items() if name != "proof"}


# Of points and answers in tables: their words and codes, and of those asked for what is quoted.
UNQUOTED: Tree = {"citations": [], "figures": []}
QUOTED: Tree = {"figures": []}


def tables(reader: Reader, keys: Collection[str]) -> dict[str, Document]:
    """Records of one noun with all that tables say of them: no figures."""

    def cut(one: str, tree: Tree) -> Tree:
        if one.startswith("E-"):
            return head(tree, "parties", "places")
        is_asked = one in keys
        found = _without(QUOTED if is_asked else UNQUOTED, QUOTED, one, tree, is_asked=is_asked)
        cites_itself = is_asked and one.startswith(("C-", "R-"))
        return {**found, "citations": tree.get("citations", ())} if cites_itself else found

    def more(one: str, tree: Tree) -> Iterable[str]:
        if one.startswith("place/"):
            return filter(None, [tree.get("part_of") if one in keys else None])
        if one.startswith("Q-"):
            return filter(None, map(tree.get, ("claim", "made_in", "answered_by")))
        is_asked = one.startswith("R-") and one in keys
        return {row["claim"] for row in tree.get("claims", ())} if is_asked else ()

    shelf = Shelf(reader, cut, more)
    shelf.fetch(keys)
    claims = [one for one in keys if one.startswith("C-")]
    if claims:
        shelf.fetch({one.source for one in reader.naming(claims, "claims/claim", "claim")})
    events = [one for one in keys if one.startswith("E-")]
    if events:
        shelf.fetch({one.source for one in reader.naming(events, "events/event")})
    found = shelf.documents()
    return {key: found[key] for key in keys if key in found}
