"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tracker.public.delivery.crawling import is_question
from tracker.public.delivery.languages import Version, versions


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name and address, how a page is listed, whom to write to."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "is_question": is_question(request),
        "versions": SimpleLazyObject(lambda: _versions(request)),
        "correction_contact": settings.CORRECTION_CONTACT,
    }


def _versions(request: HttpRequest) -> list[Version]:
    return versions(request.path, request.GET.urlencode() if request.method == "GET" else "")
