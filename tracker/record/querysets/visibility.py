"""Who may see what: the one definition of *published* that every noun builds on.

Readers' code begins with `.published()`, which is `.visible_to(AnonymousUser())`. Staff looking at
a preview use `.visible_to(user)`: drafts too, but never what is confidential and nothing withdrawn,
so that the preview is the page readers would get.

A noun without a status of its own is as public as what it hangs on: an allegation as its claim, an
answer as its response and its allegation's claim, a source as what cites it, a party or a place as
what names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

User: TypeAlias = "AbstractBaseUser | AnonymousUser"

READERS_SEE = ("published",)
DESK_SEES = ("draft", "in_review", "published")


def statuses_for(user: User) -> tuple[str, ...]:
    """The statuses of records that `user` may see: published, and for active staff the drafts."""
    return DESK_SEES if user.is_active and getattr(user, "is_staff", False) else READERS_SEE


def where(statuses: tuple[str, ...], *paths: str) -> Any:
    """A condition that every record reached over `paths` has one of `statuses`."""
    condition = Q()
    for path in paths:
        condition &= Q(**{f"{path}__status__in" if path else "status__in": statuses})
    return condition


def any_of(conditions: Iterable[Any]) -> Any:
    """Conditions joined by “or”."""
    return reduce(or_, conditions)


def rows(model: str) -> Any:
    """All rows of a model of this room, by name: its module imports this one."""
    return apps.get_model("record", model)._default_manager.all()


def under(prefix: str, *paths: str) -> tuple[str, ...]:
    """Lookup paths below a prefix, which may be empty."""
    return tuple(f"{prefix}__{path}" if prefix else path for path in paths)


class VisibleQuerySet(models.QuerySet[Any]):
    """Rows that know who may see them."""

    def visible_to(self, user: User) -> Any:
        """The rows that `user` may see on public pages or in their preview."""
        return self.filter(self.seen_with(statuses_for(user)))

    def published(self) -> Any:
        """The rows that anybody may see."""
        return self.visible_to(AnonymousUser())

    def seen_with(self, statuses: tuple[str, ...]) -> Any:
        """The condition itself, for users who see records with these statuses."""
        return _condition(type(self), statuses)

    def condition(self, statuses: tuple[str, ...]) -> Any:
        """Makes it anew; a noun says here what it is as public as."""
        raise NotImplementedError


@cache
def _condition(kind: type[VisibleQuerySet], statuses: tuple[str, ...]) -> Any:
    # Making one takes longer than the statement that asks it; asking leaves it as it is.
    return kind().condition(statuses)


class PublishableQuerySet(VisibleQuerySet):
    """Records with a status of their own."""

    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "")
