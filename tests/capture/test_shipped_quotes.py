"""The shipped dossiers' quotes against the little that is on file of their sources.

The article is the text as it was typed in; of the other pages there are excerpts alone, so that a
quote not found in one is not checked, since it may stand in the rest of the page.
"""

import pytest

from tests.benchmarks.shipped_quotes import ABSENT, checked

pytestmark = pytest.mark.skipif(bool(ABSENT), reason=f"not beside this checkout: {ABSENT}")


def test_every_quote_of_the_article_stands_in_it_word_for_word():
    article = [row for row in checked() if row.whole]
    assert len(article) > 20
    assert {row.state for row in article} == {"word_for_word"}


def test_nothing_is_checked_against_more_than_there_is():
    rows = checked()
    assert all(row.state == "not_checked" for row in rows if not row.text)
    assert not [row for row in rows if row.state == "not_found" and not row.whole]
    assert not [row for row in rows if row.state == "differences"]
