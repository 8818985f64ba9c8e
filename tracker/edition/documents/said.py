"""Claims with their allegations, and responses with their answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from tracker.edition.documents.base import TIED, Referenced, Row, Rows, ends_of, worded
from tracker.edition.documents.evidence import CitationRow, FigureRow
from tracker.edition.documents.named import (
    PartyDocument,
    PartyRow,
    PlaceRow,
    StanceRow,
    ViolationRow,
)
from tracker.record.choices import (
    Extent,
    NotHeld,
    OnFile,
    ResponseForm,
    ResponseTie,
    Standing,
    TieKind,
)
from tracker.record.state import (
    NOT_ADDRESSED,
    NOT_ON_FILE,
    ON_THE_POINT,
    STATES,
    first_of,
)

if TYPE_CHECKING:
    from tracker.edition.documents.around import (
        CorrectionDocument,
        DossierDocument,
        PointRow,
        RequestDocument,
    )


class ClaimDocument(Referenced, frozen=True, kw_only=True, eq=False):
    """A claim; what answers it, asks about it and holds it is what the page has read of these."""

    noun: ClassVar[str] = "claim"

    lead: str = ""
    made_on: str = ""
    published_at: datetime | None = None
    claimant_links: Rows[PartyRow] = Rows()
    accused_links: Rows[PartyRow] = Rows()
    allegations: Rows[AllegationRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    # All that addresses it; of that the replies that stand, and who gave them.
    responses: Rows[ResponseDocument] = Rows()
    replies: Rows[ResponseDocument] = Rows()
    responders: Rows[PartyDocument] = Rows()
    requests: Rows[RequestDocument] = Rows()
    corrections: Rows[CorrectionDocument] = Rows()
    dossiers: Rows[DossierDocument] = Rows()
    # When and where answers of each of the accused were looked for, and replies not entered yet.
    looks: Rows[LookRow] = Rows()
    receipts: Rows[ReceiptRow] = Rows()
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
    def response_state(self) -> str:
        """The state that stands for all its allegations, on the day of reading."""
        return first_of(point.response_state for point in self.allegations if point.states)

    @property
    def standing(self) -> dict[str, int]:
        """How many of its points are in each state, in the order of STATES."""
        found = dict.fromkeys(STATES, 0)
        for point in self.allegations:
            if point.states:
                found[point.response_state] += 1
        return {state: number for state, number in found.items() if number}

    @property
    def answered_count(self) -> int:
        """How many of its points one of the accused replied on, if only to decline to comment."""
        return sum(1 for point in self.allegations if not point.is_silent)

    @property
    def last_looked_on(self) -> date | None:
        return max((one.looked_on for one in self.looks), default=None)

    @property
    def claimants(self) -> list[PartyDocument]:
        return [link.party for link in self.claimant_links]

    @property
    def accused(self) -> list[PartyDocument]:
        return [link.party for link in self.accused_links]

    @property
    def standings(self) -> list[tuple[PartyDocument, dict[str, int]]]:
        """For each of the accused how many of the points made against it are in each state."""
        found: dict[str, dict[str, int]] = {one.key: {} for one in self.accused}
        for point in self.allegations:
            for known in point.states:
                of = found[known.party.key]
                of[known.state] = of.get(known.state, 0) + 1
        return [
            (one, {state: found[one.key][state] for state in STATES if state in found[one.key]})
            for one in self.accused
        ]

    @property
    def first_response_on(self) -> date | None:
        """The earliest day of a reply; it may be older than the claim's publication."""
        days = (one.made_on_earliest or one.made_on_latest for one in self.replies)
        return min((day for day in days if day), default=None)

    @property
    def is_answered_before_it_was_out(self) -> bool:
        """Whether a reply was given before the last day on which the claim can have been."""
        first, last = self.first_response_on, self.made_on_latest
        return bool(first and self.made_on_earliest and last and first < last)


class LookRow(Row, frozen=True, kw_only=True, eq=False):
    """That somebody looked for answers of one of the accused."""

    party: PartyDocument
    looked_on: date = date.min
    where: str = ""
    languages: str = ""


class ReceiptRow(Row, frozen=True, kw_only=True, eq=False):
    """That a reply of one of the accused has come and is not entered."""

    party: PartyDocument
    received_on: date = date.min
    kind: str = ""


