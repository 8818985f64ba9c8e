"""The macros of templates, for what is made apart from its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template import engines


def macro(template: str, name: str) -> Callable[..., str]:
    """A macro by its file and its name; what it makes is safe to stand in a page."""
    engine: Any = engines["jinja2"]
    found: Callable[..., str] = getattr(engine.env.get_template(template).module, name)
    return found
