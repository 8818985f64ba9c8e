"""A program of our own that reads a stranger's file in a process apart, which bounds itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


def run_apart(
    program: Path, arguments: Iterable[object], body: bytes, seconds: float
) -> subprocess.CompletedProcess[bytes] | None:
    """Give a program a file on its standard input; None where it takes longer than it may."""
    # Isolated: neither variables of the environment nor the folder it starts in say what it loads;
    # but where compiled code is kept elsewhere, it would compile pypdf anew each time.
    cache = ("-X", f"pycache_prefix={sys.pycache_prefix}") if sys.pycache_prefix else ()
    command = [sys.executable, "-I", *cache, str(program), *map(str, arguments)]
    try:
        return subprocess.run(  # noqa: S603 (our own program, nothing of the file in the command)
            command, input=body, capture_output=True, timeout=seconds, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return None
