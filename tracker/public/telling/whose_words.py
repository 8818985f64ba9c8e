"""Whose words a citation has: the party's own, or a reporter's sentence about them.

Every output asks here who says the words, who passes them on, and in which order they stand.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tracker.edition.documents import CitationRow, FigureRow, Name, SourceDocument
from tracker.public.telling.enumeration import comma, in_a_row
from tracker.record.choices import Relation
from tracker.record.date_words import in_words

# A language of the interface → those whose quotations its readers find first.
READ_FIRST = {"ar": ("ar",), "ckb": ("ckb", "kmr"), "kmr": ("kmr", "ckb")}
PASSED_ON: dict[str, Promise] = {
    Relation.OWN_WORDS: gettext_lazy("its own statement, as republished by %(who)s"),
    Relation.QUOTED: gettext_lazy("quoted by %(who)s"),
    Relation.PARAPHRASED: gettext_lazy("paraphrased by %(who)s"),
}
FIGURE_PASSED_ON: dict[str, Promise] = {
    Relation.OWN_WORDS: gettext_lazy("its own figure, as republished by %(who)s"),
    Relation.QUOTED: gettext_lazy("quoted by %(who)s"),
    Relation.PARAPHRASED: gettext_lazy("as reported by %(who)s"),
}


def reporter(source: SourceDocument) -> str:
    """Who passes on the words that a source has: its publisher, or its title where it has none."""
    return source.publisher.name if source.publisher else source.title


def reporter_name(source: SourceDocument) -> SafeString:
    """The same for a page: by its name in the reader's language, with the language marked."""
    publisher = source.publisher
    name = publisher.local_name if publisher else Name(source.title, source.title_language)
    return format_html("{}", name)


def in_reading_order(citations: Iterable[CitationRow]) -> list[CitationRow]:
    """The party's own words before paraphrases, of each those in the reader's language first."""
    languages = READ_FIRST.get(get_language() or "", ())

    def place(citation: CitationRow) -> tuple[int, int]:
        is_read = bool(citation.quote) and citation.language in languages
        later = languages.index(citation.language) if is_read else len(languages)
        return citation.rank, later

    return sorted(citations, key=place)


def first_verbatim(citations: Iterable[CitationRow]) -> CitationRow | None:
    """The first words of the party's own, never a paraphrase; None where nothing is quoted."""
    return next((one for one in in_reading_order(citations) if one.is_verbatim), None)


def said_by(citation: CitationRow) -> str:
    """Whose words they are, by name: a reporter's where the citation is a paraphrase.

    Of an event the source speaks itself; whom it quotes is not known.
    """
    if citation.is_paraphrase:
        return reporter(citation.source)
    if citation.speakers:
        return in_a_row(party.name for party in citation.speakers)
    return "" if citation.relation == Relation.QUOTED else reporter(citation.source)


def nearness(citation: CitationRow) -> str:
    """How near the words are to the party; empty where the source speaks for itself."""
    return _nearness(citation) % {"who": reporter(citation.source)}


def nearness_in_html(citation: CitationRow) -> SafeString:
    return format_html(_nearness(citation) % {"who": "{}"}, reporter_name(citation.source))


def _nearness(citation: CitationRow) -> str:
    if citation.is_first_hand:
        return _("first-hand")
    if citation.relation == Relation.OWN_WORDS:
        if citation.is_first_hand is None:
            return ""
        if citation.source.publisher in citation.speakers:
            return _source_not_given()
    return str(PASSED_ON.get(citation.relation, ""))


def _source_not_given() -> str:
    """Of a figure in a newspaper's own sentence: others counted, and it does not say who."""
    return _("as reported by %(who)s, its source not given")


def reports(citation: CitationRow) -> SafeString:
    """What stands before a reporter's sentence."""
    return format_html(_("%(who)s reports:") % {"who": "{}"}, reporter_name(citation.source))


def copied_as(citation: CitationRow) -> SafeString:
    """Attributes of a quotation: who says it, how near that is, and the source."""
    source, near = citation.source, nearness(citation)
    if citation.is_first_hand:
        near = ""
    elif citation.is_paraphrase:
        names = in_a_row(party.name for party in citation.speakers)
        near = _("paraphrasing %(who)s") % {"who": names} if names else ""
    is_named = not citation.is_first_hand or source.publisher in citation.speakers
    told = [
        source.title,
        source.publisher.name if source.publisher and not is_named else "",
        in_words(source.published_on) if source.published_on else "",
        citation.locator,
    ]
    return format_html(
        ' data-said-by="{}" data-relation="{}" data-nearness="{}" data-source="{}"',
        said_by(citation),
        citation.relation,
        near,
        in_a_row(filter(None, told)),
    )


def counted_by(figure: FigureRow) -> SafeString:
    """Whether who reports a figure counted, or who passes it on; empty without a source."""
    if figure.is_first_hand:
        return format_html("{}", _("first-hand"))
    nearest = in_reading_order(figure.citations)[:1]
    if not nearest:
        return SafeString("")
    relation = nearest[0].relation
    sources = {one.source_id: one.source for one in figure.citations if one.relation == relation}
    names = dict.fromkeys(map(reporter_name, sources.values()))
    words = str(FIGURE_PASSED_ON.get(relation, ""))
    if any(one.publisher_id == figure.reporter.key for one in sources.values()):
        words = _source_not_given()
    return format_html(
        words % {"who": "{}"}, format_html_join(comma(), "{}", ((one,) for one in names))
    )