class PartyState(NamedTuple):
    """What is known of a party's reply to a point, on the day of reading, and what shows it."""

    party: PartyDocument
    # One of `record.state.STATES`, and how it replied, of KINDS there.
    state: str
    kinds: tuple[str, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    # The responses that hold the answers, are not held, or pass the point over.
    responses: tuple[ResponseDocument, ...] = ()
    # Which of its replies are the words of another for the party.
    through: tuple[ResponseDocument, ...] = ()
    # Replies that are not held, told beside an answer.
    not_held: tuple[ResponseDocument, ...] = ()
    # Beside no reply on the point: replies that may be older than it, and those undone.
    elsewhere: tuple[ResponseDocument, ...] = ()
    undone: tuple[ResponseDocument, ...] = ()
    request: RequestDocument | None = None
    still_open: tuple[RequestDocument, ...] = ()
    look: LookRow | None = None
    receipt: ReceiptRow | None = None

    @property
    def has_replied(self) -> bool:
        """Whether it replied, on the point or not, in words that we hold or not."""
        replied = (*ON_THE_POINT, NOT_ON_FILE, NOT_ADDRESSED)
        return self.state in replied or bool(self.elsewhere)


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
    standing: str = Standing.REPLY.value


class AllegationRow(Row, frozen=True, kw_only=True, eq=False):
    """A numbered point of a claim, with the answers to it that the page has read."""

    claim: ClaimDocument = TIED
    number: int = 0
    text: str = ""
    period: str = ""
    characterisation: str = ""
    put_on: str = ""
    is_accused_unnamed: bool = False
    # Those of the claim's claimants and accused that it is narrowed to; none means all.
    claimant_links: Rows[PartyRow] = Rows()
    accused_links: Rows[PartyRow] = Rows()
    # For each of the accused that it is said of.
    states: tuple[PartyState, ...] = ()
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
    def response_state(self) -> str:
        """The state that stands for those of all its accused; empty where it is of nobody."""
        return first_of(one.state for one in self.states)

    @property
    def is_silent(self) -> bool:
        return self.response_state not in ON_THE_POINT

    @property
    def key(self) -> str:
        return f"allegation/{self.row}"

    @property
    def accused(self) -> list[PartyDocument]:
        return [one.party for one in self.states]

    @property
    def claimants(self) -> list[PartyDocument]:
        links = self.claimant_links or self.claim.claimant_links
        return [one.party for one in links]

    @property
    def counted_answers(self) -> list[AnswerRow]:
        """Those that make a state of an accused, in the order of their responses."""
        each = {id(one): one for state in self.states for one in state.answers}
        return [one for one in self.answers if id(one) in each]

    @property
    def other_answers(self) -> list[AnswerRow]:
        """Those of parties that are not accused here, and words that are no reply."""
        each = {id(one) for state in self.states for one in state.answers}
        return [one for one in self.answers if id(one) not in each]


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
    not_held: str = ""
    is_unconfirmed: bool = False
    party_links: Rows[PartyRow] = Rows()
    spoken_for_links: Rows[PartyRow] = Rows()
    # Its own ties to other responses, and those of others to it.
    links: Rows[ResponseLinkRow] = Rows()
    links_to: Rows[ResponseLinkRow] = Rows()
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

    def get_not_held_display(self) -> str:
        return worded(NotHeld, self.not_held)

    @property
    def responders(self) -> list[PartyDocument]:
        """Whose response it is: one party, or several together."""
        return [self.responder, *(link.party for link in self.party_links)]

    def standing_to(self, claim: str) -> str:
        """What it is to the claim with this key: a reply, said earlier, or a remark."""
        links = (one.standing for one in self.claim_links if one.claim_id == claim)
        return next(links, Standing.REPLY.value)

    @property
    def undone_by(self) -> ResponseLinkRow | None:
        """The tie of what withdraws or disowns it, if anything does."""
        undoing = (ResponseTie.WITHDRAWS, ResponseTie.DISOWNS)
        return next((one for one in self.links_to if one.kind in undoing), None)

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


class ResponseLinkRow(Row, frozen=True, kw_only=True, eq=False):
    """A typed tie from one response to another."""

    kind: str = ""
    response: ResponseDocument | None = None
    other: ResponseDocument | None = None
    other_id: str = ""

    def get_kind_display(self) -> str:
        return worded(ResponseTie, self.kind)


def made_first(made: ClaimDocument | ResponseDocument) -> tuple[date, date, str]:
    """For sorting as made; what was made “before” a day precedes that day's own."""
    earliest, latest = made.made_on_earliest, made.made_on_latest
    return (earliest or latest or date.max, earliest or date.min, made.key)


class AnswerRow(Row, frozen=True, kw_only=True, eq=False):
    """One response on one allegation."""

    response: ResponseDocument = TIED
    allegation: AllegationRow = TIED
    allegation_id: str = ""
    extent: str = Extent.WHOLE.value
    point_links: Rows[PointRow] = Rows()
    summary: str = ""
    stance_links: Rows[StanceRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    figures: Rows[FigureRow] = Rows()

    @property
    def response_id(self) -> str:
        return self.response.key

    # Of the points it is on, those that the page has read, in the order of their numbers.
    covered: tuple[AllegationRow, ...] = ()

    @property
    def points(self) -> tuple[str, ...]:
        """The keys of the points it is on, the first of them its own."""
        return (self.allegation_id, *(one.allegation_id for one in self.point_links))

    @property
    def is_general(self) -> bool:
        return self.extent == Extent.GENERAL

    def anchor_at(self, point: AllegationRow) -> str:
        """Where it stands below a point on the claim's page."""
        anchor = f"{point.anchor}-{self.response.key}"
        return f"{anchor}-{self.row}" if self.is_general else anchor

    def get_extent_display(self) -> str:
        return worded(Extent, self.extent)

    @property
    def anchor(self) -> str:
        return f"answer-{self.allegation.claim.key}-{self.allegation.number}"

    def get_absolute_url(self) -> str:
        return f"{self.response.get_absolute_url()}#{self.anchor}"
