"""Questions in seven languages, each with what it must find and what it must not."""

import re
from collections import Counter

import pytest

from tests.search.documents import ABSENT, cases, documents
from tracker.search.kurmanji import stem, stems
from tracker.search.normalise import NUMBER, words

pytestmark = pytest.mark.xdist_group("questions")
LANGUAGES = ["ar", "ckb", "kmr", "fa", "tr", "en", "fr"]
PART = re.compile(rf'(-?)(?:"([^"]*)"|({NUMBER}|\S+))')

needs_texts = pytest.mark.skipif(bool(ABSENT), reason=f"not beside this checkout: {ABSENT}")


@pytest.fixture(scope="module")
def known():
    """Key to the words of a text, and the stems that it has beside them."""
    return {key: (words(text), stems(text)) for key, text in documents().items()}


def matching(query, known):
    """The keys of the texts that answer `query`, by reading every one of them."""
    parts = [
        (bool(minus), words(phrase or word), "phrase" if phrase else word.endswith("*"))
        for minus, phrase, word in PART.findall(query)
    ]
    return {
        key
        for key, (text, also) in known.items()
        if all(minus != holds(text, also, asked, how) for minus, asked, how in parts if asked)
    }


def holds(text, also, asked, how):
    if how is False and len(asked) == 1 and stem(asked[0]) in also:
        return True
    if how == "phrase" or (len(asked) > 1 and how is False):
        return any(text[at : at + len(asked)] == asked for at in range(len(text)))
    *whole, last = asked
    begun = any(word.startswith(last) for word in text) if how else last in text
    return begun and set(whole) <= set(text)


@needs_texts
@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.language}: {case.query}")
def test_query_finds_what_it_must_and_nothing_it_must_not(case, known):
    found = matching(case.query, known)
    assert set(case.finds) <= found
    assert not set(case.misses) & found


@needs_texts
def test_every_case_names_documents_that_exist():
    named = {key for case in cases() for key in (*case.finds, *case.misses)}
    assert named <= set(documents())


def test_every_language_is_asked_twenty_questions():
    asked = Counter(case.language for case in cases())
    assert {language: min(asked[language], 20) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, 20
    )
    assert len({(case.language, case.query) for case in cases()}) == len(cases())


def test_every_case_could_fail_both_ways():
    for case in cases():
        assert case.finds or case.misses, case
        assert not set(case.finds) & set(case.misses), case
    for language in LANGUAGES:
        assert sum(bool(case.misses) for case in cases() if case.language == language) >= 15
