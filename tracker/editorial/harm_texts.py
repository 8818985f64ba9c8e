"""What of a record readers see: its texts, and whom, which places and how many it names.

Quotes are among its texts: a child is found by somebody else's words as well as by the site's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from django.db import models
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.findings import Field, field_of
from tracker.record.models import (
    Citation,
    Claim,
    ClaimAccused,
    ClaimClaimant,
    Correction,
    Dossier,
    Event,
    EventParty,
    Figure,
    Party,
    Place,
    Request,
    Response,
    ResponseParty,
    ResponseSpokenFor,
)
from tracker.record.trees import chunks


class Text(NamedTuple):
    """A text of a record, what it is called, and where it is entered."""

    label: str
    text: str
    of: Field


class Role(NamedTuple):
    """A party that a record names; `name` is that of the role, whatever the language."""

    name: str
    label: str
    party: Party


ROLES: dict[str, str | Promise] = {
    "claimant": gettext_lazy("claimant"),
    "accused": gettext_lazy("accused"),
    "responder": gettext_lazy("responder"),
    "spokesperson": gettext_lazy("spokesperson"),
    "spoken_for": gettext_lazy("party spoken for"),
    "party": gettext_lazy("party of the event"),
    "asker": gettext_lazy("who asks"),
    "asked": gettext_lazy("who is asked"),
    "reporter": gettext_lazy("reported by"),
}
TIES = "memberships"
Lookup: TypeAlias = "str | Prefetch[Any]"


def with_joined(path: str, model: Any, *joined: str) -> Prefetch[Any]:
    """Rows to be read with what they name, in one query."""
    return Prefetch(path, model._default_manager.select_related(*joined))


def _parties(links: str, model: Any) -> tuple[Lookup, ...]:
    return with_joined(links, model, "party"), f"{links}__party__{TIES}"


def cited(prefix: str = "") -> Lookup:
    """The citations of a record, or of rows of it, with their sources."""
    return with_joined(f"{prefix}citations", Citation, "source")


def _with_figures(prefix: str = "") -> tuple[Lookup, ...]:
    figures = f"{prefix}figures"
    return (
        cited(prefix),
        with_joined(figures, Figure, "place", "reporter"),
        cited(f"{figures}__"),
        f"{figures}__reporter__{TIES}",
    )


# Whatever is asked below, read in a query a table.
READ_WITH: dict[type[models.Model], tuple[Lookup, ...]] = {
    Claim: (
        cited(),
        *_parties("claimant_links", ClaimClaimant),
        *_parties("accused_links", ClaimAccused),
        *_with_figures("allegations__"),
        "allegations__places",
    ),
    Response: (
        cited(),
        f"responder__{TIES}",
        f"spokesperson__{TIES}",
        *_parties("party_links", ResponseParty),
        *_parties("spoken_for_links", ResponseSpokenFor),
        *_with_figures("answers__"),
        "answers__allegation__claim",
    ),
    Event: (*_with_figures(), "places", *_parties("party_links", EventParty)),
    Request: (f"asker__{TIES}", f"asked__{TIES}"),
    Party: (TIES,),
}


def read_whole(records: Iterable[models.Model]) -> Iterator[Any]:
    """Records as they are stored, with all their rows: what was read before may have changed.

    Takes the queries of one record of each noun, however many there are.
    """
    wanted: dict[type[models.Model], list[Any]] = defaultdict(list)
    for record in records:
        wanted[type(record)].append(record.pk)
    for model, keys in wanted.items():
        for chunk in chunks(keys):
            rows = list(model._default_manager.filter(pk__in=chunk))
            prefetch_related_objects(rows, *READ_WITH.get(model, ()))
            yield from rows


def texts_of(record: Any) -> Iterator[Text]:
    """The texts of a record that readers see, or would."""
    if hasattr(record, "title"):
        yield _text(_("The title"), record, "title")
    if isinstance(record, Claim):
        yield _text(_("The lead"), record, "lead")
    if isinstance(record, Response | Dossier):
        yield _text(_("The summary"), record, "summary")
    if isinstance(record, Event | Party | Place):
        yield _text(_("The description"), record, "description")
    if isinstance(record, Request):
        yield _text(_("What is asked"), record, "text")
    if isinstance(record, Correction):
        yield _text(_("The correction"), record, "text")
    for label, row, names in _parts(record):
        for name in names:
            yield _text(label, row, name)
    for holder in holders_of(record):
        yield from _quotes(holder)


def _parts(record: Any) -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    if isinstance(record, Claim):
        for point in record.allegations.all():
            label = _("Allegation %(number)s") % {"number": point.number}
            yield label, point, ("text", "characterisation")
    elif isinstance(record, Response):
        for answer in record.answers.all():
            yield (
                _("The answer to %(allegation)s") % {"allegation": answer.allegation},
                answer,
                ("summary",),
            )
    elif isinstance(record, Event):
        for link in record.party_links.all():
            yield _("The role of %(party)s") % {"party": link.party}, link, ("role",)


def holders_of(record: Any) -> Iterator[Any]:
    """What of a record holds quotes: itself, its points or answers, its figures."""
    if isinstance(record, Claim | Response | Event):
        yield record
    rows: Iterable[Any] = ()
    if isinstance(record, Claim):
        rows = record.allegations.all()
    elif isinstance(record, Response):
        rows = record.answers.all()
    elif isinstance(record, Event):
        yield from record.figures.all()
    for row in rows:
        yield row
        yield from row.figures.all()


def figures_of(record: Any) -> list[Figure]:
    """The figures of a record, those of its points and answers too."""
    return [one for one in holders_of(record) if isinstance(one, Figure)]


def places_of(record: Any) -> list[Place]:
    """The places that a record names, each once; of a place itself it alone."""
    found: list[Place] = [record] if isinstance(record, Place) else []
    if isinstance(record, Event):
        found += record.places.all()
    elif isinstance(record, Claim):
        for point in record.allegations.all():
            found += point.places.all()
    found += [one.place for one in figures_of(record) if one.place]
    return list(dict.fromkeys(found))


def roles_in(record: Any) -> list[Role]:
    """The parties that a record names, each with its role; a party itself has none."""
    found: list[tuple[str, Any]] = []
    if isinstance(record, Party):
        return [Role("", "", record)]
    if isinstance(record, Claim):
        found += [("claimant", one.party) for one in record.claimant_links.all()]
        found += [("accused", one.party) for one in record.accused_links.all()]
    elif isinstance(record, Response):
        found += [("responder", record.responder), ("spokesperson", record.spokesperson)]
        found += [("responder", one.party) for one in record.party_links.all()]
        found += [("spoken_for", one.party) for one in record.spoken_for_links.all()]
    elif isinstance(record, Event):
        found += [("party", one.party) for one in record.party_links.all()]
    elif isinstance(record, Request):
        found += [("asker", record.asker), ("asked", record.asked)]
    found += [("reporter", one.reporter) for one in figures_of(record)]
    named = dict.fromkeys((role, party) for role, party in found if party)
    return [Role(role, str(ROLES[role]), party) for role, party in named]


def _quotes(holder: Any) -> Iterator[Text]:
    for citation in holder.citations.all():
        if citation.source.confidential:
            continue
        label = _("A quote from “%(source)s”") % {"source": citation.source.title}
        for name in ("quote", "translation", "prefix", "suffix"):
            yield _text(label, citation, name)


def _text(label: str, row: models.Model, name: str) -> Text:
    return Text(label, getattr(row, name), field_of(row, name))
