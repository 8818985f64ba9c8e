"""How many true quotations are found, and how many altered ones, by language and by kind.

    SECRET_KEY=… python -m tests.benchmarks.quotes [OF_EACH [SEED]]

Makes OF_EACH passages of every text and way; prints counts, and what went wrong.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter

import django

OF_EACH = 12
SEED = 17


def main(of_each, seed):
    """Print a row a language and a kind, then each miss."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tests.capture.quote_cases import FORGONE, cases

    tallies, wrong = {}, []
    folded = {}
    started = time.process_time()
    for case in cases(seed, of_each):
        outcome, why = looked_for(case, folded)
        groups = (case.language, case.kind, "all") if case.kind not in FORGONE else (case.kind,)
        for group in groups:
            key = (group, "true" if case.place else "altered")
            tallies.setdefault(key, Counter())[outcome] += 1
        if case.kind not in FORGONE and outcome in ("missed", "misplaced", "taken for true"):
            wrong.append((outcome, case, why))
    seconds = time.process_time() - started
    for (group, which), tally in sorted(tallies.items()):
        say(
            group, which, sum(tally.values()), *(f"{name} {count}" for name, count in tally.items())
        )
    for outcome, case, why in wrong:
        say(outcome, case.language, case.kind, why, repr(case.quote))
    say(f"{seconds:.1f} s of the processor")


def looked_for(case, folded):
    """What became of a case, and why."""
    from tracker.capture.quotes.finding import find
    from tracker.capture.quotes.words import Words

    if case.text not in folded:
        if len(folded) > 40:
            folded.clear()
        folded[case.text] = Words(case.text)
    finding = find(case.quote, folded[case.text])
    return outcome_of(case, finding), f"{finding.reason} {finding.differences}"


def outcome_of(case, finding):
    """One word for what a finding is worth; to a wording that stands twice any place is right."""
    if finding.state not in ("word_for_word", "differences"):
        return "missed" if case.place else "not found"
    if case.place is None:
        return "taken for true"
    start, end = case.place
    if not any(place.start >= start and place.end <= end for place in finding.places):
        return "misplaced"
    if finding.place is None:
        return "several"
    return "word for word" if finding.state == "word_for_word" else "with differences"


def say(*columns):
    sys.stdout.write("\t".join(map(str, columns)) + "\n")


if __name__ == "__main__":
    given = list(map(int, sys.argv[1:]))
    main(*given, *(OF_EACH, SEED)[len(given) :])
