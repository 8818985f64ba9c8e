"""What is shown of a quote: the words around it, what differs, selectors, a link to the words."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from tracker.capture.quotes.finding import Place, find
from tracker.capture.quotes.showing import around, changes, link_to_words, selectors, told
from tracker.capture.quotes.words import Words

ANNOTATIONS = Path(__file__).resolve().parents[3] / "shared/corpora/web-annotation"
TEXT = (
    "The ministry said on Monday that it had opened an inquiry into every death in its prisons "
    "since 2019.\n\nIts spokesman, asked for figures, said there were none.\n"
)
QUOTE = "said on Monday that it had opened an inquiry into every death in its prisons"


def place_of(quote, text=TEXT):
    return find(quote, Words(text)).place


def test_words_around_are_whole_and_bounded():
    shown = around(TEXT, place_of("an inquiry into"), most=20)
    assert (shown.before, shown.exact, shown.after) == (
        "that it had opened ",
        "an inquiry into",
        " every death in its",
    )
    assert shown.is_cut_before
    assert shown.is_cut_after
    whole = around(TEXT, place_of("an inquiry into"), most=10_000)
    assert f"{whole.before}{whole.exact}{whole.after}" == TEXT
    assert not whole.is_cut_before
    assert not whole.is_cut_after


def test_selectors_find_the_place_again():
    place = place_of("it had opened an inquiry")
    by_words, by_position = selectors(TEXT, place)
    assert TEXT[by_position["start"] : by_position["end"]] == by_words["exact"]
    assert TEXT.count(f"{by_words['prefix']}{by_words['exact']}{by_words['suffix']}") == 1
    again = find(by_words["exact"], Words(TEXT), by_words["prefix"], by_words["suffix"])
    assert again.place == place


def test_quote_is_told_piece_by_piece():
    quote = "Said on monday that it had opened an inqulry into every death"
    finding = find(quote, Words(TEXT))
    pieces = told(quote, finding)
    assert "".join(piece.ours for piece in pieces) == quote
    assert [(piece.ours, piece.theirs, piece.kind) for piece in pieces if piece.kind] == [
        ("Said", "said", "spelling"),
        ("monday", "Monday", "spelling"),
        ("inqulry", "inquiry", "shape"),
    ]


def test_changed_wording_is_told_word_by_word():
    pieces = changes(
        "It had opened an inquiry into every death", "It had closed its inquiry into each"
    )
    assert [(piece.ours, piece.theirs) for piece in pieces if piece.kind] == [
        ("opened an", "closed its"),
        ("every death", "each"),
    ]
    assert changes("", "") == []


@pytest.mark.parametrize(
    ("quote", "fragment"),
    [
        ("opened an inquiry", "Monday that it had-,opened an inquiry,-into every death in"),
        (QUOTE, "The ministry-,said on Monday that,death in its prisons,-since 2019."),
        (
            "figures, said there were none",
            "Its spokesman, asked for-,figures, said there were none",
        ),
    ],
)
def test_link_goes_to_the_words(quote, fragment):
    link = link_to_words("https://example.org/a-b?c=1#top", TEXT, place_of(quote))
    address, _, written = link.partition(":~:text=")
    assert address == "https://example.org/a-b?c=1#top"
    assert unquote(written) == fragment


def test_hyphens_and_ampersands_of_words_are_encoded():
    text = "He spoke of Al-Hol & Roj, and left."
    link = link_to_words("https://example.org/", text, place_of("Al-Hol & Roj", text))
    assert "Al%2DHol%20%26%20Roj" in link


@pytest.mark.skipif(not ANNOTATIONS.exists(), reason="not beside this checkout: web-annotation")
def test_selectors_have_the_shape_of_the_recommendation():
    """Keys of the selectors of W3C's own examples."""
    shapes = {}
    for path in ANNOTATIONS.glob("anno*.json"):
        written = path.read_text(encoding="utf-8")
        for found in _selectors(json.loads(written)):
            shapes.setdefault(found["type"], set()).update(found)
    for made in selectors(TEXT, Place(4, 12)):
        assert set(made) <= shapes[made["type"]]


def _selectors(value):
    if isinstance(value, dict):
        if str(value.get("type", "")).endswith("Selector"):
            yield value
        for one in value.values():
            yield from _selectors(one)
    elif isinstance(value, list):
        for one in value:
            yield from _selectors(one)
