"""Mail of the desk: sent beside the request, so that no answer's time tells who has an account."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
# One at a time: a slow mail server holds up mails, and no thread that answers readers.
SENDER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def written(subject: str, text: str, to: str) -> EmailMessage:
    """A mail to one address; a subject is one line, whatever the site is called."""
    return EmailMessage(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [to])


def send(subject: str, text: str, to: str) -> None:
    """Send a mail where mail is configured; whether it arrived, the log says alone."""
    if settings.HAS_MAIL:
        SENDER.submit(_send, written(subject, text, to))


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        # Whatever a mail server says. Not the text: it has a link that lets somebody in.
        logger.exception("A mail of the desk was not sent.")
