"""Reads a PDF from standard input, in a process of its own: a program, not a module to import.

The parent starts it with limits it sets itself before anything of the file is read. It answers with
JSON: the text of each page, or why there is none.
"""

import json
import logging
import resource
import sys
from io import BytesIO
from typing import Any

import pypdf


def limit(memory: int, seconds: int) -> None:
    """Bound this process, for good: bytes of memory, seconds of the processor, no file written."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(body: bytes, most_pages: int, most_text: int) -> dict[str, Any]:
    """Pages of a PDF as text, until there is too much of it."""
    logging.disable(logging.CRITICAL)
    reader = pypdf.PdfReader(BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"trouble": "locked"}
    pages: list[str] = []
    length = broken = 0
    for page in reader.pages:
        if len(pages) >= most_pages or length >= most_text:
            return {"pages": pages, "trouble": "cut"}
        try:
            text = page.extract_text()
        except MemoryError:
            raise
        except Exception:
            text, broken = "", broken + 1
        pages.append(text)
        length += len(text)
    return {"pages": pages, "broken": broken}


def main() -> None:
    """Answer on standard output; whatever goes wrong is an answer, too."""
    memory, seconds, most_pages, most_text = map(int, sys.argv[1:])
    limit(memory, seconds)
    try:
        answer = read(sys.stdin.buffer.read(), most_pages, most_text)
    except (MemoryError, RecursionError):
        answer = {"trouble": "stopped"}
    except Exception:
        answer = {"trouble": "damaged"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
