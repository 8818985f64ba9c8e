"""Links by which a lawyer or a translator without an account looks at one record and comments.

A link shows the record as it is when it is opened, not as it was when the link was made: what was
mended or called confidential meanwhile is mended and gone for the reviewer, too, and a comment is
about what the desk has. It ends on its day, when somebody revokes it, and with the record: once it
is withdrawn, deleted or confidential. A link that ended, and one that never was, are not told
apart.

The address of whoever opens it is kept as those of wrong sign-ins are: of IPv6 the network, and
for a day. After that a keyed hash tells whether two openings came from one place.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Model, Prefetch, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tracker.editorial.accounts.places import DAYS as PLACE_DAYS
from tracker.editorial.accounts.places import address_of, digest_of
from tracker.editorial.accounts.throttle import FORGOTTEN_AFTER
from tracker.editorial.models import LinkOpening, ReviewLink
from tracker.editorial.rights import may_edit_all
from tracker.record.models import Status
from tracker.record.nouns import NOUNS, name_of, noun_name
from tracker.record.trees import locate

# Nouns that readers have no page of.
WITHOUT_PAGE = frozenset({"correction", "stance", "violation"})
DAYS, MOST_DAYS = 7, 30
Purpose = ReviewLink.Purpose
# Whoever is asked for a reply has as long as letters take.
MOST_DAYS_OF = {Purpose.REVIEW: MOST_DAYS, Purpose.ANSWER: 120}
# 192 random bits.
TOKEN_BYTES = 24
MOST_OPEN = 20
MOST_LISTED = 30
ONE_VISIT = timedelta(minutes=15)
HOUR = timedelta(hours=1)
# A page costs as much as any other of the desk, and a link is for one person.
MOST_AN_HOUR = 120
# As many openings of a link are kept one by one, and the others counted: more than there are in an
# hour, which are added up.
MOST_OPENINGS = 150


class TooOften(Exception):
    """The link was opened too often to be opened now."""


# --- Making and ending them -----------------------------------------------------------------------


def may_invite(user: Any, record: Model) -> bool:
    """Whether an account may let somebody outside look at a record, and see who did."""
    name = noun_name(record)
    return name not in WITHOUT_PAGE and may_edit_all(user, NOUNS[name])


def make_link(
    record: Model,
    user: AbstractBaseUser,
    reviewer: str,
    days: int,
    purpose: Purpose = Purpose.REVIEW,
) -> str:
    """Make a link for so many days; returns the token, which is kept nowhere.

    Raises ValidationError.
    """
    most = MOST_DAYS_OF[purpose]
    if not 1 <= days <= most:
        raise ValidationError(
            {"days": _("A whole number of days, from 1 to %(most)d.") % {"most": most}}
        )
    if is_out_of_sight(record):
        raise ValidationError(_("It is withdrawn or confidential: nobody outside is shown it."))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = timezone.now()
    link = ReviewLink(
        digest=_digest(token),
        record=name_of(record),
        purpose=purpose,
        reviewer=reviewer,
        made_by_id=user.pk,
        made_at=now,
        ends_at=now + timedelta(days=days),
    )
    link.full_clean(exclude=["made_by"])
    with transaction.atomic():
        if _open_links(link.record, purpose).count() >= MOST_OPEN:
            raise ValidationError(
                _("At most %(most)d links of a record are open at once: revoke one.")
                % {"most": MOST_OPEN}
            )
        link.save()
    return token


def _digest(token: str) -> str:
    return digest_of("reviewer's link", token)


def _open_links(record: str, *purposes: Purpose) -> Any:
    rows = ReviewLink.objects.filter(record=record, revoked_at=None)
    rows = rows.filter(purpose__in=purposes) if purposes else rows
    return rows.filter(ends_at__gt=timezone.now())


def count_open_links(record: Model, purpose: Purpose = Purpose.REVIEW) -> int:
    """How many links of a record can be opened now."""
    return int(_open_links(name_of(record), purpose).count())


def links_of(record: Model, purpose: Purpose = Purpose.REVIEW) -> list[ReviewLink]:
    """The newest links of a record, each with its openings, the last first."""
    forget_addresses()
    openings = Prefetch("openings", LinkOpening.objects.order_by("-last_at", "-pk"))
    rows = ReviewLink.objects.filter(record=name_of(record), purpose=purpose)
    rows = rows.order_by("-made_at", "-pk")
    rows = rows.select_related("made_by", "revoked_by").prefetch_related(openings)
    return list(rows[:MOST_LISTED])


def revoke(
    record: Model, user: AbstractBaseUser, link: int, purpose: Purpose = Purpose.REVIEW
) -> bool:
    """End a link of a record at once; False where there is no such one that is open."""
    rows = _open_links(name_of(record), purpose).filter(pk=link)
    return bool(rows.update(revoked_at=timezone.now(), revoked_by=user.pk))


def end_links(record: Model) -> None:
    """End all links of a record, of either purpose: it is withdrawn or confidential from now on."""
    _open_links(name_of(record)).update(revoked_at=timezone.now())


# --- Opening one ----------------------------------------------------------------------------------


def find_link(token: str, purpose: Purpose = Purpose.REVIEW) -> tuple[ReviewLink, Any] | None:
    """The link with this token, and its record; None where none is open, whatever the reason."""
    digest = _digest(token)
    link = ReviewLink.objects.filter(digest=digest, purpose=purpose).first()
    if not constant_time_compare(link.digest if link else "", digest):
        return None
    if link is None or not link.is_open:
        return None
    record = _record_of(link)
    if record is None or is_out_of_sight(record):
        # For good, whatever becomes of the record.
        ReviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())
        return None
    return link, record


def _record_of(link: ReviewLink) -> Any:
    located = locate(link.record)
    if located is None:
        return None
    noun, value = located
    return noun.model._default_manager.filter(**{noun.key_lookup(): value}).first()


def is_out_of_sight(record: Any) -> bool:
    """Whether a record is shown to nobody outside the desk, as it stands."""
    is_withdrawn = getattr(record, "status", "") == Status.WITHDRAWN
    return is_withdrawn or bool(getattr(record, "confidential", False))


def refuse_too_often(link: ReviewLink) -> None:
    """Raise TooOften where a link was opened as often as it may be in an hour."""
    recent = LinkOpening.objects.filter(link=link, last_at__gt=timezone.now() - HOUR)
    if (recent.aggregate(n=Sum("times"))["n"] or 0) >= MOST_AN_HOUR:
        raise TooOften


def note_opening(link: ReviewLink, request: HttpRequest) -> None:
    """Write down that a link is opened, and from where. Raises TooOften, writing nothing."""
    now, address = timezone.now(), address_of(request)
    place = digest_of("opening", str(link.pk), address)
    forget_addresses()
    with transaction.atomic():
        # Of two at once the second counts on the first.
        ReviewLink.objects.select_for_update().get(pk=link.pk)
        refuse_too_often(link)
        rows = LinkOpening.objects.filter(link=link)
        visit = rows.filter(
            place=place, last_at__gt=now - ONE_VISIT, began_at__gt=now - HOUR
        ).order_by("-last_at")
        newest = visit.values_list("pk", flat=True).first()
        if newest is None:
            rows.create(link=link, place=place, address=address, began_at=now, last_at=now)
            old = rows.order_by("-last_at", "-pk").values_list("pk", flat=True)[MOST_OPENINGS:]
            rows.filter(pk__in=list(old)).delete()
        else:
            rows.filter(pk=newest).update(times=F("times") + 1, last_at=now)
        ReviewLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)


def forget_addresses() -> None:
    """Forget where links were opened from: the address after a day, the place with those of
    sign-ins."""
    now = timezone.now()
    old = LinkOpening.objects.filter(began_at__lt=now - FORGOTTEN_AFTER).exclude(address="")
    old.update(address="")
    older = LinkOpening.objects.filter(began_at__lt=now - timedelta(days=PLACE_DAYS))
    older.exclude(place="").update(place="")
