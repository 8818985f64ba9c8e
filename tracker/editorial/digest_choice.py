"""Whether an account wants a mail a day of how much waits for it: it says so on the first page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.editorial.models import DigestChoice


class State(NamedTuple):
    """What the first page says of the mail; it is offered where the site can send any."""

    is_offered: bool
    is_wanted: bool = False
    address: str = ""


def state_for(user: Any) -> State:
    if not settings.HAS_MAIL:
        return State(is_offered=False)
    is_wanted = DigestChoice.objects.filter(user=user.pk).exists()
    return State(is_offered=True, is_wanted=is_wanted, address=user.email)


def choose(request: HttpRequest) -> HttpResponse:
    """Turns the mail on or off, for the account that is signed in and no other."""
    user: Any = request.user
    if request.method == "POST" and "wanted" not in request.POST:
        DigestChoice.objects.filter(user=user).delete()
        messages.success(request, _("No such mail is sent to you any more."))
    elif request.method == "POST" and user.email and settings.HAS_MAIL:
        language = {"language": get_language() or settings.LANGUAGE_CODE}
        DigestChoice.objects.update_or_create(user=user, defaults=language)
        messages.success(request, _("From now on a mail a day says how much waits for you."))
    return HttpResponseRedirect(reverse("admin:index"))
