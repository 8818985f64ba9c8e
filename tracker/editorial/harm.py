"""What of a record, about to be seen by readers, may harm somebody.

It names a person who holds no office, speaks of a child, says exactly where people at risk are, or
counts so few that they are known. None of it is forbidden: somebody decides, with a reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _

from tracker.editorial.findings import Field, Finding, Marked, marked_in
from tracker.editorial.harm_texts import (
    Role,
    Text,
    figures_of,
    places_of,
    read_whole,
    roles_in,
    texts_of,
)
from tracker.editorial.harm_words import (
    ADDRESS,
    AGE,
    ASKED,
    CHILD,
    COUNTED,
    DUALS,
    FEWEST,
    MINORS,
    NAMED,
    NO_CHILD,
    OF_AGE,
    PEOPLE,
    SPOTS,
    THINGS,
    UNDER_AGE,
    HarmKind,
)
from tracker.editorial.phrases import find_all, has_any, several
from tracker.editorial.sentences import blank, languages_of, sentence_around
from tracker.record.choices import PartyKind, PartyTie, PlaceKind, Precision, Unit
from tracker.record.models import Figure, Party, Place
from tracker.record.nouns import name_of
from tracker.search.normalise import tokens, words

# A place where people are kept or have fled to; of others, the site itself is asked about alone.
AT_RISK = (PlaceKind.CAMP, PlaceKind.PRISON)
EXACT = (Precision.SITE, Precision.TOWN)
Span = tuple[HarmKind, int, int]


class Harm(Finding):
    """Words that may harm somebody; `digest` is theirs, and another's once they are changed."""

    kind: HarmKind
    digest: str

    @classmethod
    def made(
        cls,
        kind: HarmKind,
        text: str,
        words: str,
        of: Field | None = None,
        marked: Marked | None = None,
    ) -> Self:
        """`words` are what a decision is about, in no language of the desk's own."""
        harm = cls(text, of, marked)
        harm.kind = kind
        harm.digest = hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()
        return harm


def harms_of(record: models.Model) -> list[Harm]:
    """What of a record may harm somebody, as it is stored, each of it once."""
    return [harm for read in read_whole([record]) for harm in harms_in_record(read)]


def harms_in_record(read: Any) -> list[Harm]:
    """The same of a record that `read_whole` has read."""
    roles = roles_in(read)
    known = _public_names(role.party for role in roles)
    found = [*_persons(roles), *_positions(read), *_small_figures(read)]
    for text in texts_of(read):
        found += harms_in(text, known)
    return list({harm.digest: harm for harm in reversed(found)}.values())[::-1]


def is_private(party: Party) -> bool:
    """Whether a party is a person of whom no office is recorded."""
    if party.kind != PartyKind.PERSON:
        return False
    ties = party.memberships.all()
    return not any(one.office or one.kind in (PartyTie.OFFICE, PartyTie.ORGAN) for one in ties)


def _public_names(parties: Iterable[Party]) -> set[str]:
    """The words in the names of office-holders and bodies: no text names anybody new by them."""
    public = (party for party in parties if not is_private(party))
    return {word for party in public for word in words(party.name)}


# --- By the record's own data ---------------------------------------------------------------------


def _persons(roles: Iterable[Role]) -> Iterator[Harm]:
    for role in roles:
        if is_private(role.party):
            told = _("“%(party)s” is a person who holds no office.") % {"party": role.party}
            if role.label:
                told = f"{role.label}: {told}"
            about = f"{role.name} {name_of(role.party)} {role.party.name}"
            yield Harm.made(HarmKind.PERSON, told, about)


def _positions(record: Any) -> Iterator[Harm]:
    for place in places_of(record):
        if _is_exact(place):
            at = f"{place.latitude}, {place.longitude}"
            told = _("The position of “%(place)s” marks %(what)s: %(at)s.") % {
                "place": place,
                "what": place.get_precision_display(),
                "at": at,
            }
            about = f"{name_of(place)} {place.name} {at} {place.precision}"
            yield Harm.made(HarmKind.PLACE, told, about)


