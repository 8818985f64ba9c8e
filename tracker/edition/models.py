"""The tables that readers' pages are made from. Only `publishing` writes them."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

# The role of the first source of a chain, of those that go back to it.
ORIGIN = "origin"
# Before a key: the list of what names the record.
LIST = ">"


class StandingQuerySet(models.QuerySet[Any]):
    """Rows that hold from one entry of the ledger until another."""

    def standing(self) -> Any:
        """Rows that hold now."""
        return self.filter(until__isnull=True)

    def at(self, sequence: int) -> Any:
        """Rows that held when the ledger's newest entry was `sequence`."""
        return self.filter(since__lte=sequence).filter(
            Q(until__isnull=True) | Q(until__gt=sequence)
        )

    def whole(self) -> Any:
        """Without notices of withdrawal."""
        return self.filter(is_notice=False)


class Standing(models.Model):
    """A row that holds from entry `since` of the ledger until entry `until`, or still holds."""

    since = models.PositiveBigIntegerField()
    until = models.PositiveBigIntegerField(null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


class Edition(Standing):
    """One public state of one record."""

    # The record's name in the ledger: `C-2024-0001`, `party/7`, `stance/literal_denial`.
    key = models.CharField(max_length=80)
    noun = models.CharField(max_length=20)
    # The record's tree without what readers may not see, as JSON.
    document = models.TextField()
    # What readers find in place of a withdrawn record: that it was withdrawn, when and why.
    is_notice = models.BooleanField(default=False)
    # What names the record, and what its address ends with, so that a link to it decodes nothing.
    label = models.TextField(blank=True)
    address = models.CharField(max_length=120, blank=True)
    # The record's primary key, by which the index finds it; empty where it has gone since.
    row = models.BigIntegerField(null=True)
    # When it was first published, or, of a notice, withdrawn; empty of what has no status.
    happened_at = models.DateTimeField(null=True)
    # Where it stands in a list that is in an order of the desk's own.
    rank = models.CharField(max_length=320, blank=True)
    # The entry that holds the tree which the document is cut from: the record's last publication.
    entry = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key", "since"], name="edition_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(until__isnull=True), name="edition_one_stands"
            ),
        ]
        indexes = [
            models.Index(
                fields=["noun", "until", "happened_at", "key", "is_notice"],
                name="edition_news_idx",
            ),
            models.Index(fields=["noun", "row"], name="edition_row_idx"),
            models.Index(
                fields=["noun", "rank", "id"],
                condition=Q(until__isnull=True),
                name="edition_rank_idx",
            ),
            models.Index(fields=["noun", "address"], name="edition_address_idx"),
            # With all that is asked of it: pages of the news are counted without a look at rows.
            models.Index(
                fields=["until", "happened_at", "key", "noun", "is_notice"],
                name="edition_all_news_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} since {self.since}"

    @cached_property
    def tree(self) -> dict[str, Any]:
        tree: dict[str, Any] = json.loads(self.document)
        return tree


class Link(Standing):
    """That one public record names another, and as what: `accused/party`, `answers/claim`."""

    source = models.CharField(max_length=80)
    role = models.CharField(max_length=120)
    target = models.CharField(max_length=80)
    # The day that lists put the source by: see `cutting.DATED_BY`.
    day = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["source", "role", "target"],
                condition=Q(until__isnull=True),
                name="link_one_stands",
            )
        ]
        indexes = [
            models.Index(
                fields=["target", "role", "until", "day", "source"], name="link_newest_idx"
            ),
            models.Index(fields=["source", "until"], name="link_source_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.role} {self.target}"


class Address(Standing):
    """An address that a public record had before it was renamed, or part of another record."""

    noun = models.CharField(max_length=20)
    old = models.CharField(max_length=120)
    # The record that is meant now.
    key = models.CharField(max_length=80)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "old"],
                condition=Q(until__isnull=True),
                name="address_one_stands",
            )
        ]
        indexes = [models.Index(fields=["key", "until"], name="address_key_idx")]

    def __str__(self) -> str:
        return f"{self.noun} {self.old} → {self.key}"


