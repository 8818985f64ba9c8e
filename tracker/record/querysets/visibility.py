"""Who may see what: the one definition of *published* that every noun builds on.

Readers' code begins with `.published()`, which is `.visible_to(AnonymousUser())`. Staff looking at
a preview use `.visible_to(user)`: drafts too, but never what is confidential and nothing withdrawn,
so that the preview is the page readers would get.

A noun without a status of its own is as public as what it hangs on: an allegation as its claim, an
answer as its response and its allegation's claim, a source as what cites it, a party or a place as
what names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeAlias

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Expression, F, Q

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

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

    # Whether the condition is made of subqueries alone, and so long that its SQL is cached.
    is_cached = False

    def visible_to(self, user: User) -> Any:
        """The rows that `user` may see on public pages or in their preview."""
        statuses = statuses_for(user)
        if self.is_cached:
            return self.filter(Seen(type(self), self.model, statuses))
        return self.filter(self.seen_with(statuses))

    def published(self) -> Any:
        """The rows that anybody may see."""
        return self.visible_to(AnonymousUser())

    def published_among(self, pks: Iterable[int]) -> set[int]:
        """Those of these rows that anybody may see, by primary key."""
        return set(self.filter(pk__in=pks).published().values_list("pk", flat=True))

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


class Seen(Expression):
    """The condition of a long definition, whose SQL is compiled once for each database.

    To compile four kilobytes takes ten times as long as the database takes to answer them. Its own
    row is named as the statement around it names it; its subqueries have names nobody else uses.
    """

    def __init__(
        self, kind: type[VisibleQuerySet], model: type[models.Model], statuses: tuple[str, ...]
    ) -> None:
        super().__init__(output_field=models.BooleanField())
        self.kind, self.model, self.statuses = kind, model, statuses
        self.row: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        sql, params = _compiled(self.kind, self.model, self.statuses, connection.alias)
        own = f"{connection.ops.quote_name(self.model._meta.db_table)}."
        return sql.replace(own, f"{compiler.quote_name_unless_alias(self.row.alias)}."), params


# What Django calls the tables of subqueries: `U0`, and `T4` where one stands there twice.
ALIAS = re.compile(r"\b([T-Z]\d+)\b")


@cache
def _compiled(
    kind: type[VisibleQuerySet], model: type[models.Model], statuses: tuple[str, ...], using: str
) -> tuple[str, tuple[Any, ...]]:
    query = model._base_manager.using(using).filter(_condition(kind, statuses)).query
    if list(query.alias_map) != [model._meta.db_table]:
        raise TypeError(f"{kind.__name__}.condition joins other tables: it cannot be cached")
    sql, params = query.get_compiler(using).compile(query.where)
    return ALIAS.sub(r"seen_\1", sql), tuple(params)


class PublishableQuerySet(VisibleQuerySet):
    """Records with a status of their own."""

    def condition(self, statuses: tuple[str, ...]) -> Any:
        return where(statuses, "")
