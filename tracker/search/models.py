"""The tables of the index. All of it can be made anew from the record by `rebuild_search`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tracker.search.kinds import id_range


class OfKindQuerySet(models.QuerySet[Any]):
    """Rows whose ids hold their kind."""

    def of_kind(self, number: int) -> Any:
        """Those of one kind."""
        first, after = id_range(number)
        return self.filter(id__gte=first, id__lt=after)


class Document(models.Model):
    """One record as it is counted and put in order.

    `id` holds the kind and the record's key, see `kinds.py`; days are ordinals as of
    `datetime.date`, `entered` is microseconds since 1970.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField(db_index=True)
    digest = models.BinaryField(max_length=16)
    # A record that went out of readers' sight stays as a row, so that every process hears of it.
    is_shown = models.BooleanField()
    day = models.IntegerField(null=True)
    last = models.IntegerField(null=True)
    entered = models.BigIntegerField()
    # Ids of Values, four bytes each, and of other Documents, eight bytes each.
    facets = models.BinaryField()
    members = models.BinaryField()
    # Ids of Values, four bytes each: what statistics count of it, once for each case.
    cases = models.BinaryField(default=b"")

    objects = OfKindQuerySet.as_manager()

    class Meta:
        verbose_name = "document"

    def __str__(self) -> str:
        return str(self.id)


class Texts(models.Model):
    """The words of documents as they were written, for showing where something was found.

    The normalised words, by which they are found, stand in the table `words_table`: on SQLite one
    of FTS5, on PostgreSQL one of tsvectors.
    """

    words_table: ClassVar[str]

    id = models.BigIntegerField(primary_key=True)
    kind = models.SmallIntegerField()
    title = models.TextField()
    body = models.TextField()

    objects = OfKindQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class Text(Texts):
    """What readers see of a record, in words."""

    words_table = "search_words"

    class Meta:
        verbose_name = "text"


class DeskText(Texts):
    """The words of a record that readers do not see, in tables that they cannot be found in.

    A draft that comes in sight goes from here to Text, and one that is withdrawn comes back.
    """

    words_table = "search_deskwords"

    class Meta:
        verbose_name = "text at the desk"


class Row(models.Model):
    """What a list says of a shown record, see `rows.py`."""

    id = models.BigIntegerField(primary_key=True)
    said = models.TextField()

    objects = OfKindQuerySet.as_manager()

    class Meta:
        verbose_name = "row"

    def __str__(self) -> str:
        return self.said


class Line(models.Model):
    """What a table says of a shown record, see `lines.py`."""

    id = models.BigIntegerField(primary_key=True)
    text = models.TextField()

    objects = OfKindQuerySet.as_manager()

    class Meta:
        verbose_name = "line"

    def __str__(self) -> str:
        return self.text


class Case(models.Model):
    """What statistics count of a shown claim, see `cases.py`."""

    id = models.BigIntegerField(primary_key=True)
    said = models.TextField()

    objects = OfKindQuerySet.as_manager()

    class Meta:
        verbose_name = "case"

    def __str__(self) -> str:
        return self.said


class Value(models.Model):
    """One value of one facet, or of what is counted: a party as claimant, a stance of a party."""

    facet = models.CharField(max_length=16)
    key = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "key"], name="search_value_once")]

    def __str__(self) -> str:
        return f"{self.facet} {self.key}"


class Write(models.Model):
    """One writing of the index. The newest is the version stamp of everything that is found.

    A process that holds an older version, and finds its token here, reads what came after it; one
    that does not find it (a backup was put back, a transaction was undone) reads everything again.
    """

    version = models.BigIntegerField(primary_key=True)
    token = models.CharField(max_length=32)
    # Whether names, by which readers choose and find, may have changed with it.
    names_changed = models.BooleanField()

    class Meta:
        verbose_name = "write"

    def __str__(self) -> str:
        return str(self.version)


class Built(models.Model):
    """By which version of the rules, `normalise.VERSION`, all of the index was made."""

    version = models.IntegerField()

    class Meta:
        verbose_name = "version of the index"

    def __str__(self) -> str:
        return str(self.version)


class Rebuild(models.Model):
    """How far a rebuilding came that was stopped."""

    after = models.BigIntegerField()

    class Meta:
        verbose_name = "rebuild"

    def __str__(self) -> str:
        return str(self.after)
