"""How often the gate is wrong, on sentences that were not written for its rules.

Five lots, each written before its author looked at what the rules made of it. Of “apart” the half
“shown” was used to mend the rules, and the other was only counted; so it is with the sentences of
even and of odd number of “fifth”. “Fresh”, “third” and “fourth” were read whole in the end. The
author of “apart” knew how those sentences are built; those of “fourth” and “fifth” had the
definition of the gate and no rule. Wrong at the first run, of all fair ones and of all unfair ones:

    lot     en           ar            ckb          kmr
    apart   5/82 19/83   11/80 24/81   7/79 23/81   5/79 24/81
    fresh   2/25 18/25   3/25 15/25    1/25 16/25   1/25 17/25
    third   1/20 16/20   0/20 14/20    1/20 15/20   0/20 18/20
    fourth  3/60 10/60   5/60 13/60    5/60 16/60   1/60 13/60
    fifth   0/60 14/60   3/60 13/60    3/60 16/60   1/60 14/60

What is still missed says whose it is, or seems to, and is unfair by how it is built or by a word
that no list has. Of the Arabic fair ones four have a verb that grudges (زعم) and are labelled
wrongly; they stay as they are.
"""

import json
import random
from pathlib import Path

import pytest

from tracker.editorial.framing import answering_back, faults, unframed

HERE = Path(__file__).parent
LOTS = {
    lot: json.loads((HERE / f"gate_sentences_{lot}.json").read_text(encoding="utf-8"))
    for lot in ("apart", "fresh", "third", "fourth", "fifth")
}
LANGUAGES = ("en", "ar", "ckb", "kmr")
# The most fair sentences that are stopped, and unfair ones that pass: of the half that was used to
# mend the rules, and of the half that was only counted.
MOST_WRONG = {
    ("apart", "en"): ((0, 0), (0, 0)),
    ("apart", "ar"): ((1, 2), (0, 0)),
    ("apart", "ckb"): ((0, 0), (0, 0)),
    ("apart", "kmr"): ((0, 0), (0, 0)),
    ("fresh", "en"): ((0, 0), (0, 0)),
    ("fresh", "ar"): ((0, 0), (0, 0)),
    ("fresh", "ckb"): ((0, 0), (0, 0)),
    ("fresh", "kmr"): ((0, 0), (0, 0)),
    ("third", "en"): ((0, 0), (0, 0)),
    ("third", "ar"): ((0, 0), (1, 0)),
    ("third", "ckb"): ((0, 0), (0, 0)),
    ("third", "kmr"): ((0, 0), (0, 0)),
    ("fourth", "en"): ((0, 0), (0, 0)),
    ("fourth", "ar"): ((0, 0), (0, 0)),
    ("fourth", "ckb"): ((0, 0), (0, 1)),
    ("fourth", "kmr"): ((0, 0), (0, 0)),
    ("fifth", "en"): ((0, 0), (0, 3)),
    ("fifth", "ar"): ((0, 2), (0, 5)),
    ("fifth", "ckb"): ((0, 2), (1, 3)),
    ("fifth", "kmr"): ((0, 0), (0, 4)),
}


def passages_for(language):
    return LOTS["apart"][language]["passages"]


def stopped(text, language):
    return [*faults(text, passages_for(language)), *unframed(text), *answering_back(text)]


def is_shown(lot, number, rows, language, kind):
    """Whether a sentence was used to mend the rules; drawn by a seed that does not change."""
    if lot == "fifth":
        return number % 2 == 0
    drawn = list(range(len(rows)))
    random.Random(f"16 {language} {kind}").shuffle(drawn)
    return number in drawn[: (len(rows) + 1) // 2]


@pytest.mark.parametrize(("lot", "language"), MOST_WRONG)
def test_gate_is_wrong_no_more_often_than_it_was(lot, language):
    for kind, most in zip(("fair", "unfair"), MOST_WRONG[lot, language], strict=True):
        rows = LOTS[lot][language][kind]
        wrong = [
            (number, text)
            for number, (text, _why) in enumerate(rows)
            if bool(stopped(text, language)) is (kind == "fair")
        ]
        shown = [text for number, text in wrong if is_shown(lot, number, rows, language, kind)]
        assert len(shown) <= most[0], shown
        # These are not told: whoever reads them mends the rules by them.
        assert len(wrong) - len(shown) <= most[1], f"{kind}, of those that are only counted"


def test_each_sentence_has_its_reason():
    for lot in LOTS.values():
        for language in LANGUAGES:
            rows = [*lot[language]["fair"], *lot[language]["unfair"]]
            assert len({text for text, _why in rows}) == len(rows)
            assert all(why for _text, why in rows)
