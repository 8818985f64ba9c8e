"""Errors that name nothing: the same words for a draft, a secret and an address that never was."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from tracker.public.delivery.languages import versions
from tracker.public.delivery.refusals import Elsewhere
from tracker.record.trouble import Trouble, report, take_back_messages, trouble_of

View = Callable[..., HttpResponseBase]
TOO_MUCH = (
    (
        TooManyFieldsSent,
        gettext_lazy("The form has more fields than this site takes at once."),
    ),
    (
        RequestDataTooBig,
        gettext_lazy("The form is larger than this site takes at once."),
    ),
)

# What a reader is told of a trouble that passes; of others, that something went wrong.
UPDATING = gettext_lazy("This site is being updated. Try again in a few minutes.")
TROUBLES = {
    Trouble.FULL: gettext_lazy("The disk of this site is full. Whoever runs it has to make room."),
    Trouble.READ_ONLY: gettext_lazy(
        "The database of this site takes no changes at the moment. Whoever runs it has to see why."
    ),
    Trouble.BUSY: gettext_lazy("The database of this site is busy. Try again in a minute."),
    Trouble.OUTDATED: UPDATING,
    Trouble.DENIED: UPDATING,
    Trouble.UNREACHABLE: gettext_lazy(
        "This site does not reach its database. Try again in a few minutes."
    ),
}
# In seconds: when programs ask again.
RETRY_AFTER = 120
# Beyond the middleware that gives a page its policy, as where a page's stamp cannot be read.
POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"


def answers_elsewhere(view: View) -> View:
    """Let a view end early with another answer by raising Elsewhere."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Elsewhere as found:
            return found.response

    return wrapped


def bad_request_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_much = next((words for kind, words in TOO_MUCH if isinstance(exception, kind)), "")
    # What was sent cannot be read, so a page that asks for the account would read it again.
    context: dict[str, Any] = {"too_much": too_much, "errors": {}}
    context["versions_here"] = versions(request.path)
    return render(request, "400.html", context, status=400)


def not_found_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The other languages' front pages: a page that never was has no address in any language, and
    # one that is hidden must not differ from it by a letter.
    return render(request, "404.html", {"versions_here": versions("/")}, status=404)


def server_error_page(request: HttpRequest) -> HttpResponse:
    """A fault of the code; or, as 503 and with its reason, a trouble of the database or its disk.

    Whatever raised, here it arrives: a view, a middleware, the session of somebody who signs in.
    """
    take_back_messages(request)
    trouble = trouble_of(sys.exception())
    if trouble not in TROUBLES:
        response = render(request, "500.html", status=500)
    else:
        report(trouble)
        was_sent = request.method not in ("GET", "HEAD")
        context = {"reason": TROUBLES[trouble], "was_sent": was_sent}
        response = render(request, "503.html", context, status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = POLICY
    return response
