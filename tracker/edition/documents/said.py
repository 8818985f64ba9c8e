"""Claims with their allegations, and responses with their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from tracker.edition.documents.base import TIED, Referenced, Row, Rows, ends_of, worded
from tracker.edition.documents.evidence import CitationRow, FigureRow
from tracker.edition.documents.named import (
    PartyDocument,
    PartyRow,
    PlaceRow,
    StanceRow,
    ViolationRow,
)
from tracker.record.choices import OnFile, ResponseForm, TieKind
from tracker.record.state import ANSWERED, NONE

if TYPE_CHECKING:
    from tracker.edition.documents.around import (
        CorrectionDocument,
        DossierDocument,
        RequestDocument,
    )


class ClaimDocument(Referenced, frozen=True, kw_only=True, eq=False):
    """A claim; what answers it, asks about it and holds it is what the page has read of these."""

    noun: ClassVar[str] = "claim"

    lead: str = ""
    made_on: str = ""
    checked_on: date | None = None
    checked_where: str = ""
    published_at: datetime | None = None
    claimant_links: Rows[PartyRow] = Rows()
    accused_links: Rows[PartyRow] = Rows()
    allegations: Rows[AllegationRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    responses: Rows[ResponseDocument] = Rows()
    requests: Rows[RequestDocument] = Rows()
    corrections: Rows[CorrectionDocument] = Rows()
    dossiers: Rows[DossierDocument] = Rows()
    # That of its best-answered allegation, on the day of reading.
    response_state: str = NONE
    # Its own ties to other claims, and those of others to it.
    links: Rows[ClaimLinkRow] = Rows()
    links_to: Rows[ClaimLinkRow] = Rows()

    @property
    def made_on_earliest(self) -> date | None:
        return ends_of(self.made_on)[0]

    @property
    def made_on_latest(self) -> date | None:
        return ends_of(self.made_on)[1]

    @property
    def allegation_count(self) -> int:
        return len(self.allegations)

    @property
    def answered_count(self) -> int:
        return sum(1 for point in self.allegations if point.answers)

    @property
    def first_response_on(self) -> date | None:
        """The earliest day a response was made; it may be older than the claim's publication."""
        days = (one.made_on_earliest or one.made_on_latest for one in self.responses)
        return min((day for day in days if day), default=None)

    @property
    def is_answered_before_it_was_out(self) -> bool:
        """Whether a response was made before the last day on which the claim can have been."""
        first, last = self.first_response_on, self.made_on_latest
        return bool(first and self.made_on_earliest and last and first < last)


class ClaimLinkRow(Row, frozen=True, kw_only=True, eq=False):
    """A typed tie from one claim to another."""

    kind: str = ""
    claim: ClaimDocument | None = None
    claim_id: str = ""
    other: ClaimDocument | None = None
    other_id: str = ""

    def get_kind_display(self) -> str:
        return worded(TieKind, self.kind)


class AddressedRow(Row, frozen=True, kw_only=True, eq=False):
    """That a response addresses a claim."""

    claim_id: str = ""


class AllegationRow(Row, frozen=True, kw_only=True, eq=False):
    """A numbered point of a claim, with the answers to it that the page has read."""

    claim: ClaimDocument = TIED
    number: int = 0
    text: str = ""
    period: str = ""
    characterisation: str = ""
    # A key of STATE_LABELS, on the day of reading.
    response_state: str = NONE
    violation_links: Rows[ViolationRow] = Rows()
    place_links: Rows[PlaceRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    figures: Rows[FigureRow] = Rows()
    answers: Rows[AnswerRow] = Rows()

    @property
    def claim_id(self) -> str:
        return self.claim.key

    @property
    def anchor(self) -> str:
        return f"allegation-{self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.claim.get_absolute_url()}#{self.anchor}"

    @property
    def is_silent(self) -> bool:
        return self.response_state != ANSWERED

    @property
    def key(self) -> str:
        return f"allegation/{self.row}"

    @property
    def passed_over(self) -> list[ResponseDocument]:
        """Responses that address the claim and not this point."""
        answered = {answer.response_id for answer in self.answers}
        return [one for one in self.claim.responses if one.key not in answered]


class ResponseDocument(Referenced, frozen=True, kw_only=True, eq=False):
    """A response; its answers are those to points of claims that the page has read."""

    noun: ClassVar[str] = "response"

    summary: str = ""
    responder: PartyDocument
    named_as: str = ""
    spokesperson: PartyDocument | None = None
    spokesperson_id: str | None = None
    made_on: str = ""
    first_reported_on: str = ""
    form: str = ""
    on_file: str = OnFile.WHOLE.value
    published_at: datetime | None = None
    claim_links: Rows[AddressedRow] = Rows()
    claims: Rows[ClaimDocument] = Rows()
    answers: Rows[AnswerRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    requests_made: Rows[RequestDocument] = Rows()
    corrections: Rows[CorrectionDocument] = Rows()

    def get_form_display(self) -> str:
        return worded(ResponseForm, self.form)

    def get_on_file_display(self) -> str:
        return worded(OnFile, self.on_file)

    @property
    def made_on_earliest(self) -> date | None:
        return ends_of(self.made_on)[0]

    @property
    def made_on_latest(self) -> date | None:
        return ends_of(self.made_on)[1]

    @property
    def first_reported_on_earliest(self) -> date | None:
        return ends_of(self.first_reported_on)[0]

    @property
    def first_reported_on_latest(self) -> date | None:
        return ends_of(self.first_reported_on)[1]


def made_first(made: ClaimDocument | ResponseDocument) -> tuple[date, date, str]:
    """For sorting as made; what was made “before” a day precedes that day's own."""
    earliest, latest = made.made_on_earliest, made.made_on_latest
    return (earliest or latest or date.max, earliest or date.min, made.key)


class AnswerRow(Row, frozen=True, kw_only=True, eq=False):
    """One response on one allegation."""

    response: ResponseDocument = TIED
    allegation: AllegationRow = TIED
    allegation_id: str = ""
    summary: str = ""
    stance_links: Rows[StanceRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    figures: Rows[FigureRow] = Rows()

    @property
    def response_id(self) -> str:
        return self.response.key

    @property
    def anchor(self) -> str:
        return f"answer-{self.allegation.claim.key}-{self.allegation.number}"

    def get_absolute_url(self) -> str:
        return f"{self.response.get_absolute_url()}#{self.anchor}"
