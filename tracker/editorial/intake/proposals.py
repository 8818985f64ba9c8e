"""Suggestions as the page shows them: numbered, in words, with where each leads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tracker.capture.quotes.finding import Place
from tracker.editorial.intake.sentences import Sentence
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.reading.figures import FIGURE
from tracker.editorial.reading.passages import LONGEST, as_quoted, as_shown
from tracker.editorial.reading.texts import Reading
from tracker.record.choices import Qualifier, Relation

LONGEST_SHOWN = 160
LONGEST_NAME = 200
# Of a new point in attributed words.
LONGEST_POINT = 1_000
# Kinds of which the words themselves are cited; of the others the sentence that they stand in.
_OWN_WORDS = frozenset((Kind.QUOTE, Kind.PARAPHRASE))


@dataclass(frozen=True)
class Proposal:
    """A suggestion with its number on the page, from 1; `links` and `roles` are what can be done
    with it: the first link, or where there is none the first role, is what one key takes."""

    number: int
    suggestion: Suggestion
    words: str
    key: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(self.suggestion.start, self.suggestion.end)

    @property
    def kind(self) -> Kind:
        return self.suggestion.kind

    @property
    def why(self) -> str:
        return as_shown(self.suggestion.why)

    @property
    def relation(self) -> str:
        """Whose words they are where they are cited at once; '' where they are not."""
        if self.kind == Kind.QUOTE:
            return Relation.QUOTED.value
        return Relation.PARAPHRASED.value if self.kind == Kind.PARAPHRASE else ""


@dataclass(frozen=True)
class Desk:
    """What the account can do from here: the address of the step that cites, whether anything can
    be cited, the record in hand, the nouns of which a record can be begun; and what addresses say
    so that one comes back here, from that step and from a form of a new name."""

    cite_url: str
    may_cite: bool
    in_hand: Any
    may_add: frozenset[str]
    back: dict[str, Any] = field(default_factory=dict)
    back_from_form: dict[str, Any] = field(default_factory=dict)


def key_of(one: Suggestion) -> str:
    """What a suggestion is called while its text stays as it is."""
    return f"{one.rule}:{one.start}:{one.end}"


def proposals(
    reading: Reading, found: Sequence[Suggestion], sentences: Sequence[Sentence], desk: Desk
) -> list[Proposal]:
    """What the page shows of some suggestions."""
    begins = [one.start for one in sentences]
    shown = []
    for number, one in enumerate(found, 1):
        at = max(0, bisect_right(begins, one.start) - 1)
        words = as_shown(as_quoted(reading.words[one.start : one.end]))
        shown.append(
            Proposal(
                number,
                one,
                Truncator(words).chars(LONGEST_SHOWN),
                key_of(one),
                [*_facts(one)],
                [*_links(reading, one, sentences[at], desk)],
                [*_roles(one, desk)],
            )
        )
    return shown


def _facts(one: Suggestion) -> Iterator[tuple[str, str]]:
    """What was read out of the words: a label and a value each."""
    what = one.what
    if one.kind in _OWN_WORDS and what["speaker"]:
        yield _("Who"), as_shown(what["speaker"])
    if one.kind == Kind.FIGURE:
        yield _("How sure"), str(Qualifier(what["qualifier"]).label)
        yield _("Value"), _value(what)
        if what["population"]:
            yield _("Of what"), as_shown(what["population"])
    if one.kind == Kind.DATE:
        yield _("Date"), what["edtf"]
        if what["inferred"]:
            yield _("Certainty"), _("reckoned, not in the text")
    if one.kind == Kind.NAME and what.get("perhaps"):
        yield _("Perhaps another spelling of"), what["perhaps"]


def _value(what: Any) -> str:
    low, high = (_grouped(what[name]) for name in ("low", "high"))
    sign = "%" if what["unit"] == "percent" else ""
    if low and high and low != high:
        return f"{low}–{high}{sign}"
    return f"{low or high}{sign}"


def _grouped(value: str) -> str:
    return number_format(Decimal(value), force_grouping=True) if value else ""


def _links(
    reading: Reading, one: Suggestion, sentence: Sentence, desk: Desk
) -> Iterator[tuple[str, str]]:
    if one.kind in _OWN_WORDS and desk.may_cite:
        yield _("Cite these words"), _cite_address(reading, one, one.start, one.end, desk)
    if one.kind in (Kind.FIGURE, Kind.CODE) and desk.may_cite:
        start, end = sentence.start, max(sentence.end, one.end)
        label = _("New figure") if one.kind == Kind.FIGURE else _("Cite its sentence")
        yield label, _cite_address(reading, one, start, end, desk)
    source = reading.source.pk
    if one.kind == Kind.DATE:
        day = one.what["edtf"]
        begin = {"claim": ("made_on", _("New claim of this date")),
                 "event": ("happened_on", _("New event of this date"))}  # fmt: skip
        for noun, (name, label) in begin.items():
            if noun in desk.may_add:
                yield label, _add_address(noun, {"source": source, name: day})
    if one.kind == Kind.KNOWN and one.what["open"]:
        address = reverse(f"admin:record_{one.what['noun']}_change", args=[one.what["key"]])
        yield _("Open the record"), address
    if one.kind == Kind.NAME:
        if one.what.get("key"):
            yield _("Open the record"), reverse("admin:record_party_change", args=[one.what["key"]])
        name = as_quoted(reading.words[one.start : one.end])[:LONGEST_NAME]
        language = sentence.language or reading.source.language
        given = {"name": name, "name_language": language, **desk.back_from_form}
        if "party" in desk.may_add:
            yield _("New party of this name"), _add_address("party", given)
        if "place" in desk.may_add:
            yield _("New place of this name"), _add_address("place", given)


def _roles(one: Suggestion, desk: Desk) -> Iterator[tuple[str, str]]:
    """As what a known party or place can be named in the record in hand."""
    if one.kind != Kind.KNOWN or desk.in_hand is None or not desk.may_cite:
        return
    noun = str(desk.in_hand._meta.model_name)
    if noun == "claim" and one.what["noun"] == "party":
        yield "claimant", _("Name as claimant")
        yield "accused", _("Name as accused")
    if noun == "event":
        is_party = one.what["noun"] == "party"
        yield "named", _("Name in the event") if is_party else _("Name as its place")


def _cite_address(reading: Reading, one: Suggestion, start: int, end: int, desk: Desk) -> str:
    query: dict[str, Any] = {
        "text": reading.text.pk,
        "start": start,
        "end": min(end, start + LONGEST),
        **desk.back,
    }
    if one.kind == Kind.QUOTE:
        query["relation"] = Relation.QUOTED.value
        if point := _point(reading, one):
            query["point_text"] = point
    if one.kind == Kind.PARAPHRASE:
        query["relation"] = Relation.PARAPHRASED.value
    if one.kind == Kind.FIGURE:
        read = ("qualifier", "unit", "low", "high", "population")
        query |= {"as": FIGURE, **{name: one.what[name] for name in read}}
        query["as_printed"] = as_quoted(reading.words[one.start : one.end])
    if one.kind == Kind.CODE and one.what["noun"] == "stance":
        query["stances"] = one.what["key"]
    return f"{desk.cite_url}?{urlencode(query)}"


def _point(reading: Reading, one: Suggestion) -> str:
    """A new point in attributed words: who says it, and the quotation."""
    quote, speaker = as_quoted(reading.words[one.start : one.end]), one.what["speaker"]
    if not speaker or len(quote) > LONGEST_POINT:
        return ""
    return f"{speaker}: “{quote}”"


def _add_address(noun: str, given: dict[str, Any]) -> str:
    return f"{reverse(f'admin:record_{noun}_add')}?{urlencode(given)}"
