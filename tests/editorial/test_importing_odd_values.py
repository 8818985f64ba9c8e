"""Files that are broken, or odd in one place: loaded, or refused in words, never an error."""

import json
from pathlib import Path

import pytest

from tests.editorial.test_importing import WHOLE
from tracker.editorial.importing import KINDS, ImportRefused, import_file

pytestmark = pytest.mark.django_db
CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/json-test-suite"
BROKEN = sorted([*CORPUS.glob("n_*.json"), *CORPUS.glob("i_*.json")])
ODD = [None, True, -1, 1.5, 10**30, "", "x", "\x00", "\ud800", [], [None], [[]], {}]


def paths(content, before=()):
    """The way to every value of a list or object."""
    inner = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in inner:
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*before, key))


def altered(content, path, value):
    copy = inside = json.loads(json.dumps(content))
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return copy


@pytest.fixture
def load(tmp_path):
    """A function that loads some lists as a file; whether they were refused, which is in words."""

    def loaded(content, **given):
        path = tmp_path / "file.json"
        path.write_text(json.dumps({"format": WHOLE["format"], **content}), encoding="utf-8")
        try:
            import_file(path, None, lambda line: None, **given)
        except ImportRefused as error:
            assert str(error)
            return True
        return False

    return loaded


@pytest.mark.parametrize("first", [0, 6])
def test_odd_value_anywhere_is_loaded_or_refused_in_words(load, first):
    """Each list is altered where the lists that it leans on are on record already."""
    refused, number = 0, first
    for kind in KINDS:
        if kind not in WHOLE:
            continue
        rows = WHOLE[kind]
        for path in paths(rows):
            rows_with_it = altered(rows, path, ODD[number % len(ODD)])
            refused += load({kind: rows_with_it}, dry_run=True)
            number += 1
        assert not load({kind: rows}), kind
    assert refused > 50


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_odd_list_or_format_is_refused_in_words(load, value):
    for name in {*WHOLE} - {"note"}:
        is_empty_list = value == [] and name != "format"
        assert load({name: value}, dry_run=True) is not is_empty_list, name


def test_broken_json_is_refused_or_loaded():
    if not BROKEN:
        pytest.skip("the JSON test suite is not beside this checkout")
    assert len(BROKEN) > 200
    for path in BROKEN:
        with pytest.raises(ImportRefused, match=r"\.json: "):
            import_file(path, None, lambda line: None)
