"""What is marked in a text, and which part of it is shown."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import steps
from tracker.search.normalise import words
from tracker.search.snippets import Piece, Wanted, marked, may_stand, snippet

VOCABULARY = ["torture", "camp", "al-Hol", "حق", "الحقوق", "Şırnak", "وال", "detainees", "…", "\n"]
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(VOCABULARY), max_size=80).map(" ".join),
)
SOUGHT = Wanted(frozenset({"torture", "حق"}), ("detain",), (("al", "hol"), ("camp", "camp")))


def wanted(singly="", prefixes=(), phrases=()):
    return Wanted(
        frozenset(words(singly)), tuple(prefixes), tuple(tuple(words(one)) for one in phrases)
    )


def text_of(pieces):
    return "".join(piece.text for piece in pieces)


def shown(pieces):
    return [piece.text for piece in pieces if piece.is_marked]


@pytest.mark.parametrize(
    ("text", "sought", "standing"),
    [
        ("Torture in SIRNAK, Şırnak’ta.", "şırnak torture", ["Torture", "SIRNAK", "Şırnak"]),
        ("قالت إن المدارس والمستشفيات أُغلقت.", "مستشفى", ["والمستشفيات"]),
        ("في حَلَبَ وﺣﻠﺐ.", "حلب", ["حَلَبَ", "وﺣﻠﺐ"]),
        ("زندانیان می‌شوند", "میشوند", ["می‌شوند"]),
        ("The detainee's camp", "detainees", ["detainee"]),
        ("Nothing here", "torture", []),
    ],
)
def test_words_are_marked_in_the_spelling_of_the_text(text, sought, standing):
    pieces = marked(text, wanted(sought))
    assert text_of(pieces) == text
    assert shown(pieces) == standing


def test_beginnings_of_words_are_marked_as_whole_words():
    assert shown(marked("Detained, detention; obtain.", wanted(prefixes=["det"]))) == [
        "Detained",
        "detention",
    ]


def test_phrase_is_marked_where_it_stands_and_its_words_nowhere_else():
    text = "Human error. Human rights, the rights of a human."
    assert shown(marked(text, wanted(phrases=["human rights"]))) == ["Human rights"]
    assert shown(marked(text, wanted("human", phrases=["human rights"]))) == [
        "Human",
        "Human rights",
        "human",
    ]


def test_phrases_that_overlap_are_marked_together():
    pieces = marked("a right to life here", wanted(phrases=["right to", "to life"]))
    assert shown(pieces) == ["right to life"]


def test_nothing_wanted_leaves_the_text_whole():
    assert marked("as it is", wanted()) == [Piece("as it is", False)]
    assert marked("", wanted("word")) == []
    assert snippet(["as it is", ""], wanted()) == []
    assert snippet([], wanted("word")) == []


def test_snippet_is_the_place_with_most_of_what_is_wanted():
    filler = "nothing of note happened then and there " * 20
    text = f"torture {filler}torture in the camp of Roj {filler}camp"
    pieces = snippet([filler, text, "camp"], wanted("torture camp roj"))
    assert shown(pieces) == ["torture", "camp", "Roj"]
    assert pieces[0] == pieces[-1] == Piece("…", False)


def test_first_of_equal_paragraphs_is_shown_whole_when_it_is_short():
    paragraphs = ["No word of it.", "The first camp.", "The second camp."]
    assert text_of(snippet(paragraphs, wanted("camp"))) == "The first camp."


def test_snippet_cuts_between_words():
    text = " ".join(f"word{number}" for number in range(200)) + " camp " + "tail " * 200
    pieces = snippet([text], wanted("camp"), 100)
    inside = text_of(pieces[1:-1])
    assert set(inside.split()) <= set(text.split())
    assert not inside.startswith(" ")
    assert not inside.endswith(" ")
    assert 80 <= len(inside) <= 100


def test_word_longer_than_a_snippet_is_cut():
    pieces = snippet(["b " + "a" * 1_000_000], wanted(prefixes=["aaa"]), 50)
    assert pieces == [Piece("…", False), Piece("a" * 50, True), Piece("…", False)]


@given(TEXTS)
def test_pieces_are_the_text_and_none_is_empty(text):
    pieces = marked(text, SOUGHT)
    assert text_of(pieces) == text
    assert all(piece.text for piece in pieces)


@given(st.lists(TEXTS, max_size=4), st.integers(1, 300))
def test_snippet_is_part_of_a_paragraph_and_marks_something(paragraphs, length):
    pieces = snippet(paragraphs, SOUGHT, length)
    found = [text for text in paragraphs if shown(marked(text, SOUGHT))]
    assert bool(pieces) == bool(found)
    if pieces:
        assert shown(pieces)
        assert any(text_of(pieces).strip("…") in text for text in found)
        assert len(text_of(pieces)) <= length + 2


def test_twice_the_text_full_of_hits_takes_twice_the_steps():
    def work(times):
        text = "camp torture al hol " * times
        return steps(snippet, [text], wanted("camp torture", ["ho"], ["al hol camp"]))

    work(1)
    assert work(5000) < 2.5 * work(2500)


@given(
    st.lists(
        st.sampled_from(
            ["companies", "company", "Ties", "status", "A-b's", "boss", "x", "_y_", "حلب"]
        )
        | st.text(string.printable, max_size=9)
    ),
    st.text(string.ascii_letters, min_size=1, max_size=4)
    | st.sampled_from(["companies", "tie", "boss"]),
)
def test_what_a_glance_rules_out_is_in_no_word(texts, typed):
    text = " ".join(texts)
    for word in words(typed):
        for wanted in (
            Wanted(frozenset([word]), (), ()),
            Wanted(frozenset(), (word,), ()),
            Wanted(frozenset(), (), ((word, "company"),)),
        ):
            known = words(text)
            stands = (
                wanted.words & set(known)
                or any(one.startswith(wanted.prefixes) for one in known if wanted.prefixes)
                or (wanted.phrases and word in known)
            )
            assert may_stand(text, wanted) or not stands
