"""The rules on the article that the first dossier was entered from, as far as it is at hand."""

import pytest

from tests.benchmarks.suggesting import ARTICLE, article_rows

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not at hand")


def test_quotes_and_figures_of_the_article_are_those_that_were_entered_by_hand():
    rows = {row.what: row for row in article_rows()}
    for what in ("quotes", "speakers", "figures", "known names"):
        assert rows[what].precision >= 0.95 and rows[what].recall >= 0.9, what
    assert rows["paraphrases"].recall >= 0.9 and rows["dates"].precision == 1
