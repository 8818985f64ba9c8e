"""In which state each quote of the shipped dossiers is, by source, as a table.

    SECRET_KEY=… python -m tests.benchmarks.shipped_quotes

`article.txt` is the text of the article as typed in: whole. `excerpts.json` are passages of other
pages: a quote that stands in one is found in that excerpt; one that does not is not checked.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT.parent / "shared/record"
DOSSIERS = ROOT / "tracker/editorial/dossiers"
ABSENT = [str(path) for path in (RECORD,) if not path.exists()]
ARTICLE = "https://tr.im/"


class Row(NamedTuple):
    """A quote of a source: `text` what is on file of it, `whole` if that is all of it."""

    source: str
    quote: str
    text: str
    whole: bool
    state: str


def checked():
    """A row for every citation with a quote in the shipped dossiers."""
    from tracker.capture.quotes.finding import find
    from tracker.capture.quotes.words import Words

    excerpts = defaultdict(list)
    for one in json.loads((RECORD / "excerpts.json").read_text(encoding="utf-8")):
        excerpts[one["url"]].append(one["text"])
    article = (RECORD / "article.txt").read_text(encoding="utf-8")
    folded = {}
    rows = []
    for dossier in [
        json.loads(path.read_text("utf-8")) for path in sorted(DOSSIERS.glob("*.json"))
    ]:
        addresses = {one["reference"]: one.get("url", "") for one in dossier["sources"]}
        for citation in citations(dossier):
            address = addresses[citation["source"]]
            whole = address.startswith(ARTICLE)
            texts = [article] if whole else excerpts.get(address, [])
            findings = [
                find(citation["quote"], folded.setdefault(text, Words(text))) for text in texts
            ]
            states = [finding.state.value for finding in findings]
            state = next(
                (s for s in ("word_for_word", "differences") if s in states), "not_checked"
            )
            if whole and state == "not_checked":
                state = states[0]
            rows.append(Row(citation["source"], citation["quote"], "\n".join(texts), whole, state))
    return rows


def citations(value):
    """Every citation with a quote, wherever in a dossier."""
    if isinstance(value, dict):
        if value.get("quote") and "source" in value:
            yield value
        for one in value.values():
            yield from citations(one)
    elif isinstance(value, list):
        for one in value:
            yield from citations(one)


def main():
    """Print a line for each source, and their sum."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    rows = checked()
    by_source = defaultdict(list)
    for row in rows:
        by_source[row.source].append(row)
    say("source", "on file", "quotes", "different", "states")
    for source, mine in sorted(by_source.items()):
        on_file = "whole text" if mine[0].whole else "excerpts" if mine[0].text else "nothing"
        say(source, on_file, len(mine), len({row.quote for row in mine}), states(mine))
    say("all", "", len(rows), len({(row.source, row.quote) for row in rows}), states(rows))


def states(rows):
    return ", ".join(f"{state} {count}" for state, count in Counter(r.state for r in rows).items())


def say(*columns):
    sys.stdout.write("\t".join(map(str, columns)) + "\n")


if __name__ == "__main__":
    main()
