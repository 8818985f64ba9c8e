"""The same claims for Datasette: one table with a row for each published claim, found by FTS5.

Made as its own documentation says: facets are columns with an index each, and words are in an
external-content FTS5 table over the texts that this project searches, too. A claim with several
violations or places has its first here, which makes less for Datasette to count.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time

from tests.benchmarks.finding.generate import stamp_of
from tests.benchmarks.finding.servers import say

VERSION = "0.65.5"
FACETS = ("claimant", "accused", "violation", "place", "year", "response")
TEXTS = ("title", "lead", "allegations", "quotes", "translations")

_POINTS = "main.record_allegation p WHERE p.claim_id = c.id"
_CITED = """
    (SELECT group_concat({column}, char(10)) FROM (
        SELECT {column} FROM main.record_citation WHERE claim_id = c.id
        UNION ALL SELECT {column} FROM main.record_citation q
            JOIN main.record_allegation p ON p.id = q.allegation_id WHERE p.claim_id = c.id
        UNION ALL SELECT {column} FROM main.record_citation q
            JOIN main.record_answer a ON a.id = q.answer_id
            JOIN main.record_allegation p ON p.id = a.allegation_id WHERE p.claim_id = c.id
    ) WHERE {column} != '')"""
_FLAT = f"""
    INSERT INTO flat.claims
    SELECT c.id, c.reference, c.title, c.lead, c.made_on, c.made_on_latest,
        (SELECT name FROM main.record_claimclaimant l JOIN main.record_party ON party_id =
            record_party.id WHERE l.claim_id = c.id ORDER BY l.id LIMIT 1),
        (SELECT name FROM main.record_claimaccused l JOIN main.record_party ON party_id =
            record_party.id WHERE l.claim_id = c.id ORDER BY l.id LIMIT 1),
        (SELECT v.code FROM {
    _POINTS.replace(
        " WHERE",
        ''', main.record_allegationviolation l,
            main.record_violation v WHERE l.allegation_id = p.id AND v.id = l.violation_id AND''',
    )
}
            ORDER BY l.id LIMIT 1),
        (SELECT s.name FROM {
    _POINTS.replace(
        " WHERE",
        ''', main.record_allegationplace l,
            main.record_place s WHERE l.allegation_id = p.id AND s.id = l.place_id AND''',
    )
}
            ORDER BY l.id LIMIT 1),
        CAST(substr(c.made_on_latest, 1, 4) AS INTEGER),
        CASE WHEN EXISTS (SELECT 1 FROM main.record_responseclaim WHERE claim_id = c.id)
            THEN 'answered' ELSE 'none' END,
        (SELECT group_concat(text, char(10)) FROM {_POINTS}),
        {_CITED.format(column="quote")},
        {_CITED.format(column="translation")}
    FROM main.record_claim c WHERE c.status = 'published'"""


def flat_database(source, path):
    """Make Datasette's database at `path` from the project's at `source`, unless it is there."""
    if path.exists() and stamp_of(path) == stamp_of(source):
        say(f"{path.name}: taken as it is")
        return
    path.unlink(missing_ok=True)
    began = time.monotonic()
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    connection = sqlite3.connect(source, isolation_level=None)
    connection.execute("ATTACH ? AS flat", [str(making)])
    connection.execute("PRAGMA flat.synchronous=OFF")
    connection.execute("PRAGMA flat.journal_mode=OFF")
    columns = (*FACETS[:4], "year INTEGER", "response", *TEXTS[2:])
    connection.execute(
        "CREATE TABLE flat.claims (id INTEGER PRIMARY KEY, reference, title, lead, made_on,"
        f" made_on_day, {', '.join(columns)})"
    )
    connection.execute(_FLAT)
    connection.close()
    _index(making, stamp_of(source))
    making.rename(path)
    say(f"  {path.name}, {time.monotonic() - began:.0f} s")


def _index(path, stamp):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    for column in ("reference", "made_on_day", *FACETS):
        connection.execute(f"CREATE INDEX claims_{column} ON claims ({column})")
    texts = ", ".join(TEXTS)
    connection.execute(
        # With these very quotation marks: Datasette looks for them.
        f'CREATE VIRTUAL TABLE claims_fts USING fts5({texts}, content="claims", content_rowid="id")'
    )
    connection.execute("INSERT INTO claims_fts (claims_fts) VALUES ('rebuild')")
    connection.execute(f"PRAGMA user_version={stamp}")
    connection.close()


def statistics(path, is_wanted):
    """Let SQLite look at the tables as `ANALYZE` does, or forget what it saw.

    Which index it takes for a facet hangs on it: with statistics it goes through the facet's own
    and looks each row up, without them through the filter's.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("ANALYZE")
    if not is_wanted:
        connection.execute("DROP TABLE sqlite_stat1")
    connection.close()


def datasette_program(folder):
    """The `datasette` of an environment of its own, installed when it is not there yet."""
    home = folder / f"datasette-{VERSION}"
    program = home / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, f"datasette=={VERSION}"], check=True)
    return program
