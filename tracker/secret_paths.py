"""Paths that hold a link of somebody, kept out of the log: whoever reads it could open them.

Settings name it for Django's loggers of refused and failed requests; it imports nothing of Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from logging import LogRecord

# A reviewer's link, one to answer a request, an invitation, a way out of a throttled sign-in, a new
# password.
SECRET = re.compile(
    r"(/review/|/answer/to/|/invited/|/let-in/|/new-password/[^/\s]+/)"
    r"(?!asked/|set/|complete/)[^/\s\"'?]+"
)
LEFT_OUT = r"\1…"


def without_links(record: LogRecord) -> bool:
    """A filter of loggers, which lets every line through."""
    line = record.getMessage()
    redacted = SECRET.sub(LEFT_OUT, line)
    if redacted != line:
        record.msg, record.args = redacted, ()
    return True


def as_filter() -> Callable[[LogRecord], bool]:
    """What `logging` makes of the setting."""
    return without_links
