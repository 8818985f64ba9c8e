"""What of a record is held against others: as it is stored, and as it is typed in a form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from tracker.record import models as record
from tracker.record.same_address import page_of

# Of one form so many names, addresses and sentences; a form with more is compared by the first.
MOST_SAID = 20
LONGEST = 2000


@dataclass
class Said:
    """What counts of one record.

    `names` of parties and places; `pages` that the addresses of a source lead to; `points` of a
    claim; `deeds`, who did it to whom on which day; `by` is who put a source out.
    """

    names: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)
    by: str = ""

    def without(self, other: Said) -> Said:
        """What the other does not say in the same words."""
        new = {
            name: [one for one in getattr(self, name) if one not in getattr(other, name)]
            for name in ("names", "pages", "titles", "points", "deeds")
        }
        return Said(**new, by=self.by)


# --- As stored ------------------------------------------------------------------------------------

ByRow = dict[int, Said]


def _named(model: Any, names: Any, of: str) -> Callable[[list[int]], ByRow]:
    def read(pks: list[int]) -> ByRow:
        rows = model._default_manager.filter(pk__in=pks).values_list("pk", "name")
        found = {pk: Said(names=[name]) for pk, name in rows}
        others = names._default_manager.filter(**{f"{of}__in": pks}).order_by("pk")
        for pk, name in others.values_list(of, "name"):
            found[pk].names.append(name)
        return found

    return read


def _sources(pks: list[int]) -> ByRow:
    rows = record.Source.objects.filter(pk__in=pks)
    return {
        pk: Said(titles=[title], pages=_pages(url, kept), by=str(by or ""))
        for pk, title, url, kept, by in rows.values_list(
            "pk", "title", "url", "archive_url", "publisher"
        )
    }


def _pages(*addresses: str) -> list[str]:
    return list(dict.fromkeys(page for one in addresses if one and (page := page_of(one))))


def _claims(pks: list[int]) -> ByRow:
    rows = record.Claim.objects.filter(pk__in=pks).values_list("pk", "title", "made_on")
    found, days = {}, {}
    for pk, title, made_on in rows:
        found[pk], days[pk] = Said(titles=[title]), made_on
    points = record.Allegation.objects.filter(claim__in=pks).order_by("claim", "number")
    for pk, text in points.values_list("claim", "text"):
        found[pk].points.append(text)
    roles: list[dict[int, list[Any]]] = []
    for model in (record.ClaimClaimant, record.ClaimAccused):
        of: dict[int, list[Any]] = defaultdict(list)
        for pk, party in model._default_manager.filter(claim__in=pks).values_list("claim", "party"):
            of[pk].append(party)
        roles.append(of)
    for pk, said in found.items():
        said.deeds = _deeds(roles[0][pk], [days[pk]], roles[1][pk])
    return found


def _events(pks: list[int]) -> ByRow:
    rows = record.Event.objects.filter(pk__in=pks).values_list("pk", "title")
    return {pk: Said(titles=[title]) for pk, title in rows}


def _requests(pks: list[int]) -> ByRow:
    rows = record.Request.objects.filter(pk__in=pks)
    return {
        pk: Said(titles=[title], deeds=_deeds([asker], [sent_on], [asked]))
        for pk, title, asker, asked, sent_on in rows.values_list(
            "pk", "title", "asker", "asked", "sent_on"
        )
    }


def _deeds(who: Iterable[Any], days: Iterable[str], whom: Iterable[Any]) -> list[str]:
    """Who, when, whom; of what is not all known, nothing."""
    each = product(map(str, who), days, map(str, whom))
    return ["|".join(one) for one in each if all(one)][:MOST_SAID]


READERS: Mapping[str, Callable[[list[int]], ByRow]] = {
    "party": _named(record.Party, record.PartyName, "party"),
    "place": _named(record.Place, record.PlaceName, "place"),
    "source": _sources,
    "claim": _claims,
    "event": _events,
    "request": _requests,
}


# --- As typed -------------------------------------------------------------------------------------

# Which fields of a noun's form are held against others; * is the number of a row.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "party": ("name", "names-*-name"),
    "place": ("name", "names-*-name"),
    "source": ("title", "url", "archive_url", "publisher"),
    "claim": (
        "title",
        "made_on",
        "claimant_links-*-party",
        "accused_links-*-party",
        "allegations-*-text",
    ),
    "event": ("title",),
    "request": ("title", "asker", "asked", "sent_on"),
}


def typed(noun: str, data: Any) -> Said:
    """What stands in a sent form, but for rows that are to be deleted."""
    given = {name: _values(data, name) for name in FIELDS[noun]}

    def of(name: str) -> list[str]:
        return given.get(name, [])

    deeds = _deeds(of("claimant_links-*-party"), of("made_on"), of("accused_links-*-party"))
    return Said(
        names=[*of("name"), *of("names-*-name")],
        pages=_pages(*of("url"), *of("archive_url")),
        titles=of("title"),
        points=of("allegations-*-text"),
        deeds=deeds or _deeds(of("asker"), of("sent_on"), of("asked")),
        by="".join(of("publisher")),
    )


def _values(data: Any, pattern: str) -> list[str]:
    if "*" not in pattern:
        names = [pattern]
    else:
        shape = re.compile(re.escape(pattern).replace(r"\*", r"\d+"))
        names = [name for name in data if shape.fullmatch(name)]
    return [
        text
        for name in names[: MOST_SAID * 2]
        if (text := str(data.get(name, "")).strip()[:LONGEST])
        and not data.get(f"{name.rpartition('-')[0]}-DELETE")
    ][:MOST_SAID]
