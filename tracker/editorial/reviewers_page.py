"""What a reviewer's link opens: the page of one record as readers would see it, and a form.

It reads nothing of a session: whoever is signed in at the desk gets the same page. The address is
the secret, and no browser sends it along, so that a form of another site cannot be sent in a
reviewer's name: there is no cookie to be forged with.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tracker.edition.proposed import Proposed
from tracker.edition.readers import Reader
from tracker.editorial import reviewer_comments, reviewers
from tracker.editorial.models import ReviewLink
from tracker.editorial.reviewer_comments import Said, TooMuch
from tracker.editorial.reviewing import LONGEST
from tracker.record.nouns import noun_name
from tracker.record.text import with_line_breaks

# Makes the page of a record: request, noun, address, reader. Readers' room has it.
RecordPage = Callable[[HttpRequest, str, str, Reader], HttpResponseBase]
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
RETRY_AFTER = 60 * 60
# A comment is kept: the page is to be asked for anew.
DONE = 303


class Review(NamedTuple):
    """What the page says beside the record: whose copy it is, and the comments."""

    reviewer: str
    opened_at: datetime
    ends_at: datetime
    subjects: dict[str, str]
    comments: list[Said]
    longest: int
    about: str = ""
    typed: str = ""
    errors: tuple[str, ...] = ()


def review_page(record_page: RecordPage) -> Any:
    """The view of reviewers' links, given what makes the pages of records."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponseBase:
        found = reviewers.find_link(token)
        try:
            answer = _closed(request) if found is None else _opened(request, *found, record_page)
        except Http404:
            answer = _closed(request)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    return view


def _closed(request: HttpRequest) -> HttpResponseBase:
    """The same for a link that ended and for one that never was."""
    _without_query(request)
    return render(request, "review/closed.html", status=404)


def _opened(
    request: HttpRequest, link: ReviewLink, record: Any, record_page: RecordPage
) -> HttpResponseBase:
    typed = _typed(request) if request.method == "POST" else {}
    try:
        # Before anything that costs more than this does.
        reviewers.refuse_too_often(link)
        reader = Proposed(record)
        subjects = reviewer_comments.subjects_shown(reader, link.record)
        status = _take(link, typed, subjects) if typed else 200
        if status == DONE:
            return HttpResponseRedirect(f"{request.path}#review", status=DONE)
        reviewers.note_opening(link, request)
    except reviewers.TooOften:
        return _too_often(request, typed)
    review = Review(
        link.reviewer,
        timezone.now(),
        link.ends_at,
        subjects,
        reviewer_comments.said_by(link, subjects),
        LONGEST,
        **typed,
    )
    _without_query(request, "page")
    request.review = review  # type: ignore[attr-defined]
    request.is_preview = True  # type: ignore[attr-defined]
    address = getattr(record, "slug", "") or record.reference
    answer = record_page(request, noun_name(record), address, reader)
    if status != 200:
        answer.status_code = status
    return answer


def _take(link: ReviewLink, typed: dict[str, Any], subjects: dict[str, str]) -> int:
    """Keep a comment, or put into `typed` why it is not kept; the status of the answer."""
    try:
        reviewer_comments.say(link, typed["typed"].strip(), typed["about"], subjects)
    except ValidationError as refused:
        typed["errors"] = tuple(refused.messages)
        return 429 if isinstance(refused, TooMuch) else 400
    return DONE


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {
        "typed": with_line_breaks(request.POST.get("text", "")),
        "about": request.POST.get("about", ""),
    }


def _too_often(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    _without_query(request)
    context = {"typed": typed.get("typed", "")}
    answer = render(request, "review/too_often.html", context, status=429)
    answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def _without_query(request: HttpRequest, *but: str) -> None:
    """Take out of the query all but these: what pages of readers answer to it is not for links."""
    query = QueryDict(mutable=True)
    query.update({name: request.GET[name] for name in but if name in request.GET})
    request.GET = query  # type: ignore[assignment]
