"""Public records as readers' pages take them: small typed objects, made of stored documents.

An attribute is called what the record's field is called. A reference is there twice: as the
document it leads to, None where the page has not got it, and with `_id` as its key. What readers
may not see leads nowhere and has WITHHELD for its key.
"""

from tracker.edition.documents.around import (
    CorrectionDocument,
    DossierDocument,
    EventDocument,
    RequestDocument,
)
from tracker.edition.documents.base import (
    WITH_PAGES,
    WITHHELD,
    Document,
    Notice,
    Revised,
    Row,
    Rows,
    newest_first,
)
from tracker.edition.documents.evidence import CitationRow, FigureRow, SourceDocument
from tracker.edition.documents.named import (
    CodeDocument,
    MembershipRow,
    Name,
    PartyDocument,
    PlaceDocument,
    StanceDocument,
    ViolationDocument,
)
from tracker.edition.documents.said import (
    AllegationRow,
    AnswerRow,
    ClaimDocument,
    ClaimLinkRow,
    LookRow,
    PartyState,
    ReceiptRow,
    ResponseDocument,
    made_first,
)

__all__ = [
    "WITHHELD",
    "WITH_PAGES",
    "AllegationRow",
    "AnswerRow",
    "CitationRow",
    "ClaimDocument",
    "ClaimLinkRow",
    "CodeDocument",
    "CorrectionDocument",
    "Document",
    "DossierDocument",
    "EventDocument",
    "FigureRow",
    "LookRow",
    "MembershipRow",
    "Name",
    "Notice",
    "PartyDocument",
    "PartyState",
    "PlaceDocument",
    "ReceiptRow",
    "RequestDocument",
    "ResponseDocument",
    "Revised",
    "Row",
    "Rows",
    "SourceDocument",
    "StanceDocument",
    "ViolationDocument",
    "made_first",
    "newest_first",
]
