"""What the keeping of evidence shows of itself, as tables: run by hand, each part by its name.

    SECRET_KEY=… python -m tests.benchmarks.evidence altered|addresses|servers|files|details …

`altered` changes the shipped dossiers' quotes by one letter, digit, negation or name; `addresses`
is the guard against hostile addresses and the URLs of the web platform tests; `servers` what
becomes of a visit to a hostile server; `files` malformed PDFs and WARCs made elsewhere; `details`
title, day, author and language suggested for the pages beside this checkout, beside those of
trafilatura where that is installed.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from pathlib import Path

import django

SHARED = Path(__file__).resolve().parents[3] / "shared"
PDFS, WARCS = SHARED / "corpora/pdf-malformed-qpdf", SHARED / "corpora/warc"
PAGES, URLS = SHARED / "data/pages", SHARED / "corpora/wpt-urls/urltestdata.json"
# Words of a quote in which something can be changed.
SHORTEST = 4
FIELDS = ("title", "date", "author", "language")


def main(parts):
    """Print the parts that were asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    known = {one.__name__: one for one in (altered, addresses, servers, files, details)}
    for name in parts or known:
        say(f"# {name}")
        known[name]()


def say(*columns):
    sys.stdout.write("\t".join(map(str, columns)) + "\n")


# --- Quotes with one thing changed ----------------------------------------------------------------


def altered():
    """What becomes of the quotes of the shipped dossiers with one thing in each changed."""
    from tests.benchmarks.shipped_quotes import checked
    from tests.capture import altered_quotes
    from tracker.capture.quotes.finding import find
    from tracker.capture.quotes.words import Words

    chance, tally, wrong = random.Random(17), defaultdict(Counter), []
    ways = {
        "a letter": letter,
        "a digit": altered_quotes.number,
        "a digit less": altered_quotes.digit_lost,
        "a negation more": altered_quotes.negated,
        "a negation less": altered_quotes.affirmed,
        "a name": altered_quotes.renamed,
        "a letter of a name": altered_quotes.misspelt_name,
    }
    for row in {(one.source, one.quote): one for one in checked()}.values():
        words = Words(row.text)
        tally["nothing"][find(row.quote, words).state.value] += 1
        language = "ar" if any("\u0600" <= one <= "\u06ff" for one in row.quote) else "en"
        for name, change in ways.items() if len(row.quote.split()) >= SHORTEST else ():
            made = change(chance, language, row.quote, row.text[-200:])
            if made and made != row.quote and made not in row.text:
                found = find(made, words)
                tally[name][found.state.value] += 1
                if found.state.value in ("word_for_word", "differences"):
                    wrong.append((name, made, found.state.value))
    for name, states in tally.items():
        say(name, sum(states.values()), ", ".join(f"{one} {n}" for one, n in states.items()))
    for one in wrong:
        say(*one)


def letter(chance, language, passage, following):
    """One letter of one word of four letters or more is another."""
    words = [word for word in passage.split() if word.isalpha() and len(word) > 3]
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randrange(1, len(word) - 1)
    other = "ت" if language == "ar" else "x"
    return passage.replace(word, word[:at] + other + word[at + 1 :], 1)


# --- Addresses ------------------------------------------------------------------------------------


def addresses():
    """Hostile addresses by group, ordinary ones, and the URLs of the web platform tests."""
    from tests.capture.hostile_addresses import ODD, ORDINARY, PUBLIC, TEXTS
    from tests.capture.loopback import Closed, visitor
    from tracker.capture.public_internet import is_public

    groups = {name: texts.split() for name, texts in TEXTS.items()} | {"odd": ODD}
    say("group", "addresses", "outcomes", "resolved", "connected")
    for name, texts in groups.items():
        network = Closed()
        outcomes = Counter(visitor(network).visit(text).outcome.value for text in texts)
        say(name, len(texts), counts(outcomes), len(network.resolved), len(network.connected))
    network = Closed(names={host: [PUBLIC[0]] for host in ORDINARY.values()})
    for text in ORDINARY:
        visitor(network).visit(text)
    say("ordinary", len(ORDINARY), "let through", "", len(network.connected))
    rows = [row for row in json.loads(URLS.read_text("utf-8")) if isinstance(row, dict)]
    network, outcomes = Closed(names={}), Counter()
    for row in rows:
        outcomes[visitor(network).visit(row["input"]).outcome.value] += 1
    inside = [number for number, _port in network.connected if not is_public(number)]
    say("wpt-urls", len(rows), counts(outcomes), "", f"{len(inside)} not public")


