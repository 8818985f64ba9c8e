"""The daily mail of how much waits for an account: numbers, references of overdue requests and a
link, nothing of what it is.

Mail is read on servers and telephones that nobody here has a say in.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tracker.editorial.accounts.mail import written
from tracker.editorial.models import DigestChoice
from tracker.editorial.my_day import Counts, counts_for, due
from tracker.record.state import deadline_day

logger = logging.getLogger(__name__)
MOST_REFERENCES = 20


def send_digests(today: date) -> tuple[int, list[str]]:
    """Send each account its mail of this day, once; where nothing waits for it, none.

    Returns how many went, and the names of the accounts whose mail did not.
    """
    rows = DigestChoice.objects.filter(user__is_active=True, user__is_staff=True)
    sent, failed = 0, []
    for choice in rows.exclude(sent_for=today).select_related("user").order_by("user__username"):
        before = choice.sent_for
        # Taken first: of two commands at once one sends it.
        own = DigestChoice.objects.filter(pk=choice.pk).filter(
            Q(sent_for=before) if before else Q(sent_for=None)
        )
        if not own.update(sent_for=today):
            continue
        try:
            sent += _send(choice)
        except Exception:
            # Whatever a mail server says of one address, the others get theirs.
            logger.exception("The mail for account %s was not sent.", choice.user.get_username())
            failed.append(choice.user.get_username())
            DigestChoice.objects.filter(pk=choice.pk, sent_for=today).update(sent_for=before)
    return sent, failed


def _send(choice: DigestChoice) -> int:
    counts = counts_for(choice.user)
    if not any(counts) or not choice.user.email:
        return 0
    references = overdue_references() if counts.overdue else []
    with override(choice.language):
        subject = _("%(site)s: what waits for you at the desk") % {"site": settings.SITE_NAME}
        message = written(subject, text_of(counts, references), choice.user.email)
    return message.send()


def overdue_references() -> list[str]:
    """The first of the requests whose day is over, by reference: what they are of, no mail says."""
    today = deadline_day(timezone.now())
    rows = due(today).filter(due_on_latest__lt=today).order_by("due_on_latest", "pk")
    return list(rows.values_list("reference", flat=True)[:MOST_REFERENCES])


def text_of(counts: Counts, overdue: Sequence[str] = ()) -> str:
    """The mail in the language that is active."""
    address = f"{settings.SITE_URL}{reverse('admin:index')}"
    lines = []
    if n := counts.for_you:
        lines.append(
            ngettext("%(n)d record waits for you.", "%(n)d records wait for you.", n) % {"n": n}
        )
    if n := counts.to_publish:
        lines.append(
            ngettext(
                "%(n)d record waits to be published.", "%(n)d records wait to be published.", n
            )
            % {"n": n}
        )
    if n := counts.overdue:
        lines.append(
            ngettext("%(n)d request is overdue.", "%(n)d requests are overdue.", n) % {"n": n}
        )
    if n := counts.received:
        lines.append(
            ngettext(
                "%(n)d answer or correction from outside waits.",
                "%(n)d answers or corrections from outside wait.",
                n,
            )
            % {"n": n}
        )
    if n := counts.due_soon:
        lines.append(
            ngettext("%(n)d request is due this week.", "%(n)d requests are due this week.", n)
            % {"n": n}
        )
    if overdue:
        lines.append(_("Overdue: %(references)s") % {"references": ", ".join(overdue)})
    lines += ["", address, "", _("You asked for this mail; the same page turns it off.")]
    return "\n".join(lines)
