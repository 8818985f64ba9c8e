#!/usr/bin/env python3
"""Django's command line for Tracker.

After README's first command the packages live in `.local/venv`; a plain `python manage.py …`
finds them there, so nobody has to activate anything.
"""

import io
import os
import sys
from importlib.util import find_spec
from pathlib import Path

VENV_PYTHON = Path(__file__).resolve().parent / ".local" / "venv" / "bin" / "python"


def main() -> None:
    """Run a management command, in the project's own virtual environment when Django is absent."""
    if find_spec("django") is None and VENV_PYTHON.exists() and sys.prefix == sys.base_prefix:
        os.execv(VENV_PYTHON, [str(VENV_PYTHON), *sys.argv])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that lacks a letter gets another; the rest is still said, and a password
            # that is said once is not lost to a quotation mark.
            stream.reconfigure(errors="replace")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