class Happening(models.Model):
    """That what readers see of a record changed: a line of the list of changes."""

    class What(models.TextChoices):
        PUBLISHED = "published"
        CORRECTED = "corrected"
        WITHDRAWN = "withdrawn"
        CHANGED = "changed"
        RENAMED = "renamed"
        MERGED = "merged"
        PARTED = "parted"
        ERASED = "erased"
        # Something that it names came in sight or went out of it.
        FOLLOWED = "followed"

    key = models.CharField(max_length=80)
    noun = models.CharField(max_length=20)
    what = models.CharField(max_length=10, choices=What)
    when = models.DateTimeField()
    # The last entry of the change, and that which holds what readers saw of the record since.
    at = models.PositiveBigIntegerField()
    entry = models.PositiveBigIntegerField()
    # Whether whoever published it wrote part of it, as at a desk of one.
    is_by_author = models.BooleanField(default=False)
    # Of a merge, and of one that was undone, the other record.
    other = models.CharField(max_length=80, blank=True)
    # Whether it may be told today: of a withdrawn record no more than that.
    is_told = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["key", "at"], name="happening_once")]
        indexes = [models.Index(fields=["is_told", "when", "at", "key"], name="happening_news_idx")]

    def __str__(self) -> str:
        return f"{self.key} {self.what} at {self.at}"


class Secret(Standing):
    """That a source is called confidential, from the entry that first says so until readers see it.

    Of one that they saw before, what it was cited for is shut in the past, too.
    """

    key = models.CharField(max_length=80)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(until__isnull=True), name="secret_one_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} since {self.since}"


class KeptCopies(Standing):
    """What readers see of the copies of a source: a list of `CopyTold`, as JSON."""

    # The source's key.
    key = models.CharField(max_length=80)
    document = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(until__isnull=True), name="kept_copies_one_stands"
            )
        ]
        indexes = [models.Index(fields=["key", "until"], name="kept_copies_idx")]

    def __str__(self) -> str:
        return f"{self.key} since {self.since}"


class QuoteMark(Standing):
    """What readers see of whether a public quote is in the copies of its source: a `Mark`."""

    # The row of the citation, the record that it is part of, and the source that it cites.
    row = models.BigIntegerField()
    record = models.CharField(max_length=80)
    source = models.CharField(max_length=80)
    document = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["row"], condition=Q(until__isnull=True), name="quote_mark_one_stands"
            )
        ]
        indexes = [
            models.Index(fields=["row", "until"], name="quote_mark_row_idx"),
            models.Index(fields=["source", "until"], name="quote_mark_source_idx"),
            models.Index(fields=["record", "until"], name="quote_mark_record_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.record}, {self.row} since {self.since}"


class Opened(models.Model):
    """The value behind a commitment of the ledger, as canonical JSON, that readers were shown.

    With its salt, by which readers can prove it.
    """

    commitment = models.CharField(max_length=64, primary_key=True)
    record = models.CharField(max_length=80, db_index=True)
    salt = models.CharField(max_length=64, default="")
    value = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record}: {self.value[:40]}"


class StampToken(models.Model):
    """A time stamp of a seal, or of a copy that readers are told of: the whole answer (DER)."""

    # Hash (SHA-256) of the answer, which a copy names; and the hash that was stamped.
    sha256 = models.CharField(max_length=64, primary_key=True)
    digest = models.CharField(max_length=64, db_index=True)
    token = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"stamp of {self.digest[:12]}"


class Touched(models.Model):
    """When a record's document last changed, or, under its key after LIST, what names it did."""

    key = models.CharField(max_length=82, primary_key=True)
    sequence = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key} at {self.sequence}"


class Reach(models.Model):
    """How far the ledger has been made into editions: one row."""

    # The first entry that has not.
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"up to {self.sequence}"
