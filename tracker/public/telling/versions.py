"""The versions of one utterance: where it goes back to, and in which words each differs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.edition.documents import CitationRow
from tracker.public.telling.comparing.words import Marker, Part
from tracker.public.telling.enumeration import comma
from tracker.public.telling.whose_words import reporter_name
from tracker.record.choices import VersionKind
from tracker.record.date_words import in_html
from tracker.record.fields import LANGUAGES, UNKNOWN
from tracker.record.sentences import sentence

# Words of one version times words of another that a page compares: a hundred pairs of 300 words.
MOST_COMPARED = 10_000_000
# So many versions of one utterance have their words printed; of more only the source is named.
MOST_PRINTED = 12
# So many runs of left-out words are listed for one version.
MOST_LEFT_OUT = 12
# Languages that have no name to be told by.
NOT_NAMED = ("", UNKNOWN)


class Version(NamedTuple):
    """A citation as a version of other words; `parts` are its words where they are marked."""

    citation: CitationRow
    note: SafeString
    parts: list[Part]
    # Runs of words that the version it is compared with has, and this one has not.
    left_out: list[str]
    has_words: bool


def kind_words(citation: CitationRow) -> str:
    """What sort of version it is; nothing is guessed where nobody said so."""
    return citation.get_version_kind_display() if citation.version_kind else _("another version")


def origin_words(first: CitationRow, *, has_versions: bool) -> SafeString:
    """Where an utterance goes back to, as far as is known; empty of words that stand alone."""
    if not first.version_kind:
        return _goes_back_to(first) if has_versions else SafeString("")
    kind = capfirst(kind_words(first))
    if first.version_kind == VersionKind.TRANSLATION and first.original_language not in NOT_NAMED:
        told = {"kind": kind, "language": dict(LANGUAGES)[first.original_language]}
        return sentence(_("%(kind)s. The original in %(language)s is not quoted here."), **told)
    return sentence(_("%(kind)s. The original is not quoted here."), kind=kind)


def _goes_back_to(first: CitationRow) -> SafeString:
    who, day = reporter_name(first.source), first.source.published_on
    if day:
        who = format_html("{}{}{}", who, comma(), in_html(day))
    return sentence(_("These words go back to %(who)s, as far as we know."), who=who)


def compared(first: CitationRow, versions: Iterable[CitationRow], marker: Marker) -> list[Version]:
    """Each of the versions beside the one before it that it goes back to, or is in its language."""
    earlier: list[CitationRow] = [first]
    found: list[Version] = []
    for one in versions:
        base = _comparable(one, earlier)
        made = _compared(one, base, marker) if base else Version(one, SafeString(""), [], [], True)
        found.append(made if len(found) < MOST_PRINTED else made._replace(has_words=False))
        earlier.append(one)
    return found


def _comparable(one: CitationRow, earlier: list[CitationRow]) -> CitationRow | None:
    alike = [
        other
        for other in earlier
        if one.is_verbatim and other.is_verbatim and one.language == other.language != UNKNOWN
    ]
    return next(
        (other for other in alike if other.key == one.version_of_id), next(iter(alike), None)
    )


def _compared(one: CitationRow, base: CitationRow, marker: Marker) -> Version:
    source = reporter_name(base.source)
    if one.quote == base.quote:
        note = sentence(_("Word for word as %(source)s has it."), source=source)
        return Version(one, note, [], [], has_words=False)
    if marker.says_the_same(base.quote, one.quote):
        words = _(
            "The same words as %(source)s has; only punctuation, capitals or vowel signs differ."
        )
        return Version(one, sentence(words, source=source), [], [], has_words=False)
    marked = marker.mark(base.quote, one.quote) if marker.left_to_read > 0 else None
    if marked is None:
        words = _(
            "The words differ from those of %(source)s. Not marked: the texts are too long to be "
            "compared on this page."
        )
        return Version(one, sentence(words, source=source), [], [], has_words=True)
    left_out = [part.text.strip() for part in marked.left if not (part.is_shared or part.is_moved)]
    note = sentence(_("Marked where the words differ from those of %(source)s."), source=source)
    return Version(one, note, marked.right, left_out[:MOST_LEFT_OUT], has_words=True)
