"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The site's name, its own address for canonical links, and whom to write to."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "correction_contact": settings.CORRECTION_CONTACT,
    }
