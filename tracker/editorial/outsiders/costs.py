"""How much may be sent in a day: counted by what it costs the desk, not by how often.

A text counts for one, and each megabyte that comes with it for one more. From one address as much
as a lawyer's office sends in a day; from all together as much as the disk and an editor bear. Each
link to answer a request has an account of its own, so that nobody can use it up from elsewhere.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from tracker.capture.wire import MEGABYTE
from tracker.editorial.models import ReviewLink, Submission

A_DAY = timedelta(days=1)
FROM_ONE, FROM_ALL, BY_LINK = 40, 1_000, 200
# The largest file, how many of them, and all that a form may weigh with what is around them.
FILE_MEGABYTES, FILES = min(10, settings.CAPTURE_MEGABYTES), 3
FORM_BYTES = (FILE_MEGABYTES * FILES + 1) * MEGABYTE


class TooMuch(Exception):
    """As much came today as is taken in a day."""


def cost_of(sizes: list[int]) -> int:
    """What a text with files of these sizes counts for."""
    return 1 + sum(-(-size // MEGABYTE) for size in sizes)


def refuse_too_much(cost: int, place: str, link: ReviewLink | None) -> None:
    """Raise TooMuch where what costs this much is more than is taken today."""
    forget_places()
    rows = Submission.objects.filter(sent_at__gt=timezone.now() - A_DAY)
    if link is not None:
        accounts = [(rows.filter(link=link), BY_LINK)]
    else:
        strangers = rows.filter(link=None)
        accounts = [(strangers.filter(place=place), FROM_ONE), (strangers, FROM_ALL)]
    for sent, most in accounts:
        if (sent.aggregate(all=Sum("cost"))["all"] or 0) + cost > most:
            raise TooMuch


def forget_places() -> None:
    """Forget, after a day, from where something was sent."""
    old = Submission.objects.filter(sent_at__lt=timezone.now() - A_DAY).exclude(place="")
    old.update(place="")
