"""The rows of this room, a module a noun."""

from tracker.capture.models.archives import ArchiveAddress, ArchiveRequest
from tracker.capture.models.captures import Capture, CaptureReading, CaptureRefused
from tracker.capture.models.checks import QuoteCheck, quote_hash
from tracker.capture.models.due import QuotesDue, Untold
from tracker.capture.models.erasures import Erasure
from tracker.capture.models.handed_in import HandedInFile
from tracker.capture.models.inspections import Inspection
from tracker.capture.models.jobs import CaptureJob, Host
from tracker.capture.models.stamps import Stamp
from tracker.capture.models.taken import JobMoved
from tracker.capture.models.texts import CopyText, Detail, TextJob
from tracker.capture.models.watch import TELLING, ComparedCopy, Sighting, SightingLook

__all__ = [
    "TELLING",
    "ArchiveAddress",
    "ArchiveRequest",
    "Capture",
    "CaptureJob",
    "CaptureReading",
    "CaptureRefused",
    "ComparedCopy",
    "CopyText",
    "Detail",
    "Erasure",
    "HandedInFile",
    "Host",
    "Inspection",
    "JobMoved",
    "QuoteCheck",
    "QuotesDue",
    "Sighting",
    "SightingLook",
    "Stamp",
    "TextJob",
    "Untold",
    "quote_hash",
]
