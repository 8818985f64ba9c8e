"""What a PDF gives away, and the PDF without it, by a program of its own with bounds."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tracker.capture.child_process import run_apart
from tracker.capture.metadata.exif import Trait
from tracker.capture.text.pdf import MEMORY

VERSION = f"1 (pypdf {version('pypdf')})"
# Of the processor; twice as many in all. Somebody waits for the second.
SECONDS, SECONDS_TO_CLEAN = 30, 15
MOST_PAGES = 500
_CHILD = Path(__file__).with_name("pdf_child.py")


class Found(NamedTuple):
    """What a file gives away; pages (from 1) with how many boxes on each cover text."""

    traits: list[Trait]
    covered: list[tuple[int, int]]
    is_whole: bool


def look_through_pdf(body: bytes, seconds: int = SECONDS) -> Found:
    """Never raises, whatever the bytes are."""
    done = run_apart(_CHILD, ("inspect", MEMORY, seconds, MOST_PAGES), body, 2 * seconds)
    if done is None or done.returncode:
        return Found([], [], False)
    answer = json.loads(done.stdout)
    traits = [(str(kind), str(value)) for kind, value in answer["traits"]]
    covered = [(int(page), int(boxes)) for page, boxes in answer["covered"]]
    return Found(traits, covered, bool(answer["is_whole"]))


def pdf_without_metadata(body: bytes, seconds: int = SECONDS_TO_CLEAN) -> bytes | None:
    """The same pages, and nothing that the file says of itself; None where that cannot be done."""
    done = run_apart(_CHILD, ("clean", MEMORY, seconds, MOST_PAGES), body, 2 * seconds)
    return None if done is None or done.returncode else done.stdout
