"""Sentences and quotation marks; and that no text, however hostile, takes more than its length."""

import re
import sys
from re import _constants as signs
from re import _parser as parser

import pytest

from tests.editorial.intake.texts import sentences
from tracker.editorial.intake import (
    codes,
    counted,
    days,
    figures,
    new_names,
    number_words,
    quotations,
    quote_marks,
    speakers,
)
from tracker.editorial.intake import sentences as sentence_module
from tracker.editorial.intake.quote_marks import quoted
from tracker.editorial.intake.suggesting import MOST, Known, proposed

MODULES = (
    codes,
    counted,
    days,
    figures,
    new_names,
    number_words,
    quotations,
    quote_marks,
    sentence_module,
    speakers,
)


def split(text, language="en"):
    return [text[one.start : one.end] for one in sentences(text, language)]


def inside(text):
    return [text[one.start : one.end] for one in quoted(text, 0, len(text))]


def test_sentences_end_neither_in_quotations_nor_behind_short_words():
    text = "“It is so. It was so,” said Dr. Ann J. Smith of the U.S. office. “Yes.” They left."
    assert split(text) == [
        "“It is so. It was so,” said Dr. Ann J. Smith of the U.S. office.",
        "“Yes.”",
        "They left.",
    ]


def test_wrapped_lines_are_one_paragraph_and_menus_are_not():
    text = (
        "The council of the town has said in the spring of\nthat year that it was so.\n\n"
        "Home\nNews\nSport\n"
    )
    assert split(text)[0].endswith("that it was so.") and split(text)[1:] == [
        "Home",
        "News",
        "Sport",
    ]


def test_each_paragraph_is_in_a_language_of_its_own():
    text = (
        "It was said by somebody there.\n\nقال المجلس ذلك كله.\n\n"
        "هێزی شین وتی ڕاستە و نییە.\n\nEw dibêjin ku ev rast e û wisa ye.\n"
    )
    assert [one.language for one in sentences(text)] == ["en", "ar", "ckb", "kmr"]


def test_line_of_a_kurmanji_text_without_its_letters_stays_kurmanji():
    text = "Qedexe 31 bajar li xwe digire, got ew.\n\nIt was said by the mayor of the town.\n"
    assert [one.language for one in sentences(text, "kmr")] == ["kmr", "en"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "“one” «two» „three“ \"four\" ‘five’ 'six'",
            ["one", "two", "three", "four", "five", "six"],
        ),
        ("‘boys in girls’ sports’ don’t", ["boys in girls’ sports"]),
        ("she said “outer “inner” words” there", ["outer “inner” words"]),
        ("مخيمي “الهول” و”الروج”", ["الهول", "الروج"]),
        ("don't, the '90s, 5\" and 6'", []),
        ("“never closed", []),
    ],
)
def test_quotation_marks_of_every_sort(text, wanted):
    assert inside(text) == wanted


# --- Hostile texts --------------------------------------------------------------------------------

HOSTILE = [
    "“", "\"'", "“a” ", "«", "“‘«„\"'", ". ", "a,", "1,", "1 and ", "said ", "A B ", "و",
    "“a b c d” said ",
    "\u202e“\u202c ", "between 1 and ", "A said that “", "January ", "x\n", "’s ", "...”",
]  # fmt: skip


def steps(text):
    """How many functions are called to read a text: what it costs, whatever the machine."""
    count = 0

    def called(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    read = sentences(text)
    sys.setprofile(called)
    try:
        read = sentences(text)
        proposed(text, read, Known())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("sign", HOSTILE)
def test_cost_grows_with_the_length_and_not_with_its_square(sign):
    size = 600
    few = steps((sign * size)[:size])
    many = steps((sign * 4 * size)[: 4 * size])
    assert many < 6 * few + 2_000


def repeats(parsed, depth=0):
    """How deep unbounded repeats are nested in a pattern, where backtracking could explode."""
    deepest = depth
    for code, value in parsed:
        if code in (signs.MAX_REPEAT, signs.MIN_REPEAT):
            inner = depth + (value[1] == signs.MAXREPEAT)
            deepest = max(deepest, repeats(value[2], inner))
        elif code == signs.SUBPATTERN:
            deepest = max(deepest, repeats(value[3], depth))
        elif code == signs.BRANCH:
            deepest = max([deepest, *(repeats(one, depth) for one in value[1])])
        elif code in (signs.ASSERT, signs.ASSERT_NOT):
            deepest = max(deepest, repeats(value[1], depth))
    return deepest


def test_no_pattern_repeats_what_repeats():
    patterns = [
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    ]
    assert len(patterns) > 12
    for pattern in patterns:
        nested = repeats(parser.parse(pattern.pattern, pattern.flags))
        # Groups of thousands are of a fixed length each, lines of an abbreviation of two signs.
        assert nested <= 1 or r"\d{3}" in pattern.pattern or r"\.[^\W\d_]" in pattern.pattern


def test_suggestions_of_one_part_are_bounded():
    text = "\n\n".join(f"They met {n} guards." for n in range(2, 400))
    found = proposed(text, sentences(text), Known())
    assert len(found.suggestions) == MOST and found.more == 398 - MOST
