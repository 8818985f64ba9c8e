"""The log's own tables. Entries, nodes, checkpoints and keys are only ever added."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.ledger.verify import LOG

# What programs found out about a source stands under this name before the source's: which copies of
# it are kept, and which quotes are in them.
EVIDENCE = "evidence"


class AppendOnly(Exception):
    """An attempt to change or delete what may only be added."""

    def __init__(self) -> None:
        super().__init__("The ledger is only added to.")


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that can be read and added; the database's triggers refuse the rest again."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def newest_of(self, records: list[str]) -> Any:
        """The last entry of each of these records."""
        last = self.filter(record__in=records).order_by().values("record")
        return self.filter(sequence__in=last.annotate(n=models.Max("sequence")).values("n"))

    def told(self) -> Any:
        """Without what befell the log itself: a restored backup, a clock set back."""
        return self.exclude(kind=LOG)

    def about_records(self) -> Any:
        """Without what programs found out about sources, either."""
        return self.told().exclude(kind=EVIDENCE)

    def shown(self) -> Any:
        """Entries of what readers could see when it was saved."""
        return self.filter(shown__in=Entry.SEEN)

    def settled(self) -> Any:
        """Without changes that waited, or wait, to be published."""
        return self.exclude(shown=Entry.Shown.WAITS)


class AddedOnce(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Entry(AddedOnce):
    """One saved change of one record. `body` is the entry; the columns repeat it for queries.

    What befell the log itself stands in it, too, under `verify.LOG` in the place of a record; what
    programs found out about a source under EVIDENCE and its name.
    """

    class Action(models.TextChoices):
        ENTERED = "entered", _("Entered")
        CHANGED = "changed", _("Changed")
        SUBMITTED = "submitted", _("Sent for review")
        RETURNED = "returned", _("Sent back to draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REOPENED = "reopened", _("Reopened as draft")
        IMPORTED = "imported", _("Loaded from a file")
        ADOPTED = "adopted", _("Taken into the ledger as it stood")
        MERGED = "merged", _("Made one with another record")
        PARTED = "parted", _("A merge undone: two records again")
        DELETED = "deleted", _("Deleted")
        RESTORED = "restored", _("An earlier state restored")
        ERASED = "erased", _("Words erased from the history")
        APPEARED = "appeared", _("Became visible with a record that names it")
        DISAPPEARED = "disappeared", _("Hidden with the records that named it")
        BACKUP = "backup", _("Log restored from a backup")
        CLOCK = "clock", _("Clock set back")
        FOUND = "found", _("Found by a program")

    class Shown(models.TextChoices):
        WHOLE = "whole", _("readers could see it")
        NOTICE = "notice", _("readers could see that it was withdrawn")
        NOTHING = "nothing", _("readers could not see it")
        # A change of what readers saw: they went on seeing the last entry that was no such change.
        WAITS = "waits", _("readers went on seeing what was published before")

    SEEN = (Shown.WHOLE, Shown.NOTICE)

    sequence = models.PositiveBigIntegerField(primary_key=True)
    record = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    revision = models.PositiveIntegerField()
    time = models.DateTimeField()
    actor = models.CharField(max_length=20)
    action = models.CharField(max_length=12, choices=Action)
    shown = models.CharField(max_length=7, choices=Shown)
    leaf = models.CharField(max_length=64)
    body = models.TextField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        default_permissions = ("view",)
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["record", "revision"], name="entry_revision_once")
        ]
        indexes = [models.Index(fields=["time"], name="entry_time_idx")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.record} {self.action}"

    @property
    def is_seen(self) -> bool:
        """Whether readers saw the record as this entry has it, or a notice in its place."""
        return self.shown in self.SEEN


class Opening(models.Model):
    """The value behind one commitment, and the salt that hides it. Deleted to erase it for good."""

    commitment = models.CharField(max_length=64, primary_key=True)
    record = models.CharField(max_length=80, db_index=True)
    path = models.CharField(max_length=200)
    salt = models.CharField(max_length=64)
    value = models.TextField()
    # What the value points to, when it points to another record: `party/7`, `S-2024-0001`.
    target = models.CharField(max_length=80, blank=True, default="", db_index=True)

    class Meta:
        verbose_name = _("opening of a commitment")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.record} {self.path}"


class Node(AddedOnce):
    """The hash of a complete subtree above the leaves: what makes roots and proofs quick."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("node of the tree")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="ledger_node_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Key(AddedOnce):
    """A public key that checkpoints are signed with, and the old key's word for the new one."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    text = models.CharField(max_length=300)
    rotation = models.TextField(blank=True)
    made_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("public key")
        default_permissions = ("view",)
        ordering = ["number"]

    def __str__(self) -> str:
        return self.text


class Checkpoint(AddedOnce):
    """A signed statement of how many entries there are and what they add up to."""

    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("checkpoint")
        default_permissions = ("view",)
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["size", "key"], name="checkpoint_once")]

    def __str__(self) -> str:
        return f"{self.size}: {self.root}"


class Actor(models.Model):
    """The name under which a person appears in the log: the same each time, telling nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    pseudonym = models.CharField(max_length=20, unique=True)

    class Meta:
        verbose_name = _("pseudonym")
        default_permissions = ()

    def __str__(self) -> str:
        return self.pseudonym


class Waiting(models.Model):
    """That a record which readers see was changed at the desk, and not published since."""

    # Its name in the ledger, and the first of the entries that nobody has published.
    record = models.CharField(max_length=80, unique=True)
    noun = models.CharField(max_length=20)
    since = models.PositiveBigIntegerField()
    began_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("record with changes that wait")
        verbose_name_plural = _("records with changes that wait")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record} since {self.since}"
