"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tracker.ledger.models import Checkpoint
from tracker.public.languages import Version, versions


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, its own address for links, whom to write to, the ledger's seal."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "versions": SimpleLazyObject(lambda: _versions(request)),
        "correction_contact": settings.CORRECTION_CONTACT,
        "seal": SimpleLazyObject(lambda: Checkpoint.objects.first() or ""),
    }


def _versions(request: HttpRequest) -> list[Version]:
    return versions(request.path, request.GET.urlencode() if request.method == "GET" else "")
