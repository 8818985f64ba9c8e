"""That letters forgiven to scanners and pens make no word of another."""

from collections import defaultdict

import pytest

from tests.capture.quote_cases import ABSENT, texts
from tests.conftest import THOROUGH
from tracker.capture.quotes.folding import shaped, spelled
from tracker.capture.quotes.letters import letters_differ
from tracker.capture.quotes.states import Kind
from tracker.capture.quotes.words import Words

NOTHING = Words("")
FORGIVEN = (Kind.SHAPE, Kind.LETTER)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("consent", "content"), ("report", "resort"), ("protested", "protected"),
        ("detention", "detection"), ("détenus", "détenues"), ("défense", "dépense"),
        ("detenidos", "detenidas"), ("lawful", "unlawful"), ("trial", "trail"), ("Mali", "mail"),
        ("Marc", "Mare"), ("Müller", "Möller"), ("prisoner", "prisoners"), ("einer", "keiner"),
        ("الغارات", "الغازات"), ("العربية", "الغربية"), ("السلطات", "السلطان"), ("שלום", "שלוס"),
        ("آزادی", "آرادی"),
    ],
)  # fmt: skip
def test_other_words_are_other_words(ours, theirs):
    assert letters_differ(ours, theirs, NOTHING, headline=False) not in FORGIVEN
    assert letters_differ(theirs, ours, NOTHING, headline=False) not in FORGIVEN


def test_short_word_is_misread_where_the_text_often_writes_it_right():
    text = Words("the men and the women of the camp saw tbe court")
    assert letters_differ("the", "tbe", text, headline=False) is Kind.LETTER
    assert letters_differ("tbe", "the", NOTHING, headline=False) is Kind.WORDS


def test_name_of_one_outline_is_the_name_unless_the_text_writes_both():
    assert letters_differ("Governrnent", "Government", NOTHING, headline=False) is Kind.SHAPE
    text = Words("Arnolds and Arnolds met Amolds and Amolds")
    assert letters_differ("Arnolds", "Amolds", text, headline=False) is Kind.NAME


@pytest.mark.skipif(bool(ABSENT), reason=f"not beside this checkout: {ABSENT}")
def test_no_word_of_real_texts_is_taken_for_another(subtests):
    vocabulary = defaultdict(set)
    for language, text in texts().values():
        if THOROUGH or language in ("en", "es", "kmr"):
            vocabulary[language].update(filter(str.isalpha, Words(text).plain.words))
    for language, words in vocabulary.items():
        with subtests.test(language):
            taken = {
                (left, right)
                for left, right in close(words)
                if letters_differ(left, right, NOTHING, headline=False) in FORGIVEN
            }
            assert not taken


def close(words):
    """Pairs of one outline, or of which one is the other with a letter less, more or other."""
    near = defaultdict(set)
    for word in words:
        letters = spelled(word)
        near["outline", shaped(letters)].add(word)
        near[letters].add(word)
        for at in range(len(letters)):
            near[letters[:at] + letters[at + 1 :]].add(word)
    pairs = {
        (left, right)
        for group in near.values()
        for left in group
        for right in group
        if left < right
    }
    return [pair for pair in pairs if spelled(pair[0]) != spelled(pair[1])]
