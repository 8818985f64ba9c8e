"""The rows of this room, a module a noun."""

from tracker.capture.models.captures import Capture, CaptureReading, CaptureRefused
from tracker.capture.models.jobs import CaptureJob, Host, JobMoved

__all__ = ["Capture", "CaptureJob", "CaptureReading", "CaptureRefused", "Host", "JobMoved"]
