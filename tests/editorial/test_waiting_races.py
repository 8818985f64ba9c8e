"""Editing, approving and discarding one record's changes at once: nothing is lost, all are told."""

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import THOROUGH
from tests.ledger.test_crashes import environ, run  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RACERS = str(Path(__file__).with_name("racers.py"))
DONE, REFUSED = 0, 3


def test_approval_is_of_what_was_seen_whoever_comes_first(environ):  # noqa: F811
    races = 60 if THOROUGH else 12
    lines = run(environ, sys.executable, RACERS, str(races)).splitlines()
    *told, end = map(json.loads, lines)
    assert len(told) == races
    for one in told:
        ended = one["ended"]
        assert ended["edit"] == DONE and one["kept"], one
        assert {ended["publish"], ended["discard"]} <= {DONE, REFUSED}, one
        was = one["seen"] if ended["publish"] == DONE else one["before"]
        assert one["published"] == was, one
        assert one["title"] in {one["later"], one["seen"], one["before"]}, one
        assert one["waits"] == (one["title"] != one["published"]), one
    assert {one["ended"]["publish"] for one in told} == {DONE, REFUSED}
    assert end == {"faults": [], "differences": []}
