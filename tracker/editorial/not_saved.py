"""What an editor is told when the database refused to save a form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from tracker.record.trouble import Trouble

WORDS = {
    Trouble.FULL: gettext_lazy(
        "The disk of this site is full, and nothing was saved. Here is all that you typed: keep "
        "this page open, or copy it, and save again when whoever runs the site has made room."
    ),
    Trouble.READ_ONLY: gettext_lazy(
        "The database takes no changes at the moment, and nothing was saved. Here is all that you "
        "typed: keep this page open, or copy it, and save again later."
    ),
    Trouble.BUSY: gettext_lazy("The database was busy and nothing was saved. Save again."),
}
OTHERWISE = gettext_lazy(
    "The database failed, and nothing was saved. Here is all that you typed: keep this page open, "
    "or copy it, and save again later."
)


def refused_by_database(trouble: Trouble) -> str:
    """Why a form came back, and what to do with it."""
    return str(WORDS.get(trouble, OTHERWISE))
