"""What records are found by when something like them is typed. All of it can be made anew."""

from __future__ import annotations

from django.db import models


class Fingerprint(models.Model):
    """One key of one record's names, addresses or sentences; those alike have one in common.

    `key` is a hash of 64 bits; `version` is that of the rules that made it.
    """

    noun = models.CharField(max_length=12)
    row = models.BigIntegerField()
    key = models.BigIntegerField()
    version = models.SmallIntegerField()

    class Meta:
        verbose_name = "fingerprint"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "row", "key"],
                name="fingerprint_once",
                violation_error_message="The record has this key already.",
            )
        ]
        indexes = [
            models.Index(fields=["key", "row"], name="fingerprint_key_idx"),
            models.Index(fields=["version"], name="fingerprint_version_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.noun}/{self.row}"
