"""The rows of this room, a module a noun."""

from tracker.capture.models.captures import Capture, CaptureReading, CaptureRefused
from tracker.capture.models.checks import QuoteCheck, QuotesDue, quote_hash
from tracker.capture.models.jobs import CaptureJob, Host, JobMoved
from tracker.capture.models.texts import CopyText, Detail, TextJob

__all__ = [
    "Capture",
    "CaptureJob",
    "CaptureReading",
    "CaptureRefused",
    "CopyText",
    "Detail",
    "Host",
    "JobMoved",
    "QuoteCheck",
    "QuotesDue",
    "TextJob",
    "quote_hash",
]
