"""Text of an e-mail: its subject and what it says. Addresses of people stay out of it."""

import email
from email.message import EmailMessage, MIMEPart
from email.policy import default

from tracker.capture.text.extracted import MOST_TEXT, Extracted, Trouble, storable
from tracker.capture.text.html import text_of_html
from tracker.capture.text.plain import text_of_plain

VERSION = "1"
MOST_PARTS = 200


def text_of_mail(body: bytes) -> Extracted:
    """The subject and the text of a message, of HTML if there is no plain one; never raises."""
    # The parser of a message nests as deep as its parts do.
    try:
        message = email.message_from_bytes(body, policy=default)
        written = [_subject(message), *_texts(message)]
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return Extracted("", "e-mail", VERSION, Trouble.DAMAGED)
    text = "\n\n".join(part for part in written if part)[:MOST_TEXT]
    return Extracted(text, "e-mail", VERSION, Trouble.NONE if text else Trouble.EMPTY)


def _subject(message: EmailMessage) -> str:
    return storable(str(message.get("subject", ""))).strip()


def _texts(message: EmailMessage) -> list[str]:
    found = []
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() in ("text/plain", "text/html"):
            found.append((part.get_content_type(), _text(part)))
    plain = [text for kind, text in found if kind == "text/plain" and text.strip()]
    return plain or [text for _, text in found]


def _text(part: MIMEPart) -> str:
    content = part.get_payload(decode=True)
    body = content if isinstance(content, bytes) else b""
    charset = part.get_content_charset("") or ""
    if part.get_content_type() == "text/html":
        return text_of_html(body, charset).text
    return text_of_plain(body, charset).text
