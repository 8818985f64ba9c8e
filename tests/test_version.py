"""One version, told wherever it is told."""

import io
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests import factories as make
from tracker import __version__
from tracker.edition.bundle import write_bundle
from tracker.record.checks import log_findings

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = re.findall(r"^## (.+)$", (ROOT / ".github/CHANGELOG.md").read_text(), re.MULTILINE)


def numbers(version):
    return [int(part) for part in version.split(".")]


def test_newest_version_of_the_changelog_is_the_packages():
    assert VERSIONS[0] == __version__


def test_versions_of_the_changelog_are_in_order_and_once_each():
    assert sorted(set(VERSIONS), key=numbers, reverse=True) == VERSIONS


def test_pyproject_takes_the_version_from_the_package():
    read = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert "version" not in read["project"] and "version" in read["project"]["dynamic"]
    assert (ROOT / read["tool"]["hatch"]["version"]["path"]).samefile(ROOT / "tracker/__init__.py")


@pytest.mark.django_db
def test_server_that_begins_says_its_version(caplog):
    caplog.set_level("INFO")
    log_findings()
    assert f"Tracker {__version__}" in caplog.text


@pytest.mark.django_db
def test_bundle_says_which_version_wrote_it():
    make.claim()
    make.ledger()
    file = io.BytesIO()
    write_bundle(file)
    with zipfile.ZipFile(file) as bundle:
        assert f"Tracker {__version__}" in bundle.read("README.txt").decode()
