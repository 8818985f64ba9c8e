"""What search engines are asked to list: records and the pages of whole lists, no questions.

Every choice of filters, every search and every earlier state is a page of its own, and there is no
end to them. Programs are asked not to walk them (robots.txt), and those who come all the same,
along a link, not to list what they find.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from tracker.public.delivery.languages import in_language

# Parts of a question that say who sent a reader, not what is shown.
COUNTED = ("utm_", "fbclid=", "gclid=")
DESK = ("/admin/", "/preview/", "/review/", "/answer/")
ASKED_NOT_TO = (
    # Every choice of filters would be a page; each record has one address without a question.
    "Disallow: /*?",
    "Allow: /*?page=",
    "Disallow: /*?page=*&",
    # The whole ledger, made anew with each seal.
    "Disallow: /*.zip$",
)


def rules() -> list[str]:
    """What robots.txt asks of all programs alike: to leave the desk alone, too, in any language."""
    codes = dict(settings.LANGUAGES)
    desk = [f"Disallow: {in_language(path, code)}" for path in DESK for code in codes]
    return ["User-agent: *", *desk, *ASKED_NOT_TO]


def is_question(request: HttpRequest) -> bool:
    """Whether the page is one of the many that a query makes: all but the pages of a whole list."""
    return any(name != "page" and not f"{name}=".startswith(COUNTED) for name in request.GET)
