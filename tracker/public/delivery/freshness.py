"""Pages that are kept elsewhere and never wrong: asked again each time, made again when changed.

Everything a public page shows follows from the record as readers see it, the day (deadlines pass),
the settings and the code. Their stamp is the page's ETag. Whoever holds a page with the stamp of
now is told so without the page being made.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from tracker.edition.asked import recording, touched
from tracker.edition.models import Reach
from tracker.ledger.models import Entry
from tracker.public.delivery import kept_pages
from tracker.record.state import deadline_day
from tracker.search.models import Write

OURS = "tracker.public.pages."
ALSO_OURS = ("tracker.public.machines.feeds",)
# Made for one editor; pages of the log, which tell of entries that readers cannot see; cards and
# evidence packs, whose own stamp is that of the file.
NEVER = tuple(f"{OURS}{name}" for name in ("preview", "ledger", "cards", "evidence_pack"))
CODE = (".py", ".html", ".xml", ".svg", ".css", ".js", ".mo", ".json", ".npz")
SHOWN_SETTINGS = ("SITE_NAME", "SITE_URL", "CORRECTION_CONTACT", "ANSWERS_URL", "DEBUG")


class Freshness:
    """Middleware: ETags for the pages of `views/`, and 304 where the asker's is that of now.

    The stamp of a page that is made of documents hangs on these alone; that of any other on all
    that readers see. Neither tells when the desk is at work on what readers have never seen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or not is_kept(request):
            return self.get_response(request)
        keys = kept_pages.keys_of(request)
        before = newest() if keys is None else None
        tag = stamp_of(touched(keys)) if keys is not None else stamp(before)
        if answer := _not_modified(request, tag) or kept_pages.find(request, tag):
            return answer
        return self._made(request, before or newest())

    def _made(self, request: HttpRequest, before: Newest) -> HttpResponseBase:
        """The page anew; `before` was read before it is made: it may be newer, never older."""
        tag = request.freshness = stamp(before)  # type: ignore[attr-defined]
        with recording() as asked:
            response = self.get_response(request)
        if response.status_code != 200 or response.has_header("ETag"):
            return response
        if asked.is_known:
            last = touched(asked.keys)
            if last >= before.reach:
                # Published while the page was made, which may have parts of before.
                return response
            tag = stamp_of(last)
            kept_pages.remember(request, asked.keys)
            if answer := _not_modified(request, tag):
                return answer
        _told_of_now(response, tag)
        kept_pages.keep(request, tag, response)
        return response


def _not_modified(request: HttpRequest, tag: str) -> HttpResponseBase | None:
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return None
    answer = get_conditional_response(request, etag=tag)
    return _told_of_now(answer, tag) if isinstance(answer, HttpResponseNotModified) else None


def _told_of_now(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    # May be kept by anybody, and is to be asked after each time.
    response.headers.setdefault("Cache-Control", "public, no-cache")
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def is_kept(request: HttpRequest) -> bool:
    """Whether what is asked for is a public page that follows from its stamp."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    module = getattr(view, "__module__", "")
    return module not in NEVER and (module.startswith(OURS) or module in ALSO_OURS)


class Newest(NamedTuple):
    """The newest entry about a record that readers have ever seen, the newest writing of the index,
    and the first entry that is not yet in the editions."""

    entry: int | None
    writing: str | None
    reach: int


def stamp(now: Newest | None = None) -> str:
    """The ETag of pages that hang on all that readers see, as it is now."""
    found = now or newest()
    return _stamp(found.entry, found.writing)


def stamp_of(sequence: int) -> str:
    """The ETag of a page made of documents that last changed with this entry of the ledger."""
    return _stamp("documents", sequence)


def _stamp(*parts: Any) -> str:
    """Weak, for compressed pages are the same page."""
    parts = (*parts, *days(), code_and_settings())
    digest = sha256("|".join(map(str, parts)).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def days() -> tuple[date, date]:
    """What pages say that hangs on the day: today, and today where deadlines end last."""
    return timezone.localdate(), deadline_day(timezone.now())


def newest() -> Newest:
    """Asked in one statement.

    Whatever changes a public page has such an entry: a record that comes in sight, or goes out of
    it with the one that named it, has one of its own. The index follows in the same transaction; it
    alone changes where it is mended.
    """
    statement, parameters = _question()
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        entry, writing, reach = cursor.fetchone()
    return Newest(entry, writing, reach or 0)


@cache
def _question() -> tuple[str, tuple[Any, ...]]:
    """What `newest` asks, written out once: doing so takes longer than the database's answer."""
    seen = Entry.objects.filter(record=OuterRef("record")).shown()
    entries = Entry.objects.filter(Exists(seen)).order_by("-sequence").values("sequence")
    writings = Write.objects.order_by("-version").values("token")
    reached = Reach.objects.order_by("pk").values("sequence")
    asked = [rows[:1].query.sql_with_params() for rows in (entries, writings, reached)]
    statement = f"SELECT {', '.join(f'({one})' for one, _parameters in asked)}"
    return statement, sum((tuple(parameters) for _one, parameters in asked), ())


@cache
def code_and_settings() -> str:
    """A hash of what this process runs and says of itself: a new release is a new stamp."""
    digest = sha256()
    for root in (Path(__file__).resolve().parents[2], settings.ROOT / "templates"):
        for path in sorted(root.rglob("*")):
            if path.suffix in CODE and path.is_file():
                digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    for name in SHOWN_SETTINGS:
        digest.update(f"{name}\0{getattr(settings, name)}\0".encode())
    return digest.hexdigest()
