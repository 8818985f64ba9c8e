"""Stylesheets are read and compared line by line: a declaration a line."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHEETS = sorted((ROOT / "tracker").rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_stylesheet_has_a_declaration_a_line(path):
    crowded = [
        line
        for line in COMMENT.sub("", path.read_text()).splitlines()
        if line.count(";") > 1 or re.search(r"[{};]\s*[^\s{};]", line) or len(line) > 120
    ]
    assert crowded == []
