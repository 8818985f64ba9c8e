"""What is public (`visibility`) and what is derived, a module for each group of nouns."""

from tracker.record.querysets.context import (
    CorrectionQuerySet,
    DossierQuerySet,
    EventQuerySet,
    RequestQuerySet,
)
from tracker.record.querysets.evidence import CitationQuerySet, FigureQuerySet, SourceQuerySet
from tracker.record.querysets.named import PartyQuerySet, PlaceQuerySet
from tracker.record.querysets.said import (
    AllegationQuerySet,
    AnswerQuerySet,
    ClaimLinkQuerySet,
    ClaimQuerySet,
    ResponseQuerySet,
    made_first,
)
from tracker.record.querysets.visibility import User

__all__ = [
    "AllegationQuerySet",
    "AnswerQuerySet",
    "CitationQuerySet",
    "ClaimLinkQuerySet",
    "ClaimQuerySet",
    "CorrectionQuerySet",
    "DossierQuerySet",
    "EventQuerySet",
    "FigureQuerySet",
    "PartyQuerySet",
    "PlaceQuerySet",
    "RequestQuerySet",
    "ResponseQuerySet",
    "SourceQuerySet",
    "User",
    "made_first",
]
