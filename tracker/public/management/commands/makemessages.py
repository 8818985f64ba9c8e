"""Django's command, which also gathers the words of the templates that Jinja2 makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages
from django.template import engines
from django.template.backends.jinja2 import Jinja2

OF_JINJA = settings.ROOT / "templates" / "public"


def is_of_jinja(path: Path) -> bool:
    """Is this template Jinja2's? Django's are the desk's."""
    if not path.resolve().is_relative_to(OF_JINJA):
        return False
    # Until all are moved: Django's that are left load their tags, or are partials.
    is_left = path.name.startswith("_") or "{% load " in path.read_text(encoding="utf-8")
    return not (path.resolve().parent == OF_JINJA and is_left)


def environment() -> Any:
    """Jinja2's, as it reads the templates of pages."""
    return next(engine.env for engine in engines.all() if isinstance(engine, Jinja2))


def calls(template: str) -> str:
    """Its calls of gettext and the like as Python, each on the line where it stands."""
    lines: dict[int, list[str]] = {}
    for line, function, said in environment().extract_translations(template):
        strings = [said] if isinstance(said, str) else [one for one in said or () if one]
        call = f"{function}({', '.join(map(repr, strings))})"
        lines.setdefault(line, []).append(call)
    return "\n".join("; ".join(lines.get(at, ())) for at in range(1, max(lines, default=0) + 1))


class BuildFile(makemessages.BuildFile):
    def preprocess(self) -> None:
        template = Path(self.path)
        if not self.is_templatized or not is_of_jinja(template):
            super().preprocess()
            return
        made = calls(template.read_text(encoding="utf-8"))
        Path(self.work_path).write_text(made, encoding="utf-8")


class Command(makemessages.Command):
    build_file_class = BuildFile
