"""Text of a PDF, page by page, read in a process of its own with bounds on time and memory."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tracker.capture.child_process import run_apart
from tracker.capture.text.extracted import MOST_TEXT, Extracted, Trouble, storable

VERSION = f"1 (pypdf {version('pypdf')})"
MEMORY = 768 * 1024 * 1024
SECONDS = 30
MOST_PAGES = 5_000
PAGE_BREAK = "\n\n"
_CHILD = Path(__file__).with_name("pdf_child.py")


def text_of_pdf(body: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> Extracted:
    """The text of a PDF with where its pages begin; never raises, whatever the bytes are.

    `seconds` of the processor, and twice as many in all; `memory` in bytes.
    """
    answer = _answer(body, seconds, memory)
    trouble = Trouble(answer.get("trouble", ""))
    text, starts = _joined(answer.get("pages", []))
    if not text.strip() and not trouble:
        broken = answer.get("broken", 0) and answer["broken"] == len(starts)
        trouble = Trouble.DAMAGED if broken or not starts else Trouble.NO_TEXT
    if trouble not in (Trouble.NONE, Trouble.CUT):
        return Extracted("", "pdf", VERSION, trouble)
    return Extracted(text, "pdf", VERSION, trouble, pages=starts)


def _joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    text, starts = "", []
    written: list[str] = []
    length = 0
    for page in pages:
        starts.append(length)
        written.append(storable(page) + PAGE_BREAK)
        length += len(written[-1])
    text = "".join(written).rstrip()
    return text, tuple(min(start, len(text)) for start in starts)


def _answer(body: bytes, seconds: int, memory: int) -> dict[str, Any]:
    done = run_apart(_CHILD, (memory, seconds, MOST_PAGES, MOST_TEXT), body, 2 * seconds)
    if done is None:
        return {"trouble": Trouble.STOPPED}
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        # Killed by its limits, or brought down by the file.
        return {"trouble": Trouble.STOPPED if done.returncode < 0 else Trouble.DAMAGED}
    return answer if isinstance(answer, dict) else {"trouble": Trouble.DAMAGED}
