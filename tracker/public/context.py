"""What every template may ask for."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tracker.ledger.models import Checkpoint
from tracker.public.crawling import is_question
from tracker.public.languages import Version, versions


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name and address, how a page is listed, whom to write to, the ledger's seal."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "is_question": is_question(request),
        "versions": SimpleLazyObject(lambda: _versions(request)),
        "correction_contact": settings.CORRECTION_CONTACT,
        "seal": SimpleLazyObject(lambda: next(iter(Checkpoint.objects.raw(_newest_seal())), "")),
    }


@cache
def _newest_seal() -> str:
    """What is asked for the foot of every page, written out once: see `freshness`."""
    return str(Checkpoint.objects.all()[:1].query)


def _versions(request: HttpRequest) -> list[Version]:
    return versions(request.path, request.GET.urlencode() if request.method == "GET" else "")
