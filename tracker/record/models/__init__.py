"""The nouns of the record, a module each."""

from tracker.record.models.allegation import (
    Allegation,
    AllegationAccused,
    AllegationClaimant,
    AllegationPlace,
    AllegationViolation,
)
from tracker.record.models.citation import Citation
from tracker.record.models.claim import (
    Claim,
    ClaimAccused,
    ClaimClaimant,
    ClaimLink,
    ClaimLook,
    ClaimReceipt,
)
from tracker.record.models.codebook import CodebookEdition, Stance, Violation
from tracker.record.models.dossier import Correction, Dossier, DossierClaim, DossierEvent
from tracker.record.models.event import Event, EventParty, EventPlace
from tracker.record.models.figure import Figure
from tracker.record.models.party import Membership, Party, PartyName
from tracker.record.models.place import Place, PlaceName
from tracker.record.models.publishable import Publishable, Status
from tracker.record.models.request import Request, RequestPoint, RequestStep
from tracker.record.models.response import (
    Answer,
    AnswerPoint,
    AnswerStance,
    Response,
    ResponseClaim,
    ResponseLink,
    ResponseParty,
    ResponseSpokenFor,
)
from tracker.record.models.source import Source
from tracker.record.references import FormerAddress, ReferenceCounter

__all__ = [
    "Allegation",
    "AllegationAccused",
    "AllegationClaimant",
    "AllegationPlace",
    "AllegationViolation",
    "Answer",
    "AnswerPoint",
    "AnswerStance",
    "Citation",
    "Claim",
    "ClaimAccused",
    "ClaimClaimant",
    "ClaimLink",
    "ClaimLook",
    "ClaimReceipt",
    "CodebookEdition",
    "Correction",
    "Dossier",
    "DossierClaim",
    "DossierEvent",
    "Event",
    "EventParty",
    "EventPlace",
    "Figure",
    "FormerAddress",
    "Membership",
    "Party",
    "PartyName",
    "Place",
    "PlaceName",
    "Publishable",
    "ReferenceCounter",
    "Request",
    "RequestPoint",
    "RequestStep",
    "Response",
    "ResponseClaim",
    "ResponseLink",
    "ResponseParty",
    "ResponseSpokenFor",
    "Source",
    "Stance",
    "Status",
    "Violation",
]
