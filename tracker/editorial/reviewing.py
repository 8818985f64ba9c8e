"""What the people of the desk say to each other of a record, and whose it is to look at next.

Nothing of it is part of the record: it is in no entry of the ledger and on no page of readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.models import Assignment, Comment
from tracker.editorial.my_day import MOVES, comments_to, given_to, returned
from tracker.editorial.own_records import contributes, sees_own_alone
from tracker.editorial.people import people
from tracker.editorial.rights import may, may_edit_all
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record.models import Claim, Response
from tracker.record.nouns import DESK_ONLY, NOTICE, NOUNS, name_of, noun_name

LONGEST = 4000


class Thread(NamedTuple):
    """A comment, what it is about in words, and its answers in order."""

    comment: Comment
    about: str
    replies: list[Comment]


# --- Comments -------------------------------------------------------------------------------------


def subjects(record: Model) -> dict[str, str]:
    """What of a record a comment may be about, in words: the whole, its fields, its points."""
    noun = NOUNS[noun_name(record)]
    found = {"": _("the whole record")}
    for column in noun.columns:
        if column.name not in {*DESK_ONLY, *NOTICE, "reference"}:
            found[column.name] = str(column.field.verbose_name)
    if isinstance(record, Claim):
        for point in record.allegations.order_by("number"):
            found[f"allegations/{point.pk}"] = _("point %(number)d") % {"number": point.number}
    if isinstance(record, Response):
        for answer in record.answers.select_related("allegation__claim").order_by("pk"):
            found[f"answers/{answer.pk}"] = _("the answer on %(point)s") % {
                "point": answer.allegation
            }
    return found


def threads_on(record: Model) -> list[Thread]:
    """The comments on a record: those that are open first, each with its answers."""
    words = subjects(record)
    rows = Comment.objects.filter(record=name_of(record), answers=None)
    rows = rows.select_related("said_by", "by_link", "resolved_by")
    rows = rows.prefetch_related("replies__said_by", "replies__by_link")
    ordered = sorted(rows, key=lambda one: (one.resolved_at is not None, one.said_at))
    return [
        Thread(
            one,
            words.get(one.about) or _("something that is gone"),
            sorted(one.replies.all(), key=lambda reply: reply.said_at),
        )
        for one in ordered
    ]


def count_open(record: Model) -> int:
    """How many comments on a record are not settled."""
    rows = Comment.objects.filter(record=name_of(record), answers=None, resolved_at=None)
    return int(rows.count())


def say(
    record: Model,
    user: AbstractBaseUser,
    text: str,
    about: str = "",
    answers: int | None = None,
    *,
    for_reviewer: bool = False,
) -> Comment:
    """Say something of a record; `for_reviewer` lets the reviewer whom it answers read it.

    Raises ValidationError for what cannot be said so.
    """
    comment = Comment(record=name_of(record), said_by_id=user.pk, text=text, about=about)
    if answers is not None:
        first = Comment.objects.filter(record=comment.record, answers=None, pk=answers).first()
        if first is None:
            raise ValidationError(_("The comment that you answer is gone."))
        comment.answers, comment.about = first, first.about
        comment.is_for_reviewer = for_reviewer and first.by_link_id is not None
    elif about not in subjects(record):
        raise ValidationError(_("What the comment is about is gone; choose anew."))
    if len(text) > LONGEST:
        raise ValidationError(_("At most %(most)d characters.") % {"most": LONGEST})
    comment.full_clean(exclude=["said_by"])
    comment.save()
    return comment


def settle(record: Model, user: AbstractBaseUser, comment: int) -> bool:
    """Settle a comment, or open it again; False where there is no such one."""
    row = Comment.objects.filter(record=name_of(record), answers=None, pk=comment).first()
    if row is None:
        return False
    is_open = row.resolved_at is None
    row.resolved_at = timezone.now() if is_open else None
    row.resolved_by_id = user.pk if is_open else None
    row.save()
    return True


# --- Whose turn it is -----------------------------------------------------------------------------


def reviewers(record: Model) -> list[Any]:
    """The accounts that may change a record once it is given to them, by name."""
    noun = NOUNS[noun_name(record)]
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    return [
        one
        for one in users.order_by("username")
        if may(one, "change", noun) or contributes(one, noun)
    ]


def may_assign(user: Any, record: Model) -> bool:
    """Whether an account may say whose turn it is."""
    return may_edit_all(user, NOUNS[noun_name(record)])


def assigned(record: Model) -> Any:
    """Who is to look at a record next; None without anybody."""
    row = Assignment.objects.filter(record=name_of(record)).select_related("user").first()
    return row.user if row else None


def assign(record: Model, user: AbstractBaseUser, to: int | None) -> None:
    """Give a record to somebody to look at, or to nobody. Raises ValidationError.

    A contributor may see and change what was given to it: it gives nothing away itself.
    """
    assign_all([record], user, to)


def assign_all(records: Sequence[Model], user: Any, to: int | None) -> int:
    """The same of several records of one kind; how many. Raises ValidationError."""
    if not records:
        return 0
    if not may_assign(user, records[0]):
        raise ValidationError(_("Your account may not do this now."))
    names = [name_of(one) for one in records]
    if to is None:
        Assignment.objects.filter(record__in=names).delete()
        return len(names)
    if to not in {one.pk for one in reviewers(records[0])}:
        raise ValidationError(_("This account may not change the record."))
    given = {"user_id": to, "given_by_id": user.pk, "given_at": timezone.now()}
    Assignment.objects.bulk_create(
        [Assignment(record=name, **given) for name in names],
        update_conflicts=True,
        unique_fields=["record"],
        update_fields=list(given),
    )
    return len(names)


def sent_back(record: Model) -> tuple[str, str]:
    """(by whom, why) a draft was sent back last; empty where it was not, or was sent in again."""
    sight = Sight(noun_name(record), [name_of(record)])
    last = sight.entries().filter(action__in=MOVES).first()
    if last is None or last.action != Entry.Action.RETURNED:
        return "", ""
    return people([last.actor])[last.actor], sight.state(last).reason


def returned_to(user: AbstractBaseUser, most: int) -> list[Model]:
    """Drafts that this account sent for review and got back, last saved first."""
    found: list[Any] = []
    for noun in NOUNS.values():
        if noun.has_status:
            rows = returned(noun, user, own_alone=sees_own_alone(user))
            found += rows.order_by("-updated_at")[:most]
    return sorted(found, key=lambda row: row.updated_at, reverse=True)[:most]


# --- What is for somebody -------------------------------------------------------------------------


def records_for(user: AbstractBaseUser, most: int) -> list[Assignment]:
    """What somebody gave this account to look at, the longest first."""
    return list(given_to(user).select_related("given_by").order_by("given_at")[:most])


def comments_for(user: AbstractBaseUser, most: int) -> list[Comment]:
    """Open comments to this account, newest first."""
    rows = comments_to(user, own_alone=sees_own_alone(user)).select_related("said_by", "by_link")
    return list(rows.order_by("-said_at", "-pk")[:most])
