"""What a page is made of: a record that is there, that moved, was withdrawn, or never was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import render

from tracker.edition.addresses import moved_to
from tracker.edition.documents import Notice
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.refusals import Elsewhere, bad_request, wrong_format
from tracker.record.nouns import NOUNS
from tracker.record.paths import path_of

T = TypeVar("T")
# What makes all that a page tells of the record with a key; None where readers see no such.
Load = Callable[[Reader, str], T | None]


def find(
    request: HttpRequest,
    reader: Reader,
    noun: str,
    load: Load[T],
    key: str,
    formats: Iterable[str] = ("html",),
    page: str = "",
) -> T:
    """What `load` makes of the record of this noun with this slug or reference.

    `page` is the name of the page, where it is not the record's own.

    Raises Elsewhere with a redirect, a notice or a 400, and Http404 otherwise: a draft's address
    answers exactly as one that never was.
    """
    if errors := wrong_format(request, formats):
        raise Elsewhere(bad_request(request, errors))
    found = _loaded(reader, noun, load, key)
    if found is not None:
        return found
    if now_at := moved_to(noun, key):
        raise Elsewhere(HttpResponseRedirect(path_of(page or noun, now_at), status=301))
    notice = reader.notice(noun, key)
    if notice is None:
        raise Http404
    context = {"record": notice, "key": key, "kind": noun}
    raise Elsewhere(render(request, "records/withdrawn.html", context))


def find_now(noun: str, load: Load[T], key: str) -> T | Notice | None:
    """The public record, wherever it has moved since, or the notice of its withdrawal, or None."""
    found = _found_at(noun, load, key)
    if found is None and (now_at := moved_to(noun, key)):
        found = _found_at(noun, load, now_at)
    return found


def _found_at(noun: str, load: Load[T], address: str) -> T | Notice | None:
    return _loaded(NOW, noun, load, address) or NOW.notice(noun, address)


def _loaded(reader: Reader, noun: str, load: Load[T], address: str) -> T | None:
    # A reference is a key itself; who loads it sees whether there is such a record.
    is_key = NOUNS[noun].key_lookup() == "reference"
    key = address if is_key else reader.key_of(noun, address)
    return load(reader, key) if key else None
