"""Links for somebody without an account: made and shown once, or revoked, by a page of a record."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tracker.editorial import reviewers
from tracker.editorial.keys import is_key
from tracker.editorial.models import ReviewLink
from tracker.record.text import tidy_line


class Sent(NamedTuple):
    """What the page's form says; `token` is that of the link it made, `error` why it made none."""

    typed: dict[str, str]
    token: str = ""
    error: str = ""


def take(
    request: HttpRequest, record: Any, usual: dict[str, str], purpose: ReviewLink.Purpose
) -> Sent | None:
    """What was sent, with `usual` where nothing was; None where a link was to be revoked."""
    user: Any = request.user
    if request.method == "POST" and "revoke" in request.POST:
        link = request.POST["revoke"]
        if is_key(link) and reviewers.revoke(record, user, int(link), purpose):
            messages.success(request, _("The link is revoked: it opens nothing any more."))
        else:
            messages.info(request, _("The link was over already."))
        return None
    typed = {
        "reviewer": tidy_line(request.POST.get("reviewer", usual["reviewer"])),
        "days": request.POST.get("days", usual["days"]).strip(),
    }
    if request.method != "POST":
        return Sent(typed)
    days = typed["days"]
    number = int(days) if is_key(days) and len(days) < 4 else 0
    try:
        token = reviewers.make_link(record, user, typed["reviewer"], number, purpose)
    except ValidationError as refused:
        return Sent(typed, error=" ".join(refused.messages))
    return Sent(typed, token)
