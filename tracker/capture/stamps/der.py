"""The certificates of a time stamp put into the order that DER wants, in which few send them.

They are a SET, so no order means anything, and nothing signs it: RFC 5652 lets them come as they
come. The library that reads stamps insists on DER's, and refuses what `openssl ts` itself makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_CERTIFICATES = 0xA0


class _Element(NamedTuple):
    """One value of a file: its tag, and where it, its content and its end are."""

    tag: int
    start: int
    content: int
    end: int


def with_certificates_in_order(answer: bytes) -> bytes:
    """The same answer, of the same length; as it is where it cannot be understood."""
    try:
        held = list(_inside(answer, _certificates(answer)))
    except (IndexError, ValueError, StopIteration):
        return answer
    if not held:
        return answer
    ordered = sorted(answer[one.start : one.end] for one in held)
    return answer[: held[0].start] + b"".join(ordered) + answer[held[-1].end :]


def _certificates(answer: bytes) -> _Element:
    """Where the certificates are. Raises IndexError, ValueError, StopIteration."""
    whole = _element(answer, 0, len(answer))
    token = list(_inside(answer, whole))[1]
    content = list(_inside(answer, token))[1]
    (signed,) = _inside(answer, content)
    return next(one for one in _inside(answer, signed) if one.tag == _CERTIFICATES)


def _inside(data: bytes, outer: _Element) -> Iterator[_Element]:
    at = outer.content
    while at < outer.end:
        one = _element(data, at, outer.end)
        yield one
        at = one.end


def _element(data: bytes, at: int, most: int) -> _Element:
    """The value that begins at a place. Raises IndexError, ValueError where none ends before."""
    tag, length, content = data[at], data[at + 1], at + 2
    if length & 0x80:
        size = length & 0x7F
        if not 1 <= size <= 4:
            raise ValueError("a length that DER does not have")
        length = int.from_bytes(data[content : content + size], "big")
        content += size
    if content + length > most:
        raise ValueError("it is cut off")
    return _Element(tag, at, content, content + length)
