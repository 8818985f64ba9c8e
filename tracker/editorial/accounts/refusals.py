"""What somebody is told whose sign-in, or whose code, is not tried now."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.editorial.accounts import throttle

WHILE_BUSY = timedelta(seconds=3)


def words_of(refusal: throttle.Refused) -> list[str]:
    """Why a sign-in is not tried now, and when it will be."""
    if refusal.wait is None:
        return [
            _(
                "Others are signing in at this moment, so this was not tried. "
                "Try again in a few seconds."
            )
        ]
    minutes = ceil(refusal.wait / timedelta(minutes=1))
    return [
        ngettext(
            "There were too many wrong sign-ins, so this one was not tried. "
            "Try again in %(minutes)d minute.",
            "There were too many wrong sign-ins, so this one was not tried. "
            "Try again in %(minutes)d minutes.",
            minutes,
        )
        % {"minutes": minutes},
        _(
            "If they were not yours: a browser in which you signed in before is not held up by "
            "others, and whoever runs this site can let you in."
        ),
    ]
