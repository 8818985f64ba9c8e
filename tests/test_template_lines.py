"""Templates are read and compared line by line: of at most 120 characters, at most 80 of them."""

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
DESK = sorted((TEMPLATES / "admin").rglob("*.html"))


@pytest.mark.parametrize("path", DESK, ids=lambda path: path.name)
def test_template_of_the_desk_has_short_lines_and_few(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []
    assert len(lines) <= 80
