"""Each test of copies has a folder of its own for them."""

import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"
