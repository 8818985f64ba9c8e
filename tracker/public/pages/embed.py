"""Embeds: a claim, one allegation, a response or one answer, for other people's pages.

These pages alone may be framed by anybody. They always carry both sides, and need no script.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from tracker.edition import records
from tracker.edition.asked import that_is_all
from tracker.edition.documents import Notice
from tracker.public.delivery.refusals import Elsewhere, bad_request, one_of
from tracker.public.pages.shared import find_shared
from tracker.public.telling.evidence import answers_by_claim

FIRST = 3


@dataclass(frozen=True)
class Limits:
    """How much is shown of each speaker's words, whichever side; None is all."""

    quotes: int
    characters: int
    answers: int | None


IN_SHORT = Limits(quotes=1, characters=320, answers=FIRST)
AT_LENGTH = Limits(quotes=3, characters=1200, answers=None)


def claim_embed(request: HttpRequest, key: str) -> HttpResponse:
    """A claim's first allegations, or the one of `?point=3`, each with what was answered."""
    claim = find_shared(request, "claim", records.claim, key, "claim_embed")
    if isinstance(claim, Notice):
        return _framed(request, "machines/embed_withdrawn.html", {"record": claim})
    points = claim.allegations
    number = _asked(request, "point", [str(point.number) for point in points])
    shown = points[:FIRST] if number is None else [p for p in points if str(p.number) == number]
    return _framed(
        request,
        "machines/embed_claim.html",
        {
            "record": claim,
            "points": shown,
            "more": len(points) - len(shown) if number is None else 0,
            "limits": IN_SHORT if number is None else AT_LENGTH,
        },
    )


def response_embed(request: HttpRequest, key: str) -> HttpResponse:
    """A response with what it answers, or its answer to `?claim=C-2024-0001&point=3`."""
    response = find_shared(request, "response", records.response, key, "response_embed")
    if isinstance(response, Notice):
        return _framed(request, "machines/embed_withdrawn.html", {"record": response})
    groups = answers_by_claim(response)
    pairs = [(group.claim, answer) for group in groups for answer in group.answers]
    wanted = _asked_answer(request, pairs)
    shown = pairs[:FIRST] if wanted is None else [wanted]
    return _framed(
        request,
        "machines/embed_response.html",
        {
            "record": response,
            "groups": groups,
            "pairs": shown,
            "more": len(pairs) - len(shown) if wanted is None else 0,
            "limits": IN_SHORT if wanted is None else AT_LENGTH,
        },
    )


def _asked(request: HttpRequest, name: str, offered: list[str]) -> str | None:
    """The value of a parameter, one of those offered; None without it."""
    given = request.GET.getlist(name)
    if not given:
        return None
    if len(given) == 1 and given[0] in offered:
        return given[0]
    raise Elsewhere(bad_request(request, {name: [_one_of(offered)]}))


def _one_of(offered: list[str]) -> str:
    if not offered:
        return _("There is none to choose.")
    return one_of(offered)


def _asked_answer(request: HttpRequest, pairs: list[Any]) -> Any:
    """The claim and the answer that the query names; None where it names none."""
    reference = _asked(request, "claim", list(dict.fromkeys(c.reference for c, _a in pairs)))
    of_claim = [pair for pair in pairs if reference in (None, pair[0].reference)]
    point = _asked(
        request, "point", list(dict.fromkeys(str(a.allegation.number) for _c, a in of_claim))
    )
    if reference is None and point is None:
        return None
    for name, value in (("claim", reference), ("point", point)):
        if value is None:
            both = _("Give both: claim and point name one answer.")
            raise Elsewhere(bad_request(request, {name: [both]}))
    return next(pair for pair in of_claim if str(pair[1].allegation.number) == point)


def _framed(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that others may frame. It sets no cookie and tells nobody where it was framed."""
    that_is_all()
    more = {
        "corrections": getattr(context["record"], "corrections", ())[:1],
        "today": timezone.localdate(),
    }
    response: HttpResponse = _by_anybody(render)(request, template, {**context, **more})
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _by_anybody(view: Any) -> Any:
    """A view whose page may be framed by anybody."""
    return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(view))
