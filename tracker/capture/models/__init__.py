"""The rows of this room, a module a noun."""

from tracker.capture.models.archives import ArchiveAddress, ArchiveRequest
from tracker.capture.models.captures import Capture, CaptureReading, CaptureRefused
from tracker.capture.models.checks import QuoteCheck, QuotesDue, quote_hash
from tracker.capture.models.jobs import CaptureJob, Host, JobMoved
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
    "Host",
    "JobMoved",
    "QuoteCheck",
    "QuotesDue",
    "Sighting",
    "SightingLook",
    "TextJob",
    "quote_hash",
]
