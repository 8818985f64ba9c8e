"""What reviewers by link say of a record, and what of that, and of the answers, they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.edition.readers import Reader
from tracker.editorial.models import Comment, ReviewLink
from tracker.editorial.reviewing import LONGEST
from tracker.record.trees import in_order

# A comment costs its characters, and as many more for being one: somebody has to read it.
COST_OF_ONE = 200
MOST_AN_HOUR = 20_000
HOUR = timedelta(hours=1)
MOST_OF_A_LINK = 100


class TooMuch(ValidationError):
    """More than a reviewer may say now."""


class Said(NamedTuple):
    """A comment as its reviewer reads it: about what, and the answers meant for the reviewer."""

    about: str
    text: str
    said_at: datetime
    is_settled: bool
    replies: list[tuple[str, datetime]]


def subjects_shown(reader: Reader, key: str) -> dict[str, str]:
    """What of a record a reviewer may speak of, in words: the whole, and the points on the page."""
    tree = reader.trees([key]).get(key, {})
    found = {"": _("the whole record")}
    for point in sorted(tree.get("allegations", ()), key=lambda row: int(row["number"])):
        found[f"allegations/{point['row']}"] = _("point %(number)d") % {"number": point["number"]}
    answers = in_order(tree.get("answers", ()))
    claims = reader.trees({row["claim"] for row in answers})
    numbers = {
        f"allegation/{point['row']}": (claim, point["number"])
        for claim, claim_tree in claims.items()
        for point in claim_tree.get("allegations", ())
    }
    for row in answers:
        if row["allegation"] in numbers:
            found[f"answers/{row['row']}"] = _answer_in_words(*numbers[row["allegation"]])
    return found


def _answer_in_words(claim: str, number: int) -> str:
    return _("the answer on point %(number)d of %(claim)s") % {"number": number, "claim": claim}


def said_by(link: ReviewLink, subjects: Mapping[str, str]) -> list[Said]:
    """The reviewer's own comments, in order. No other comment is read, nor any answer to these that
    nobody let the reviewer read."""
    replies = Comment.objects.filter(is_for_reviewer=True).order_by("said_at", "pk")
    rows = Comment.objects.filter(by_link=link, answers=None).order_by("said_at", "pk")
    return [
        Said(
            subjects.get(one.about) or _("something that is gone"),
            one.text,
            one.said_at,
            one.resolved_at is not None,
            [(reply.text, reply.said_at) for reply in one.replies.all()],
        )
        for one in rows.prefetch_related(Prefetch("replies", replies))
    ]


def say(link: ReviewLink, text: str, about: str, subjects: Mapping[str, str]) -> Comment:
    """Keep what a reviewer says. Raises ValidationError, and TooMuch where it is too much now."""
    if about not in subjects:
        raise ValidationError(_("What the comment is about is gone; choose anew."))
    if len(text) > LONGEST:
        raise ValidationError(_("At most %(most)d characters.") % {"most": LONGEST})
    comment = Comment(record=link.record, by_link=link, text=text, about=about)
    comment.full_clean(exclude=["said_by", "by_link"])
    with transaction.atomic():
        # Of two at once the second counts the first.
        ReviewLink.objects.select_for_update().get(pk=link.pk)
        _refuse_too_much(link, len(text))
        comment.save()
    return comment


def _refuse_too_much(link: ReviewLink, length: int) -> None:
    rows = Comment.objects.filter(by_link=link)
    if rows.count() >= MOST_OF_A_LINK:
        raise TooMuch(
            _("No more than %(most)d comments are taken by one link.") % {"most": MOST_OF_A_LINK}
        )
    recent = rows.filter(said_at__gt=timezone.now() - HOUR)
    spent = recent.aggregate(n=Count("pk"), length=Sum(Length("text")))
    cost = (spent["n"] + 1) * COST_OF_ONE + (spent["length"] or 0) + length
    if cost > MOST_AN_HOUR:
        raise TooMuch(
            _("That is more than is taken in an hour. Nothing is lost: send it again later.")
        )
