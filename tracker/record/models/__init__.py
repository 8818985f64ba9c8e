"""The nouns of the record, a module each."""

from tracker.record.models.allegation import Allegation, AllegationPlace, AllegationViolation
from tracker.record.models.citation import Citation
from tracker.record.models.claim import Claim, ClaimAccused, ClaimClaimant, ClaimLink
from tracker.record.models.codebook import CodebookEdition, Stance, Violation
from tracker.record.models.dossier import Correction, Dossier, DossierClaim, DossierEvent
from tracker.record.models.event import Event, EventParty, EventPlace
from tracker.record.models.figure import Figure
from tracker.record.models.party import Membership, Party, PartyName
from tracker.record.models.place import Place, PlaceName
from tracker.record.models.publishable import Publishable, Status
from tracker.record.models.request import Request
from tracker.record.models.response import Answer, AnswerStance, Response, ResponseClaim
from tracker.record.models.source import Source
from tracker.record.references import FormerAddress, ReferenceCounter

__all__ = [
    "Allegation",
    "AllegationPlace",
    "AllegationViolation",
    "Answer",
    "AnswerStance",
    "Citation",
    "Claim",
    "ClaimAccused",
    "ClaimClaimant",
    "ClaimLink",
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
    "Response",
    "ResponseClaim",
    "Source",
    "Stance",
    "Status",
    "Violation",
]
