"""What became of a quoted passage in a later text of its page."""

import pytest

from tests.capture.quote_cases import SHARED
from tests.capture.quoting import ALTERED, PASSAGE
from tracker.capture.quotes.comparing import Earlier, Quoted, compare
from tracker.capture.quotes.finding import find
from tracker.capture.quotes.words import Words
from tracker.capture.text.html import text_of_html

UDHR = SHARED / "data/udhr"
LINES = [
    "The report of that spring, as it was printed.",
    "It begins with the camps of the north and their guards.",
    f"{PASSAGE} It asked for a reply.",
    "Nobody replied before the report went to print.",
    "The end of the report, with thanks to all.",
]
TEXT = "\n\n".join(LINES)


def compared(new, quote=PASSAGE, old=TEXT):
    """The state and the words in its place in a new text, of a quote that an old one had."""
    text, words = Words(new), Words(old)
    was = find(quote, words)
    assert was.places
    earlier = Earlier(words, was.place, was.is_after_negation)
    found = compare(Quoted(quote), earlier, text)
    return found.seen, new[slice(*found.place)] if found.place else ""


def lines(*order):
    return "\n\n".join(LINES[number] for number in order)


@pytest.mark.parametrize(
    "new",
    [
        TEXT,
        "A new heading\n\n" + TEXT + "\n\nRead more",
        TEXT.replace("camps of the north", "prisons of the south"),
        TEXT.replace("'", "’").replace("\n\n", "\n"),
        # Rewritten on both sides: what stood beside it is nowhere.
        f"All of it is new here, from the first word on.\n\n{LINES[2]}\n\nAnd so is all the rest.",
    ],
)
def test_passage_that_stands_where_it_stood_is_the_same(new):
    assert compared(new) == ("same", PASSAGE.rstrip("."))


@pytest.mark.parametrize("order", [(0, 1, 3, 4, 2), (2, 0, 1, 3, 4)])
def test_passage_whose_paragraph_stands_elsewhere_is_moved(order):
    assert compared(lines(*order)) == ("moved", PASSAGE.rstrip("."))


def test_passage_within_one_line_is_moved_where_its_neighbours_are_others():
    words = " ".join(f"word{n}" for n in range(40))
    old, new = f"{words} {PASSAGE} {words[::-1]}", f"{words} {words[::-1]} {PASSAGE}"
    assert compared(new, old=old)[0] == "moved"
    assert compared(old, old=old)[0] == "same"


@pytest.mark.parametrize("what", ["number", "negation", "name", "word", "letter"])
def test_passage_with_another_word_in_the_same_place_is_changed(what):
    new = TEXT.replace(PASSAGE, ALTERED[what])
    assert compared(new) == ("changed", ALTERED[what].rstrip("."))


def test_passage_that_is_denied_now_is_changed_and_shown_with_the_denial():
    quote = "accept that people were held there"
    old = "The ministry said: we accept that people were held there. It said no more."
    new = old.replace("we accept", "we do not accept")
    assert compared(new, quote, old) == ("changed", f"not {quote}")
    assert compared(new, quote, new) == ("same", quote)


def test_passage_that_is_not_there_is_not_present():
    assert compared(lines(0, 1, 3, 4)) == ("absent", "")
    assert compared("The page you looked for does not exist.") == ("absent", "")


def test_sentence_that_stood_there_before_is_not_taken_for_a_new_wording():
    twin = PASSAGE.replace("56,000", "11,000").replace("Blue", "Green")
    old = TEXT.replace(LINES[3], f"{LINES[3]}\n\n{twin}")
    assert compared(old, old=old)[0] == "same"
    gone = old.replace(LINES[2], "")
    assert compared(gone, old=old) == ("absent", "")


def test_passage_like_it_among_other_words_is_shown_but_not_called_its_wording():
    other = PASSAGE.replace("56,000", "11,000")
    new = f"Something else altogether.\n\n{other} Nobody knows why.\n\nNothing more."
    found = compare(
        Quoted(PASSAGE), Earlier(Words(TEXT), find(PASSAGE, Words(TEXT)).place), Words(new)
    )
    assert (found.seen, found.place) == ("absent", None)
    assert new[slice(*found.closest)] == other.rstrip(".")


def test_words_left_out_of_a_quote_are_of_the_passage_too():
    quote = "Party A held at least 56,000 people […] and did not let Shaw Relief see them."
    assert compared(TEXT, quote)[0] == "same"
    new = TEXT.replace("in Camp Blue", "in Camp Green")
    assert compared(new, quote) == ("changed", PASSAGE.replace("Blue", "Green").rstrip("."))


def test_quote_with_differences_is_compared_by_the_words_of_the_page():
    assert compared(TEXT, ALTERED["letter"])[0] == "same"
    new = TEXT.replace(PASSAGE, ALTERED["letter"])
    assert compared(new, ALTERED["letter"])[0] == "changed"


def test_quote_that_stands_at_several_places_is_present_as_long_as_it_stands_anywhere():
    old = f"{TEXT}\n\n{PASSAGE}"
    assert compared(old, old=old) == ("same", "")
    assert compared(TEXT, old=old) == ("same", PASSAGE.rstrip("."))
    assert compared(lines(0, 1, 3, 4), old=old) == ("absent", "")


def test_page_whose_letters_are_garbled_tells_nothing():
    assert compared("The \ufffd\ufffd\ufffd of it." * 20) == ("cannot", "")


@pytest.mark.skipif(not UDHR.exists(), reason="not beside this checkout: data/udhr")
@pytest.mark.parametrize("language", ["arb", "ckb", "eng", "heb"])
def test_articles_of_a_declaration_are_told_apart_from_their_neighbours(language):
    body = (UDHR / f"{language}.html").read_bytes()
    parts = [line for line in text_of_html(body).text.split("\n") if line.strip()]
    old = "\n\n".join(parts)
    wanted = [n for n in range(4, len(parts) - 4) if 60 < len(parts[n]) < 600]
    for number in wanted[:: len(wanted) // 4][:4]:
        quote, rest = parts[number], [*parts[:number], *parts[number + 1 :]]
        words = quote.split()
        words[len(words) // 2] = "731"
        changed = [*parts[:number], " ".join(words), *parts[number + 1 :]]
        for new, seen in (
            (parts, "same"),
            ([*rest, quote], "moved"),
            (changed, "changed"),
            (rest, "absent"),
            (rest[::-1], "absent"),
        ):
            assert compared("\n\n".join(new), quote, old)[0] == seen, quote
