"""The quotes of two sources, or of two answers, set beside each other with the words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from tracker.edition.documents import CitationRow
from tracker.public.telling.comparing.words import Marker, Part
from tracker.record.fields import LANGUAGES

# Two quotes are of the same passage when so much of the shorter one is in the other.
ENOUGH_SHARED = 0.5
# More quotes than these of one side are not searched for their like.
MOST_SEARCHED = 20


@dataclass
class Shown:
    """A citation, with its quote in parts where it is marked."""

    citation: CitationRow
    parts: list[Part] = field(default_factory=list)


@dataclass
class Row:
    """What stands side by side: one quote each where they match, else all the rest of both."""

    left: list[Shown]
    right: list[Shown]
    notes: list[str]
    is_match: bool = True

    @property
    def is_marked(self) -> bool:
        return any(shown.parts for shown in self.left)


def side_by_side(
    left: Iterable[CitationRow], right: Iterable[CitationRow], marker: Marker
) -> list[Row]:
    """Two lists of citations as rows: quotes of one passage together, in the order of `left`."""
    ones, others = list(left), list(right)
    was_read = marker.left_to_read > 0
    pairs = _matches(ones, others, marker) if was_read else {}
    rows = [_row(ones[i], others[j], marker) for i, j in sorted(pairs.items())]
    rest = [one for i, one in enumerate(ones) if i not in pairs]
    taken = set(pairs.values())
    beside = [other for j, other in enumerate(others) if j not in taken]
    if rest or beside:
        rows.append(
            Row(
                [Shown(citation) for citation in rest],
                [Shown(citation) for citation in beside],
                _reasons(rest, beside, was_read),
                is_match=False,
            )
        )
    return rows


def _matches(ones: list[Any], others: list[Any], marker: Marker) -> dict[int, int]:
    """Which quotes are of one passage: place on the left → place on the right, the likest first."""
    likest = sorted(
        (-marker.overlap(one.quote, other.quote), i, j)
        for i, one in enumerate(ones[:MOST_SEARCHED])
        if one.is_verbatim
        for j, other in enumerate(others[:MOST_SEARCHED])
        if other.is_verbatim and _one_language(one, other)
    )
    found: dict[int, int] = {}
    for overlap, i, j in likest:
        if -overlap >= ENOUGH_SHARED and i not in found and j not in found.values():
            found[i] = j
    return found


def _one_language(one: Any, other: Any) -> bool:
    return bool(one.language == other.language != "und")


def _row(one: Any, other: Any, marker: Marker) -> Row:
    if one.quote == other.quote:
        return Row([Shown(one)], [Shown(other)], [_("Word for word the same.")])
    if marker.says_the_same(one.quote, other.quote):
        note = _("The same words; only punctuation, capitals or vowel signs differ.")
        return Row([Shown(one)], [Shown(other)], [note])
    marked = marker.mark(one.quote, other.quote)
    if marked is None:
        note = _(
            "The words differ. Not marked: the texts are too long to be compared on this page."
        )
        return Row([Shown(one)], [Shown(other)], [note])
    sides = [Shown(one, marked.left)], [Shown(other, marked.right)]
    return Row(*sides, [_("The words differ where they are marked.")])


def _reasons(ones: list[Any], others: list[Any], was_read: bool) -> list[str]:
    """Why these are not marked, each reason once."""
    if not ones or not others:
        return []
    found = []
    every = [*ones, *others]
    if not all(citation.quote for citation in every):
        found.append(_("Not marked where a source is cited without words."))
    if any(citation.is_paraphrase for citation in every):
        found.append(_("Not marked where words are retold: a paraphrase is its author's wording."))
    found += _about_languages([c for c in ones if c.quote], [c for c in others if c.quote])
    of_both = [{c.language for c in side if c.is_verbatim} - {"und"} for side in (ones, others)]
    if of_both[0] & of_both[1]:
        few = _("Not marked: these passages have few words in common.")
        found.append(few if was_read else _("Not marked: there is too much text on this page."))
    return found


def _about_languages(ones: list[Any], others: list[Any]) -> list[str]:
    spoken, beside = ({citation.language: None for citation in side} for side in (ones, others))
    every = spoken | beside
    if not spoken or not beside or (len(every) == 1 and "und" not in every):
        return []
    if "und" in every:
        return [_("Not marked where the language of a quote is not one that is known here.")]
    names = dict(LANGUAGES)
    listed = "; ".join(str(names[code]) for code in every)
    return [_("Not marked across languages: %(languages)s.") % {"languages": listed}]
