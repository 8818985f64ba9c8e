"""Requests, events, dossiers and corrections."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

from tracker.edition.documents.base import (
    Addressed,
    Document,
    Referenced,
    Row,
    Rows,
    ends_of,
    newest_first,
    worded,
)
from tracker.edition.documents.evidence import CitationRow, FigureRow, SourceDocument
from tracker.edition.documents.named import PartyDocument, PartyRow, PlaceRow
from tracker.record.choices import CorrectionKind, Outcome, RequestKind, RequestStepKind
from tracker.record.models.dossier import TARGETS as CORRECTABLE

if TYPE_CHECKING:
    from tracker.edition.documents.said import ClaimDocument, ResponseDocument

# How many claims and events of a dossier one page holds.
A_PART = 40


class PointRow(Row, frozen=True, kw_only=True, eq=False):
    """A point that a request put, or that the general words of an answer cover."""

    claim_id: str = ""
    allegation_id: str = ""


class StepRow(Row, frozen=True, kw_only=True, eq=False):
    """What happened to a request after it was sent."""

    kind: str = ""
    happened_on: date
    due_before: str = ""
    due_on: str = ""
    is_their_wish: bool = False


class RequestDocument(Referenced, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "request"

    text: str = ""
    kind: str = ""
    asker: PartyDocument
    asked: PartyDocument
    claim: ClaimDocument | None = None
    claim_id: str | None = None
    made_in: ResponseDocument | None = None
    made_in_id: str | None = None
    answered_by: ResponseDocument | None = None
    answered_by_id: str | None = None
    proof: SourceDocument | None = None
    proof_id: str | None = None
    channel: str = ""
    is_appeal: bool = False
    time_allowed: str = ""
    # The points of the claim that were put; none means the claim as a whole.
    point_links: Rows[PointRow] = Rows()
    sent_on: str = ""
    # The deadline in force; the steps say which was before.
    due_on: str = ""
    steps: Rows[StepRow] = Rows()
    outcome: str = Outcome.NONE.value
    checked_on: date | None = None
    checked_where: str = ""
    published_at: datetime | None = None
    # The day of its reader: a deadline before it has passed.
    read_on: date = date.min
    corrections: Rows[CorrectionDocument] = Rows()

    def get_kind_display(self) -> str:
        return worded(RequestKind, self.kind)

    def get_outcome_display(self) -> str:
        return worded(Outcome, self.outcome)

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.NONE

    @property
    def paused_on(self) -> date | None:
        """Since when its deadline does not run; None where it does, or there is none."""
        clock = [one for one in self.steps if one.due_on != one.due_before]
        last = clock[-1] if clock else None
        return last.happened_on if last and last.kind == RequestStepKind.PAUSED else None

    @property
    def moved_from(self) -> str:
        """The deadline that was given first, where another is in force; empty without one."""
        moved = [one for one in self.steps if one.due_on != one.due_before]
        first = moved[0].due_before if moved else ""
        return first if self.due_on and first != self.due_on else ""

    @property
    def sent_on_earliest(self) -> date | None:
        return ends_of(self.sent_on)[0]

    @property
    def sent_on_latest(self) -> date | None:
        return ends_of(self.sent_on)[1]

    @property
    def due_on_earliest(self) -> date | None:
        return ends_of(self.due_on)[0]

    @property
    def due_on_latest(self) -> date | None:
        return ends_of(self.due_on)[1]


class EventDocument(Referenced, frozen=True, kw_only=True, eq=False):
    noun: ClassVar[str] = "event"

    description: str = ""
    happened_on: str = ""
    published_at: datetime | None = None
    party_links: Rows[PartyRow] = Rows()
    place_links: Rows[PlaceRow] = Rows()
    citations: Rows[CitationRow] = Rows()
    figures: Rows[FigureRow] = Rows()
    dossiers: Rows[DossierDocument] = Rows()
    corrections: Rows[CorrectionDocument] = Rows()

    @property
    def happened_on_earliest(self) -> date | None:
        return ends_of(self.happened_on)[0]

    @property
    def happened_on_latest(self) -> date | None:
        return ends_of(self.happened_on)[1]


class DossierClaimRow(Row, frozen=True, kw_only=True, eq=False):
    claim_id: str = ""


class DossierEventRow(Row, frozen=True, kw_only=True, eq=False):
    event_id: str = ""


class DossierDocument(Addressed, frozen=True, kw_only=True, eq=False):
    """A dossier, of which a page reads one part: so many claims, events, and what hangs on them."""

    noun: ClassVar[str] = "dossier"

    title: str = ""
    summary: str = ""
    position: int = 100
    published_at: datetime | None = None
    claim_links: Rows[DossierClaimRow] = Rows()
    event_links: Rows[DossierEventRow] = Rows()
    # Those of them that the page has read.
    claims: Rows[ClaimDocument] = Rows()
    events: Rows[EventDocument] = Rows()
    corrections: Rows[CorrectionDocument] = Rows()

    def __str__(self) -> str:
        return self.title

    @property
    def claim_count(self) -> int:
        return len(self.claim_links)

    @property
    def event_count(self) -> int:
        return len(self.event_links)

    @property
    def size(self) -> int:
        """How many of its claims or of its events there are, whichever are more."""
        return max(self.claim_count, self.event_count)

    @property
    def is_read_in_part(self) -> bool:
        return self.size > A_PART

    @property
    def responses(self) -> list[ResponseDocument]:
        """What responds to any of its claims, made last first."""
        each = {one.key: one for claim in self.claims for one in claim.responses}
        return newest_first(each.values(), lambda one: one.made_on_latest)

    @property
    def replies(self) -> list[ResponseDocument]:
        """Those of them that are replies and stand."""
        each = {one.key for claim in self.claims for one in claim.replies}
        return [one for one in self.responses if one.key in each]

    @property
    def requests(self) -> list[RequestDocument]:
        """Requests about its claims, or made in responses to them; sent last first."""
        asked = [one for claim in self.claims for one in claim.requests]
        asked += [one for made in self.responses for one in made.requests_made]
        each = {one.key: one for one in asked}
        return newest_first(each.values(), lambda one: one.sent_on_latest)

    @property
    def figures(self) -> list[FigureRow]:
        """Those of its claims' allegations, of the answers to them, and of its events."""
        points = [point for claim in self.claims for point in claim.allegations]
        answers = [answer for point in points for answer in point.answers]
        found = [figure for point in points for figure in point.figures]
        found += [figure for answer in answers for figure in answer.figures]
        return [*found, *(figure for event in self.events for figure in event.figures)]


class CorrectionDocument(Document, frozen=True, kw_only=True, eq=False):
    """A public note that a published record was wrong; `entry` is the one that published it."""

    noun: ClassVar[str] = "correction"

    text: str = ""
    kind: str = ""
    of_revision: int | None = None
    made_on: date | None = None
    entry: int | None = None
    claim_id: str | None = None
    response_id: str | None = None
    event_id: str | None = None
    source_id: str | None = None
    dossier_id: str | None = None
    party_id: str | None = None
    place_id: str | None = None
    request_id: str | None = None
    # The record that was wrong, where the page has read it.
    target: Document | None = None

    @property
    def target_id(self) -> str:
        """The key of the record that was wrong."""
        each = (getattr(self, f"{name}_id") for name in CORRECTABLE)
        return next(filter(None, each), "")

    @property
    def wrong_revision_path(self) -> str:
        """Where the state of the record that was wrong is shown; empty where it is not named."""
        if self.target is None or self.of_revision is None:
            return ""
        return f"{self.target.path}?revision={self.of_revision}"

    def get_kind_display(self) -> str:
        return worded(CorrectionKind, self.kind)

    def __str__(self) -> str:
        return _("Correction of %(date)s") % {"date": self.made_on}