def _is_exact(place: Place) -> bool:
    if place.latitude is None:
        return False
    is_site = place.precision == Precision.SITE
    return is_site or (place.kind in AT_RISK and place.precision in EXACT)


def _small_figures(record: Any) -> Iterator[Harm]:
    figures = figures_of(record)
    for figure in figures:
        if _is_few(figure):
            told = _("The figure “%(figure)s” is of fewer than five people.") % {"figure": figure}
            yield Harm.made(HarmKind.FEW, told, f"{figure.population}: {figure.as_printed}")
    for whole in figures:
        parts = [one for one in figures if one.part_of_id == whole.pk]
        left = _left(whole, parts)
        if 0 < left < FEWEST:
            told = _("“%(figure)s” less its parts leaves %(left)d: so few can be known by it.") % {
                "figure": whole,
                "left": left,
            }
            about = " ".join(f"{one.population}: {one.as_printed}" for one in [whole, *parts])
            yield Harm.made(HarmKind.FEW, told, f"left {about}")


def _is_few(figure: Figure) -> bool:
    most = figure.low if figure.high is None else figure.high
    return _counts_people(figure) and most is not None and 0 < most < FEWEST


def _counts_people(figure: Figure) -> bool:
    said = words(figure.population)
    is_count = figure.unit == Unit.NUMBER
    return is_count and (has_any(said, PEOPLE) or not has_any(said, THINGS))


def _left(whole: Figure, parts: list[Figure]) -> int:
    """How many of a whole are in none of its parts; 0 where that cannot be worked out."""
    exact = all(one.low is not None and one.low == one.high for one in [whole, *parts])
    if not (parts and exact and _counts_people(whole)):
        return 0
    return int(whole.low - sum(one.low for one in parts))  # type: ignore[operator,misc]


# --- In its texts ---------------------------------------------------------------------------------


def harms_in(given: Text, known: Collection[str] = ()) -> Iterator[Harm]:
    """What of a text may harm somebody; no name is private that has one of the words `known`."""
    text = NO_CHILD.sub(lambda found: blank(found.group()), given.text)
    for kind, start, end in sorted(_spans(text, known), key=lambda span: span[1]):
        told = _("%(field)s says “%(words)s”: %(advice)s.") % {
            "field": given.label,
            "words": given.text[start:end],
            "advice": ASKED[kind],
        }
        marked = marked_in(given.label, given.text, start, end, ASKED[kind])
        first, last = sentence_around(given.text, start, end)
        about = " ".join(given.text[first:last].split())
        yield Harm.made(kind, told, about, given.of, marked)


def _spans(text: str, known: Collection[str]) -> Iterator[Span]:
    for pattern in NAMED:
        for found in pattern.finditer(text):
            if not set(words(found.group(1))) & set(known):
                yield HarmKind.PERSON, found.start(), found.end()
    for kind, patterns in (
        (HarmKind.MINOR, (MINORS,)),
        (HarmKind.PLACE, SPOTS),
        (HarmKind.FEW, (DUALS,)),
    ):
        for pattern in patterns:
            for found in pattern.finditer(text):
                yield kind, found.start(), found.end()
    yield from _phrases_in(text)


def _phrases_in(text: str) -> Iterator[Span]:
    spoken = tokens(text)
    said = [one.word for one in spoken]
    for language in languages_of(text):
        for kind, listed, limit in (
            (HarmKind.MINOR, CHILD[language], None),
            (HarmKind.MINOR, AGE[language], OF_AGE),
            (HarmKind.MINOR, UNDER_AGE[language], None),
            (HarmKind.PLACE, ADDRESS[language], None),
            (HarmKind.FEW, COUNTED[language], FEWEST),
        ):
            for phrase in several(listed):
                for first, last in find_all(said, phrase):
                    if limit is None or _is_below(said[first : last + 1], limit):
                        yield kind, spoken[first].start, spoken[last].end


def _is_below(said: list[str], limit: int) -> bool:
    """Whether the numbers among these words, if any are in digits, are from 1 and below a limit."""
    return all(0 < int(word) < limit for word in said if word.isdigit())
