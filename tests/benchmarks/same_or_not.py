"""Of pairs that are the same and pairs that are not: caught, missed, falsely warned, by script.

    SECRET_KEY=… python -m tests.benchmarks.same_or_not

The pairs are those of `tests/editorial/same_or_not/`: written down before the rules, and after. A
pair in two scripts counts in both; nothing is compared otherwise than the desk compares it.
"""

import os
import sys
import unicodedata
from collections import Counter

import django

SORTS = {"name": "names", "address": "addresses", "text": "texts"}
SAME_SCRIPT = {"CJK": "HAN", "FULLWIDTH": "LATIN"}
HEADING = ("pairs of", "same", "caught", "missed", "not the same", "falsely warned")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from tests.editorial.test_same_or_not import is_found, pairs

    counts, missed = {}, []
    for file in ("before.tsv", "after.tsv"):
        for verdict, what, one, other in pairs(file):
            is_right = is_found(what, one, other) is (verdict == "same")
            groups = {"all", file, SORTS[what], *scripts(one), *scripts(other)}
            for group in groups:
                counts.setdefault(group, Counter())[verdict, is_right] += 1
            if not is_right:
                missed.append((verdict, what, one, other))
    say(*HEADING)
    for group, count in sorted(counts.items(), key=lambda pair: -sum(pair[1].values())):
        caught, left = count["same", True], count["same", False]
        quiet, warned = count["not", True], count["not", False]
        say(group, caught + left, caught, left, quiet + warned, warned)
    for verdict, what, one, other in missed:
        say("missed" if verdict == "same" else "falsely warned", what, one, other)


def scripts(text):
    """The scripts that a text has letters of."""
    names = [unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha()]
    return {SAME_SCRIPT.get(name, name).capitalize() for name in names}


def say(*cells):
    sys.stdout.write("\t".join(map(str, cells)) + "\n")


if __name__ == "__main__":
    main()
