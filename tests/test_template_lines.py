"""Templates are read and compared line by line: of at most 120 characters, at most 80 of them."""

import re
from pathlib import Path

import pytest

from tracker.public.management.commands.makemessages import is_of_jinja

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
KEPT = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if is_of_jinja(path) or path.is_relative_to(TEMPLATES / "admin")
]
# What a translator gets is one string, however long: nothing else stands on its line.
SENTENCE = re.compile(r"""\s*(?:\{\{-? )?(?:_\()?(["'])(?:(?!\1).)+\1(?:,|\)?(?: -?\}\})?)""")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_has_short_lines_and_few(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and not SENTENCE.fullmatch(line)] == []
    assert len(lines) <= 80
