"""Sources, the citations of them, and figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from tracker.edition.documents.base import Referenced, Row, Rows, ends_of, worded
from tracker.edition.documents.marks import Mark
from tracker.edition.documents.named import PartyDocument, PlaceDocument
from tracker.record.choices import Relation, SourceKind, VersionKind
from tracker.record.fields import WRITTEN_IN

if TYPE_CHECKING:
    from tracker.edition.documents.around import CorrectionDocument, EventDocument
    from tracker.edition.documents.said import AllegationRow, AnswerRow


def title_language(title: str, language: str) -> str:
    """The language of a source's title: its own, or for one in brackets that of the record."""
    return WRITTEN_IN if title.startswith("[") else language


class SourceDocument(Referenced, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "source"

    kind: str = ""
    publisher: PartyDocument | None = None
    publisher_id: str | None = None
    authors: str = ""
    published_on: str = ""
    language: str = "en"
    url: str = ""
    archive_url: str = ""
    supplied_as_text: bool = False
    derived_from: SourceDocument | None = None
    derived_from_id: str | None = None
    # The first source of its chain, which readers may never see: it is for counting alone.
    origin_id: str | None = None
    corrections: Rows[CorrectionDocument] = Rows()
    # How many other public sources go back to it; counted for lists.
    republication_count: int = 0

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"

    def get_kind_display(self) -> str:
        return worded(SourceKind, self.kind)

    @property
    def title_language(self) -> str:
        return title_language(self.title, self.language)

    @property
    def published_on_earliest(self) -> date | None:
        return ends_of(self.published_on)[0]

    @property
    def published_on_latest(self) -> date | None:
        return ends_of(self.published_on)[1]


# The party's own words first, then those that another quotes, last what another says it said.
RANKS = {relation: rank for rank, relation in enumerate(Relation.values)}


class CitationRow(Row, frozen=True, kw_only=True, eq=False):
    """One source cited for one thing.

    `speakers` are the parties that the thing is said by, none of an event. Theirs are the words,
    unless the citation is a paraphrase. `is_first_hand` is None where nobody speaks.
    """

    source: SourceDocument
    source_id: str = ""
    relation: str = Relation.OWN_WORDS.value
    locator: str = ""
    quote: str = ""
    language: str = "en"
    prefix: str = ""
    suffix: str = ""
    translation: str = ""
    translator: str = ""
    # The key of another citation of the same thing; WITHHELD where readers may not follow it.
    version_of_id: str | None = None
    version_kind: str = ""
    original_language: str = ""
    speakers: Rows[PartyDocument] = Rows()
    is_first_hand: bool | None = None
    # Whether the quote is in a kept copy of the source; None where nothing is known of it.
    mark: Mark | None = None

    @property
    def is_paraphrase(self) -> bool:
        """Whether the words are a reporter's sentence, not the party's."""
        return self.relation == Relation.PARAPHRASED

    @property
    def is_verbatim(self) -> bool:
        """Whether the citation quotes the party's own words."""
        return bool(self.quote.strip()) and not self.is_paraphrase

    @property
    def key(self) -> str:
        return f"citation/{self.row}"

    def get_version_kind_display(self) -> str:
        return worded(VersionKind, self.version_kind)

    @property
    def rank(self) -> int:
        """For sorting: how near the words are to the party."""
        return RANKS.get(self.relation, len(RANKS))


# Sources of a media outlet for which it counted itself; elsewhere it passes on what others counted.
COUNTED_BY_MEDIA = (SourceKind.DATASET, SourceKind.REPORT)


class FigureRow(Row, frozen=True, kw_only=True, eq=False):
    """A number as somebody reported it. Its holder is one of allegation, answer and event."""

    population: str = ""
    as_printed: str = ""
    unit: str = ""
    qualifier: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    as_of: str = ""
    reporter: PartyDocument
    place: PlaceDocument | None = None
    place_id: str | None = None
    repeats: FigureRow | None = None
    repeats_id: str | None = None
    part_of: FigureRow | None = None
    part_of_id: str | None = None
    citations: Rows[CitationRow] = Rows()
    allegation: AllegationRow | None = None
    answer: AnswerRow | None = None
    event: EventDocument | None = None

    def __str__(self) -> str:
        return f"{self.population}: {self.as_printed}"

    @property
    def holder(self) -> AllegationRow | AnswerRow | EventDocument | None:
        """What tells it; None where that was not read."""
        return self.allegation or self.answer or self.event

    @property
    def is_first_hand(self) -> bool:
        """Whether whoever reports the figure counted, and published it in its own words."""
        return not self.repeats_id and any(one.is_first_hand for one in self.citations)

    @property
    def as_of_earliest(self) -> date | None:
        return ends_of(self.as_of)[0]

    @property
    def as_of_latest(self) -> date | None:
        return ends_of(self.as_of)[1]
