"""A bundle is read bit by bit: what verify.py holds does not grow with the log."""

import gc
import io
import json
import tracemalloc
import zipfile

import pytest

from tests.ledger import made_bundle
from tests.ledger.made_bundle import write_made_bundle
from tracker.ledger import verify


def peak(path, *arguments):
    """The most bytes that Python held while a bundle was examined and found sound."""
    usual = gc.get_threshold()
    # As Python does by itself: the other tests have it look for circles less often.
    gc.set_threshold(700, 10, 10)
    tracemalloc.start()
    try:
        report = verify.examine(path, *arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*usual)
        assert (report.status, report.faults, report.gaps) == (0, [], [])


@pytest.fixture(scope="module")
def bundles(tmp_path_factory):
    """Bundles by their number of entries, one ten times as large as the other."""
    folder, found = tmp_path_factory.mktemp("bundles"), {}
    for entries in (240, 2400):
        found[entries] = folder / f"{entries}.zip"
        write_made_bundle(found[entries], entries)
    # What is made once, whatever the size, is made before anything is measured.
    verify.examine(found[240], None, None)
    return found


def test_ten_times_the_entries_take_no_more_memory(bundles):
    assert peak(bundles[2400], None, None) < 1.3 * peak(bundles[240], None, None)


def test_nor_do_they_beside_an_earlier_bundle(bundles):
    small, large = ((path, None, None, path) for path in bundles.values())
    assert peak(*large) < 1.3 * peak(*small)


def listed(text):
    return list(verify.listed(io.BytesIO(text if isinstance(text, bytes) else text.encode())))


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 1 << 16])
def test_export_is_read_alike_in_pieces_of_any_size(monkeypatch, chunk):
    monkeypatch.setattr(verify, "CHUNK", chunk)
    told = {
        "format": "x/1",
        "claims": [{"id": "C-1", "n": -12.5e3, "said": '"a, ]}\\ é سلام'}, 120, True, None],
        "none": [],
        "more": {"rows": [1, 2]},
        "events": [[], [[1], {}], "]"],
    }
    wanted = [*told["claims"], *told["events"]]
    for indent in (None, 1):
        assert listed(json.dumps(told, indent=indent)) == wanted
        assert listed(json.dumps(told, indent=indent, ensure_ascii=False) + "\n") == wanted


NO_EXPORT = """
[]
1
{"a": [1,]}
{"a": [,1]}
{"a": [1]
{"a": [1}
{"a": [1] "b": []}
{"a": []} {}
{"a": [],}
{1: []}
{"a" []}
{"a": [NaN]}
{"a": [1 2]}
"""


@pytest.mark.parametrize(
    "text",
    [*NO_EXPORT.split("\n")[1:], b'{"a": ["\xff"]}', b'\xef\xbb\xbf{"a": []}', "[" * 100_000],
    ids=lambda text: repr(text[:20]),
)
def test_export_that_is_no_json_is_refused(text):
    with pytest.raises(ValueError):
        listed(text)


def test_line_beyond_all_measure_is_refused_and_not_held(bundles, tmp_path, monkeypatch):
    monkeypatch.setattr(verify, "LONGEST", 1 << 20)
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(bundles[240]) as old, zipfile.ZipFile(path, "w", 8) as new:
        for name in old.namelist():
            more = b"a" * (50 << 20) if name == "leaves.txt" else b""
            new.writestr(name, old.read(name) + more)
    tracemalloc.start()
    report = verify.examine(path, None, None)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.status == 1
    assert "leaves.txt, line 241: too long" in report.faults
    assert held < 5 << 20


def test_entry_that_follows_an_older_one_of_its_record_is_found(tmp_path, monkeypatch):
    sound, firsts = made_bundle.entry, {}

    def forked(record, revision, sequence, previous):
        if revision == 2:
            firsts[record] = previous
        return sound(record, revision, sequence, firsts[record] if revision == 3 else previous)

    monkeypatch.setattr(made_bundle, "entry", forked)
    path = tmp_path / "bundle.zip"
    signer = write_made_bundle(path, 8)
    report = verify.examine(path, signer.text, None)
    assert report.status == 1
    assert any("does not follow the entry before it" in fault for fault in report.faults)