def counts(tally):
    return ", ".join(f"{name} {count}" for name, count in sorted(tally.items()))


# --- Servers --------------------------------------------------------------------------------------


def servers():
    """Each hostile server: what is stored of it, in which time and memory."""
    from tests.capture.loopback import reply, ticking
    from tests.capture.test_fetching import HOSTILE, SMALL, visit
    from tracker.capture.outcomes import what_to_do

    say("server", "outcome", "s", "MB at most", "what to do")
    bomb = reply(body=gzip.compress(bytes(40 * 2**20), 9), Content_Encoding="gzip")
    for name, (sent, _wanted) in {**HOSTILE, "a bomb of 40 MB": (bomb, None)}.items():
        clock = ticking(0.01) if name != "headers that drip" else ticking(1)
        names = {"rebound.org": ["93.184.216.34", "10.0.0.1"]}
        tracemalloc.start()
        started = time.perf_counter()
        found = visit({"/": sent}, clock=clock, names=names, **SMALL)[0]
        took, peak = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        told = what_to_do(found.outcome) or "–"
        say(name, found.outcome.value, f"{took:.2f}", f"{peak / 1e6:.1f}", told)


# --- Files ----------------------------------------------------------------------------------------


def files():
    """What is said of malformed PDFs, and of WARCs made elsewhere."""
    from tracker.capture.text.reading import text_of
    from tracker.capture.warcs import faults_of

    troubles, slowest = Counter(), (0.0, "")
    for path in sorted(PDFS.glob("*.pdf")):
        started = time.perf_counter()
        taken = text_of(path.read_bytes(), "application/pdf")
        slowest = max(slowest, (time.perf_counter() - started, path.name))
        troubles[str(taken.trouble) or "text"] += 1
    say("PDFs", sum(troubles.values()), counts(troubles), f"slowest {slowest[0]:.1f} s")
    for path in sorted(one for one in WARCS.iterdir() if one.suffix != ".txt"):
        faults = faults_of(io.BytesIO(path.read_bytes()))
        say("WARC", path.name, f"{len(faults)} faults", *(one.split("\n")[0] for one in faults[:1]))


# --- Details of pages -----------------------------------------------------------------------------


def details():
    """How many titles, days, authors and languages of real pages are as somebody read them."""
    from tests.capture.test_suggesting import alike
    from tracker.capture.suggesting.details import suggested

    other = trafilatura_of()
    with (PAGES / "expected.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    right, wrong, theirs, expected = Counter(), Counter(), Counter(), Counter()
    for row in rows:
        body = (PAGES / row["file"]).read_bytes()
        mine, them = suggested(body, address=row["url"]), other(body, row["url"])
        for field in FIELDS:
            wanted = row["html_lang" if field == "language" else f"expected_{field}"]
            if not wanted:
                wrong[field] += bool(mine.first(field)) and field != "language"
                continue
            expected[field] += 1
            is_right = alike(field, mine.first(field), wanted)
            right[field] += is_right
            if not is_right and mine.first(field):
                say("other", row["file"], field, mine.first(field), wanted)
            theirs[field] += alike(field, them.get(field) or "", wanted)
    say("field", "expected", "right", "trafilatura", "suggested where none is expected")
    for field in FIELDS:
        say(field, expected[field], right[field], theirs[field], wrong[field])


def trafilatura_of():
    """What trafilatura says of a page; nothing where it is not installed."""
    try:
        from trafilatura import extract_metadata
    except ImportError:
        say("trafilatura is not installed")
        return lambda body, address: {}
    return lambda body, address: extract_metadata(
        body.decode("utf-8", "replace"), default_url=address
    ).as_dict()


if __name__ == "__main__":
    main(sys.argv[1:])
