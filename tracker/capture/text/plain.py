"""Text of a text file or of what was typed in: as it is, but for what no database keeps."""

from tracker.capture.text.encodings import decoded
from tracker.capture.text.extracted import MOST_TEXT, Extracted, Trouble, storable

VERSION = "1"


def text_of_plain(body: bytes, charset: str = "") -> Extracted:
    """The text of bytes that are text."""
    written, encoding = decoded(body, charset)
    return _extracted(written, encoding)


def text_as_typed(text: str) -> Extracted:
    """Text that somebody typed in or pasted."""
    return _extracted(text, "")


def _extracted(written: str, encoding: str) -> Extracted:
    text = storable(written)
    trouble = Trouble.NONE if text.strip() else Trouble.EMPTY
    if len(text) > MOST_TEXT:
        text, trouble = text[:MOST_TEXT], Trouble.CUT
    return Extracted(text, "plain", VERSION, trouble, encoding=encoding)
