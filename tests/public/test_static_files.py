"""Readers' static files as a server sends them: under names for good, compressed, made once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json
from django.templatetags.static import static
from django.test import RequestFactory
from tracker.wsgi import application

def ask(path):
    told = []
    environ = RequestFactory()._base_environ(
        PATH_INFO=path, HTTP_HOST="127.0.0.1:8000", HTTP_ACCEPT_ENCODING="gzip"
    )
    body = b"".join(application(environ, lambda status, headers: told.append((status, headers))))
    status, headers = told[0]
    return {"status": status[:3], "size": len(body), **dict(headers)}

names = ("public/base.css", "public/filters.js", "ledger/history.css", "admin/css/base.css")
print(json.dumps({name: {"path": static(name), **ask(static(name))} for name in names}))
"""


def served(folder):
    """Name → where it is and what a fresh server answers there."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "LOCAL_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


@pytest.fixture
def first(tmp_path):
    return served(tmp_path)[0]


def test_files_of_readers_are_kept_for_good_and_compressed(first):
    for name in ("public/base.css", "public/filters.js", "ledger/history.css"):
        one = first[name]
        stem = name.partition(".")[0]
        assert one["path"].startswith(f"/static/{stem}."), one
        assert len(one["path"].split(".")[1]) == 12, "no hash in its name"
        assert one["status"] == "200"
        assert "immutable" in one["Cache-Control"], one
        assert one["Content-Encoding"] == "gzip"
    source = ROOT / "tracker/public/static/public/base.css"
    assert first["public/base.css"]["size"] < source.stat().st_size / 3


def test_files_of_the_desk_are_served_as_they_are(first):
    one = first["admin/css/base.css"]
    assert one["path"] == "/static/admin/css/base.css"
    assert one["status"] == "200"
    assert "immutable" not in one["Cache-Control"]


def test_next_server_makes_nothing_and_one_of_other_files_does(tmp_path):
    served(tmp_path)
    manifest, made_of = tmp_path / "static/staticfiles.json", tmp_path / "static/made_of"
    before = manifest.stat().st_mtime_ns
    served(tmp_path)
    assert manifest.stat().st_mtime_ns == before
    told = made_of.read_text()
    made_of.write_text("other files")
    served(tmp_path)
    assert manifest.stat().st_mtime_ns > before
    assert made_of.read_text() == told


def test_server_that_can_write_nothing_serves_files_as_they_are_and_says_so(tmp_path):
    (tmp_path / "static").write_text("no folder")
    found, said = served(tmp_path)
    assert found["public/base.css"]["path"] == "/static/public/base.css"
    assert found["public/base.css"]["status"] == "200"
    assert "Static files are served without a hash" in said
