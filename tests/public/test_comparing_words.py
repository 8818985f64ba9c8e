"""Two texts word by word: nothing lost, nothing judged, and never slow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import steps
from tracker.public.telling.comparing.words import MOVED, ONLY, SAME, Marker, in_both, words_of


def keys(text):
    return [word.key for word in words_of(text)]


def marked(left, right):
    found = Marker().mark(left, right)
    return [[(part.text, part.state) for part in side] for side in found]


def test_words_that_one_text_has_alone_are_marked_in_it():
    assert marked("We did not beat anybody.", "We did not beat or starve anybody.") == [
        [("We did not beat anybody.", SAME)],
        [("We did not beat ", SAME), ("or starve", ONLY), (" anybody.", SAME)],
    ]


def test_words_that_changed_places_are_marked_as_moved():
    left, right = marked("We never did it. Nobody was hurt.", "Nobody was hurt. We never did it.")
    assert ("Nobody was hurt", MOVED) in right
    assert ONLY not in {state for _text, state in [*left, *right]}


def test_two_words_elsewhere_are_chance():
    assert MOVED not in {
        state for side in marked("of the a b c", "a b c of the") for _t, state in side
    }


def test_capitals_punctuation_and_vowel_signs_make_no_other_word():
    assert keys("“Don’t”, THEY say") == keys("don't they say")
    assert keys("ثمنت أهميةَ هذهِ") == keys("ثمنت أهمية هذه")
    assert keys("cafe\N{COMBINING ACUTE ACCENT}") == keys("café") != keys("cafe")


def test_numbers_and_signs_are_words_of_their_own():
    assert keys("56,000 at 5% for £4") == ["56,000", "at", "5", "%", "for", "£", "4"]
    assert keys("1.5") != keys("1,5")


def test_scripts_without_spaces_are_compared_sign_by_sign():
    assert len(words_of("他们没有打人")) == 6
    assert len(words_of("မြန်မာ")) == 3


@given(st.text(), st.text())
def test_every_character_stays_where_it_was(left, right):
    found = Marker().mark(left, right)
    assert "".join(part.text for part in found.left) == left
    assert "".join(part.text for part in found.right) == right


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
def test_as_many_words_are_kept_as_can_be(a, b):
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, one in enumerate(a):
        for j, other in enumerate(b):
            above = max(longest[i][j + 1], longest[i + 1][j])
            longest[i + 1][j + 1] = longest[i][j] + 1 if one == other else above
    pairs = in_both(a, b)
    assert len(pairs) == longest[-1][-1]
    assert all(a[i] == b[j] for i, j in pairs)
    assert pairs == sorted(set(pairs))
    assert len({j for _i, j in pairs}) == len(pairs)


@pytest.mark.parametrize(
    ("left", "right"),
    [("word " * 3000, "word " * 2990 + "end"), ("a b " * 1500, "b c " * 1500), ("x " * 3000, "y ")],
)
def test_three_thousand_words_are_marked_at_once(left, right):
    assert Marker().mark(left, right)
    assert steps(Marker().mark, left, right) < 600_000


def test_longer_texts_and_fuller_pages_are_left_unmarked():
    assert Marker().mark("a " * 7000, "b " * 7000) is None
    marker = Marker(to_spend=10)
    assert marker.mark("a b", "a c e")
    assert marker.mark("a b", "a c e") is None
