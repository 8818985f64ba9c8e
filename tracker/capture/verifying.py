"""Whether each copy on file is there and is what it was, and which files no row names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tracker.capture import storage
from tracker.capture.erasing import still_named
from tracker.capture.models import Capture, CopyText, Erasure, HandedInFile

# Columns of a capture that name a file.
OF_FILES = ("sha256", "warc_sha256")


def hashes_of_captures() -> dict[str, str]:
    """Every hash that a capture, its text or a file from outside names, and the first that does."""
    found: dict[str, str] = {}
    for column in OF_FILES:
        rows = Capture.objects.exclude(**{column: ""}).order_by("pk")
        for sha256, reference, made_at in rows.values_list(
            column, "for_reference", "made_at"
        ).iterator():
            found.setdefault(sha256, f"{reference}, {made_at:%Y-%m-%d %H:%M}")
    texts = CopyText.objects.readable().order_by("pk").select_related("capture")
    for text in texts.only("text_sha256", "capture__for_reference", "capture__made_at").iterator():
        found.setdefault(text.text_sha256, f"{text.capture}, text")
    sent = HandedInFile.objects.order_by("pk").values_list("sha256", "sent_at")
    for sha256, sent_at in sent.iterator():
        found.setdefault(sha256, f"from outside, {sent_at:%Y-%m-%d %H:%M}")
    return found


def came_back() -> Iterator[str]:
    """Hashes of erased copies whose files are there again, as from a backup, and no copy's own.

    Of those alone whose hash was kept: others are files that no row names.
    """
    rows = Erasure.objects.exclude(former_digest="").order_by("pk")
    for digest in rows.values_list("former_digest", flat=True):
        if storage.path_of(digest).exists() and not still_named([digest]):
            yield digest


def damages() -> Iterator[tuple[str, storage.Damage | None]]:
    """Each file that captures name, by the capture's name, with what is wrong with it."""
    for sha256, name in hashes_of_captures().items():
        yield name, storage.damage(sha256)


def named_hashes() -> set[str]:
    """Every hash that a row of this room names, of whatever kind: no such file is swept."""
    found: set[str] = set()
    for model in apps.get_app_config("capture").get_models():
        for field in model._meta.concrete_fields:
            if field.name.endswith("sha256"):
                found |= set(model._default_manager.values_list(field.name, flat=True).distinct())
    return found


def orphans(older_than: float) -> list[Path]:
    """Files that no row names and that are older than this many seconds.

    Files that are neither under a hash nor unfinished were put there by somebody, and are theirs.
    """
    named = named_hashes()
    return [
        file
        for file in storage.every_file()
        if (storage.HASH.fullmatch(file.name) or file.name.startswith(storage.UNFINISHED))
        and file.name not in named
        and storage.age(file) > older_than
    ]


def sweep(older_than: float) -> int:
    """Take orphans away, while nobody writes; how many there were."""
    with storage.sweeping():
        found = orphans(older_than)
        for file in found:
            file.unlink(missing_ok=True)
    return len(found)
