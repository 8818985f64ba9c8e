"""How forms of outsiders are answered, whether a page leads to them or a link of one's own.

Nothing is read of a session, and no cookie is set. What was typed comes back with each refusal;
files have to be chosen again, as browsers keep none, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tracker.editorial.models import ReviewLink
from tracker.editorial.outsiders.arriving import SentOtherwise, arrive
from tracker.editorial.outsiders.costs import FILE_MEGABYTES, FILES, FORM_BYTES, TooMuch
from tracker.editorial.outsiders.forms import SenderForm
from tracker.editorial.outsiders.stamps import new_stamp, number_in
from tracker.editorial.reviewers_page import HEADERS, RETRY_AFTER

View = Callable[..., HttpResponseBase]


def of_outsiders(view: View) -> View:
    """A page of outsiders: kept and listed by nobody, and led away from without its address.

    A body that is larger than any form is refused before it is read.
    """

    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and _length(request) > FORM_BYTES:
            most = {"files": FILES, "megabytes": FILE_MEGABYTES}
            answer: HttpResponseBase = render(request, "answer/too_large.html", most, status=413)
        else:
            answer = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    # A form's own stamp is what Django's cookie is for: see `stamps.py`.
    return csrf_exempt(wrapped)


def _length(request: HttpRequest) -> int:
    """How many bytes a browser says that it sends."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def take(
    request: HttpRequest,
    form: SenderForm,
    page: str,
    context: dict[str, Any],
    *,
    place: str,
    link: ReviewLink | None = None,
) -> HttpResponse:
    """Keep what a form says and show its receipt; or the form again, with what is wrong."""
    status = 200
    bound = place if link is None else ""
    if form.is_bound:
        number = number_in(form["stamp"].value() or "", bound)
        status = 400
        if number is None:
            form.add_error(None, _("The form was open for long, or in two places: send it again."))
        elif form.is_valid():
            try:
                words = arrive(form, number, place, link)
            except TooMuch:
                status = 429
                form.add_error(None, _("Today more came than can be taken. Send it tomorrow."))
            except SentOtherwise:
                number = None
                form.add_error(None, _("This form was sent before. Send it again to add this."))
            else:
                return _receipt(request, words)
    else:
        number = None
    answer = render(request, page, {**context, **_shown(form, number, bound)}, status=status)
    if status == 429:
        answer["Retry-After"] = str(24 * RETRY_AFTER)
    return answer


def _shown(form: SenderForm, number: str | None, place: str) -> dict[str, Any]:
    """What a template needs of a form: its stamp, and what is wrong with it, by field."""
    # A number that nothing was kept under yet serves the form once more.
    stamp = (form["stamp"].value() if number else None) or new_stamp(place)
    wrong = [
        (form[name].label if name in form.fields else "", form[name].auto_id, error)
        if name in form.fields
        else ("", "", error)
        for name, errors in form.errors.items()
        for error in errors
    ]
    return {
        "form": form,
        "stamp": stamp,
        "wrong": wrong,
        "had_files": bool(form.files),
    }


def _receipt(request: HttpRequest, words: str) -> HttpResponse:
    address = reverse("answer_receipt")
    return render(request, "answer/receipt.html", {"words": words, "address": address})
