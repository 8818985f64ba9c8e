"""How many true quotations are found, how many altered ones, on thousands made of real texts.

A sample here; all of them with TESTS=all, told one by one by `python -m tests.benchmarks.quotes`.
"""

from collections import Counter

import pytest

from tests.benchmarks.quotes import OF_EACH, SEED, looked_for
from tests.capture.quote_cases import ABSENT, cases
from tests.capture.true_quotes import FORGONE
from tests.conftest import THOROUGH

pytestmark = [
    pytest.mark.skipif(bool(ABSENT), reason=f"not beside this checkout: {ABSENT}"),
    pytest.mark.heavy,
]
# Of all; a sample of some four hundred may have the bad luck of a few more.
LEAST_FOUND = 0.99 if THOROUGH else 0.98
FOUND = ("word for word", "with differences", "several")


@pytest.fixture(scope="module")
def outcomes():
    """What became of each case, and those that went wrong."""
    folded, tally, languages, wrong = {}, Counter(), set(), []
    # Nine has no factor in common with the number of kinds: all of them are in the sample.
    for case in cases(SEED, OF_EACH, every=1 if THOROUGH else 9):
        if case.kind in FORGONE:
            continue
        outcome, why = looked_for(case, folded)
        tally[bool(case.place), outcome] += 1
        languages.add(case.language)
        if outcome in ("misplaced", "taken for true"):
            wrong.append((outcome, case.language, case.kind, case.quote, why))
    return tally, languages, wrong


def test_no_altered_passage_is_found_and_no_true_one_at_a_wrong_place(outcomes):
    tally, languages, wrong = outcomes
    assert not wrong
    assert len(languages) >= 8
    assert tally[False, "not found"] == sum(tally[key] for key in tally if not key[0])


def test_true_passages_are_found(outcomes):
    tally, _, _ = outcomes
    asked = sum(count for (is_true, _), count in tally.items() if is_true)
    found = sum(tally[True, outcome] for outcome in FOUND)
    assert asked > 250
    assert found >= LEAST_FOUND * asked
    if THOROUGH:
        assert sum(tally.values()) >= 2_000
